from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given

from churn_desktop.core.calendar import NO_DAY, to_day
from churn_desktop.engine.departures import find_departures, last_seen, running
from tests.engine import oracle
from tests.engine.books import Row, book_of, day, days, snapshot_of
from tests.engine.strategies import AS_OF, rows


@given(rows=rows(), as_of=AS_OF)
def test_who_is_gone_and_who_is_there(rows: list[Row], as_of: date) -> None:
    book = book_of(rows, as_of)
    gone, here = find_departures(book), running(book)
    left = dict(zip(gone.customer.tolist(), range(len(gone)), strict=True))
    for number, customer in enumerate(book.ids):
        begun = [s for s in oracle.stays_of(rows)[customer] if s.start <= as_of]
        there = any(stay.end > as_of for stay in begun)
        assert here[number] == there
        assert (number in left) == (bool(begun) and not there)
        if number not in left:
            continue
        at, last = left[number], begun[-1]
        assert gone.days()[at] == to_day(last.end)
        months = oracle.months_between(last.start, last.end)
        if last.start < last.end:
            assert gone.months[at] == pytest.approx(months)
        paid = [
            max(row.amount, 0)
            for row in rows
            if row.customer == customer
            and oracle.as_date(row.end) == last.end
            and row.amount is not None
        ]
        assert gone.mrr[at] == pytest.approx(sum(paid) if paid else np.nan, nan_ok=True)


def test_departures_of_a_list_without_dates() -> None:
    book = snapshot_of([3, 8, 20, 0], [True, False, True, True])
    gone = find_departures(book)
    assert gone.customer.tolist() == [0, 2, 3]
    assert gone.months.tolist() == [3, 20, 0.5]
    assert np.isnan(gone.mrr).all()
    unknown = find_departures(snapshot_of([3, np.nan], [True, True]))
    assert unknown.months.tolist() == pytest.approx([3, np.nan], nan_ok=True)
    assert unknown.stage().tolist() == [0, -1]
    assert running(book).tolist() == [False, True, False, False]
    paying = replace(book, amounts=np.array([10.0, 20, np.nan, -5]), has_amounts=True)
    assert find_departures(paying).mrr.tolist() == pytest.approx(
        [10, np.nan, 0], nan_ok=True
    )
    with pytest.raises(ValueError, match="does not say when"):
        gone.between(0, 10)


def test_departures_of_some_days() -> None:
    book = book_of(
        [
            Row("A", "2023-01-01", "2023-03-01"),
            Row("B", "2023-01-01", "2023-04-01"),
            Row("C", "2022-01-01", "2023-04-15"),
        ],
        "2023-12-31",
    )
    gone = find_departures(book)
    march = gone.between(day("2023-03-01"), day("2023-04-01"))
    assert march.customer.tolist() == [0]
    assert march.days().tolist() == days("2023-03-01").tolist()
    assert gone.stage().tolist() == [0, 0, 2]
    assert gone.stage(2, 15.4).tolist() == [0, 1, 2]


def test_nobody_departs_from_an_empty_list() -> None:
    book = book_of([Row("A", "2024-06-01")], "2023-12-31")
    assert not len(find_departures(book))
    assert not len(find_departures(snapshot_of([], [])))
    assert last_seen(book).tolist() == [NO_DAY]


def test_the_day_a_customer_was_last_seen() -> None:
    book = book_of(
        [
            Row("GONE", "2023-01-01", "2023-03-01"),
            Row("HERE", "2023-01-01", None),
            Row("FRESH", "2023-12-20", None),
            Row("AGAIN", "2023-01-01", "2023-02-01"),
            Row("AGAIN", "2024-02-01", None),
        ],
        "2023-12-31",
    )
    assert (
        last_seen(book).tolist()
        == days("2023-03-01", "2023-12-31", "2023-12-31", "2023-02-01").tolist()
    )
    assert last_seen(book, 31).tolist() == [
        day("2023-01-29"),
        day("2023-11-30"),
        NO_DAY,
        day("2023-01-01"),
    ]
