from __future__ import annotations

from dataclasses import replace

import numpy as np

from churn_desktop.core.book import Attributes, Purchases
from churn_desktop.core.schema import Role, TimeUnit
from tests.engine.books import Row, book_of, snapshot_of

ROWS = [
    Row("A", "2024-01-01", "2024-02-01", 10),
    Row("B", "2024-01-01", None, 20),
    Row("A", "2024-03-01", None, 30),
    Row("C", "2024-02-01", "2024-02-20", 40),
]


def test_a_book_knows_its_rows_and_size() -> None:
    book = book_of(ROWS, as_of="2024-03-31")
    assert book.dated
    assert len(book) == 3
    assert (len(book.contracts), len(book.stays), len(book.durations)) == (4, 4, 4)
    assert book.rows_of(np.array([0], dtype=np.int32)).tolist() == [0, 2]
    assert book.rows_of(np.array([2, 1], dtype=np.int32)).tolist() == [1, 3]


def test_a_book_without_dates_knows_its_rows() -> None:
    book = snapshot_of([1, 2, 3], [True, False, True])
    assert not book.dated
    assert book.rows_of(np.array([2, 0], dtype=np.int32)).tolist() == [0, 2]


def test_some_customers_make_a_smaller_book() -> None:
    book = book_of(ROWS, as_of="2024-03-31")
    some = book.only(np.array([True, False, True]))
    assert some.ids.tolist() == ["A", "C"]
    assert some.contracts.customer.tolist() == [0, 0, 1]
    assert some.contracts.monthly_amount.tolist() == [10, 30, 40]
    assert some.stays.number.tolist() == [0, 1, 0]
    assert some.durations.customer.tolist() == [0, 0, 1]
    assert some.rows_of(np.array([1], dtype=np.int32)).tolist() == [3]
    assert book.contracts.customer.tolist() == [0, 0, 1, 2]


def test_some_rows_of_a_list_without_dates() -> None:
    book = replace(
        snapshot_of([1, 2, 3], [True, False, True], TimeUnit.YEARS),
        amounts=np.array([5.0, 6.0, 7.0]),
    )
    some = book.only(np.array([False, True, True]))
    assert some.durations.length.tolist() == [2, 3]
    assert some.durations.unit is TimeUnit.YEARS
    assert some.amounts is not None
    assert some.amounts.tolist() == [6, 7]
    assert some.positions.tolist() == [1, 2]


def test_some_customers_keep_what_the_list_says_about_them() -> None:
    def words(*values: str) -> np.ndarray:
        return np.array(values, dtype=object)

    book = replace(
        book_of(ROWS, as_of="2024-03-31"),
        attributes=Attributes(
            texts={Role.PLAN: words("basic", "", "pro")},
            numbers={Role.NPS: np.array([9, np.nan, 3])},
            days={Role.LAST_ACTIVITY: np.array([1, 2, 3], dtype=np.int32)},
            groups={"City": words("Lyon", "Oslo", "Lyon")},
        ),
    )
    some = book.only(np.array([True, False, True])).attributes
    assert some.texts[Role.PLAN].tolist() == ["basic", "pro"]
    assert some.numbers[Role.NPS].tolist() == [9, 3]
    assert some.days[Role.LAST_ACTIVITY].tolist() == [1, 3]
    assert some.groups["City"].tolist() == ["Lyon", "Lyon"]


def test_purchases_are_counted() -> None:
    two = np.arange(2, dtype=np.int32)
    assert len(Purchases(two, two, two.astype(float), two)) == 2
