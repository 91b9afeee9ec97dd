from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from churn_desktop.core.grid import Kind
from churn_desktop.importing.parsing.cell_values import CellValues
from churn_desktop.importing.parsing.cells import Refused
from churn_desktop.importing.parsing.marks import Marks
from churn_desktop.importing.parsing.number_formats import GENERAL, Shown, Style
from churn_desktop.importing.parsing.sheet_parser import RawCell
from tests.importing.files import marked

STYLES = [
    GENERAL,
    Style(Shown.DATE),
    Style(Shown.TIME),
    Style(Shown.DURATION),
    Style(Shown.PADDED, 6),
]


def values(date1904: bool = False) -> CellValues:
    return CellValues(["000007", ""], STYLES, date1904)


def one(
    value: str, attributes: str = "", formula: str = "", marks: Marks | None = None
) -> tuple[str, Kind]:
    cell = RawCell("B", "3", attributes, formula, value)
    made = values().cells([cell], 1, marks or Marks())
    return made.texts[0], Kind(made.kinds[0])


@pytest.mark.parametrize(
    ("attributes", "value", "text", "kind"),
    [
        ("", "39.0", "39", Kind.NUMBER),
        ("", "0.10000000000000001", "0.1", Kind.NUMBER),
        ("", "1E5", "100000", Kind.NUMBER),
        ("", "-0", "0", Kind.NUMBER),
        ("", "", "", Kind.BLANK),
        (' t="n"', "007", "7", Kind.NUMBER),
        (' t="s"', "0", "000007", Kind.TEXT),
        (' t="s"', "1", "", Kind.BLANK),
        (' t="str"', "=1+1", "=1+1", Kind.TEXT),
        (' t="inlineStr"', "a_x000D_", "a\r", Kind.TEXT),
        (' t="b"', "0", "FALSE", Kind.FLAG),
        (' t="e"', "#SPILL!", "#SPILL!", Kind.ERROR),
        (' t="d"', "2024-03-05T00:00:00", "2024-03-05", Kind.DATE),
        (' t="d"', "2024-03-05T14:30:00.000Z", "2024-03-05T14:30:00", Kind.DATE),
        (' t="d"', "10:10:10", "10:10:10", Kind.TEXT),
        (' s="1"', "45356", "2024-03-05", Kind.DATE),
        (' s="2"', "0.5", "12:00:00", Kind.TEXT),
        (' s="2"', "45356.5", "2024-03-05T12:00:00", Kind.DATE),
        (' s="3"', "1.5", "36:00:00", Kind.TEXT),
        (' s="4"', "123", "000123", Kind.TEXT),
        (' s="4"', "1234567", "1234567", Kind.TEXT),
        (' s="4"', "1.5", "1.5", Kind.NUMBER),
        (' s="99"', "1", "1", Kind.NUMBER),
    ],
)
def test_what_cells_hold(attributes: str, value: str, text: str, kind: Kind) -> None:
    assert one(value, attributes) == (text, kind)


@pytest.mark.parametrize("serial", ["0", "60", "-1", "2958466", "1e+20"])
def test_dates_that_do_not_exist_stay_numbers_and_are_marked(serial: str) -> None:
    marks = Marks()
    assert one(serial, ' s="1"', marks=marks)[1] is Kind.NUMBER
    assert marked(marks) == {"date_unreadable": [3]}


def test_lost_digits_and_hidden_zeros_are_marked() -> None:
    marks = Marks()
    assert one("110101190001011234", marks=marks)[0] == "110101190001011234"
    assert one("1.10101190001011E+17", marks=marks)[0] == "110101190001011000"
    one("123", ' s="4"', marks=marks)
    one("13800138000", marks=marks)
    assert marked(marks) == {"precision_lost": [3], "leading_zero_format": [3]}


def test_formulas() -> None:
    marks = Marks()
    assert one("7", "", "<f>SUM(A1)</f>", marks) == ("7", Kind.NUMBER)
    assert one("", ' t="str"', '<f>""</f>', marks) == ("", Kind.BLANK)
    assert marked(marks) == {}
    assert one("", "", "<f>A2*B2</f>", marks) == ("=A2*B2", Kind.ERROR)
    assert one("7", "", "<f>[1]S!A1</f>", marks) == ("7", Kind.NUMBER)
    assert marked(marks) == {"formula_without_value": [3], "external_link": [3]}


def test_lost_styles_only_matter_where_they_are_used() -> None:
    lost = CellValues([], None, date1904=False)
    assert lost.alike("", ["1"], (0, 0), Marks()) is not None
    with pytest.raises(Refused, match="styles"):
        lost.alike(' s="1"', ["45356"], (0, 0), Marks())


@given(
    st.sampled_from(["", ' s="1"', ' s="2"', ' s="4"']),
    st.lists(
        st.one_of(
            st.just(""),
            st.integers(-5, 10**18).map(str),
            st.floats(0, 60_000).map(repr),
        ),
        min_size=1,
    ),
)
def test_whole_columns_are_read_as_single_cells_are(
    attributes: str, written: list[str]
) -> None:
    cells = [
        RawCell("A", str(row), attributes, "", value)
        for row, value in enumerate(written, 1)
    ]
    alone, together = Marks(), Marks()
    single = values().cells(cells, 0, alone)
    whole = values().alike(attributes, written, (0, 0), together)
    if whole is not None:
        assert whole == single
        assert marked(together) == marked(alone)


def test_missing_strings_are_damage() -> None:
    with pytest.raises(Refused, match="damaged"):
        one("2", ' t="s"')
    with pytest.raises(Refused, match="damaged"):
        values().alike(' t="s"', ["x"], (0, 0), Marks())


@pytest.mark.parametrize("written", ["one", "nan", "inf", "1e999", "1_000"])
def test_what_is_no_number_is_damage(written: str) -> None:
    with pytest.raises(Refused, match="number"):
        one(written)
