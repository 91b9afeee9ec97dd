from __future__ import annotations

import math

import pytest

from churn_desktop.core.book import Book
from churn_desktop.core.project import Assumptions
from churn_desktop.engine.movements import count_movements
from churn_desktop.engine.pace import measure_pace
from churn_desktop.engine.revenue import measure_revenue
from churn_desktop.engine.scenario import (
    PRESET,
    Scenario,
    break_even,
    from_pace,
    look_ahead,
)


def preset(start: float) -> tuple[Scenario, ...]:
    return tuple(Scenario(s.key, start, s.monthly_churn, s.added, 2) for s in PRESET)


@pytest.mark.parametrize(
    ("start", "five", "ten", "ahead"),
    [(0, 919.3, 717.6, 0.281), (100, 973.3, 745.8, 0.305)],
)
def test_two_companies_a_year_later(
    start: float, five: float, ten: float, ahead: float
) -> None:
    outlook = look_ahead(preset(start))
    assert outlook.at("five", 12).closing == pytest.approx(five, abs=0.05)
    assert outlook.at("ten", 12).closing == pytest.approx(ten, abs=0.05)
    assert outlook.ahead("five", "ten", 12) == pytest.approx(ahead, abs=5e-4)
    behind = outlook.ahead("ten", "five", 12, "revenue")
    assert behind == pytest.approx(1 / (1 + ahead) - 1, abs=1e-3)


def test_months_follow_each_other() -> None:
    outlook = look_ahead(preset(100), months=24)
    frame = outlook.frame
    assert frame.scenario.tolist() == ["five"] * 24 + ["ten"] * 24
    assert frame.month.tolist() == [*range(1, 25)] * 2
    assert frame.opening[1:24].tolist() == frame.closing[:23].tolist()
    assert frame.lost[0] == pytest.approx(5)
    assert outlook.total_revenue("five") == pytest.approx(frame.revenue[:24].sum())
    # First lose, then add, so that a full month's customers stand at the end.
    closed = 100 * 0.95**24 + 100 * (1 - 0.95**24) / 0.05
    assert frame.closing[23] == pytest.approx(closed)


def test_where_it_ends() -> None:
    assert look_ahead(PRESET).ceiling == pytest.approx((2000, 1000))
    far = look_ahead(PRESET, months=600)
    assert far.at("ten", 600).closing == pytest.approx(1000)
    (ceiling,) = look_ahead([Scenario("none", 5, 0, 1)]).ceiling
    assert math.isnan(ceiling)


def test_without_an_amount_customers_are_known_and_revenue_is_not() -> None:
    outlook = look_ahead([Scenario("a", 10, 0.1, 0), Scenario("b", 0, 0.1, 0)])
    assert outlook.at("a", 1).closing == 9
    assert math.isnan(outlook.total_revenue("a"))
    assert math.isnan(outlook.ahead("a", "b", 1))


@pytest.mark.parametrize("months", [0, 601])
def test_how_far_one_can_look(months: int) -> None:
    with pytest.raises(ValueError, match="months"):
        look_ahead(PRESET, months)


def test_own_figures_as_a_start(golden: Book) -> None:
    pace = measure_pace(
        golden,
        count_movements(golden, Assumptions()),
        measure_revenue(golden, Assumptions()),
    )
    own = from_pace(pace)
    assert (own.key, own.start) == ("own", 108)
    assert own.monthly_churn == pytest.approx(10 / 900)
    assert own.arpa == pytest.approx(11_060 / 108)
    better = from_pace(pace, "better", monthly_churn=0.005)
    assert (better.monthly_churn, better.added) == (0.005, own.added)


NOW = Scenario("now", start=1000, monthly_churn=0.05, added=50, arpa=20)


def test_a_spend_comes_back() -> None:
    found = break_even(NOW, 0.04, margin=0.5, once=1000)
    assert found.month == 5
    # 1000 x 1 % x 20 x half in the first month, and 1000 x (.96² - .95²) ... more.
    assert found.gained[0] == pytest.approx(100)
    assert found.gained[4] > 1000 > found.gained[3]
    assert found.customers_to_keep == pytest.approx(1000 / (20 * 0.5 / 0.05))
    assert found.monthly_churn is not None
    assert 0.04 < found.monthly_churn < 0.05


def test_the_highest_churn_at_which_it_comes_back() -> None:
    found = break_even(NOW, 0.04, margin=0.5, once=1000, monthly=100, months=12)
    assert found.monthly_churn is not None
    just = break_even(
        NOW, found.monthly_churn, margin=0.5, once=1000, monthly=100, months=12
    )
    over = break_even(
        NOW, found.monthly_churn + 1e-4, margin=0.5, once=1000, monthly=100, months=12
    )
    assert just.month is not None
    assert over.month is None
    assert just.spent.tolist()[:2] == [1100, 1200]
    assert just.customers_to_keep == pytest.approx((1000 + 1200) / 200)


def test_a_spend_that_never_comes_back() -> None:
    found = break_even(NOW, 0.04, once=10_000_000)
    assert found.month is None
    assert found.monthly_churn is None
    worse = break_even(NOW, 0.06, monthly=1)
    assert worse.month is None


def test_spending_nothing_comes_back_at_once() -> None:
    found = break_even(NOW, 0.05)
    assert found.month == 1
    assert found.monthly_churn == pytest.approx(0.05)


def test_without_churn_a_customer_has_no_worth_to_compare_with() -> None:
    still = Scenario("still", 100, 0.0, 0, 20)
    assert math.isnan(break_even(still, 0.0, once=5).customers_to_keep)
