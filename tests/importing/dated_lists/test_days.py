from __future__ import annotations

from datetime import date

import pytest

from churn_desktop.importing.dated_lists.days import days_named, says_day

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2024-01", "2024-01-31"),
        ("202402", "2024-02-29"),
        ("客户2024年1月", "2024-01-31"),
        ("Jan 2024", "2024-01-31"),
        ("Customers Feb24", "2024-02-29"),
        ("2024 March", "2024-03-31"),
        ("20240131", "2024-01-31"),
        ("list_2024-01-31 (final)", "2024-01-31"),
        ("名单2024年1月5日", "2024-01-05"),
        ("31.01.2024", "2024-01-31"),
        ("12/31/2024", "2024-12-31"),
        ("05/05/2024", "2024-05-05"),
        ("2024Q1", "2024-03-31"),
        ("2024年第三季度", "2024-09-30"),
        ("Q4-2024", "2024-12-31"),
        ("2024", "2024-12-31"),
        ("2026-11", "2026-11-21"),
        ("2027-01", "2027-01-01"),
    ],
)
def test_the_day_that_a_name_says(name: str, day: str) -> None:
    found = days_named([name], TODAY)
    assert found is not None
    assert [each.isoformat() for each in found.days] == [day]
    assert found.assumed_year is None


@pytest.mark.parametrize(
    "name",
    ["Sheet1", "客户", "", "03/04/2024", "2024-02-30", "13812345678", "Mayor", "24-01"],
)
def test_names_that_say_no_day(name: str) -> None:
    assert days_named([name], TODAY) is None
    assert not says_day(name)


def test_the_year_of_bare_months() -> None:
    found = days_named(["11月", "12月", "1月"], TODAY)
    assert found is not None
    assert [day.isoformat() for day in found.days] == [
        "2025-11-30",
        "2025-12-31",
        "2026-01-31",
    ]
    assert found.assumed_year == 2026
    told = days_named(["Jan", "Feb"], TODAY, "Members 2022")
    assert told is not None
    assert told.days[1] == date(2022, 2, 28)
    assert told.assumed_year is None


def test_bare_months_beside_others_say_too_little() -> None:
    assert days_named(["1月", "2024-02"], TODAY) is None


def test_the_same_day_twice_is_no_series() -> None:
    assert days_named(["2024-01", "2024-01-31"], TODAY) is None
