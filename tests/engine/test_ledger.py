from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from churn_desktop.core.book import Book, Ledger
from churn_desktop.core.project import Assumptions
from churn_desktop.engine.analysis import analyse
from churn_desktop.engine.ledger import ledger_movements
from churn_desktop.engine.rates import bridge, rate_table
from tests.engine.books import book_of, day, days


def book_of_counts(*periods: tuple[str, float, float, float, float]) -> Book:
    numbers = np.array([period[1:] for period in periods], dtype=float).reshape(-1, 4)
    ledger = Ledger(
        days(*(period[0] for period in periods)),
        day("2024-03-01"),
        *numbers.T,
        position=np.arange(len(periods), dtype=np.int32),
    )
    return replace(book_of([], "2024-02-29"), ledger=ledger)


TWO_MONTHS = (
    ("2024-01-01", 100.0, 20.0, 10.0, 110.0),
    ("2024-02-01", 110.0, 5.0, 11.0, 104.0),
)


def test_the_numbers_are_taken_as_they_are() -> None:
    analysis = analyse(book_of_counts(*TWO_MONTHS), Assumptions())
    movements = analysis.movements
    assert movements is not None
    assert movements.balanced
    assert movements.frame.opening.tolist() == [100, 110]
    assert [period.days for period in movements.periods] == [31, 29]
    rates = rate_table(movements)
    assert rates.opening_base.tolist() == pytest.approx([0.1, 0.1])
    assert rates.acquired_base.tolist() == pytest.approx([0.5, 2.2])
    assert rates.person_time.isna().all()
    assert analysis.headline == 1
    assert analysis.stages is None
    assert analysis.left.total == 0


def test_nobody_is_behind_a_count() -> None:
    movements = ledger_movements(book_of_counts(*TWO_MONTHS))
    assert movements is not None
    assert movements.members(0, "lost") is None
    assert bridge(movements, 0) == ()


def test_no_counts_give_no_movements() -> None:
    assert ledger_movements(book_of_counts()) is None
    assert ledger_movements(book_of([], "2024-02-29")) is None


def test_a_period_that_goes_on_is_not_complete() -> None:
    book = replace(book_of_counts(*TWO_MONTHS), as_of=day("2024-02-10"))
    movements = ledger_movements(book)
    assert movements is not None
    assert [period.complete for period in movements.periods] == [True, False]
    undated = ledger_movements(replace(book, as_of=None))
    assert undated is not None
    assert undated.periods[-1].complete
