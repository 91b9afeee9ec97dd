from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from churn_desktop.core.book import Book
from churn_desktop.core.calendar import NO_DAY
from churn_desktop.core.schema import TimeUnit
from churn_desktop.engine.earnings import (
    earned,
    first_days,
    first_monthly,
    knows_spending,
    months_there,
    total_paid,
    year_ahead,
)
from tests.engine.books import Row, book_of, day, days, snapshot_of
from tests.engine.shop import counts_of, shop_of

AS_OF = "2024-06-30"


def window(book: Book, first: str, after: str) -> tuple[Book, np.ndarray, np.ndarray]:
    size = len(book)
    return book, days(*[first] * size), days(*[after] * size)


def test_contracts_bring_their_amount_for_the_days_they_run() -> None:
    book = book_of(
        [
            Row("ALL", "2023-01-01", None, 100),
            Row("HALF", "2024-01-16", "2024-05-01", 100),
            Row("TWO", "2023-01-01", "2024-02-01", 10),
            Row("TWO", "2023-06-01", None, 20),
            Row("BLANK", "2023-01-01", None, None),
        ],
        AS_OF,
    )
    year = earned(*window(book, "2024-01-01", "2024-02-01"), months=1)
    assert year.tolist() == pytest.approx([100, 100 * 16 / 31, 30, 0])
    there = months_there(*window(book, "2024-01-01", "2024-02-01"), months=1)
    assert there.tolist() == pytest.approx([1, 16 / 31, 1, 1])


def test_what_lies_after_the_as_of_date_is_not_earned() -> None:
    book = book_of([Row("C", "2024-01-01", None, 100)], AS_OF)
    brought = earned(*window(book, "2024-06-01", "2024-08-01"), months=2)
    assert brought.tolist() == pytest.approx([200 * 30 / 61])
    assert months_there(
        *window(book, "2024-07-01", "2024-08-01"), months=1
    ).tolist() == [0]


def test_purchases_count_on_their_day() -> None:
    orders = [
        ("A", "2024-01-01", 10.0),
        ("A", "2024-02-01", 20.0),
        ("A", "2024-02-20", None),
        ("B", "2024-01-31", 5.0),
    ]
    book, _ = shop_of(orders, AS_OF, lapse_days=30)
    brought = earned(*window(book, "2024-01-01", "2024-02-01"), months=1)
    assert brought.tolist() == [10, 5]
    assert total_paid(book).tolist() == [30, 5]
    assert year_ahead(book).tolist() == [30, 5]
    assert knows_spending(book)


def test_what_was_paid_in_all() -> None:
    book = book_of(
        [
            Row("GONE", "2023-01-15", "2023-04-15", 100, 12),
            Row("HERE", "2024-01-30", None, 50),
            Row("LATER", "2024-09-01", None, 50),
            Row("BLANK", "2023-01-15", None, None),
            Row("PART", "2023-01-15", "2023-03-15", None),
            Row("PART", "2023-03-15", "2023-04-15", 70),
        ],
        AS_OF,
    )
    paid = total_paid(book)
    assert paid[[0, 1, 2, 4]].tolist() == pytest.approx([300, 250, 0, 70])
    assert np.isnan(paid[3])


def test_a_year_ahead_of_those_who_are_here() -> None:
    book = book_of(
        [
            Row("HERE", "2023-01-01", None, 100),
            Row("HERE", "2023-01-01", None, -5),
            Row("GONE", "2023-01-01", "2024-01-01", 100),
            Row("BLANK", "2023-01-01", None, None),
        ],
        AS_OF,
    )
    ahead = year_ahead(book)
    assert ahead[:2].tolist() == [1200, 0]
    assert np.isnan(ahead[2])


def test_nothing_was_bought_in_the_last_year() -> None:
    orders = [("A", "2022-01-01", 10.0), ("B", "2024-01-01", None)]
    book, _ = shop_of(orders, AS_OF, lapse_days=30)
    assert year_ahead(book)[0] == 0
    assert np.isnan(year_ahead(book)[1])


def test_lists_without_dates() -> None:
    book = snapshot_of([1.0, 2.0], [True, False], TimeUnit.YEARS)
    assert np.isnan(total_paid(book)).all()
    assert not knows_spending(book)
    book = replace(book, amounts=np.array([10.0, 20.0]))
    assert total_paid(book).tolist() == pytest.approx([120, 480])
    assert year_ahead(book).tolist() == [0, 240]


def test_lists_without_amounts_or_customers() -> None:
    assert not knows_spending(book_of([Row("C", "2024-01-01")], AS_OF))
    assert not knows_spending(counts_of([("2024-01-01", 10, 1, 2)], "2024-02-01"))
    book, _ = shop_of([("A", "2024-01-01", None)], AS_OF, lapse_days=30)
    assert not knows_spending(book)
    bought, _ = shop_of([("A", "2024-01-01", 5.0)], AS_OF, lapse_days=None)
    assert not knows_spending(bought)
    assert first_days(bought).tolist() == [NO_DAY]
    assert first_days(book).tolist() == [day("2024-01-01")]


def test_what_the_first_day_brought() -> None:
    book = book_of(
        [
            Row("RISES", "2023-01-01", "2023-06-01", 10),
            Row("RISES", "2023-06-01", None, 20),
            Row("TWO", "2023-01-01", None, 10),
            Row("TWO", "2023-01-01", None, 5),
            Row("TWO", "2023-01-01", None, -5),
            Row("BLANK", "2023-01-01"),
        ],
        AS_OF,
    )
    first = first_monthly(book)
    assert first[:2].tolist() == [10, 15]
    assert np.isnan(first[2])
    assert np.isnan(
        first_monthly(shop_of([("A", "2024-01-01", 1.0)], AS_OF, 9)[0])
    ).all()
