from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from churn_desktop.core.book import Book
from churn_desktop.engine.payback import left_before_payback
from tests.engine.books import Row, book_of, names, snapshot_of
from tests.engine.shop import saying, shop_of

ROWS = [
    Row("EARLY", "2023-01-01", "2023-03-01", 100),
    Row("EVEN", "2023-01-01", "2023-06-01", 100),
    Row("LATE", "2023-01-01", "2024-01-01", 100),
    Row("BLANK", "2023-01-01", "2023-02-01"),
    Row("HERE", "2024-05-01", None, 100),
]


@pytest.fixture
def book() -> Book:
    return book_of(ROWS, "2024-06-30")


def test_who_left_too_early(book: Book) -> None:
    found = left_before_payback(book, cac=500)
    assert names(book, found.frame.customer.to_numpy()) == {"EARLY"}
    row = found.frame.iloc[0]
    assert (row.months, row.paid, row.recovered, row.short) == (2, 200, 200, 300)
    assert (found.share.count, found.share.total) == (1, 3)
    assert found.share.low < 1 / 3 < found.share.high
    assert (found.unknown, found.short) == (1, 300)


def test_most_missing_first_and_the_margin_counts(book: Book) -> None:
    found = left_before_payback(book, cac=500, margin=0.4)
    assert book.ids[found.frame.customer].tolist() == ["EARLY", "EVEN", "LATE"]
    assert found.frame.short.tolist() == pytest.approx([420, 300, 20])
    # Without a margin nothing ever comes back.
    assert left_before_payback(book, cac=500, margin=0).share.count == 3


def test_their_own_cost_goes_first(book: Book) -> None:
    book = saying(book, acquisition_cost={"EARLY": 150.0, "LATE": 2000.0})
    found = left_before_payback(book)
    assert book.ids[found.frame.customer].tolist() == ["LATE"]
    assert found.frame.cac.tolist() == [2000]
    assert (found.share.total, found.unknown) == (2, 2)
    assert left_before_payback(book, cac=501).share.count == 2


def test_without_any_cost_nothing_is_known(book: Book) -> None:
    found = left_before_payback(book)
    assert (found.share.total, found.unknown) == (0, 4)
    assert math.isnan(found.share.share)
    assert found.short == 0


def test_other_lists() -> None:
    orders = [
        ("A", "2023-01-01", 30.0),
        ("A", "2023-01-09", 30.0),
        ("B", "2023-01-01", 70.0),
    ]
    shop, _ = shop_of(orders, "2024-01-01", lapse_days=30)
    assert shop.ids[left_before_payback(shop, 65).frame.customer].tolist() == ["A"]
    rows = replace(
        snapshot_of([2.0, 10, 3], [True, True, False]), amounts=np.full(3, 10.0)
    )
    assert left_before_payback(rows, 50).frame.short.tolist() == [30]
