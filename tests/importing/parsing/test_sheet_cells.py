from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from churn_desktop.core.grid import Kind
from churn_desktop.importing.parsing.cell_values import CellValues
from churn_desktop.importing.parsing.cells import Refused
from churn_desktop.importing.parsing.marks import Marks
from churn_desktop.importing.parsing.number_formats import GENERAL, Shown, Style
from churn_desktop.importing.parsing.sheet_cells import SheetReader
from tests.importing.files import gathered, marked, sheet_xml, texts, worksheet


def reader(xml: str, *, cut: int = 1 << 20) -> SheetReader:
    pieces = (xml[at : at + cut] for at in range(0, len(xml), cut))
    styles = [GENERAL, Style(Shown.DATE)]
    return SheetReader(pieces, CellValues(["客户"], styles, date1904=False))


def read(xml: str, marks: Marks | None = None, **how: int) -> dict[str, str]:
    return texts(reader(xml, **how).blocks(marks or Marks()))


def test_cells_of_every_writer() -> None:
    xml = worksheet(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" s="1"><v>45356</v></c></row>'
        '<row r="2"><c r="A2" t="str"><f>"a"&amp;"b"</f><v>a&amp;b</v></c>'
        '<c r="B2" t="b"><v>1</v></c><c r="C2"/></row>'
        '<row r="4"><c r="A4" t="inlineStr">'
        '<is><t xml:space="preserve"> x </t></is></c>'
        '<c r="B4" t="inlineStr"><is><r><t>y</t></r></is></c></row>'
    )
    assert gathered(reader(xml).blocks(Marks())) == {
        "A1": ("客户", Kind.TEXT),
        "C1": ("2024-03-05", Kind.DATE),
        "A2": ("a&b", Kind.TEXT),
        "B2": ("TRUE", Kind.FLAG),
        "A4": (" x ", Kind.TEXT),
        "B4": ("y", Kind.TEXT),
    }


@given(
    st.lists(
        st.lists(
            st.sampled_from(["", "客户", "a<b&c", 39, 0.1]), min_size=3, max_size=3
        ),
        min_size=1,
        max_size=60,
    ),
    st.integers(20, 4000),
)
def test_pieces_and_ways_of_reading_never_matter(
    rows: list[list[str | int | float]], cut: int
) -> None:
    expected = {
        f"{'ABC'[column]}{number}": str(value)
        for number, row in enumerate(rows, 1)
        for column, value in enumerate(row)
        if value != ""
    }
    xml = sheet_xml(rows)
    assert read(xml, cut=cut) == expected
    # A comment in every row leaves the XML parser as the only way.
    assert read(xml.replace("</row>", "<!-- --></row>"), cut=cut) == expected


def test_long_lists_keep_every_row() -> None:
    rows: list[list[str | int]] = [["编号", "金额"]]
    rows += [[f"C{n:05}", n] for n in range(20_000)]
    found = read(sheet_xml(rows), cut=1 << 16)
    assert len(found) == 40_002
    assert (found["A20001"], found["B20001"]) == ("C19999", "19999")


def test_an_odd_row_far_down_is_read_like_all_others() -> None:
    marks = Marks()
    rows = [[f"C{n:05}", n] for n in range(5000)]
    xml = sheet_xml(rows).replace(
        '<c r="B4000"><v>3999</v>', '<c r="B4000" t="e"><v>#N/A</v>'
    )
    found = read(xml, marks, cut=1 << 14)
    assert (found["B3999"], found["B4000"], found["B4001"]) == ("3998", "#N/A", "4000")
    assert marked(marks) == {"error_cells": [4000]}


def test_rows_and_cells_may_lack_their_names() -> None:
    assert read(worksheet("<row><c><v>1</v></c><c><v>2</v></c></row>")) == {
        "A1": "1",
        "B1": "2",
    }


def test_far_rows_come_in_blocks_of_their_own() -> None:
    xml = worksheet(
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    )
    blocks = [*reader(xml).blocks(Marks())]
    assert [(b.first, b.height) for b in blocks] == [(0, 1), (1_048_575, 1)]


def test_hidden_rows_and_merged_areas() -> None:
    marks = Marks()
    xml = worksheet(
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="2" hidden="1"><c r="A2"><v>2</v></c></row>',
        '<mergeCells count="1"><mergeCell ref="A1:A2"/></mergeCells>',
    )
    sheet = reader(xml)
    assert len(texts(sheet.blocks(marks))) == 2
    assert marks.hidden_rows == {2}
    assert sheet.merged == ["A1:A2"]


@pytest.mark.parametrize(
    "xml",
    [
        "<worksheet><sheetData/></worksheet>",
        "<worksheet></worksheet>",
        worksheet(""),
        worksheet('<row r="5"/><row r="6"><c r="A6" s="1"/></row>'),
    ],
)
def test_empty_sheets(xml: str) -> None:
    assert read(xml) == {}


@pytest.mark.parametrize(
    "xml",
    [
        "",
        "<chartsheet/>",
        '<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row>',
        worksheet('<row r="1"><c r="A1"><v>1</row>'),
        worksheet('<row r="1"><c r="A0"><v>1</v></c></row>'),
        worksheet('<row r="1"><c r="A1048577"><v>1</v></c></row>'),
        worksheet('<row r="1"><c r="ZZZ1"><v>1</v></c></row>'),
        worksheet('<row r="1"><c r="A1"><v>one</v></c></row>'),
        worksheet('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'),
    ],
)
def test_damage_is_refused(xml: str) -> None:
    with pytest.raises(Refused, match="damaged"):
        read(xml)
