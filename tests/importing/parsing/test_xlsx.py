from __future__ import annotations

from pathlib import Path

import pytest

from churn_desktop.importing.parsing.cells import Refused
from churn_desktop.importing.parsing.marks import Marks
from churn_desktop.importing.parsing.xlsx import XlsxWorkbook
from tests.importing.files import (
    marked,
    sheet_xml,
    silent_beat,
    styles_xml,
    texts,
    worksheet,
    write_xlsx,
    write_zip,
)


def opened(path: Path, marks: Marks | None = None) -> XlsxWorkbook:
    return XlsxWorkbook(path, marks or Marks(), silent_beat)


def test_sheets_in_order(tmp_path: Path) -> None:
    sheets = {"封面 & <1>": sheet_xml([["a"]]), "客户": sheet_xml([["b"]])}
    book = opened(write_xlsx(tmp_path / "a.xlsx", sheets, hidden=["客户"]))
    assert [(s.name, s.hidden) for s in book.sheets] == [
        ("封面 & <1>", False),
        ("客户", True),
    ]
    assert texts(book.blocks(1, Marks())) == {"A1": "b"}


def test_declared_sizes_are_hints(tmp_path: Path) -> None:
    xml = sheet_xml([["a"]]).replace(
        "<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>'
    )
    book = opened(write_xlsx(tmp_path / "a.xlsx", {"S": xml}))
    assert (book.sheets[0].rows, book.sheets[0].columns) == (1_048_576, 16_384)
    assert [block.height for block in book.blocks(0, Marks())] == [1]


def test_styles_strings_and_1904(tmp_path: Path) -> None:
    xml = worksheet(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>43894</v></c></row>'
    )
    path = write_xlsx(
        tmp_path / "a.xlsx",
        {"S": xml},
        strings=["000007"],
        styles=styles_xml('yyyy"年"m"月"d"日"'),
        properties='<workbookPr date1904="1"/>',
    )
    assert texts(opened(path).blocks(0, Marks())) == {
        "A1": "000007",
        "B1": "2024-03-05",
    }


def test_merged_areas_macros_and_links_are_marked(tmp_path: Path) -> None:
    marks = Marks()
    xml = worksheet(
        '<row r="1"><c r="A1"><v>1</v></c></row>',
        '<mergeCells count="1"><mergeCell ref="A1:A3"/></mergeCells>',
    )
    extra = {"xl/vbaProject.bin": "x", "xl/externalLinks/externalLink1.xml": "<a/>"}
    book = opened(write_xlsx(tmp_path / "a.xlsm", {"S": xml}, extra=extra), marks)
    assert texts(book.blocks(0, marks)) == {"A1": "1"}
    assert marked(marks) == {
        "macros_ignored": [],
        "external_link": [],
        "merged_cells": [2, 3],
    }


def test_styles_may_be_missing_where_none_is_used(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"S": sheet_xml([["a"]])}, styles=None)
    assert texts(opened(path).blocks(0, Marks())) == {"A1": "a"}


def test_workbooks_without_sheets(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="empty"):
        opened(write_xlsx(tmp_path / "a.xlsx", {}))


@pytest.mark.parametrize("lost", ["xl/worksheets/s1.xml", "xl/_rels/workbook.xml.rels"])
def test_lost_parts_are_damage(tmp_path: Path, lost: str) -> None:
    import zipfile

    path = write_xlsx(tmp_path / "a.xlsx", {"S": sheet_xml([["a"]])})
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    del parts[lost]
    write_zip(path, parts)
    with pytest.raises(Refused, match="damaged"):
        texts(opened(path).blocks(0, Marks()))
