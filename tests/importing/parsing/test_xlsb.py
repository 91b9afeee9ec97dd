from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest

from churn_desktop.core.grid import Kind
from churn_desktop.importing.parsing.cells import Refused
from churn_desktop.importing.parsing.marks import Marks
from churn_desktop.importing.parsing.xlsb import XlsbWorkbook, records
from tests.importing.files import OFFICE, PACKAGE, gathered, marked, silent_beat


def record(kind: int, body: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length = len(body)
    size = (
        bytes([length]) if length < 128 else bytes([length & 0x7F | 0x80, length >> 7])
    )
    return head + size + body


def text(value: str) -> bytes:
    return struct.pack("<I", len(value)) + value.encode("utf-16-le")


def cell(kind: int, column: int, body: bytes, style: int = 0) -> bytes:
    return record(kind, struct.pack("<II", column, style) + body)


def row(number: int, hidden: bool = False) -> bytes:
    return record(0, struct.pack("<IIHBB", number, 0, 0, 0, 0x10 if hidden else 0))


SHEET = (
    record(129)
    + record(145)
    + row(0)
    + cell(7, 0, struct.pack("<I", 0))
    + cell(6, 1, text("到期"))
    + row(2, hidden=True)
    + cell(5, 0, struct.pack("<d", 45356), style=1)
    + cell(2, 1, struct.pack("<i", 12345 << 2 | 3))
    + cell(3, 2, b"\x2a")
    + cell(4, 3, b"\x01")
    + cell(2, 4, struct.pack("<i", 123 << 2 | 2), style=2)
    + cell(9, 5, struct.pack("<d", 0.1) + b"formula")
    + cell(1, 6, b"", style=1)
    + record(146)
    + record(176, struct.pack("<4I", 0, 2, 0, 0))
)


def write(path: Path, sheet: bytes = SHEET, book: bytes | None = None) -> Path:
    listed = struct.pack("<II", 0, 1) + text("rId1") + text("客户")
    hidden = struct.pack("<II", 1, 2) + text("rId1") + text("旧")
    styles = (
        record(44, struct.pack("<H", 164) + text("yyyy-mm-dd"))
        + record(44, struct.pack("<H", 165) + text("000000"))
        + record(617)
        + b"".join(record(47, struct.pack("<HH", 0, n)) for n in (0, 164, 165))
        + record(618)
    )
    related = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for name, kind, target in (
            ("rId1", "worksheet", "worksheets/sheet1.bin"),
            ("rId2", "sharedStrings", "sharedStrings.bin"),
            ("rId3", "styles", "styles.bin"),
        )
    )
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(
            "xl/workbook.bin", book or record(156, listed) + record(156, hidden)
        )
        package.writestr(
            "xl/_rels/workbook.bin.rels",
            f'<Relationships xmlns="{PACKAGE}">{related}</Relationships>',
        )
        package.writestr("xl/sharedStrings.bin", record(19, b"\x00" + text("编号")))
        package.writestr("xl/styles.bin", styles)
        package.writestr("xl/worksheets/sheet1.bin", sheet)
    return path


def test_cells_of_every_type(tmp_path: Path) -> None:
    marks = Marks()
    book = XlsbWorkbook(write(tmp_path / "a.xlsb"), marks, silent_beat)
    assert [(s.name, s.hidden) for s in book.sheets] == [("客户", False), ("旧", True)]
    assert gathered(book.blocks(0, marks)) == {
        "A1": ("编号", Kind.TEXT),
        "B1": ("到期", Kind.TEXT),
        "A3": ("2024-03-05", Kind.DATE),
        "B3": ("123.45", Kind.NUMBER),
        "C3": ("#N/A", Kind.ERROR),
        "D3": ("TRUE", Kind.FLAG),
        "E3": ("000123", Kind.TEXT),
        "F3": ("0.1", Kind.NUMBER),
    }
    assert marks.hidden_rows == {3}
    assert marked(marks) == {
        "error_cells": [3],
        "leading_zero_format": [3],
        "merged_cells": [2, 3],
    }


@pytest.mark.parametrize(
    "sheet",
    [
        SHEET[:-60],
        row(0) + cell(7, 0, struct.pack("<I", 9)) + record(146),
        row(0) + cell(5, 0, b"\x00") + record(146),
        row(0) + cell(5, 99_999, struct.pack("<d", 1)) + record(146),
        row(2_000_000) + record(146),
        row(0) + cell(6, 0, struct.pack("<I", 2**31)) + record(146),
    ],
)
def test_damage_is_refused(tmp_path: Path, sheet: bytes) -> None:
    book = XlsbWorkbook(write(tmp_path / "a.xlsb", sheet), Marks(), silent_beat)
    with pytest.raises(Refused, match="damaged"):
        gathered(book.blocks(0, Marks()))


def test_records_are_never_read_past_the_end() -> None:
    assert [*records(record(156, b"ab") + record(1))] == [(156, b"ab"), (1, b"")]
    for cut in (b"\x9c", b"\x9c\x01", b"\x01\x05abc"):
        with pytest.raises(Refused, match="cut off"):
            [*records(cut)]


def test_a_book_that_lists_nothing(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="empty"):
        XlsbWorkbook(write(tmp_path / "a.xlsb", book=record(131)), Marks(), silent_beat)
    with pytest.raises(Refused, match="damaged"):
        XlsbWorkbook(
            write(tmp_path / "b.xlsb", book=record(156, b"\0" * 9)),
            Marks(),
            silent_beat,
        )
