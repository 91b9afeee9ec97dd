from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from churn_desktop.core.book import Book
from churn_desktop.core.calendar import to_date
from churn_desktop.core.project import Assumptions
from churn_desktop.core.schema import PeriodLength
from churn_desktop.engine.cohorts import follow_cohorts
from churn_desktop.engine.movements import COLUMNS, Movements, count_movements
from churn_desktop.engine.revenue import measure_revenue
from tests.engine import oracle
from tests.engine.books import Row, book_of, day, names, snapshot_of
from tests.engine.strategies import AS_OF, rows

MARCH = {
    "opening": 100,
    "new": 20,
    "returned": 0,
    "lost": 10,
    "joined_and_left": 2,
    "leave_events": 13,
    "closing": 108,
}


def count(book: Book, **assumptions: object) -> Movements:
    movements = count_movements(book, Assumptions(**assumptions))
    assert movements is not None
    return movements


def test_golden_march_has_every_movement(golden: Book) -> None:
    movements = count(golden)
    march = movements.frame.iloc[-1]
    assert march[list(MARCH)].to_dict() == MARCH
    assert march.period_days == 31
    assert march.daily_churn == pytest.approx(0.1122, abs=5e-5)
    assert movements.balanced


def test_a_movement_knows_its_customers(golden: Book) -> None:
    movements = count(golden)
    row = len(movements.periods) - 1
    assert names(golden, movements.members(row, "joined_and_left")) == {
        "BRIEF001",
        "BRIEF002",
    }
    assert names(golden, movements.members(row, "left_and_came_back")) == {"BACK001"}
    assert movements.members(row, "customer_days") is None
    assert not len(names(golden, movements.members(row, "renewals_due")))


def test_there_is_a_row_for_each_period(golden: Book) -> None:
    movements = count(golden, period=PeriodLength.QUARTER)
    assert list(movements.frame.columns) == list(COLUMNS)
    assert len(movements.frame) == len(movements.periods) == 4
    assert movements.frame.iloc[-1].opening == 100


def test_a_list_without_dates_has_no_movements() -> None:
    assert count_movements(snapshot_of([1, 2], [True, False]), Assumptions()) is None


def test_nobody_has_come_yet() -> None:
    book = book_of([Row("C1", "2024-06-01")], as_of="2024-03-31")
    assert count_movements(book, Assumptions()) is None


def test_days_after_the_as_of_date_do_not_count() -> None:
    rows = [
        Row("C1", "2024-01-10", "2024-03-10"),
        Row("C2", "2024-01-10", "2024-03-12"),
    ]
    march = count(book_of(rows, as_of="2024-03-11")).frame.iloc[-1]
    assert march[["opening", "lost", "closing"]].tolist() == [2, 1, 1]
    assert march[["period_days", "customer_days"]].tolist() == [11, 21]


def test_who_leaves_on_the_first_day_of_a_period_was_there_at_its_start() -> None:
    movements = count(book_of([Row("C1", "2024-01-10", "2024-03-01")], "2024-03-31"))
    assert movements.frame.lost.tolist() == [0, 0, 1]


def test_daily_churn_is_not_defined_while_nobody_is_there() -> None:
    movements = count(
        book_of(
            [Row("C1", "2024-01-31"), Row("C2", "2024-01-31", "2024-01-31")],
            as_of="2024-02-29",
        )
    )
    january, february = movements.frame.daily_churn
    assert math.isnan(january)
    assert february == 0


def test_leaving_twice_in_a_month_is_two_events_of_one_customer() -> None:
    rows = [
        Row("C1", "2024-01-01", "2024-02-03"),
        Row("C1", "2024-02-10", "2024-02-12"),
        Row("C1", "2024-02-20"),
    ]
    movements = count(book_of(rows, as_of="2024-02-29"))
    february = movements.frame.iloc[1]
    assert february[["leave_events", "lost", "returned", "closing"]].tolist() == [
        2,
        0,
        0,
        1,
    ]
    assert movements.repeated_leaves(1) == 1
    assert names(movements.book, movements.members(1, "left_again")) == {"C1"}


def test_a_customer_of_an_earlier_year_who_comes_and_goes_within_a_month() -> None:
    rows = [
        Row("C1", "2023-01-01", "2023-02-03"),
        Row("C1", "2024-02-10", "2024-02-12"),
    ]
    movements = count(book_of(rows, as_of="2024-02-29"))
    last = len(movements.periods) - 1
    assert movements.frame.iloc[last][["new", "returned", "leave_events"]].tolist() == [
        0,
        0,
        1,
    ]
    assert names(movements.book, movements.members(last, "returned_and_left")) == {"C1"}


@given(
    rows=rows(),
    as_of=AS_OF,
    length=st.sampled_from(PeriodLength),
    gap=st.sampled_from([0, 0, 3, 40]),
)
def test_counts_agree_with_counting_day_by_day(
    rows: list[Row], as_of: date, length: PeriodLength, gap: int
) -> None:
    book = book_of(rows, as_of, gap)
    assumptions = Assumptions(period=length, fiscal_year_start=4, allowed_gap_days=gap)
    movements = count_movements(book, assumptions)
    stays = oracle.stays_of(rows, gap)
    if movements is None:
        assert min(stay.start for own in stays.values() for stay in own) > as_of
        return
    assert movements.balanced
    assert movements.frame.opening.iloc[1:].tolist() == (
        movements.frame.closing.iloc[:-1].tolist()
    )
    for row, period in enumerate(movements.periods):
        counted = movements.frame.iloc[row]
        for name, value in oracle.movements(stays, period, as_of).items():
            assert counted[name] == pytest.approx(value, nan_ok=True), (name, period)
        for name, customers in oracle.groups(stays, period, as_of).items():
            assert names(book, movements.members(row, name)) == customers, name
        events = oracle.leave_events(stays, period.start, oracle.end_of(period, as_of))
        assert movements.repeated_leaves(row) == events.total() - len(events)


def test_many_customers_agree_with_few() -> None:
    """Days of long lists are looked up in a table instead of being searched."""
    random = np.random.default_rng(1)
    start = random.integers(19_000, 19_400, 1_500)
    lived = random.integers(0, 200, 1_500)
    customers = random.integers(0, 900, 1_500)
    rows = [
        Row(f"C{code}", to_date(day), to_date(day + length))
        for code, day, length in zip(customers, start, lived, strict=True)
    ]
    as_of = to_date(19_350)
    movements, stays = count(book_of(rows, as_of)), oracle.stays_of(rows)
    assert movements.balanced
    for row, period in enumerate(movements.periods):
        for name, found in oracle.groups(stays, period, as_of).items():
            if name in movements.frame and name != "leave_events":
                assert movements.frame[name].iloc[row] == len(found)


def test_the_book_is_left_alone(golden: Book) -> None:
    before = [golden.stays.start.copy(), golden.stays.end.copy()]
    count(golden).groups(3)
    assert all(
        np.array_equal(was, now)
        for was, now in zip(before, (golden.stays.start, golden.stays.end), strict=True)
    )


@given(rows(), AS_OF)
@settings(max_examples=150)
def test_leaving_out_the_first_periods_changes_no_other(
    some: list[Row], as_of: date
) -> None:
    book = book_of(some, as_of)
    whole = count_movements(book, Assumptions())
    assume(whole is not None and len(whole.periods) > 3)
    assert whole is not None
    seen = replace(book, seen_from=int(whole.bounds[1]) + 1)
    later = count_movements(seen, Assumptions())
    assert later is not None
    assert later.periods == whole.periods[2:]
    assert later.frame.equals(whole.frame.iloc[2:].reset_index(drop=True))
    for row in range(len(later.periods)):
        for measure, found in later.groups(row).items():
            assert found.tolist() == whole.groups(row + 2)[measure].tolist()
    revenue, shown = (measure_revenue(b, Assumptions()) for b in (book, seen))
    if revenue is not None and shown is not None:
        assert shown.frame.equals(revenue.frame.iloc[2:].reset_index(drop=True))
        ledger = revenue.ledger()
        ledger["row"] -= 2
        ledger = ledger[ledger["row"] >= 0].reset_index(drop=True)
        assert shown.ledger().to_numpy().tolist() == ledger.to_numpy().tolist()
    cohorts, fewer = (follow_cohorts(b, Assumptions()) for b in (book, seen))
    assert cohorts is not None
    assert fewer is not None
    assert fewer.size.tolist() == cohorts.size[2:].tolist()
    wide = fewer.counts.shape[1]
    np.testing.assert_array_equal(fewer.counts, cohorts.counts[2:, :wide])
    assert np.isnan(cohorts.counts[2:, wide:]).all()
    for row in range(len(fewer.size)):
        found = fewer.members(row, 0).tolist()
        assert found == cohorts.members(row + 2, 0).tolist()


def test_a_list_that_only_says_who_is_there_has_no_movements() -> None:
    book = book_of([Row("a", "2024-01-31", amount=5.0)], "2024-01-31")
    book = replace(book, seen_from=day("2024-02-01"))
    for follow in (count_movements, measure_revenue, follow_cohorts):
        assert follow(book, Assumptions()) is None
