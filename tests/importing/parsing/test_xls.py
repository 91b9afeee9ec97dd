from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from churn_desktop.core.grid import Kind
from churn_desktop.importing.parsing.cells import Refused
from churn_desktop.importing.parsing.marks import Marks
from churn_desktop.importing.parsing.xls import XlsWorkbook
from tests.importing.files import gathered, marked, silent_beat

# A workbook stream of Excel 97 without the container around it, which is read as well.


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def bof(kind: int) -> bytes:
    return record(0x809, struct.pack("<HHHHII", 0x600, kind, 0, 1997, 0, 6))


def text(value: str, count: str = "<HB") -> bytes:
    return struct.pack(count, len(value), 1) + value.encode("utf-16-le")


def xf(number_format: int) -> bytes:
    return record(0xE0, struct.pack("<HH", 0, number_format) + b"\0" * 16)


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    return record(0x203, struct.pack("<HHHd", row, column, style, value))


def label(row: int, column: int, value: str) -> bytes:
    return record(0x204, struct.pack("<HHH", row, column, 0) + text(value))


SHEET = (
    label(0, 0, "编号")
    + label(0, 1, "到期")
    + number(1, 0, 123, style=2)
    + number(1, 1, 45356, style=1)
    + number(1, 2, 110101190001011230)
    + record(0x205, struct.pack("<HHHBB", 1, 3, 0, 1, 0))
    + record(0x205, struct.pack("<HHHBB", 1, 4, 0, 42, 1))
    + number(2, 1, 60, style=1)
    + record(0x208, struct.pack("<HHHHHHI", 2, 0, 5, 255, 0, 0, 0x20))
    + record(0xE5, struct.pack("<HHHHH", 1, 1, 2, 3, 3))
)


def write(path: Path, sheet: bytes = SHEET, hidden: bool = False) -> Path:
    name = text("客户", "<BB")
    start = (
        bof(5)
        + record(0x41E, struct.pack("<H", 164) + text("yyyy-mm-dd"))
        + record(0x41E, struct.pack("<H", 165) + text("000000"))
        + b"".join(xf(n) for n in (0, 164, 165))
    )
    length = len(start) + 4 + 6 + len(name) + 4
    listed = record(0x85, struct.pack("<IBB", length, hidden, 0) + name)
    path.write_bytes(start + listed + record(0x0A) + bof(0x10) + sheet + record(0x0A))
    return path


def test_cells_of_every_type(tmp_path: Path) -> None:
    marks = Marks()
    book = XlsWorkbook(write(tmp_path / "a.xls"), marks, silent_beat)
    assert [(s.name, s.hidden) for s in book.sheets] == [("客户", False)]
    assert gathered(book.blocks(0, marks)) == {
        "A1": ("编号", Kind.TEXT),
        "B1": ("到期", Kind.TEXT),
        "A2": ("000123", Kind.TEXT),
        "B2": ("2024-03-05", Kind.DATE),
        "C2": ("110101190001011230", Kind.NUMBER),
        "D2": ("TRUE", Kind.FLAG),
        "E2": ("#N/A", Kind.ERROR),
        "B3": ("60", Kind.NUMBER),
    }
    assert marks.hidden_rows == {3}
    assert marked(marks) == {
        "leading_zero_format": [2],
        "precision_lost": [2],
        "error_cells": [2],
        "date_unreadable": [3],
        "merged_cells": [3],
    }


def test_hidden_sheets(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xls", hidden=True)
    assert XlsWorkbook(path, Marks(), silent_beat).sheets[0].hidden


def test_damage_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xls")
    path.write_bytes(path.read_bytes()[:150])
    with pytest.raises(Refused, match="damaged"):
        gathered(XlsWorkbook(path, Marks(), silent_beat).blocks(0, Marks()))


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("pycal__password.xls", "encrypted"),
        ("poi__xor-encryption-abc.xls", "encrypted"),
    ],
)
def test_real_files_with_a_password(
    reference_data: Callable[[str], Path], name: str, problem: str
) -> None:
    path = reference_data(f"hostile/repo/{name}")
    with pytest.raises(Refused, match=problem):
        XlsWorkbook(path, Marks(), silent_beat)


def test_containers_that_name_a_sector_twice(
    reference_data: Callable[[str], Path],
) -> None:
    path = reference_data("hostile/repo/sheetjs__phpexcel_bad_cfb_dir.xls")
    cells = gathered(XlsWorkbook(path, Marks(), silent_beat).blocks(0, Marks()))
    assert cells["A1"] == ("Kategori No", Kind.TEXT)
    assert cells["C3"] == ("1347", Kind.NUMBER)
