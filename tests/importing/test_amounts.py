from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from churn_desktop.importing.amounts import CURRENCIES, read_amounts
from tests.importing.lists import Value, cells_of


def amount(value: Value, *beside: Value, percent: bool = False) -> float | None:
    """Read a value in a column where points are decimal."""
    read = read_amounts(cells_of(value, "0.5", *beside), percent=percent)
    return None if math.isnan(read.values[0]) else float(read.values[0])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("39", 39),
        ("39.00", 39),
        (" 39 ", 39),
        ("1,234.50", 1234.5),
        ("1 234.50", 1234.5),
        ("12,345,678", 12_345_678),
        ("¥1,234.50", 1234.5),
        ("￥1,234.50", 1234.5),
        ("1234.5元", 1234.5),
        ("39 元", 39),
        ("１２３４", 1234),
        ("１，２３４．５０", 1234.5),
        ("1.2万", 12_000),
        ("1.2萬元", 12_000),
        ("2.5亿", 250_000_000),
        ("3千", 3_000),
        ("3百万", 3_000_000),
        ("(1,234.50)", -1234.5),
        ("（50）", -50),
        ("-¥50", -50),
        ("¥-50", -50),
        ("−50", -50),
        ("1234-", -1234),
        ("+5", 5),
        ("RMB 300", 300),
        ("CNY300.00", 300),
        ("300 CNY", 300),
        ("$99.99", 99.99),
        ("US$5", 5),
        ("€ 5", 5),
        ("39元/月", 39),
        ("$5 per month", 5),
        (".5", 0.5),
        ("0", 0),
        ("免费", 0),
        ("Free", 0),
        (39, 39),
        (1e-5, 1e-5),
    ],
)
def test_amounts_as_people_write_them(text: Value, value: float) -> None:
    assert amount(text) == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    "text",
    ["3万5", "∞", "NaN", "inf", "一千二百", "1e3", "1,23", "1,2345", "1'234", "12.3.4",
     "1,23,456", "12.5%", "-", "--5", "(-5)", "$5元", "39元/年", "about 5", "5 apples",
     "", None, "#N/A", True, "¥", "万", "1_000", "0x10", "5" * 200, "१२३x"],
)  # fmt: skip
def test_what_is_no_amount(text: Value) -> None:
    assert amount(text) is None


def test_percent_is_a_share_where_asked() -> None:
    assert amount("85%", percent=True) == 0.85
    assert amount("８５％", percent=True) == 0.85
    assert amount("12.5 %", percent=True) == 0.125
    assert amount("-5%", percent=True) == -0.05
    assert amount("¥5%", percent=True) is None


def test_a_column_of_decimal_commas() -> None:
    cells = cells_of("1.234,50", "12,5", "39", "1.5", "2.000")
    values = read_amounts(cells).values.tolist()
    assert values[:3] == [1234.5, 12.5, 39]
    assert math.isnan(values[3])
    assert values[4] == 2000


def test_a_column_of_decimal_points() -> None:
    cells = cells_of("1,234.50", "12.5", "2,000", "1,5")
    values = read_amounts(cells).values.tolist()
    assert values[:3] == [1234.5, 12.5, 2000]
    assert math.isnan(values[3])


def test_how_often_a_text_stands_in_the_column_counts() -> None:
    assert read_amounts(cells_of("1,5", "2.5", "2.5")).values.tolist()[1:] == [2.5]
    found = read_amounts(cells_of("1,5", "1,5", "2.5")).values.tolist()
    assert found[0] == 1.5


def test_points_before_three_digits_may_separate_thousands() -> None:
    assert read_amounts(cells_of("1.234", "12.000")).three_decimals
    assert not read_amounts(cells_of("1.234", "12.50")).three_decimals
    assert not read_amounts(cells_of("0.125", "1.250")).three_decimals
    assert not read_amounts(cells_of("1.234,5", "12.000")).three_decimals
    assert not read_amounts(cells_of(1.234, 12.125)).three_decimals


def test_what_else_a_cell_says() -> None:
    read = read_amounts(cells_of("¥5", "$5", "5", "1万", "免费"))
    assert read.currency.tolist() == ["CNY", "USD", "", "", ""]
    assert read.scaled.tolist() == [False, False, False, True, False]
    assert read.free.tolist() == [False, False, False, False, True]


def test_every_sign_of_money_is_read() -> None:
    for sign, code in CURRENCIES.items():
        read = read_amounts(cells_of(f"{sign}5", f"5 {sign}"))
        assert read.values.tolist() == [5, 5], sign
        assert read.currency.tolist() == [code, code], sign


@settings(max_examples=300)
@given(
    st.decimals(0, 10**9, places=2),
    st.sampled_from(["{:,.2f}", "¥{:,.2f}", "{:.2f}元", "{:.2f}", "USD {:,.2f}"]),
    st.booleans(),
)
def test_what_was_written_is_read(value: object, form: str, negative: bool) -> None:
    text = form.format(value)
    want = float(value)
    assert amount(f"({text})" if negative else text) == (-want if negative else want)


@settings(max_examples=500)
@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(text: str) -> None:
    read_amounts(cells_of(text), percent=True)
