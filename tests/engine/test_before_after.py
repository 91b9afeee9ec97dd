from __future__ import annotations

import itertools
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from churn_desktop.core.calendar import Period
from churn_desktop.engine.before_after import (
    BeforeAfter,
    Unknown,
    Verdict,
    compare_before_after,
)


def months(count: int, last_complete: bool = True) -> tuple[Period, ...]:
    starts = [date(2023 + at // 12, 1 + at % 12, 1) for at in range(count + 1)]
    return tuple(
        Period(first, after, last_complete or at < count - 1)
        for at, (first, after) in enumerate(itertools.pairwise(starts))
    )


def counts(*pairs: tuple[int, int]) -> pd.DataFrame:
    return pd.DataFrame(pairs, columns=["lost", "opening"])


def compared(pairs: list[tuple[int, int]], when: date, **more: int) -> BeforeAfter:
    return compare_before_after(months(len(pairs)), counts(*pairs), when, **more)


@pytest.mark.parametrize(
    ("after", "before", "low", "high", "verdict"),
    [
        # Newcombe (1998), Statistics in Medicine 17:873, table II, method 10.
        ((56, 70), (48, 80), 0.0524, 0.3339, Verdict.MORE),
        ((48, 80), (56, 70), -0.3339, -0.0524, Verdict.LESS),
        ((9, 10), (3, 10), 0.1705, 0.8090, Verdict.MORE),
        ((5, 56), (0, 29), -0.0381, 0.1926, Verdict.SAME),
        ((0, 10), (0, 10), -0.2775, 0.2775, Verdict.SAME),
    ],
)
def test_interval_of_published_examples(
    after: tuple[int, int],
    before: tuple[int, int],
    low: float,
    high: float,
    verdict: Verdict,
) -> None:
    found = compared([before, after], date(2023, 2, 1))
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)
    assert found.verdict is verdict
    assert found.unknown is None
    assert found.difference == pytest.approx(
        after[0] / after[1] - before[0] / before[1]
    )


def test_as_many_periods_on_either_side_and_the_nearest() -> None:
    found = compared([(n, 100) for n in range(1, 8)], date(2023, 6, 1))
    assert (found.rows_before, found.rows_after) == ((3, 4), (5, 6))
    assert (found.before.count, found.before.total) == (9, 200)
    assert (found.after.count, found.after.total) == (13, 200)


def test_a_period_in_whose_middle_it_happened_belongs_to_neither_side() -> None:
    found = compared([(1, 10)] * 5, date(2023, 3, 15))
    assert (found.rows_before, found.rows_after) == ((0, 1), (3, 4))


def test_no_more_than_a_year_of_months() -> None:
    found = compared([(1, 10)] * 30, date(2024, 3, 1))
    assert (len(found.rows_before), found.rows_before[-1]) == (12, 13)
    assert found.rows_after == tuple(range(14, 26))


def test_what_is_not_over_is_left_out() -> None:
    found = compare_before_after(
        months(4, last_complete=False), counts(*[(1, 10)] * 4), date(2023, 3, 1)
    )
    assert (found.rows_before, found.rows_after) == ((1,), (2,))


@pytest.mark.parametrize(
    ("when", "pairs", "unknown"),
    [
        (date(2022, 5, 5), [(1, 10)] * 3, Unknown.NONE_BEFORE),
        (date(2023, 1, 20), [(1, 10)] * 3, Unknown.NONE_BEFORE),
        (date(2023, 3, 2), [(1, 10)] * 3, Unknown.NONE_AFTER),
        (date(2023, 2, 1), [(0, 0), (1, 10)], Unknown.NOBODY_BEFORE),
        (date(2023, 2, 1), [(10, 10), (0, 0)], Unknown.NOBODY_AFTER),
    ],
)
def test_too_little_is_not_compared(
    when: date, pairs: list[tuple[int, int]], unknown: Unknown
) -> None:
    found = compared(pairs, when)
    assert found.unknown is unknown
    assert found.verdict is None
    assert (found.low, found.high) == pytest.approx((float("nan"),) * 2, nan_ok=True)


@given(
    st.lists(
        st.tuples(st.integers(0, 40), st.integers(0, 60)).map(
            lambda pair: (min(pair), max(pair))
        ),
        min_size=1,
        max_size=30,
    ),
    st.dates(date(2022, 6, 1), date(2026, 1, 1)),
)
def test_sides_never_touch_and_are_equally_long(
    pairs: list[tuple[int, int]], when: date
) -> None:
    found, periods = compared(pairs, when), months(len(pairs))
    assert len(found.rows_before) == len(found.rows_after) <= 12
    assert all(periods[row].end <= when for row in found.rows_before)
    assert all(periods[row].start >= when for row in found.rows_after)
    if found.unknown is None:
        assert found.low <= found.difference <= found.high
