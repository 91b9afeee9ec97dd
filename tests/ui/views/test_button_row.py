from __future__ import annotations

from pytestqt.qtbot import QtBot

from churn_desktop.ui.views.button_row import ButtonRow, WordButton, words

LONG = "many words that need more than one line where there is little room " * 2


def a_row(qtbot: QtBot, count: int, width: int) -> tuple[ButtonRow, list[WordButton]]:
    buttons = [WordButton([words("Title", "title"), words(LONG, "faint")])]
    buttons += [WordButton([words("Title", "title")]) for _ in range(count - 1)]
    row = ButtonRow(buttons)
    qtbot.addWidget(row)
    row.resize(width, 400)
    row.show()
    return row, buttons


def test_all_are_as_high_as_the_highest(qtbot: QtBot) -> None:
    _row, buttons = a_row(qtbot, 3, 700)
    heights = {button.height() for button in buttons}
    assert heights == {buttons[0].heightForWidth(buttons[0].width())}


def test_less_room_makes_more_lines_of_even_length(qtbot: QtBot) -> None:
    row, buttons = a_row(qtbot, 5, 1200)
    assert len({button.y() for button in buttons}) == 1
    row.resize(800, 400)
    qtbot.waitUntil(lambda: len({button.y() for button in buttons}) == 2)
    tops = [button.y() for button in buttons]
    assert tops.count(min(tops)) == 3


def test_a_row_without_buttons_is_empty(qtbot: QtBot) -> None:
    row = ButtonRow([])
    qtbot.addWidget(row)
    row.resize(300, 50)
    row.show()
    assert row.minimumSizeHint().height() <= 0
