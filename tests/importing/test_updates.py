from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from churn_desktop.core import edits
from churn_desktop.core.errors import NotASeries, UnreadableFile
from churn_desktop.core.project import Note, Project
from churn_desktop.core.schema import Role, Shape
from churn_desktop.importing.importer import open_list, open_lists
from churn_desktop.importing.options import ReadOptions
from churn_desktop.importing.updates import Update, read_update, update
from tests.importing.workbooks import Files, Sheets, pretend

TODAY = date(2024, 12, 31)
ROWS = [
    ("C001", "Ann", "2024-01-01", "", "100"),
    ("C002", "Ben", "2024-02-01", "2024-05-01", "200"),
    ("C003", "Cid", "2024-03-01", "", "300"),
    ("C004", "Dot", "2024-04-01", "", "400"),
]
HEADINGS = ("Customer", "Name", "Start date", "End date", "Fee")
NEWER = [
    ("C001", "Ann", "2024-01-01", "2024-06-01", "100"),
    ("C002", "Ben", "2024-02-01", "2024-05-01", "200"),
    ("C004", "Dot", "2024-04-01", "", "450"),
    ("C005", "Eve", "2024-06-01", "", "500"),
]


def write(
    path: Path, rows: Sequence[Sequence[str]], headings: Sequence[str] = HEADINGS
) -> Path:
    lines = [",".join(row) for row in (headings, *rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write(tmp_path / "list.csv", ROWS)


@pytest.fixture
def imported(path: Path) -> Project:
    return open_list(path, today=TODAY)


def renewed(project: Project, imported: Project, path: Path) -> Update:
    return read_update(project, imported, [path], today=TODAY)


def edited(project: Project, heading: str, row: int, text: str) -> Project:
    return replace(
        project, table=edits.set_cells(project.table, heading, [row], [text])
    )


def cells(project: Project, heading: str) -> dict[str, str]:
    table = project.table
    names = table.column("Customer").text
    return dict(zip(names, table.column(heading).text, strict=True))


def test_what_is_new_comes_and_what_was_said_stays(
    imported: Project, path: Path
) -> None:
    note = Note(date(2024, 3, 1), "Price rise")
    project = replace(imported.assuming(early_months=2), notes=(note,))
    write(path, NEWER)
    found = renewed(project, imported, path)
    changes = found.changes
    assert (changes.new, changes.gone, changes.changed) == (1, 1, 2)
    assert cells(found.project, "End date")["C001"] == "2024-06-01"
    assert found.project.assumptions.early_months == 2
    assert found.project.notes == (note,)
    assert dict(found.project.roles) == dict(project.roles)
    assert found.project.shape == project.shape
    assert (found.kept, found.overruled, found.missing) == (0, 0, ())
    assert cells(found.imported, "Fee") == cells(found.project, "Fee")


def test_the_same_file_changes_nothing(imported: Project, path: Path) -> None:
    found = renewed(imported, imported, path)
    assert found.changes.nothing
    project = edited(imported, "Fee", 0, "111")
    found = renewed(project, imported, path)
    assert found.changes.nothing
    assert found.kept == 1


def test_edits_stay_unless_the_file_has_news(imported: Project, path: Path) -> None:
    project = edited(imported, "Name", 0, "Anna")
    project = edited(project, "Fee", 3, "410")
    project = edited(project, "Fee", 2, "310")
    write(path, NEWER)
    found = renewed(project, imported, path)
    assert cells(found.project, "Name")["C001"] == "Anna"
    assert cells(found.project, "Fee")["C004"] == "450"
    assert (found.kept, found.overruled) == (1, 1)
    # The next update compares with what was read this time.
    assert cells(found.imported, "Name")["C001"] == "Ann"
    again = renewed(found.project, found.imported, path)
    assert again.changes.nothing
    assert again.kept == 1


def test_columns_of_ones_own_stay(imported: Project, path: Path) -> None:
    table = edits.insert_column(imported.table, "Reason", 2)
    table = edits.set_cells(table, "Reason", [1, 2], ["too dear", "moved"])
    table = edits.rename_column(table, "Fee", "Monthly fee")
    table = edits.delete_column(table, "Name")
    roles = {
        role: {"Fee": "Monthly fee"}.get(heading, heading)
        for role, heading in imported.roles.items()
        if heading != "Name"
    }
    project = replace(imported, table=table, roles={**roles, Role.REASON: "Reason"})
    write(path, NEWER)
    found = renewed(project, imported, path)
    assert cells(found.project, "Reason") == {
        "C001": "",
        "C002": "too dear",
        "C004": "",
        "C005": "",
    }
    assert cells(found.project, "Monthly fee")["C005"] == "500"
    assert "Name" not in found.project.table.headings
    assert found.project.heading(Role.REASON) == "Reason"
    assert found.missing == ()


def test_rows_added_and_deleted_here_stay_so(imported: Project, path: Path) -> None:
    table = edits.delete_rows(imported.table, [1, 3])
    table = edits.insert_rows(table, 1, 2)
    for row, name in ((1, "C100"), (2, "C005")):
        table = edits.set_cells(table, "Customer", [row], [name])
    project = replace(imported, table=table)
    write(path, NEWER)
    found = renewed(project, imported, path)
    # C004 was deleted here and changed there; C005 is in the file by now.
    assert list(cells(found.project, "Fee")) == ["C001", "C004", "C005", "C100"]
    assert cells(found.project, "Fee")["C005"] == "500"
    assert (found.kept, found.overruled) == (2, 2)


def test_a_column_that_is_gone_is_named(imported: Project, path: Path) -> None:
    write(path, [row[:4] for row in NEWER], HEADINGS[:4])
    found = renewed(imported, imported, path)
    assert [imported.roles[role] for role in found.missing] == ["Fee"]
    assert found.changes.headings_removed == ("Fee",)


def test_a_new_title_above_the_list_does_no_harm(imported: Project, path: Path) -> None:
    lines = path.read_text(encoding="utf-8")
    path.write_text(f"Customers of June,,,,\n,,,,\n{lines}", encoding="utf-8")
    assert renewed(imported, imported, path).changes.nothing


def test_another_file_can_be_taken(imported: Project, tmp_path: Path) -> None:
    other = write(tmp_path / "july.csv", NEWER)
    found = renewed(imported, imported, other)
    assert found.project.source.path == other
    assert found.changes.new == 1


def test_a_file_that_is_gone_is_told(imported: Project, path: Path) -> None:
    path.unlink()
    with pytest.raises(UnreadableFile):
        renewed(imported, imported, path)


def test_a_list_nobody_can_tell_rows_apart_in(imported: Project) -> None:
    bare = replace(imported, roles={})
    gone = replace(bare, table=edits.delete_column(bare.table, "Customer"))
    found = update(edited(bare, "Fee", 0, "111"), bare, gone)
    assert found.project.table.column("Fee").text[0] == "111"


LISTED = "customer id,customer name,monthly fee"
IN_JANUARY = f"{LISTED}\nA,Alpha,1\nB,Beta,2\nC,Gamma,3\n"
IN_FEBRUARY = f"{LISTED}\nA,Alpha,1\nC,Gamma,4\nD,Delta,5\n"


@pytest.fixture
def dated(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"list 2024-0{month}.csv" for month in (1, 2)]
    for path, text in zip(paths, (IN_JANUARY, IN_FEBRUARY), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def test_all_files_of_a_list_are_read_again(dated: list[Path]) -> None:
    read = open_lists(dated, today=TODAY)
    mine = edited(read, "monthly fee", 1, "20")
    dated[1].write_text(
        f"{LISTED}\nE,Epsilon,7\nA,Alpha,1\nC,Gamma,4\nD,Delta,6\n", encoding="utf-8"
    )
    found = read_update(mine, read, mine.source.paths, today=TODAY)
    fees = found.project.table.column("monthly fee").text.tolist()
    assert fees == ["1", "20", "3", "7", "1", "4", "6"]
    assert (found.kept, found.overruled, found.missing) == (1, 0, ())
    assert (found.changes.new, found.changes.changed) == (1, 1)
    assert found.project.shape == Shape.DATED_LISTS
    assert found.imported.source.paths == tuple(dated)


def test_files_that_say_the_same_again_change_nothing(dated: list[Path]) -> None:
    read = open_lists(dated, today=TODAY)
    # Rows that moved within their own file are no news.
    dated[0].write_text(f"Customers\n{IN_JANUARY}", encoding="utf-8")
    assert read_update(read, read, read.source.paths, today=TODAY).changes.nothing


def test_a_further_list_is_added(dated: list[Path]) -> None:
    read = open_lists(dated, today=TODAY)
    march = dated[0].with_name("list 2024-03.csv")
    march.write_text(f"{LISTED}\nA,Alpha,1\nC,Gamma,4\n", encoding="utf-8")
    found = read_update(read, read, (*read.source.paths, march), today=TODAY)
    assert len(found.project.source.parts) == 3
    assert len(found.project.table) == 8


def test_days_that_were_given_stay(dated: list[Path]) -> None:
    days = {dated[1].name: date(2024, 2, 10)}
    read = open_lists(dated, ReadOptions(days=days), today=TODAY)
    found = read_update(read, read, read.source.paths, today=TODAY)
    assert found.changes.nothing
    assert found.project.source.days == days


def test_a_file_that_is_gone_is_named(dated: list[Path]) -> None:
    read = open_lists(dated, today=TODAY)
    dated[1].unlink()
    with pytest.raises(UnreadableFile) as caught:
        read_update(read, read, read.source.paths, today=TODAY)
    assert caught.value.path == dated[1]


def test_all_sheets_of_a_list_are_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    sheets: Sheets = {
        "2024-01": IN_JANUARY.strip().replace(",", "|"),
        "2024-02": IN_FEBRUARY.strip().replace(",", "|"),
    }
    made = pretend(monkeypatch, {"book.xlsx": sheets})
    read = open_list(Path("book.xlsx"), today=TODAY)
    sheets["2024-03"] = f"{LISTED}\nA,Alpha,1\nC,Gamma,4".replace(",", "|")
    made.files |= Files({"book.xlsx": sheets}).files
    found = read_update(read, read, read.source.paths, today=TODAY)
    assert len(found.project.source.parts) == 3
    assert found.project.heading(Role.LIST_DATE) == "(list)"


def test_sheets_that_are_one_list_no_more_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sheets: Sheets = {
        "2024-01": IN_JANUARY.strip().replace(",", "|"),
        "2024-02": IN_FEBRUARY.strip().replace(",", "|"),
    }
    made = pretend(monkeypatch, {"book.xlsx": sheets})
    read = open_list(Path("book.xlsx"), today=TODAY)
    made.files |= Files({"book.xlsx": {"2024-01": sheets["2024-01"]}}).files
    with pytest.raises(NotASeries):
        read_update(read, read, read.source.paths, today=TODAY)
