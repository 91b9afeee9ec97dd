from __future__ import annotations

import math

import numpy as np
import pytest

from churn_desktop.core.project import Assumptions
from churn_desktop.core.schema import PeriodLength
from churn_desktop.engine.evaluation import work_out_one
from churn_desktop.engine.ledger import ledger_movements
from churn_desktop.engine.movements import Movements, count_movements
from churn_desktop.engine.targets import SAVED, follow_target, set_target, yardsticks
from tests.engine.books import Row, book_of, day
from tests.engine.shop import counts_of

FIRST_OF_MONTHS = [f"{2022 + at // 12}-{at % 12 + 1:02}-01" for at in range(37)]


def ledger(lost: list[int], opening: int = 400) -> Movements:
    """Months from January 2022 on, each with as many customers at its start."""
    rows = [
        (FIRST_OF_MONTHS[at], float(opening), float(gone), float(gone))
        for at, gone in enumerate(lost)
    ]
    movements = ledger_movements(counts_of(rows, FIRST_OF_MONTHS[len(lost)]))
    assert movements is not None
    return movements


def test_from_8_to_7_percent_of_400_is_to_keep_4() -> None:
    at_risk = np.arange(52, dtype=np.int32)
    target = set_target(ledger([32] * 6), 0.07, candidates=at_risk)
    assert target.now == pytest.approx(0.08)
    assert (target.expected, target.allowed) == (pytest.approx(32), pytest.approx(28))
    assert target.to_keep == 4
    assert target.start_with.tolist() == [0, 1, 2, 3]
    saved = work_out_one({"s": SAVED}, {"to_keep": 4, "cost_per_customer": 250})
    assert saved["s"] == 1000


def test_customers_to_keep_are_whole_ones() -> None:
    movements = ledger([52], opening=650)
    assert set_target(movements, 0.07).to_keep == 7
    assert set_target(movements, 0.08).to_keep == 0
    worse = set_target(movements, 0.09)
    assert worse.to_keep == 0
    assert worse.periods_to_tell is None


def test_the_default_target_is_the_better_of_median_and_last_year() -> None:
    year_of_40, year_of_20 = [40] * 12, [20] * 12
    own = yardsticks(ledger(year_of_20 + year_of_40))
    assert own.now.share == pytest.approx(0.10)
    assert own.last_year == pytest.approx(0.05)
    assert own.median == pytest.approx(0.075)
    assert own.target == own.last_year

    # Five good months, seven bad ones: the median is a bad one, the mean is not.
    own = yardsticks(ledger([4] * 7 + [40] * 5))
    assert own.median == pytest.approx(0.01)
    assert math.isnan(own.last_year)
    assert own.target == own.median

    # Never worse than now.
    own = yardsticks(ledger(year_of_40 + year_of_20))
    assert own.target == pytest.approx(own.now.share) == pytest.approx(0.05)
    assert set_target(ledger(year_of_40 + year_of_20)).to_keep == 0


def test_half_a_year_is_no_year_to_compare_with() -> None:
    assert math.isnan(yardsticks(ledger([4] * 6 + [20] * 12)).last_year)


def test_a_large_step_is_more_than_usual_variation() -> None:
    movements = ledger([40] * 12)
    small, large = set_target(movements, 0.08), set_target(movements, 0.04)
    # Three standard deviations of 400 less than 10 % are 5.5 %.
    assert (small.unusual, large.unusual) == (False, True)
    assert small.periods_to_tell is not None
    assert large.periods_to_tell is not None
    assert small.periods_to_tell > large.periods_to_tell == 1


def test_a_tiny_step_cannot_be_told_in_ten_years() -> None:
    target = set_target(ledger([2], opening=20), 0.099)
    assert target.to_keep == 1
    assert target.periods_to_tell is None
    assert target.unusual is False


def test_nothing_to_go_by() -> None:
    book = book_of([Row("C", "2024-03-10")], "2024-03-20")
    movements = count_movements(book, Assumptions())
    assert movements is not None
    target = set_target(movements)
    assert math.isnan(target.target)
    assert (target.to_keep, target.unusual, target.periods_to_tell) == (0, None, None)


def test_years_are_compared_with_years() -> None:
    rows = [Row(f"A{n}", "2020-06-01", "2022-05-01") for n in range(2)]
    rows += [Row(f"B{n}", "2020-06-01", "2023-05-01") for n in range(4)]
    rows += [Row(f"C{n}", "2020-06-01") for n in range(4)]
    movements = count_movements(
        book_of(rows, "2023-12-31"), Assumptions(period=PeriodLength.YEAR)
    )
    assert movements is not None
    own = yardsticks(movements)
    assert (own.now.count, own.now.total) == (4, 8)
    assert own.last_year == pytest.approx(0.2)


def test_progress_since_the_target_was_set() -> None:
    movements = ledger([40] * 6 + [20] * 6)
    found = follow_target(movements, 0.08, day("2022-06-15"))
    assert [period.start.month for period in found.periods] == [7, 8, 9, 10, 11, 12]
    assert (found.rate.count, found.rate.total) == (120, 2400)
    assert found.allowed == pytest.approx(192)
    assert found.ahead == pytest.approx(72)
    assert found.reached
    assert found.sure
    missed = follow_target(movements, 0.04, day("2022-12-01"))
    assert len(missed.periods) == 1
    assert missed.ahead == pytest.approx(-4)
    assert missed.reached is False
    assert not missed.sure


def test_no_period_since_the_target_was_set() -> None:
    found = follow_target(ledger([40]), 0.08, day("2022-02-01"))
    assert found.periods == ()
    assert found.reached is None
    assert not found.sure
    assert found.ahead == 0
