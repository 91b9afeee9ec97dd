from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from churn_desktop.core.book import Book
from churn_desktop.core.project import Assumptions
from churn_desktop.core.schema import PeriodLength
from churn_desktop.engine.ledger import ledger_movements
from churn_desktop.engine.movements import count_movements
from churn_desktop.engine.pace import MonthlyChurn, Pace, measure_pace
from churn_desktop.engine.revenue import measure_revenue
from tests.engine.books import Row, book_of, day, snapshot_of
from tests.engine.shop import counts_of, shop_of


def pace_of(book: Book, period: PeriodLength = PeriodLength.MONTH) -> Pace:
    assumptions = Assumptions(period=period)
    return measure_pace(
        book, count_movements(book, assumptions), measure_revenue(book, assumptions)
    )


def test_golden_pace(golden: Book) -> None:
    pace = pace_of(golden)
    assert pace.rows == range(10)
    assert (pace.first, pace.after) == (day("2023-06-01"), day("2024-04-01"))
    assert pace.months == 10
    assert pace.churn.lost == 10
    assert pace.churn.at_risk == 9 * 100
    assert pace.churn.rate == pytest.approx(10 / 900)
    assert pace.customers == 108
    assert pace.arpa == pytest.approx(11_060 / 108)
    # 100 came in the first month, 18 of 20 stayed in the last.
    assert pace.added == pytest.approx((100 + 18) / 10)


def test_churn_of_longer_periods_is_brought_to_a_month(golden: Book) -> None:
    churn = pace_of(golden, PeriodLength.QUARTER).churn
    assert churn.at_risk == 300
    assert churn.rate == pytest.approx(1 - (1 - 10 / 300) ** (1 / 3))
    assert churn.low < churn.rate < churn.high
    assert pace_of(golden, PeriodLength.QUARTER).months == 12


def test_without_a_complete_period_the_months_lived_tell() -> None:
    book = book_of(
        [Row("GONE", "2024-03-05", "2024-03-20"), Row("HERE", "2024-03-01")],
        "2024-03-25",
    )
    pace = pace_of(book)
    assert pace.rows is None
    assert pace.first is None
    assert pace.churn.rate == pytest.approx(1 / (15 / 31 + 24 / 31))
    assert math.isnan(pace.added)
    assert math.isnan(pace.arpa)


def test_nobody_at_the_start_of_any_period() -> None:
    book = book_of([Row("HERE", "2024-03-01", None, 10)], "2024-03-31")
    pace = pace_of(book)
    assert pace.rows == range(1)
    assert (pace.churn.rate, pace.churn.low) == (0, 0)
    assert pace.churn.high > 1
    assert pace.arpa == 10


def test_nobody_at_all() -> None:
    churn = measure_pace(book_of([], "2024-03-31")).churn
    assert math.isnan(churn.rate)
    assert churn.at_risk == 0


def test_poisson_limits_are_close_to_the_exact_ones() -> None:
    # Exact limits of 10 events: 4.795 and 18.39.
    churn = MonthlyChurn.of_person_time(10, 1)
    assert churn.low == pytest.approx(4.795, abs=0.02)
    assert churn.high == pytest.approx(18.39, abs=0.02)


def test_a_list_without_dates() -> None:
    book = snapshot_of([10.0, 20, 30], [True, False, False])
    pace = measure_pace(book)
    assert pace.churn.rate == pytest.approx(1 / 60)
    assert pace.customers == 2
    assert math.isnan(pace.arpa)
    paying = replace(book, amounts=np.array([99.0, 30, 50]))
    assert measure_pace(paying).arpa == pytest.approx(40)


def test_purchases_bring_what_was_spent_for_each_month() -> None:
    orders = [("A", f"2024-{month:02}-01", 12.0) for month in range(1, 7)]
    book, _ = shop_of(orders, "2024-06-30", lapse_days=60)
    # Half of the year that ends on the as-of date.
    assert measure_pace(book).arpa == pytest.approx(72 / (12 * 182 / 366))


def test_revenue_of_the_first_incomplete_period() -> None:
    book = book_of([Row("A", "2024-03-01", None, 30)], "2024-03-20")
    assert pace_of(book).arpa == 30


def test_a_list_of_counts() -> None:
    book = counts_of(
        [("2024-01-01", 100, 20, 10), ("2024-02-01", 110, 0, 11)], "2024-03-01"
    )
    pace = measure_pace(book, ledger_movements(book))
    assert pace.customers == 99
    assert pace.churn.rate == pytest.approx(21 / 210)
    assert pace.added == 10
    assert math.isnan(pace.arpa)
