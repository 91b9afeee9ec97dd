from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from churn_desktop.core.issues import Issue, IssueCode, Severity
from churn_desktop.core.schema import Role
from churn_desktop.ui.models.sheet_marks import mark
from churn_desktop.ui.models.sheet_model import BLOCK, BLOCKS_KEPT, SheetModel
from tests.ui.made import a_table

ACROSS, DOWN = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
DISPLAY, TIP = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole
TABLE = a_table(
    {
        "Id": ["a", "b", "c"],
        "Fee": ["10", "", "20"],
        "Since": ["2024-01-01", "soon", "2024-01-03"],
    },
    first_row=5,
)
SOON = Issue(IssueCode.DATE_UNREADABLE, Severity.ERROR, "Since", (6,))


@pytest.fixture
def model(qtbot: QtBot) -> SheetModel:
    model = SheetModel(
        explain=lambda issue: f"{issue.code} in {issue.column}",
        title=lambda role: role.replace("_", " "),
    )
    model.show(TABLE)
    return model


def texts(model: SheetModel, column: int = 0) -> list[object]:
    return [
        model.data(model.index(row, column), DISPLAY) for row in range(model.rowCount())
    ]


def test_it_is_a_proper_model(model: SheetModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)
    model.show_order(np.array([2, 0]))
    qtmodeltester.check(model)
    model.show(None)
    qtmodeltester.check(model)


def test_rows_carry_their_number_in_the_file(model: SheetModel) -> None:
    assert [model.headerData(row, DOWN, DISPLAY) for row in range(3)] == ["5", "6", "7"]
    model.show_order(np.array([2, 0, 1]))
    assert [model.headerData(row, DOWN, DISPLAY) for row in range(3)] == ["7", "5", "6"]
    assert texts(model) == ["c", "a", "b"]
    assert model.headerData(9, DOWN, DISPLAY) is None


def test_numbers_stand_on_the_right(model: SheetModel) -> None:
    role = Qt.ItemDataRole.TextAlignmentRole
    right = [
        bool(model.data(model.index(0, column), role) & Qt.AlignmentFlag.AlignRight)
        for column in range(3)
    ]
    assert right == [False, True, False]


def test_headers_tell_the_meaning(model: SheetModel) -> None:
    model.show_meanings({Role.CUSTOMER_ID: "Id", Role.START: "Since"})
    assert [model.badge(column) for column in range(3)] == ["customer id", "", "start"]
    assert model.headerData(2, ACROSS, DISPLAY) == "Since"
    assert model.headerData(2, ACROSS, TIP) == "Since\nstart"
    assert model.headerData(1, ACROSS, TIP) == "Fee"
    assert model.headerData(3, ACROSS, DISPLAY) is None


def test_doubtful_cells_say_why(model: SheetModel) -> None:
    whole = Issue(IssueCode.DUPLICATE_ROWS, Severity.WARNING, None, (7,))
    aside = np.array([False, True, False])
    model.show_marks(mark(TABLE, [SOON, whole], aside))
    assert model.look(1, 2) == ("soon", Severity.ERROR, True)
    assert model.look(0, 2) == ("2024-01-01", None, False)
    assert model.look(1, 0) == ("b", None, True)
    assert model.data(model.index(1, 2), TIP) == "date_unreadable in Since"
    assert model.data(model.index(1, 1), TIP) is None
    assert model.headerData(2, DOWN, TIP) == "duplicate_rows in None"
    model.show_order(np.array([1]))
    assert model.look(0, 2) == ("soon", Severity.ERROR, True)


def test_fewer_rows_reset_and_another_order_does_not(
    model: SheetModel, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(model.modelReset):
        model.show_order(np.array([0]))
    model.show_order(None)
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.show_order(np.array([2, 1, 0]))
    assert texts(model) == ["c", "b", "a"]
    assert model.positions(0, 1).tolist() == [2, 1]


def test_text_comes_in_blocks_and_old_blocks_go(qtbot: QtBot) -> None:
    rows = BLOCK * (BLOCKS_KEPT + 3) + 1
    model = SheetModel(explain=str, title=str)
    model.show(a_table({"n": [str(n) for n in range(rows)]}))
    seen = [model.data(model.index(row, 0), DISPLAY) for row in range(0, rows, BLOCK)]
    assert seen == [str(n) for n in range(0, rows, BLOCK)]
    assert model.text(rows - 1, 0) == str(rows - 1)
    assert model.text(0, 0) == "0"


def test_nothing_is_shown_without_a_table(qtbot: QtBot) -> None:
    model = SheetModel(explain=str, title=str)
    assert model.rowCount() == model.columnCount() == 0
    assert model.data(QModelIndex(), DISPLAY) is None
    assert model.headerData(0, DOWN, DISPLAY) is None


def test_ctrl_and_arrows_end_where_spreadsheets_do(qtbot: QtBot) -> None:
    model = SheetModel(explain=str, title=str)
    model.show(a_table({"a": ["1", "2", "", "", "5", ""], "b": ["", *"2345", ""]}))
    down, up, right = (1, 0), (-1, 0), (0, 1)
    assert model.edge(0, 0, down) == (1, 0)
    assert model.edge(1, 0, down) == (4, 0)
    assert model.edge(4, 0, down) == (5, 0)
    assert model.edge(5, 0, down) == (5, 0)
    assert model.edge(4, 0, up) == (1, 0)
    assert model.edge(1, 0, right) == (1, 1)
    model.show_order(np.array([4, 1, 0]))
    assert model.edge(0, 0, down) == (2, 0)


def test_numbers_and_text_are_told_apart_for_a_spreadsheet(model: SheetModel) -> None:
    assert model.cell(0, 0) == ("a", False)
    assert model.cell(0, 1) == ("10", True)
    assert model.cell(1, 1) == ("", True)
