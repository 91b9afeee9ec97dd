from __future__ import annotations

from pytestqt.qtbot import QtBot

from churn_desktop.storage.reading_choices import ReadingChoices, recall, remember
from churn_desktop.ui.main_window import MainWindow

HEADINGS = ("id", "since")


def test_what_was_said_is_forgotten_and_brought_back(
    window: MainWindow, qtbot: QtBot
) -> None:
    forget = window.menus.actions["forgetReadings"]
    assert forget.isEnabled()
    forget.trigger()
    assert "Nothing was said" in window.notices.text
    said = ReadingChoices("digest", currency="USD")
    remember(HEADINGS, said)
    forget.trigger()
    assert recall(HEADINGS) is None
    assert "1 kind of list" in window.notices.text
    assert window.notices.notice is not None
    window.notices.notice.offers[0].act()
    assert recall(HEADINGS) == said
    assert "as before" in window.notices.text
