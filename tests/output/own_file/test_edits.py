from __future__ import annotations

from dataclasses import replace

from churn_desktop.core import edits
from churn_desktop.core.grid import Kind
from churn_desktop.core.table import Table
from churn_desktop.output.own_file.edits import CellEdit, SheetEdits, sheet_edits
from tests.ui.made import a_list, a_table

BASE = a_table(
    {"Customer": ["A", "B", "C"], "Fee": ["100", "", "300"], "Note": ["", "", "x"]}
)
LIST = a_list()


def found(table: Table) -> SheetEdits:
    return sheet_edits(replace(LIST, table=table), replace(LIST, table=BASE))


def test_nothing_done_is_nothing_to_write() -> None:
    assert found(BASE).nothing


def test_changed_cells_are_of_the_kind_they_were() -> None:
    table = edits.set_cells(BASE, "Fee", [0, 1], ["110", "200"])
    table = edits.set_cells(table, "Customer", [2], [""])
    assert found(table).cells == {
        (2, 2): CellEdit("110", Kind.NUMBER),
        # A blank cell is to look like the last filled one of its column.
        (3, 2): CellEdit("200", Kind.NUMBER, (4, 2)),
        (4, 1): CellEdit("", Kind.TEXT),
    }


def test_added_rows_follow_the_list_and_deleted_ones_are_emptied() -> None:
    table = edits.insert_rows(edits.delete_rows(BASE, [1]), 1)
    table = edits.set_cells(table, "Customer", [1], ["D"])
    seen = found(table)
    assert seen.cells == {
        (3, 1): CellEdit("", Kind.BLANK),
        (5, 1): CellEdit("D", Kind.TEXT, (4, 1)),
    }
    assert (seen.last_row, seen.added_rows, seen.deleted_rows) == (4, 1, (3,))


def test_columns_are_added_renamed_and_left() -> None:
    table = edits.rename_column(BASE, "Fee", "Price")
    table = edits.delete_column(table, "Note")
    table = edits.insert_column(table, "Reason", 1)
    table = edits.set_cells(table, "Reason", [2], ["moved"])
    seen = found(table)
    assert seen.cells == {
        (1, 2): CellEdit("Price", Kind.TEXT),
        (1, 4): CellEdit("Reason", Kind.TEXT, (1, 3)),
        (4, 4): CellEdit("moved", Kind.TEXT),
    }
    assert seen.deleted_columns == ("Note",)
    assert seen.renamed == {"Fee": "Price"}
