from __future__ import annotations

from dataclasses import replace

import numpy as np

from churn_desktop.core.book import Book, Purchases
from churn_desktop.core.project import Assumptions
from churn_desktop.core.schema import Shape
from churn_desktop.engine.analysis import analyse
from churn_desktop.engine.answers import Answers
from churn_desktop.engine.lapses import blind_periods, with_lapses
from churn_desktop.engine.money import Money
from churn_desktop.engine.rates import intervals, rate_table
from churn_desktop.engine.targets import yardsticks
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
    assert movements.blind == 2
    assert movements.telling == [2, 3, 4, 5]
    assert movements.frame["lost"][:1].tolist() == [0]
    assert blind_periods(analysis.book, movements.periods, None) == 0
    rates, limits = rate_table(movements), intervals(movements)
    assert rates["opening_base"].isna().tolist() == [True, True, *[False] * 4]
    assert limits["opening_base_low"].isna().tolist() == [True, True, *[False] * 4]


def test_periods_that_could_show_nobody_leave_lower_no_rate() -> None:
    analysis = analyse(shop(VISITS, "2024-06-30"), Assumptions(lapse_days=45))
    movements, pace = analysis.movements, Money(Answers(analysis)).pace
    assert movements is not None
    telling = movements.frame.iloc[2:]
    assert pace.churn.lost == telling.lost.sum()
    assert pace.churn.at_risk == telling.opening.sum()
    assert yardsticks(movements).now.total == telling.opening.sum()
    assert Answers(analysis).exposure.rows == range(2, 6)


def test_a_list_too_short_to_show_a_loss_has_no_churn() -> None:
    analysis = analyse(shop(VISITS, "2024-04-30"), Assumptions(lapse_days=200))
    assert analysis.movements is not None
    assert (analysis.headline, analysis.movements.telling) == (None, [])
    assert np.isnan(Money(Answers(analysis)).pace.churn.rate)
    assert np.isnan(yardsticks(analysis.movements).target)
