from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from churn_desktop.importing.parsing.number_formats import (
    Shown,
    built_in,
    classify,
    date_text,
    number_text,
    time_text,
)


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("General", Shown.NUMBER),
        ("0.00E+00", Shown.NUMBER),
        ("#,##0.00", Shown.NUMBER),
        ("[Red]0.00", Shown.NUMBER),
        ('0" days"', Shown.NUMBER),
        ('"yyyy"0', Shown.NUMBER),
        ("_(* #,##0_);_(* (#,##0)", Shown.NUMBER),
        ("@", Shown.NUMBER),
        ("yyyy-mm-dd;@", Shown.DATE),
        ("m/d/yy", Shown.DATE),
        ("mmm", Shown.DATE),
        ('[$-804]yyyy"年"m"月"d"日";@', Shown.DATE),
        ("[DBNum1][$-804]yyyy年m月d日", Shown.DATE),
        ("[$-F800]dddd\\, mmmm dd\\, yyyy", Shown.DATE),
        ("yyyy-mm-dd hh:mm", Shown.DATE),
        ("h:mm AM/PM", Shown.TIME),
        ("mm:ss", Shown.TIME),
        ("[h]:mm:ss", Shown.DURATION),
        ("000000", Shown.PADDED),
        ("0", Shown.NUMBER),
    ],
)
def test_codes(code: str, shown: Shown) -> None:
    assert classify(code).shown is shown


@pytest.mark.parametrize("number", [14, 22, 27, 31, 36, 50, 57, 58])
def test_east_asian_dates_have_no_code(number: int) -> None:
    assert built_in(number).shown is Shown.DATE


@given(st.dates(date(1900, 3, 1), date(9999, 12, 31)), st.integers(0, 86_399))
def test_every_second_of_every_day_survives(day: date, second: int) -> None:
    serial = (day - date(1899, 12, 30)).days + second / 86_400
    clock = f"T{timedelta(seconds=second)!s:0>8}" if second else ""
    assert date_text(serial) == day.isoformat() + clock


@pytest.mark.parametrize("serial", [0, 0.5, 60, 60.7, -1, 2_958_466, 1e20])
def test_what_is_no_date(serial: float) -> None:
    assert date_text(serial) is None


def test_fractions_neither_lose_nor_gain_a_day() -> None:
    assert date_text(45356.999999) == "2024-03-05T23:59:59"
    assert date_text(45355.9999999999) == "2024-03-05"


def test_1904() -> None:
    assert date_text(43894, date1904=True) == "2024-03-05"
    assert date_text(0, date1904=True) == "1904-01-01"
    assert date_text(-1, date1904=True) is None


def test_durations() -> None:
    assert time_text(10 + 15.5 / 24) == "255:30:00"
    assert time_text(-0.5) is None


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_keep_their_value(value: float) -> None:
    text = number_text(value)
    assert float(text) == value
    assert len(text.lstrip("-0.")) <= len(repr(value)) + 31


def test_numbers_are_written_plainly() -> None:
    assert number_text(39.0) == "39"
    assert number_text(-0.0) == "0"
    assert number_text(1.1010119000101123e17) == "110101190001011230"
    assert number_text(1.5e-7) == "0.00000015"
    assert number_text(1e300) == "1e+300"
