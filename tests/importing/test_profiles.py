from __future__ import annotations

from datetime import date

import numpy as np

from churn_desktop.core.schema import Content
from churn_desktop.importing.profiles import (
    SAMPLE,
    profile,
    profile_columns,
    sample_rows,
)
from tests.importing.lists import Value, column_of, text_table


def content(*values: Value) -> Content:
    return profile(column_of(*values)).content


def test_what_columns_hold() -> None:
    assert content("2024-03-05", date(2024, 3, 6), "soon") == Content.DATE
    assert content("¥39", 39, "39元") == Content.AMOUNT
    assert content("Ann", "39", "Bob") == Content.TEXT
    assert content(None, None) == Content.TEXT


def test_an_impossible_date_is_meant_as_one() -> None:
    assert content("2024-02-30", "31/04/2024", "2024-13-01", "-") == Content.DATE


def test_digits_that_are_no_quantities() -> None:
    assert content("000123", "000124") == Content.TEXT
    assert content("13800138000", "13900139000") == Content.TEXT
    assert content("010-88886666") == Content.TEXT


def test_eight_digits_are_days_only_if_all_are() -> None:
    assert content("20240305", "20240306") == Content.DATE
    assert content("20240305", "20249999") == Content.AMOUNT


def test_shares_leave_blanks_and_errors_out() -> None:
    seen = profile(column_of("yes", "no", None, "#N/A"))
    assert (seen.flags, seen.filled, seen.blank, seen.different) == (1, 2, 0.25, 2)


def test_numbers_that_could_be_days() -> None:
    seen = profile(column_of(45356, 45357, 5))
    assert seen.serials == 2 / 3
    assert (seen.low, seen.high) == (5, 45357)


def test_long_texts_cost_little_and_are_texts() -> None:
    seen = profile(column_of("5" * 30_000, "至今" * 10_000))
    assert (seen.numbers, seen.dates, seen.open_marks) == (0, 0, 0)


def test_a_sample_is_spread_over_the_list() -> None:
    rows = sample_rows(1_000_000)
    assert len(rows) == SAMPLE
    assert len(set(rows.tolist())) == SAMPLE
    assert rows[0] == 0
    assert rows[-1] == 999_999
    assert np.array_equal(sample_rows(SAMPLE), np.arange(SAMPLE))


def test_columns_of_a_table() -> None:
    found = profile_columns(text_table("id|since\n7|2024-03-05"))
    assert list(found) == ["id", "since"]
    assert found["since"].dates == 1
    assert list(profile_columns(text_table("id|since\n7|"), ["since"])) == ["since"]
