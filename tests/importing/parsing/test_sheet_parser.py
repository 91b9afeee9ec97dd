from __future__ import annotations

import pytest

from churn_desktop.importing.parsing.cells import Refused
from churn_desktop.importing.parsing.sheet_parser import COLUMNS, RawCell, parse_rows


def test_every_way_to_write_a_cell() -> None:
    xml = (
        "<x:row r='3'><x:c t='s' r='$B$3' s=\"4\"><x:v>7</x:v></x:c>"
        "<x:c><x:f>A1&amp;B1</x:f><x:v>a<![CDATA[<b>]]></x:v></x:c></x:row>"
        "<x:row><x:c t='inlineStr'><x:is>"
        "<x:r><x:t>王</x:t></x:r><x:r><x:t>伟</x:t></x:r>"
        "<x:rPh><x:t>ワン</x:t></x:rPh></x:is></x:c><x:c/></x:row>"
    )
    cells, row = parse_rows(xml, 0)
    assert row == 4
    assert cells == [
        RawCell("B", "3", ' s="4" t="s"', "", "7"),
        RawCell("C", "3", "", "<f/>A1&B1", "a<b>"),
        RawCell("A", "4", ' t="inlineStr"', "", "王伟"),
        RawCell("B", "4", "", "", ""),
    ]


def test_rows_without_numbers_go_on_from_the_last() -> None:
    cells, row = parse_rows("<row><c><v>1</v></c></row><row/>", 9)
    assert (cells[0].letters, cells[0].digits, row) == ("A", "10", 11)


@pytest.mark.parametrize(
    "xml",
    [
        "<row><c></row>",
        '<row r="x"><c/></row>',
        '<row><c r="ZZZZZ99999999"/></row>',
        '<row><c r="XFE1"/></row>',
    ],
)
def test_what_is_no_sheet(xml: str) -> None:
    with pytest.raises(Refused, match="damaged"):
        parse_rows(xml, 0)


def test_columns() -> None:
    assert (COLUMNS["A"], COLUMNS["AB"], COLUMNS["XFD"]) == (0, 27, 16_383)
