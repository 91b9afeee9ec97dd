from __future__ import annotations

import re

from churn_desktop.importing.parsing.row_pattern import RowPattern, learn
from churn_desktop.importing.parsing.sheet_parser import parse_rows

ROW = (
    '<row r="{0}"><c r="A{0}" t="s"><v>{0}</v></c><c r="B{0}" s="1"><v>5</v></c></row>'
)


def rows(first: int, last: int) -> str:
    return "".join(ROW.format(number) for number in range(first, last + 1))


def learned(xml: str, prefix: str = "") -> RowPattern | None:
    return learn(prefix, parse_rows(xml, 0)[0], lambda attributes: attributes)


def test_rows_alike_are_matched_whole() -> None:
    pattern = learned(rows(1, 30))
    assert pattern is not None
    assert pattern.columns == [(0, ' t="s"'), (1, ' s="1"')]
    assert pattern.values(rows(7, 9)) == (7, [("7", "8", "9"), ("5", "5", "5")])


def test_blank_and_absent_cells_fit() -> None:
    pattern = learned(rows(1, 30))
    assert pattern is not None
    odd = '<row r="2" spans="1:2"><c r="A2" s="9"/></row>'
    assert pattern.values(ROW.format(1) + odd) == (1, [("1", ""), ("5", "")])


def test_anything_else_does_not() -> None:
    pattern = learned(rows(1, 30))
    assert pattern is not None
    for odd in (
        '<row r="2"><c r="C2"><v>1</v></c></row>',
        '<row r="2"><c r="A2"><v>1</v></c></row>',
        '<row r="2"><c r="B2" s="1"><f>A1</f><v>1</v></c></row>',
        '<row r="2"><c r="A3" t="s"><v>1</v></c></row>',
        '<row r="2"/>',
        ROW.format(3),
    ):
        assert pattern.values(ROW.format(1) + odd) is None


def test_styles_of_one_sort_are_one_column() -> None:
    cells, _ = parse_rows(re.sub('s="1"', 's="2"', rows(1, 20)) + rows(21, 40), 0)
    assert learn("", cells, lambda attributes: attributes) is None
    pattern = learn("", cells, lambda attributes: 't="s"' in attributes)
    assert pattern is not None
    found = pattern.values(rows(1, 2))
    assert found is not None
    assert found[1][1] == ("5", "5")


def test_texts_in_the_cells() -> None:
    cell = '<x:c r="A1" t="inlineStr"><x:is><x:t>王</x:t></x:is></x:c>'
    row = f'<x:row r="1">{cell}</x:row>'
    many = "".join(row.replace("1", str(n)) for n in range(1, 50))
    pattern = learned(many, "x:")
    assert pattern is not None
    assert pattern.values(row) == (1, [("王",)])


def test_formulas_and_a_few_cells_teach_nothing() -> None:
    assert learned(rows(1, 5)) is None
    assert learned(rows(1, 30) + '<row r="31"><c><f>A1</f><v>1</v></c></row>') is None
