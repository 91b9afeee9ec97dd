from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from churn_desktop.core import edits
from churn_desktop.pages.terms import role_title
from churn_desktop.ui.models.sheet_filter import Condition, Filter, Worth
from churn_desktop.ui.models.sheet_model import SheetModel
from churn_desktop.ui.sheet.arranger import SheetArranger, SortKey
from churn_desktop.ui.tasks import TaskRunner
from tests.ui.made import a_table

TABLE = a_table(
    {
        "n": [str(n) for n in range(8)],
        "group": ["b", "a", "b", "a", "b", "a", "b", "a"],
    }
)
AT_LEAST_3 = Filter(test=Condition.AT_LEAST, low="3", worth=Worth.NUMBER)


@pytest.fixture
def arranger(runner: TaskRunner) -> SheetArranger:
    model = SheetModel(explain=str, title=role_title)
    arranger = SheetArranger(model, runner, lambda change: change())
    model.setParent(arranger)
    arranger.show_table(TABLE)
    return arranger


def shown(arranger: SheetArranger) -> str:
    model = arranger._model
    column = model.headings.index("n")
    return "".join(model.text(row, column) for row in range(len(model)))


def test_rows_are_sorted_by_several_columns(
    arranger: SheetArranger, qtbot: QtBot
) -> None:
    arranger.sort(SortKey("group"), SortKey("n", descending=True))
    qtbot.waitUntil(lambda: shown(arranger) == "75316420")
    arranger.sort()
    assert shown(arranger) == "01234567"


def test_filters_keep_the_order(arranger: SheetArranger, qtbot: QtBot) -> None:
    arranger.sort(SortKey("n", descending=True))
    arranger.filter("n", AT_LEAST_3)
    qtbot.waitUntil(lambda: shown(arranger) == "76543")
    arranger.filter("group", Filter(only=frozenset({"a"})))
    qtbot.waitUntil(lambda: shown(arranger) == "753")
    assert arranger.shown == (3, 8)
    arranger.filter("n", None)
    qtbot.waitUntil(lambda: shown(arranger) == "7531")
    arranger.show_all()
    assert shown(arranger) == "76543210"


def test_an_edit_moves_and_hides_nothing(arranger: SheetArranger, qtbot: QtBot) -> None:
    arranger.sort(SortKey("n", descending=True))
    arranger.filter("n", AT_LEAST_3)
    qtbot.waitUntil(lambda: shown(arranger) == "76543")
    edited = edits.set_cells(TABLE, "n", [7], ["0"])
    arranger.show_table(edited)
    assert shown(arranger) == "06543"
    arranger.show_table(edits.delete_rows(edited, [5, 0]))
    assert shown(arranger) == "0643"
    arranger.show_table(edited)
    assert shown(arranger) == "06543"
    arranger.show_table(TABLE)
    arranger.arrange_again()
    qtbot.waitUntil(lambda: shown(arranger) == "76543")


def test_an_edit_while_sorting_is_sorted_too(
    arranger: SheetArranger, qtbot: QtBot
) -> None:
    arranger.sort(SortKey("n", descending=True))
    arranger.show_table(edits.set_cells(TABLE, "n", [0], ["9"]))
    qtbot.waitUntil(lambda: shown(arranger) == "97654321")


def test_sorting_and_filters_follow_a_renamed_column(
    arranger: SheetArranger, qtbot: QtBot
) -> None:
    arranger.filter("group", Filter(only=frozenset({"a"})))
    arranger.sort(SortKey("group"))
    qtbot.waitUntil(lambda: shown(arranger) == "1357")
    arranger.show_table(edits.rename_column(TABLE, "group", "set"))
    assert list(arranger.filters) == ["set"]
    assert arranger.sorting == (SortKey("set"),)
    arranger.show_table(edits.delete_column(TABLE, "group"))
    assert (arranger.filters, arranger.sorting) == ({}, ())


def test_columns_are_hidden_and_moved(arranger: SheetArranger) -> None:
    arranger.show_columns(("group", "n"))
    assert arranger._model.headings == ("group", "n")
    arranger.show_columns(())
    assert arranger._model.headings == ("group", "n")
    arranger.show_columns(("n",))
    arranger.show_table(edits.insert_column(TABLE, "note", 1))
    assert arranger._model.headings == ("n", "note")
