from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from churn_desktop.core.calendar import (
    EPOCH,
    Period,
    add_months,
    months_between,
    months_later,
    period_start,
    periods_between,
    to_date,
    to_day,
)
from churn_desktop.core.schema import PeriodLength

DATES = st.dates(date(1900, 1, 1), date(2200, 12, 31))


def days(*dates: date) -> np.ndarray:
    return np.array([to_day(each) for each in dates], dtype=np.int32)


@given(when=DATES)
def test_days_are_counted_from_1970_and_back(when: date) -> None:
    assert to_day(when) == (when - EPOCH).days
    assert to_date(to_day(when)) == when


@pytest.mark.parametrize(
    ("when", "months", "expected"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 1, 31), 2, date(2024, 3, 31)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2024, 11, 15), 2, date(2025, 1, 15)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
    ],
)
def test_months_are_added_from_the_original_day(
    when: date, months: int, expected: date
) -> None:
    assert add_months(when, months) == expected
    later = months_later(days(when), np.array([months]))
    assert to_date(later[0]) == expected


@given(moves=st.lists(st.tuples(DATES, st.integers(-300, 600)), max_size=20))
def test_many_months_at_once_agree_with_one_by_one(
    moves: list[tuple[date, int]],
) -> None:
    start = days(*[when for when, _ in moves])
    months = np.array([number for _, number in moves], dtype=np.int64)
    later = months_later(start, months)
    assert later.dtype == np.int32
    assert later.tolist() == [to_day(add_months(*move)) for move in moves]
    assert months.tolist() == [number for _, number in moves]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2024, 1, 15), date(2024, 4, 15), 3),
        (date(2024, 1, 31), date(2024, 2, 29), 1),
        (date(2024, 1, 31), date(2024, 3, 30), 1 + 30 / 31),
        (date(2024, 2, 29), date(2025, 2, 28), 12),
        (date(2024, 3, 1), date(2024, 3, 1), 0),
        (date(2024, 3, 1), date(2024, 3, 16), 15 / 31),
        (date(1969, 12, 31), date(1970, 2, 28), 2),
    ],
)
def test_months_between(start: date, end: date, expected: float) -> None:
    assert months_between(days(start), days(end)).tolist() == [expected]


@given(
    spans=st.lists(
        st.tuples(DATES, st.integers(0, 2000)).map(
            lambda span: (span[0], span[0] + timedelta(days=span[1]))
        ),
        max_size=20,
    )
)
def test_months_between_many_agree_with_counting(
    spans: list[tuple[date, date]],
) -> None:
    start = days(*[first for first, _ in spans])
    end = days(*[last for _, last in spans])
    before = (start.copy(), end.copy())
    for found, (first, last) in zip(months_between(start, end), spans, strict=True):
        whole = int(found)
        assert add_months(first, whole) <= last < add_months(first, whole + 1)
        passed = (last - add_months(first, whole)).days
        length = (add_months(first, whole + 1) - add_months(first, whole)).days
        assert found == whole + passed / length
    assert np.array_equal(before, (start, end))


def test_a_period_knows_its_days() -> None:
    assert Period(date(2024, 2, 1), date(2024, 3, 1), complete=True).days == 29


@pytest.mark.parametrize(
    ("length", "fiscal_year_start", "expected"),
    [
        (PeriodLength.MONTH, 4, date(2024, 3, 1)),
        (PeriodLength.QUARTER, 1, date(2024, 1, 1)),
        (PeriodLength.QUARTER, 2, date(2024, 2, 1)),
        (PeriodLength.QUARTER, 3, date(2024, 3, 1)),
        (PeriodLength.QUARTER, 12, date(2024, 3, 1)),
        (PeriodLength.YEAR, 1, date(2024, 1, 1)),
        (PeriodLength.YEAR, 4, date(2023, 4, 1)),
        (PeriodLength.YEAR, 3, date(2024, 3, 1)),
    ],
)
def test_the_first_day_of_a_period(
    length: PeriodLength, fiscal_year_start: int, expected: date
) -> None:
    assert period_start(date(2024, 3, 5), length, fiscal_year_start) == expected


@given(
    first=DATES,
    lasting=st.integers(0, 4000),
    length=st.sampled_from(PeriodLength),
    fiscal_year_start=st.integers(1, 12),
)
def test_periods_follow_each_other_without_gaps(
    first: date, lasting: int, length: PeriodLength, fiscal_year_start: int
) -> None:
    as_of = first + timedelta(days=lasting)
    periods = periods_between(first, as_of, length, fiscal_year_start)
    assert periods[0].start <= first < periods[0].end
    assert periods[-1].start <= as_of < periods[-1].end
    for one, following in pairwise(periods):
        assert one.end == following.start
        assert one.complete
    assert periods[-1].complete == (as_of == periods[-1].end - timedelta(days=1))
    for period in periods:
        assert add_months(period.start, length.months) == period.end
        assert period.start.day == 1
        assert (period.start.month - fiscal_year_start) % length.months == 0


def test_no_periods_before_the_first_day() -> None:
    late = date(2024, 4, 1)
    assert periods_between(late, date(2024, 3, 31), PeriodLength.MONTH) == ()
