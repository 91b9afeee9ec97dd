from __future__ import annotations

import math
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from churn_desktop.core.book import Book
from churn_desktop.core.schema import TimeUnit
from churn_desktop.engine.incentives import (
    rate_ratio,
    ratio_chance,
    retention_marks,
    simulate_hold_back,
)
from churn_desktop.engine.intervals import wilson
from tests.engine.books import Row, book_of, day, snapshot_of

BEGUN = date(2022, 1, 1)


def listed(lengths: list[int | None], as_of: str = "2023-12-31") -> Book:
    """Customers who all begin on one day and stay so many days, or to this day."""
    rows = [
        Row(f"C{n:03}", BEGUN, None if days is None else BEGUN + timedelta(days=days))
        for n, days in enumerate(lengths)
    ]
    return book_of(rows, as_of)


def test_the_published_example_of_two_rates() -> None:
    """Breast cancer after tuberculosis (Boice and Monson, 1977; Rothman, 1986)."""
    ratio = rate_ratio(41, 28010.0, 15, 19017.0)
    assert ratio.ratio == pytest.approx(1.86, abs=0.005)
    assert (ratio.low, ratio.high) == pytest.approx((1.03, 3.35), abs=0.01)


def test_a_count_of_nothing_has_exact_limits() -> None:
    none_after = rate_ratio(0, 100.0, 5, 100.0)
    assert (none_after.ratio, none_after.low) == (0, 0)
    # Of 5 none: at most 0.5218 of them, by Clopper and Pearson.
    assert none_after.high == pytest.approx(0.5218 / 0.4782, rel=1e-3)
    none_before = rate_ratio(5, 100.0, 0, 100.0)
    assert math.isnan(none_before.ratio)
    assert none_before.low == pytest.approx(1 / none_after.high)
    assert none_before.high == math.inf
    for nothing in (
        rate_ratio(0, 9.0, 0, 9.0),
        rate_ratio(1, 0.0, 2, 9.0),
        rate_ratio(1, 9.0, 2, 0.0),
    ):
        assert np.isnan(nothing).all()


@given(
    st.lists(st.one_of(st.none(), st.integers(0, 250)), min_size=1, max_size=40),
)
def test_marks_by_counting_days(lengths: list[int | None]) -> None:
    marks = retention_marks(listed(lengths))
    assert marks is not None
    lived = [
        (729.5 if days is None else max(days, 0.5), days is not None)
        for days in lengths
    ]
    for row in marks.frame.itertuples():
        before, after = max(row.day - 30, 0), row.day + 30
        for low, high, left, time, pace in (
            (before, row.day, row.left_before, row.days_before, row.hazard_before),
            (row.day, after, row.left_after, row.days_after, row.hazard_after),
        ):
            assert left == sum(low < days <= high for days, ended in lived if ended)
            total = sum(max(min(days, high) - low, 0) for days, _ in lived)
            assert time == pytest.approx(total)
            expected = left / total if total else math.nan
            assert pace == pytest.approx(expected, nan_ok=True)
        stayed = sum(days > row.day for days, _ in lived) / len(lived)
        assert row.survival == pytest.approx(stayed)


def test_leaving_picks_up_once_the_commission_is_safe() -> None:
    lengths = [25] * 2 + [45] * 20 + [None] * 78
    marks = retention_marks(listed(lengths))
    assert marks is not None
    frame = marks.frame
    assert frame.everybody.all()
    assert frame.day.tolist() == [30, 90, 150]
    assert frame.survival.tolist() == pytest.approx([0.98, 0.78, 0.78])
    assert frame.survival_low[0] < 0.98 < frame.survival_high[0]
    first = frame.iloc[0]
    expected = rate_ratio(20, 20 * 15 + 78 * 30, 2, 2 * 25 + 98 * 30)
    assert (first.ratio, first.ratio_low, first.ratio_high) == pytest.approx(expected)
    assert first.ratio_low > 1


def test_marks_of_each_owner() -> None:
    book = listed([45] * 20 + [None] * 30)
    owners = np.array(["Ann"] * 22 + ["Ben"] * 25 + ["Cy"] * 3, dtype=object)
    marks = retention_marks(book, owners)
    assert marks is not None
    frame = marks.frame[marks.frame.day == 90]
    assert frame.everybody.tolist() == [True, False, False, False]
    assert frame.label.tolist() == [None, "Ben", "Ann", None]
    assert frame.customers.tolist() == [50, 25, 22, 3]
    assert frame.survival.tolist() == pytest.approx([0.6, 1, 2 / 22, 1])


@given(
    st.integers(0, 40),
    st.integers(0, 40),
    st.floats(0.5, 500),
    st.floats(0.5, 500),
)
def test_a_test_and_its_limits_agree(
    events: int, before: int, time: float, time_before: float
) -> None:
    p = ratio_chance(events, time, before, time_before)
    found = rate_ratio(events, time, before, time_before)
    if not events + before:
        assert math.isnan(p)
        return
    assert 0 <= p <= 1
    if abs(p - 0.05) > 1e-6:
        assert (p < 0.05) == (found.low > 1 or found.high < 1)


def test_nobody_there_is_no_test() -> None:
    assert math.isnan(ratio_chance(1, 0.0, 2, 9.0))
    assert math.isnan(ratio_chance(1, 9.0, 2, 0.0))


def test_one_of_many_owners_is_not_marked_for_what_chance_does() -> None:
    # One owner has 9 leave after day 90 and 2 before it; on its own that stands out.
    lengths: list[int | None] = [100] * 9 + [80] * 2 + [None] * 29
    marks = retention_marks(listed(lengths))
    assert marks is not None
    assert marks.frame.marked.tolist() == [False, True, False]
    others: list[int | None] = [80, 100] * 3 + [None] * 34
    owners = np.repeat([f"owner {n:02}" for n in range(12)], 40).astype(object)
    marks = retention_marks(listed(lengths + others * 11), owners)
    assert marks is not None
    own = marks.frame[~marks.frame.everybody]
    assert own.ratio_low.max() > 1
    assert not own.marked.any()
    assert own.adjusted.min() > 0.05


def test_the_small_groups_together_are_not_tested() -> None:
    owners = np.array(["Ann"] * 40 + ["Ben"] * 3 + [""] * 7, dtype=object)
    marks = retention_marks(listed([100] * 50), owners)
    assert marks is not None
    day = marks.frame[marks.frame.day == 90]
    assert day.label.tolist() == [None, "Ann", None, ""]
    assert day.marked.tolist() == [True, True, False, False]
    assert np.isnan(day.adjusted.tolist()[2:]).all()


def test_months_are_too_coarse_for_days() -> None:
    assert retention_marks(snapshot_of([3.0], [True])) is None
    assert retention_marks(snapshot_of([], [], TimeUnit.DAYS)) is None
    assert simulate_hold_back(snapshot_of([3.0], [True]), 100.0) is None


def test_what_a_hold_back_would_have_saved() -> None:
    book = listed([20] * 2 + [30] + [100] * 4 + [365] + [366] + [None])
    held = simulate_hold_back(book, 100.0)
    assert held is not None
    assert held.customers == 10
    frame = held.frame
    assert frame.days.tolist() == [0, 30, 90, 150]
    assert frame.left_before.tolist() == [0, 3, 3, 7]
    assert frame.left_after.tolist() == [8, 5, 5, 1]
    assert frame.left_after_share.tolist() == [0.8, 0.5, 0.5, 0.1]
    low, high = wilson(5, 10)
    assert frame.left_after_share_low[1] == pytest.approx(float(low))
    assert frame.left_after_share_high[1] == pytest.approx(float(high))
    assert frame.paid.tolist() == [1000, 700, 700, 300]
    assert frame.paid_for_leavers.tolist() == [800, 500, 500, 100]
    assert frame.withheld.tolist() == [0, 300, 300, 700]


def test_customers_differ() -> None:
    book = listed([20, 100, None])
    held = simulate_hold_back(book, np.array([50.0, 70, 90]), days=(30,))
    assert held is not None
    row = held.frame.iloc[0]
    assert (row.paid, row.paid_for_leavers, row.withheld) == (160, 70, 50)


def test_who_came_less_than_a_year_ago_is_left_out() -> None:
    as_of = "2022-12-31"
    rows = [
        Row("OLD", "2022-01-01", "2022-02-01"),
        Row("RECENT", "2022-01-02", "2022-02-01"),
        Row("BACK", "2021-01-01", "2021-06-01"),
        Row("BACK", "2022-11-01", "2022-11-02"),
        Row("FUTURE", "2023-02-01", None),
    ]
    book = book_of(rows, as_of)
    held = simulate_hold_back(book, 10.0, days=(0,))
    assert held is not None
    assert held.customers == 2
    assert held.frame.left_after.tolist() == [2]
    recent = simulate_hold_back(book_of(rows[1:2], as_of), 10.0, days=(0,))
    assert recent is not None
    assert recent.customers == 0
    assert np.isnan(recent.frame.left_after_share).all()
    assert day(as_of) - day("2022-01-01") == 364


def test_stays_seen_late_are_at_risk_from_then_on() -> None:
    book = snapshot_of(
        [45.0, 120, 20, 30],
        [True, False, False, False],
        TimeUnit.DAYS,
        entry=[20.0, 40, 20, 35],
    )
    marks = retention_marks(book)
    assert marks is not None
    first = marks.frame.iloc[0]
    assert (first.left_before, first.days_before) == (0, 10)
    assert (first.left_after, first.days_after) == (1, 15 + 20)
