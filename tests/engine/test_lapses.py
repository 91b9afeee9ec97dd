from __future__ import annotations

from dataclasses import replace

import numpy as np

from churn_desktop.core.book import Book, Purchases
from churn_desktop.core.project import Assumptions
from churn_desktop.core.schema import Shape
from churn_desktop.engine.analysis import analyse
from churn_desktop.engine.lapses import losses_visible, with_lapses
from tests.engine.books import book_of, day


def shop(bought: dict[str, list[str]], as_of: str) -> Book:
    pairs = [(c, day(d)) for c, ds in enumerate(bought.values()) for d in sorted(ds)]
    names = np.array(list(bought), dtype=object)
    purchases = Purchases(
        np.array([c for c, _ in pairs], dtype=np.int32),
        np.array([d for _, d in pairs], dtype=np.int32),
        np.ones(len(pairs)),
        np.arange(len(pairs), dtype=np.int32),
    )
    empty = book_of([], as_of)
    return replace(
        empty, shape=Shape.PURCHASES, ids=names, names=names, purchases=purchases
    )


VISITS = {
    "Ada": ["2024-01-05", "2024-01-20", "2024-04-10"],
    "Bo": ["2024-01-08"],
    "Cy": ["2024-03-01", "2024-04-20"],
}


def test_silence_becomes_leaving_and_buying_again_a_return() -> None:
    analysis = analyse(shop(VISITS, "2024-04-30"), Assumptions(lapse_days=30))
    movements = analysis.movements
    assert movements is not None
    assert movements.balanced
    assert movements.frame.lost.tolist() == [0, 2, 0, 0]
    assert movements.frame.joined_and_left.tolist() == [0, 0, 1, 0]
    assert movements.frame.returned.tolist() == [0, 0, 0, 2]
    assert (analysis.left.count, analysis.left.total) == (1, 3)
    lost = movements.members(1, "lost")
    assert lost is not None
    assert analysis.book.rows_of(lost).tolist() == [0, 1, 2, 3]


def test_too_few_purchases_decide_nothing() -> None:
    book = shop(VISITS, "2024-04-30")
    same, cycle = with_lapses(book, Assumptions())
    assert same is book
    assert cycle is not None
    assert cycle.threshold_days is None
    analysis = analyse(book, Assumptions())
    assert analysis.movements is None
    assert analysis.left.total == 0


def test_other_books_stay_as_they_are() -> None:
    book = book_of([], "2024-04-30")
    assert with_lapses(book, Assumptions()) == (book, None)


def test_some_customers_of_a_shop() -> None:
    book = shop(VISITS, "2024-04-30").only(np.array([True, False, True]))
    assert book.purchases is not None
    assert book.purchases.customer.tolist() == [0, 0, 0, 1, 1]
    assert book.ids.tolist() == ["Ada", "Cy"]


def test_losses_are_not_seen_before_silence_can_be_long_enough() -> None:
    analysis = analyse(shop(VISITS, "2024-06-30"), Assumptions(lapse_days=45))
    movements = analysis.movements
    assert movements is not None
    # The first purchase is of 5 January: nobody is lost before 19 February.
    seen = losses_visible(analysis.book, movements.periods, analysis.cycle)
    assert seen.tolist() == [False, False, True, True, True, True]
    assert movements.frame["lost"][~seen][:1].tolist() == [0]
    assert losses_visible(analysis.book, movements.periods, None).all()
