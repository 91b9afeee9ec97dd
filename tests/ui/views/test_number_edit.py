from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from churn_desktop.pages.editing import Input, assuming
from churn_desktop.pages.model import Unit
from churn_desktop.ui.views.number_edit import NumberEdit

MARGIN = Input(
    "margin", "Margin", Unit.RATE, 0.5, assuming("margin"), high=1.0, note="A share."
)
CAC = Input("cac", "CAC", Unit.MONEY, None, assuming("cac"), empty="as the list says")


def made(qtbot: QtBot, shown: Input) -> tuple[NumberEdit, list[object]]:
    edit, told = NumberEdit(shown), list[object]()
    edit.told.connect(told.append)
    qtbot.addWidget(edit)
    edit.show()
    return edit, told


def test_a_number_is_told_once_when_it_is_complete(qtbot: QtBot) -> None:
    edit, told = made(qtbot, MARGIN)
    assert edit.text() == "50 %"
    edit.clear()
    qtbot.keyClicks(edit, "45")
    assert told == []
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert told == [0.45]
    assert edit.text() == "45 %"
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert told == [0.45]


@pytest.mark.parametrize(("typed", "said"), [("much", "no number"), ("120", "100 %")])
def test_what_cannot_be_is_said_and_not_told(
    qtbot: QtBot, typed: str, said: str
) -> None:
    edit, told = made(qtbot, MARGIN)
    edit.clear()
    qtbot.keyClicks(edit, typed)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert told == []
    assert said in edit.toolTip()
    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    assert (edit.text(), edit.toolTip()) == ("50 %", "A share.")


def test_nothing_typed_is_nothing_where_that_is_allowed(qtbot: QtBot) -> None:
    edit, told = made(qtbot, CAC)
    assert (edit.text(), edit.placeholderText()) == ("", "as the list says")
    qtbot.keyClicks(edit, "1,200")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    edit.clear()
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert told == [1200.0, None]


def test_where_there_has_to_be_a_value_the_old_one_comes_back(qtbot: QtBot) -> None:
    edit, told = made(qtbot, MARGIN)
    edit.clear()
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert (edit.text(), told) == ("50 %", [])
