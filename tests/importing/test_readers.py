from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from churn_desktop.core.errors import BadChoice, FileProblem, UnreadableFile
from churn_desktop.core.grid import Kind
from churn_desktop.core.issues import IssueCode, Severity
from churn_desktop.core.progress import Cancelled
from churn_desktop.importing.readers import SheetInfo, read_sheet
from tests.importing.files import issue, rows_of, sheet_xml, styles_xml, write_xlsx


def csv(folder: Path, text: str | bytes, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_a_text_file(tmp_path: Path) -> None:
    raw = read_sheet(csv(tmp_path, "编号;金额\n007;12,50\n"))
    assert rows_of(raw.grid) == [["编号", "金额"], ["007", "12,50"]]
    assert raw.grid.kinds == (bytes([1, 1]), bytes([1, 1]))
    assert (raw.grid.sheet, raw.sheets) == (None, ())
    assert (raw.encoding, raw.delimiter) == ("utf-8", ";")
    assert raw.issues == ()


def test_a_workbook(tmp_path: Path) -> None:
    rows = [["编号", "开始"], ["000007", 45356], ["", ""], ["000008", 45357]]
    xml = sheet_xml(rows, style=' s="1"')
    path = write_xlsx(
        tmp_path / "a.xlsx",
        {"客户": xml, "旧": sheet_xml([["x"]])},
        hidden=["旧"],
        styles=styles_xml("yyyy-mm-dd"),
    )
    raw = read_sheet(path)
    assert rows_of(raw.grid) == [
        ["编号", "开始"],
        ["000007", "2024-03-05"],
        ["", ""],
        ["000008", "2024-03-06"],
    ]
    assert raw.grid.kinds[1] == bytes([Kind.TEXT, Kind.DATE, Kind.BLANK, Kind.DATE])
    assert raw.sheets == (SheetInfo("客户", False, 4, 2), SheetInfo("旧", True, 0, 0))
    hidden = issue(raw.issues, IssueCode.HIDDEN_SHEETS)
    assert hidden.severity is Severity.NOTE
    assert hidden.facts == {"sheets": "旧", "count": "1"}


def test_sheets_can_be_asked_for(tmp_path: Path) -> None:
    sheets = {"客户": sheet_xml([["a"]]), "旧": sheet_xml([["x"]])}
    path = write_xlsx(tmp_path / "a.xlsx", sheets, hidden=["旧"])
    assert rows_of(read_sheet(path, "旧").grid) == [["x"]]
    with pytest.raises(BadChoice) as caught:
        read_sheet(path, "新")
    assert (caught.value.option, caught.value.value) == ("sheet", "新")
    assert caught.value.known == ("客户", "旧")


def test_issues_carry_rows_cells_and_the_sheet(tmp_path: Path) -> None:
    xml = sheet_xml([["编号"], [110101190001011234], [7]])
    raw = read_sheet(write_xlsx(tmp_path / "a.xlsx", {"客户": xml}))
    found = issue(raw.issues, IssueCode.PRECISION_LOST)
    assert (found.severity, found.rows, found.sheet) == (Severity.WARNING, (2,), "客户")
    assert found.facts == {"cells": "A2", "count": "1"}


def test_hidden_rows(tmp_path: Path) -> None:
    xml = sheet_xml([["a"], ["b"]]).replace('<row r="2">', '<row r="2" hidden="1">')
    raw = read_sheet(write_xlsx(tmp_path / "a.xlsx", {"S": xml}))
    assert raw.hidden_rows == (2,)
    assert issue(raw.issues, IssueCode.HIDDEN_ROWS).rows == (2,)


def test_choices_for_text_files(tmp_path: Path) -> None:
    path = csv(tmp_path, "姓名;a,b\n许;1,2\n".encode("gb18030"))
    raw = read_sheet(path, encoding="gb18030", delimiter=",")
    assert rows_of(raw.grid) == [["姓名;a", "b"], ["许;1", "2"]]
    with pytest.raises(BadChoice, match="encoding"):
        read_sheet(path, encoding="no-such")
    for wrong in ("", "ab", '"', "\n"):
        with pytest.raises(BadChoice, match="delimiter"):
            read_sheet(path, delimiter=wrong)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", FileProblem.EMPTY),
        (b"\xef\xbb\xbf", FileProblem.EMPTY),
        (b"%PDF-1.7", FileProblem.NOT_SPREADSHEET),
        (b"PK\x03\x04", FileProblem.DAMAGED),
    ],
)
def test_refusals(tmp_path: Path, content: bytes, problem: FileProblem) -> None:
    path = csv(tmp_path, content, "a.xlsx")
    with pytest.raises(UnreadableFile) as caught:
        read_sheet(path)
    assert (caught.value.path, caught.value.problem) == (path, problem)


def test_refusals_say_where(tmp_path: Path) -> None:
    xml = sheet_xml([["a", 1]] * 9).replace('<c r="B7"><v>1<', '<c r="B7"><v>one<')
    with pytest.raises(UnreadableFile) as caught:
        read_sheet(write_xlsx(tmp_path / "a.xlsx", {"客户": xml}))
    assert (caught.value.sheet, caught.value.row) == ("客户", 7)


def test_a_checksum_that_fails_is_never_half_a_list(tmp_path: Path) -> None:
    rows = [[f"C{n}", n] for n in range(30_000)]
    path = write_xlsx(tmp_path / "a.xlsx", {"S": sheet_xml(rows)})
    with zipfile.ZipFile(path) as package:
        entry = package.getinfo("xl/worksheets/s1.xml")
    data = bytearray(path.read_bytes())
    crc = entry.CRC.to_bytes(4, "little")
    path.write_bytes(bytes(data).replace(crc, b"\0\0\0\0"))
    with pytest.raises(UnreadableFile, match="damaged"):
        read_sheet(path)


def test_files_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="missing"):
        read_sheet(tmp_path / "none.xlsx")
    with pytest.raises(UnreadableFile, match="missing"):
        read_sheet(tmp_path / "a\0b.xlsx")
    with pytest.raises(UnreadableFile, match="not_spreadsheet"):
        read_sheet(tmp_path)


def test_files_one_may_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object) -> None:
        raise PermissionError

    path = csv(tmp_path, "a,b")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UnreadableFile, match="not_permitted"):
        read_sheet(path)


def test_cancelling(tmp_path: Path) -> None:
    def cancel(done: int, total: int, phase: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_sheet(csv(tmp_path, "a,b\n1,2\n"), progress=cancel)


@pytest.mark.parametrize(
    ("name", "sheet", "height", "width"),
    [
        ("snapshot/E Commerce Dataset.xlsx", "E Comm", 5631, 20),
        ("chinese/订阅客户台账_中文表头_混合格式.xlsx", "客户明细", 3075, 7),
        ("cdnow/CDNOW_sample.txt", None, 6919, 5),
    ],
)
def test_real_lists(
    reference_data: Callable[[str], Path],
    name: str,
    sheet: str | None,
    height: int,
    width: int,
) -> None:
    grid = read_sheet(reference_data(name)).grid
    assert (grid.sheet, grid.height, grid.width) == (sheet, height, width)
