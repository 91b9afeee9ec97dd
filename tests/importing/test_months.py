from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from churn_desktop.core.calendar import add_months
from churn_desktop.importing.months import (
    assumed_year,
    find_month_columns,
    month_days,
    month_of,
    year_named,
)


@pytest.mark.parametrize(
    "heading",
    [
        "2024-01", "2024/1", "2024.01", "2024_01", "202401", "2024 01", "01/2024",
        "1-2024", "Jan 2024", "January 2024", "Jan-24", "Jan'24", "24-Jan", "2024 Jan",
        "JAN. 2024", "2024年1月", "2024年01月份", "２０２４年１月", "24年1月",
        "2024年一月", "2024年度1月", "2024M01", "20240131", "2024-01-31", "2024/1/31",
        "2024-01-01T00:00:00", "2024年·1月", "金额·2024-01", "2024年1月实收",
        "Revenue 2024-01", "Jan-24 (EUR)", "2024年1月（元）",
    ],
)  # fmt: skip
def test_a_month_in_whatever_form(heading: str) -> None:
    assert month_of(heading) == (2024, 1)


@pytest.mark.parametrize(
    "heading", ["12月", "十二月", "12 月份", "Dec", "December", "Dec paid"]
)
def test_a_month_without_a_year(heading: str) -> None:
    assert month_of(heading) == (None, 12)


@pytest.mark.parametrize(
    "heading",
    [
        "", "Amount", "Market", "Mayor", "Decision", "Janitor", "1", "12", "2024",
        "12345", "20001", "2024-13", "13月", "第1月末", "月费", "id",
        "2024年1月（预计）", "Jan 2024 (plan)", "M1", "2024-01-2024-03",
    ],
)  # fmt: skip
def test_what_is_no_month(heading: str) -> None:
    assert month_of(heading) is None


def test_headings_without_a_year_follow_the_one_before() -> None:
    found = find_month_columns(["id", "2023年12月", "1月", "2月", "note"], 2000)
    assert found is not None
    assert found.months == {
        "2023年12月": date(2023, 12, 1),
        "1月": date(2024, 1, 1),
        "2月": date(2024, 2, 1),
    }
    assert found.dated


def test_a_year_further_back_counts_for_those_before_it() -> None:
    days = month_days([(None, 11), (None, 12), (2024, 1), (None, 2)], 2000)
    assert [day.year for day in days] == [2023, 2023, 2024, 2024]


def test_months_may_run_backwards() -> None:
    found = find_month_columns(["2月", "1月", "12月"], 2024)
    assert found is not None
    assert list(found.months) == ["12月", "1月", "2月"]
    assert found.months["12月"] == date(2023, 12, 1)
    assert not found.dated


@pytest.mark.parametrize(
    "headings",
    [
        ["2024-01", "2024-02"],
        ["2024-01", "2024-02", "2024-04"],
        ["2024-01", "Jan 2024", "2024-02", "2024-03"],
        ["id", "name"],
    ],
)
def test_too_few_doubled_or_missing_months_are_no_months(headings: list[str]) -> None:
    assert find_month_columns(headings, 2024) is None


@settings(max_examples=200)
@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(3, 40), st.booleans())
def test_bare_months_in_a_row_are_months_in_a_row(
    first: date, count: int, backwards: bool
) -> None:
    want = [add_months(first.replace(day=1), number) for number in range(count)]
    if backwards:
        want.reverse()
    found = month_days([(None, day.month) for day in want], max(want).year)
    assert found == want


def test_the_assumed_year_is_the_latest_that_is_not_ahead() -> None:
    assert assumed_year([(None, 1), (None, 2)], date(2026, 2, 1)) == 2026
    assert assumed_year([(None, 1), (None, 3)], date(2026, 2, 1)) == 2025
    months = [(None, month) for month in (11, 12, 1)]
    year = assumed_year(months, date(2026, 1, 1))
    assert year == 2026
    assert all(a < b for a, b in pairwise(month_days(months, year)))


def test_the_year_of_a_title() -> None:
    assert year_named("会员缴费 2024-03") == 2024
    assert year_named("list 20240131.csv") == 2024
    assert year_named("2023 to 2024") is None
    assert year_named("phone 13820241234") is None
