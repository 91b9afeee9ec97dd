from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from churn_desktop.core.issues import IssueCode
from churn_desktop.core.schema import Role
from churn_desktop.importing.mended_cells import CellChange
from churn_desktop.importing.mends import Mend, Repetition
from churn_desktop.ui.models.mend_model import Lines, MendModel, lines_of
from tests.ui.made import a_list

SWAP = Mend(
    IssueCode.END_BEFORE_START,
    "Until",
    (
        CellChange(2, "Since", "2024-05-01", "2024-03-01"),
        CellChange(2, "Until", "2024-03-01", "2024-05-01"),
        CellChange(1205, "Since", "2024-06-01", "2024-01-01"),
        CellChange(1205, "Until", "2024-01-01", "2024-06-01"),
    ),
)
Q = Qt.ItemDataRole


@pytest.fixture
def model(qtbot: QtBot, qtmodeltester: ModelTester) -> MendModel:
    model = MendModel()
    qtmodeltester.check(model)
    model.show(lines_of(a_list(), SWAP))
    return model


def test_all_changes_of_a_row_are_one_line() -> None:
    lines = lines_of(a_list(), SWAP)
    assert lines.headings == (
        "Row", "Customer", "Since", "Since, mended", "Until", "Until, mended",
    )  # fmt: skip
    assert lines.cells[0] == (
        "2", "Shop 0", "2024-05-01", "2024-03-01", "2024-03-01", "2024-05-01",
    )  # fmt: skip
    assert lines.cells[1][:2] == ("1,205", "")
    assert lines.fresh == {3, 5}


def test_rows_to_be_deleted_are_shown_whole() -> None:
    project = a_list()
    mend = Mend(IssueCode.DUPLICATE_ROWS, None, repetitions=(Repetition(5, 3),))
    lines = lines_of(project, mend)
    assert lines.rows == (5,)
    assert lines.cells[0][:3] == ("5", "Shop 3", "3")
    assert lines.cells[0][3].startswith("C003 | Shop 3 | 2023-04-04 |")
    nameless = replace(project, roles={Role.START: "Since"})
    assert lines_of(nameless, mend).cells[0][1] == ""


def test_everything_is_ticked_at_first(model: MendModel) -> None:
    assert model.chosen == {2, 1205}
    assert model.index(0, 0).data(Q.CheckStateRole) is Qt.CheckState.Checked
    assert model.index(0, 1).data(Q.CheckStateRole) is None
    assert model.index(0, 3).data(Q.FontRole).bold()
    assert model.index(0, 2).data(Q.FontRole) is None


def test_single_lines_can_be_left_out(model: MendModel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.ticked):
        assert model.setData(
            model.index(0, 0), Qt.CheckState.Unchecked, Q.CheckStateRole
        )
    assert model.chosen == {1205}
    assert model.setData(model.index(0, 0), Qt.CheckState.Unchecked, Q.CheckStateRole)
    assert model.chosen == {1205}
    assert not model.setData(model.index(0, 1), "x")
    model.toggle(0)
    model.toggle(1)
    assert model.chosen == {2}
    model.tick_all(on=True)
    assert model.chosen == {2, 1205}
    model.tick_all(on=False)
    assert model.chosen == frozenset()


def test_spaces_at_an_end_can_be_seen(model: MendModel) -> None:
    model.show(
        Lines(("Row", "Customer", "a"), (2,), (("2", "x", " Pro "),), frozenset())
    )
    assert model.index(0, 2).data() == "“ Pro ”"
    assert model.index(0, 2).data(Q.ToolTipRole) == " Pro "
    assert model.cell(0, 2).text == " Pro "
    assert model.heading(2) == "a"


def test_without_lines_there_is_nothing_to_tick(model: MendModel) -> None:
    model.show(Lines((), (), (), frozenset()))
    model.tick_all(on=True)
    assert model.chosen == frozenset()
    assert model.headerData(0, Qt.Orientation.Horizontal) is None
