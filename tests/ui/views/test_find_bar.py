from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from churn_desktop.ui.views.find_bar import FindBar


@pytest.fixture
def bar(qtbot: QtBot) -> FindBar:
    bar = FindBar()
    qtbot.addWidget(bar)
    bar.open_bar()
    return bar


def text_of(bar: FindBar) -> QLineEdit:
    edit = bar.findChild(QLineEdit, "findEdit")
    assert isinstance(edit, QLineEdit)
    return edit


def test_return_asks_for_the_next_one(bar: FindBar, qtbot: QtBot) -> None:
    qtbot.keyClicks(text_of(bar), "Wang")
    with qtbot.waitSignal(bar.wanted) as asked:
        qtbot.keyClick(text_of(bar), Qt.Key.Key_Return)
    assert asked.args == ["Wang", False]
    with qtbot.waitSignal(bar.wanted) as asked:
        bar.find_former()
    assert asked.args == ["Wang", True]


def test_nothing_is_asked_without_text(bar: FindBar, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(bar.wanted):
        bar.find_next()


def test_escape_closes_it(bar: FindBar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bar.closed):
        qtbot.keyClick(text_of(bar), Qt.Key.Key_Escape)
    assert not bar.isVisible()


def test_its_buttons_have_names(bar: FindBar) -> None:
    assert all(button.accessibleName() for button in bar.findChildren(QToolButton)[-3:])


def test_it_says_when_there_is_none(bar: FindBar) -> None:
    bar.tell(found=False)
    assert bar.outcome == "Not found."
    bar.tell(found=True)
    assert bar.outcome == ""
