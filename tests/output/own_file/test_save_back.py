from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from churn_desktop.core import edits
from churn_desktop.core.errors import (
    ChangedOnDisk,
    NotWrittenBack,
    UnreadableFile,
    UnwritableFile,
)
from churn_desktop.core.progress import Cancelled
from churn_desktop.core.project import Project
from churn_desktop.core.table import Table
from churn_desktop.importing.importer import open_list
from churn_desktop.importing.readers import read_sheet
from churn_desktop.output.own_file.parts import Part
from churn_desktop.output.own_file.save_back import plan, write_back

TODAY = date(2024, 12, 31)


def a_workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    page = book.active
    page.title = "客户"
    page.append(["Customers of 2024"])
    page.append(["Customer", "Start date", "End date", "Fee", "Note", "Twice"])
    for n in range(1, 6):
        row = n + 2
        start = datetime(2024, n, 1)
        page.append([f"C{n:03}", start, None, 100.5 * n, "", f"=D{row}*2"])
        page.cell(row, 2).number_format = "dd.mm.yyyy"
        page.cell(row, 4).number_format = "#,##0.00 €"
    page["C4"] = datetime(2024, 6, 1)
    page["C4"].number_format = "dd.mm.yyyy"
    page["A2"].font = Font(bold=True)
    page["D4"].fill = PatternFill("solid", start_color="FFFF00")
    page["A3"].comment = Comment("Ask Ann", "Ann")
    page.column_dimensions["A"].width = 33
    page.freeze_panes = "B3"
    page.conditional_formatting.add(
        "D3:D7", CellIsRule(operator="greaterThan", formula=["300"])
    )
    allowed = DataValidation(type="list", formula1='"yes,no"')
    allowed.add("E3:E7")
    page.add_data_validation(allowed)
    other = book.create_sheet("Sums")
    other["A1"] = "=SUM('客户'!D3:D7)"
    book.save(path)
    return path


@pytest.fixture
def imported(tmp_path: Path) -> Project:
    return open_list(a_workbook(tmp_path / "list.xlsx"), today=TODAY)


def write(table: Table, heading: str, row: int, text: str) -> Table:
    return edits.set_cells(table, heading, [row], [text])


def saved(project: Project, imported: Project, path: Path) -> tuple[str, ...]:
    return write_back(plan(project, imported), path)


def test_only_the_edited_cells_change(imported: Project, tmp_path: Path) -> None:
    table = write(imported.table, "Fee", 1, "250")
    table = write(table, "End date", 0, "2024-08-01")
    table = write(table, "Note", 2, "=HYPERLINK(1)")
    table = write(table, "Customer", 4, "C999")
    path = tmp_path / "edited.xlsx"
    planned = plan(replace(imported, table=table), imported)
    assert planned.at_risk == (Part.FORMULA_RESULTS,)
    assert planned.suffix == ".xlsx"
    assert write_back(planned, path) == ()
    before = openpyxl.load_workbook(imported.source.path)
    after = openpyxl.load_workbook(path)
    changed = {}
    for name in before.sheetnames:
        for row in before[name].iter_rows():
            for cell in row:
                now = after[name][cell.coordinate]
                assert now.number_format == cell.number_format or cell.value is None
                assert repr(now.font) == repr(cell.font)
                assert repr(now.fill) == repr(cell.fill)
                if now.value != cell.value:
                    changed[cell.coordinate] = (now.value, now.data_type)
    assert changed == {
        "D4": (250, "n"),
        "C3": (datetime(2024, 8, 1), "d"),
        "E5": ("=HYPERLINK(1)", "s"),
        "A7": ("C999", "s"),
    }
    page = after["客户"]
    assert page["C3"].number_format == "dd.mm.yyyy"
    assert page["A3"].comment.text == "Ask Ann"
    assert page.column_dimensions["A"].width == 33
    assert page.freeze_panes == "B3"
    assert len(page.conditional_formatting) == 1
    assert len(page.data_validations.dataValidation) == 1
    assert after["Sums"]["A1"].value == "=SUM('客户'!D3:D7)"


def test_what_was_saved_is_what_is_read(imported: Project, tmp_path: Path) -> None:
    table = write(imported.table, "Fee", 1, "250.25")
    table = edits.insert_column(table, "Reason")
    table = write(table, "Reason", 1, "too dear")
    table = edits.insert_rows(table, 2)
    table = write(table, "Customer", 2, "C100")
    table = write(table, "Start date", 2, "2024-07-01")
    path = tmp_path / "edited.xlsx"
    saved(replace(imported, table=table), imported, path)
    again = open_list(path, today=TODAY).table
    columns = ["Customer", "Start date", "End date", "Fee", "Reason"]
    kept = [list(row) for row in table.frame[columns].itertuples(index=False)]
    found = [list(row) for row in again.frame[columns].itertuples(index=False)]
    # An added row comes last.
    assert found == [*kept[:2], *kept[3:], kept[2]]


def test_a_workbook_that_has_changed_since_is_not_mixed_up(
    imported: Project, tmp_path: Path
) -> None:
    path = imported.source.path
    book = openpyxl.load_workbook(path)
    book["客户"].insert_rows(3)
    book.save(path)
    with pytest.raises(ChangedOnDisk):
        plan(imported, imported)
    path.unlink()
    with pytest.raises(UnreadableFile):
        plan(imported, imported)


def test_a_copy_is_written_whole_or_not_at_all(
    imported: Project, tmp_path: Path
) -> None:
    table = write(imported.table, "Fee", 1, "250")
    planned = plan(replace(imported, table=table), imported)
    path = tmp_path / "edited.xlsx"

    def stop(done: int, total: int, phase: str = "") -> None:
        if phase == "checking":
            raise Cancelled

    with pytest.raises(Cancelled):
        write_back(planned, path, stop)
    with pytest.raises(UnwritableFile):
        write_back(planned, tmp_path / "no folder" / "edited.xlsx")
    assert [found.name for found in tmp_path.iterdir()] == ["list.xlsx"]


def test_a_text_file_stays_one(tmp_path: Path) -> None:
    source = tmp_path / "list.csv"
    lines = [
        "Customer;Start date;End date;Fee;Note",
        'C001;2024-01-01;;1,5;"a;b"',
        "000002;2024-02-01;2024-05-01;-2;李雷",
        "C003;2024-03-01;;3;=1+1",
    ]
    source.write_bytes("\r\n".join(lines).encode("gb18030"))
    imported = open_list(source, today=TODAY)
    table = write(imported.table, "End date", 0, "2024-06-01")
    table = edits.insert_rows(table, 3)
    table = write(table, "Customer", 3, "C004")
    planned = plan(replace(imported, table=table), imported)
    assert planned.suffix == ".csv"
    path = tmp_path / "edited.csv"
    write_back(planned, path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    raw = read_sheet(path)
    assert raw.delimiter == ";"
    rows = list(zip(*raw.grid.columns, strict=True))
    assert rows == [
        ("Customer", "Start date", "End date", "Fee", "Note"),
        ("C001", "2024-01-01", "2024-06-01", "1,5", "a;b"),
        ("000002", "2024-02-01", "2024-05-01", "-2", "李雷"),
        ("C003", "2024-03-01", "", "3", "=1+1"),
        ("C004", "", "", "", ""),
    ]


def test_other_kinds_of_files_are_refused(tmp_path: Path, imported: Project) -> None:
    page = tmp_path / "export.xls"
    rows = "".join(
        f"<tr><td>{a}</td><td>{b}</td><td>{c}</td></tr>"
        for a, b, c in (
            ("Customer", "Start date", "End date"),
            ("A", "2024-01-01", ""),
            ("B", "2024-02-01", "2024-05-01"),
        )
    )
    page.write_text(f"<html><body><table>{rows}</table></body></html>")
    listed = open_list(page, today=TODAY)
    with pytest.raises(NotWrittenBack):
        plan(listed, listed)
