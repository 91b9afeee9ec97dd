from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.table import Table

from churn_desktop.core.grid import Kind
from churn_desktop.output.own_file.edits import CellEdit, SheetEdits
from churn_desktop.output.own_file.workbook import cell_value, write_own_workbook


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("", Kind.NUMBER, None),
        ("12", Kind.NUMBER, 12),
        ("-1,234.50", Kind.NUMBER, -1234.5),
        ("0.1", Kind.NUMBER, 0.1),
        ("007", Kind.NUMBER, "007"),
        ("1234567890123456", Kind.NUMBER, "1234567890123456"),
        ("1e5", Kind.NUMBER, "1e5"),
        ("12", Kind.TEXT, "12"),
        ("=1+1", Kind.TEXT, "=1+1"),
        ("2024-3-5", Kind.DATE, datetime(2024, 3, 5)),
        ("2024/03/05", Kind.DATE, datetime(2024, 3, 5)),
        ("2024-03-05T14:30:00", Kind.DATE, datetime(2024, 3, 5, 14, 30)),
        ("03/04/2024", Kind.DATE, "03/04/2024"),
        ("2024-02-30", Kind.DATE, "2024-02-30"),
        ("TRUE", Kind.FLAG, True),
        ("maybe", Kind.FLAG, "maybe"),
        ("a\x01b", Kind.TEXT, "ab"),
    ],
)
def test_a_cell_stays_what_it_was_where_the_text_allows(
    text: str, kind: Kind, value: object
) -> None:
    found = cell_value(CellEdit(text, kind))
    assert (found, type(found)) == (value, type(value))


def test_a_percentage_is_a_number_where_the_cell_shows_one() -> None:
    assert cell_value(CellEdit("12.5%", Kind.NUMBER), percent=True) == 0.125
    assert cell_value(CellEdit("12.5%", Kind.NUMBER)) == "12.5%"


def some(cells: dict[tuple[int, int], CellEdit], added: int = 0) -> SheetEdits:
    return SheetEdits(cells, 3, added, (), (), {"Fee": "Price"})


def test_added_rows_go_where_nothing_is(tmp_path: Path) -> None:
    source, draft = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    book = openpyxl.Workbook()
    for row in (["Customer", "Fee"], ["A", 1], ["B", 2], ["Total", "=SUM(B2:B3)"]):
        book.active.append(row)
    book.save(source)
    cells = {(4, 1): CellEdit("C", Kind.TEXT), (4, 2): CellEdit("3", Kind.NUMBER)}
    assert write_own_workbook(source, "Sheet", some(cells, 1), draft) == ()
    page = openpyxl.load_workbook(draft)["Sheet"]
    rows = [list(row) for row in page.iter_rows(values_only=True)]
    assert rows[3:] == [["Total", "=SUM(B2:B3)"], ["C", 3]]


def test_a_table_of_the_sheet_grows_with_it(tmp_path: Path) -> None:
    source, draft = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    book = openpyxl.Workbook()
    for row in (["Customer", "Fee"], ["A", 1], ["B", 2]):
        book.active.append(row)
    book.active.add_table(Table(displayName="List", ref="A1:B3"))
    book.save(source)
    cells = {(1, 2): CellEdit("Price", Kind.TEXT), (4, 1): CellEdit("C", Kind.TEXT)}
    write_own_workbook(source, "Sheet", some(cells, 1), draft)
    [table] = openpyxl.load_workbook(draft)["Sheet"].tables.values()
    assert table.ref == "A1:B4"
    assert [column.name for column in table.tableColumns] == ["Customer", "Price"]


def test_cells_that_cannot_hold_a_text_are_named(tmp_path: Path) -> None:
    source, draft = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    book = openpyxl.Workbook()
    for row in (["Customer", "Fee"], ["A", 1], ["B", 2]):
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    book.save(source)
    cells = {
        (3, 1): CellEdit("X", Kind.TEXT),
        (2, 2): CellEdit("x" * 32_768, Kind.TEXT),
        (3, 2): CellEdit("5", Kind.NUMBER),
    }
    assert write_own_workbook(source, "Sheet", some(cells), draft) == ("A3", "B2")
    page = openpyxl.load_workbook(draft)["Sheet"]
    assert (page["B2"].value, page["B3"].value) == (1, 5)
