from __future__ import annotations

from datetime import date

import pytest

from churn_desktop.core.calendar import NO_DAY
from churn_desktop.importing.named_periods import period_of, read_periods
from tests.importing.lists import iso


@pytest.mark.parametrize(
    ("text", "first", "months"),
    [
        ("2024Q2", (2024, 4, 1), 3),
        ("Q2 2024", (2024, 4, 1), 3),
        ("2024年第二季度", (2024, 4, 1), 3),
        ("2024年2季度", None, 0),
        ("FY 2024", (2024, 1, 1), 12),
        ("2024年度", (2024, 1, 1), 12),
        ("2024年4月", (2024, 4, 1), 1),
        ("2024-04-30", (2024, 4, 1), 1),
        ("4月", None, 0),
        ("2024-13", None, 0),
        ("", None, 0),
    ],
)
def test_names_of_periods(
    text: str, first: tuple[int, int, int] | None, months: int
) -> None:
    want = None if first is None else (date(*first), months)
    assert period_of(text) == want


def test_most_rows_say_how_long_a_period_is() -> None:
    found = read_periods(["2024Q1", "2024Q2", "2024", "soon"], 2024)
    assert found.months == 3
    assert (found.starts == NO_DAY).tolist() == [False, False, True, True]
    assert not found.without_year.any()


def test_a_column_of_years_completes_bare_months() -> None:
    found = read_periods(["12月", "1月", "2月"], 2000, ["2023", "2024年", "?"])
    assert [iso(int(day)) for day in found.starts] == ["2023-12-01", "2024-01-01", None]
    assert not found.without_year.any()


def test_no_rows() -> None:
    assert len(read_periods([], 2024).starts) == 0
