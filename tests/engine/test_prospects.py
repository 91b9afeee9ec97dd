from __future__ import annotations

import math

import pytest

from churn_desktop.engine.prospects import NOW, OWN_TARGET, POINT_LESS
from churn_desktop.engine.scenario import break_even
from tests.pages.lists import golden, snapshot, without_fee


def test_assumptions_reach_cost_and_value() -> None:
    found = golden(margin=0.5, cac=300.0, hours_per_loss=2.0, hourly_cost=10.0)
    cost = found.prospects.cost.frame.loc["middle"]
    # 12 lost customers paid 1 040 a month: a month of it, and 59 more, at half.
    assert cost["margin_now"] == pytest.approx(520)
    assert cost["margin_later"] == pytest.approx(30_680)
    assert cost["time"] == pytest.approx(12 * 2 * 10)
    assert cost["replacement"] == pytest.approx(12 * 2 * 300)
    assert cost["headline"] == pytest.approx(520 + 30_680 + 240)
    assert found.prospects.value.payback.months == pytest.approx(
        300 / (0.5 * found.prospects.pace.arpa)
    )


def test_the_other_headline_and_what_customers_would_have_brought_besides() -> None:
    found = golden(cac=10.0, headline_replacement=True, referred_customers=0.5)
    cost, value = found.prospects.cost.frame.loc["middle"], found.prospects.value.frame
    assert cost["headline"] == cost["with_replacement"]
    assert cost["other_value"] == pytest.approx(0.5 * value["base"]["estimate"])


def test_without_a_known_cost_nothing_is_guessed() -> None:
    found = golden().prospects
    assert math.isnan(found.cac)
    assert found.cost.frame["replacement"].tolist() == [0, 0, 0]
    assert math.isnan(found.value.frame["ltv_to_cac"]["estimate"])
    assert not without_fee().prospects.knows_amounts


def test_scenarios_start_from_the_list() -> None:
    found = golden().prospects
    assert found.outlook is not None
    keys = [each.key for each in found.outlook.scenarios]
    # Nine periods of ten lost nobody: a target of 0 is none.
    assert keys == [NOW, POINT_LESS]
    assert OWN_TARGET not in keys
    assert found.outlook.scenarios[0].start == 108
    now, less = found.outlook.scenarios
    gain = break_even(now, less.monthly_churn, months=12).gained[-1]
    assert found.gain(POINT_LESS) == pytest.approx(gain)
    assert found.gain(NOW) == 0


def test_a_list_without_dates_has_no_outlook_and_no_target() -> None:
    found = snapshot([1, 2, 5], [True, False, False]).prospects
    assert found.outlook is None
    assert math.isnan(found.gain(POINT_LESS))
    assert found.target is None
    assert found.typed is None
    assert found.followups is None
    assert len(found.claims) == 10
