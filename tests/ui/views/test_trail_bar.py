from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from churn_desktop.ui.views.trail_bar import TrailBar


@pytest.fixture
def bar(qtbot: QtBot) -> TrailBar:
    bar = TrailBar()
    qtbot.addWidget(bar)
    return bar


def test_it_names_what_is_on_screen(bar: TrailBar, qtbot: QtBot) -> None:
    assert bar.isHidden()
    bar.show_trail("Mar 2024 · lost: 10 rows", "Periods")
    assert not bar.isHidden()
    assert bar.text == "Mar 2024 · lost: 10 rows"
    back = bar.findChild(QPushButton)
    assert isinstance(back, QPushButton)
    assert back.text() == "‹ Back to Periods"
    with qtbot.waitSignal(bar.back_wanted):
        back.click()


def test_it_can_be_cleared(bar: TrailBar, qtbot: QtBot) -> None:
    bar.show_trail("Pro: 3 rows", "")
    assert bar.findChild(QPushButton).isHidden()
    clear = bar.findChild(QToolButton, "clearFilterButton")
    assert isinstance(clear, QToolButton)
    assert clear.accessibleName()
    with qtbot.waitSignal(bar.cleared):
        clear.click()
