from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from churn_desktop.core.book import Book
from churn_desktop.core.calendar import OPEN_END, to_day
from churn_desktop.core.project import Assumptions
from churn_desktop.core.schema import PeriodLength
from churn_desktop.engine.timeline import Timeline, customers_on, headline
from tests.engine.books import Row, book_of, day, days, snapshot_of


def test_the_periods_run_from_the_first_customer_to_the_as_of_date() -> None:
    rows = [Row("C1", "2023-11-20"), Row("C2", "2023-05-03", "2023-09-01")]
    line = Timeline.of(
        book_of(rows, as_of="2024-02-29"),
        Assumptions(period=PeriodLength.YEAR, fiscal_year_start=9),
    )
    assert line is not None
    assert [period.start for period in line.periods] == [
        date(2022, 9, 1),
        date(2023, 9, 1),
    ]
    assert line.bounds[-1] == to_day(date(2024, 3, 1))
    assert line.lengths.tolist() == [365, 182]
    assert not line.periods[-1].complete


def test_no_periods_without_dates_or_customers(golden: Book) -> None:
    assert Timeline.of(snapshot_of([1], [True]), Assumptions()) is None
    assert Timeline.of(golden.only(np.zeros(120, dtype=bool)), Assumptions()) is None
    late = book_of([Row("C1", "2024-04-01")], as_of="2024-03-31")
    assert Timeline.of(late, Assumptions()) is None


@pytest.mark.parametrize("copies", [1, 400])
def test_bounds_passed_are_searched_or_looked_up(copies: int) -> None:
    line = Timeline.between(date(2024, 1, 20), date(2024, 3, 26))
    asked = days("2024-01-01", "2024-02-29", "2024-03-01", "2024-03-27")
    asked = np.append(asked, [OPEN_END, np.int32(-40_000)]).astype(np.int32)
    passed = line.passed(np.tile(asked, copies))
    assert passed[:6].tolist() == [1, 2, 3, 4, 4, 0]
    assert passed.dtype == np.int32


def test_spells_within_one_period() -> None:
    line = Timeline.between(date(2024, 1, 20), date(2024, 3, 26))
    start = days("2024-01-05", "2024-01-05", "2024-02-01", "2024-03-01", "2024-03-27")
    end = days("2024-01-31", "2024-02-01", "2024-02-01", "2024-03-27", "2024-03-27")
    assert line.within_one(start, end).tolist() == [True, False, True, False, False]


def test_customers_on_a_day() -> None:
    book = book_of(
        [
            Row("A", "2024-01-01", "2024-02-01"),
            Row("A", "2024-02-05"),
            Row("B", "2024-01-01", "2024-02-01"),
        ],
        as_of="2024-03-31",
    )
    customer = np.array([0, 0, 0, 0, 1, 1], dtype=np.int32)
    day = days(
        "2023-12-31",
        "2024-01-31",
        "2024-02-01",
        "2024-02-05",
        "2024-01-01",
        "2024-02-01",
    )
    on = customers_on(book.stays, customer, day)
    assert on.tolist() == [False, True, False, True, True, False]
    soon = customers_on(book.stays, customer, day, grace_days=4)
    assert soon.tolist() == [True, True, True, True, True, False]


def test_nobody_is_a_customer_of_an_empty_book(golden: Book) -> None:
    nobody = golden.only(np.zeros(120, dtype=bool)).stays
    assert not customers_on(nobody, days("2024-01-01"), days("2024-01-01")).any()


def test_the_headline_is_the_last_complete_period() -> None:
    def of(as_of: date, length: PeriodLength) -> int | None:
        return headline(Timeline.between(date(2024, 1, 20), as_of, length).periods)

    assert of(date(2024, 4, 29), PeriodLength.MONTH) == 2
    assert of(date(2024, 4, 30), PeriodLength.MONTH) == 3
    assert of(date(2024, 4, 30), PeriodLength.QUARTER) == 0
    assert of(date(2024, 4, 30), PeriodLength.YEAR) is None


def test_periods_that_begin_before_anybody_was_seen_are_counted() -> None:
    book = book_of([Row("a", "2024-01-20"), Row("b", "2024-03-02")], "2024-04-10")
    line = Timeline.of(book, Assumptions())
    assert line is not None
    assert line.unseen(book) == 0
    for seen, count in (("2024-01-21", 1), ("2024-02-01", 1), ("2024-02-02", 2)):
        assert line.unseen(replace(book, seen_from=day(seen))) == count
