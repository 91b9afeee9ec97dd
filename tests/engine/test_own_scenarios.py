from __future__ import annotations

import math

import pytest

from churn_desktop.core.choices import ScenarioChoice, TypedNumbers
from churn_desktop.engine.own_scenarios import MOST, scenarios_of, typed_start
from churn_desktop.engine.scenario import Scenario, look_ahead

NOW = Scenario("now", start=100, monthly_churn=0.05, added=5, arpa=20)


def test_what_is_not_said_is_as_it_is() -> None:
    as_it_is, better = scenarios_of(
        (ScenarioChoice("Now"), ScenarioChoice("Better", monthly_churn=0.04)), NOW
    )
    assert (as_it_is.start, as_it_is.monthly_churn, as_it_is.arpa) == (100, 0.05, 20)
    assert (better.monthly_churn, better.added) == (0.04, 5)
    assert as_it_is.key != better.key


def test_too_little_known_is_left_out() -> None:
    choices = (ScenarioChoice("?"), ScenarioChoice("!", 0.05, 100, 0))
    (found,) = scenarios_of(choices, None)
    assert (found.key, found.start) == ("own_1", 0)
    assert math.isnan(found.arpa)
    assert scenarios_of((), NOW) == ()
    assert len(scenarios_of((ScenarioChoice("x"),) * 9, NOW)) == MOST


def test_the_published_example_can_be_typed() -> None:
    choices = (
        ScenarioChoice("5 %", 0.05, 100, 100),
        ScenarioChoice("10 %", 0.1, 100, 100),
    )
    outlook = look_ahead(scenarios_of(choices, None))
    assert outlook.at("own_0", 12)["closing"] == pytest.approx(973.3, abs=0.05)
    assert outlook.at("own_1", 12)["closing"] == pytest.approx(745.8, abs=0.05)
    assert outlook.ahead("own_0", "own_1", 12) == pytest.approx(0.305, abs=5e-4)


def test_typed_numbers_can_be_gone_on_with() -> None:
    numbers = TypedNumbers(1000, 60, 271, months=6, mrr_opening=10_000, mrr_churned=110)
    start = typed_start(numbers, "now")
    assert start.start == 789
    assert start.monthly_churn == pytest.approx(0.0513, abs=1e-4)
    assert start.added == 10
    assert start.arpa == pytest.approx(9890 / 789)
