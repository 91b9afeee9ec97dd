from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from churn_desktop.ui.views.cell_line import CellLine


@pytest.fixture
def line(qtbot: QtBot) -> CellLine:
    line = CellLine()
    qtbot.addWidget(line)
    line.show()
    line.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    return line


def test_line_breaks_of_a_cell_survive(line: CellLine, qtbot: QtBot) -> None:
    line.show_text("two\nlines", editable=True)
    line.end(False)
    qtbot.keyClicks(line, "!")
    with qtbot.waitSignal(line.typed) as typed:
        qtbot.keyClick(line, Qt.Key.Key_Enter)
    assert typed.args == ["two\nlines!"]


def test_what_is_written_stays_when_the_cell_is_shown_again(
    line: CellLine, qtbot: QtBot
) -> None:
    line.show_text("old", editable=True)
    qtbot.keyClicks(line, "x")
    assert line.editing
    line.show_text("newer", editable=True)
    assert line.text() == "xold"


def test_nothing_is_told_of_a_text_that_is_the_same(
    line: CellLine, qtbot: QtBot
) -> None:
    line.show_text("a", editable=True)
    qtbot.keyClicks(line, "b")
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    with qtbot.assertNotEmitted(line.typed), qtbot.waitSignal(line.left) as left:
        qtbot.keyClick(line, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert left.args[1] is True


def test_keys_are_left_to_others_where_nothing_can_be_written(
    line: CellLine, qtbot: QtBot
) -> None:
    line.show_text("= 1 + 1", editable=False)
    with qtbot.assertNotEmitted(line.left):
        qtbot.keyClick(line, Qt.Key.Key_Return)
