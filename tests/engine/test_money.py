from __future__ import annotations

import math

import pytest

from tests.engine.books import Row
from tests.pages.lists import dated, golden, snapshot, without_fee


def test_assumptions_reach_cost_and_value() -> None:
    found = golden(margin=0.5, cac=300.0, hours_per_loss=2.0, hourly_cost=10.0)
    cost = found.money.cost.frame.loc["middle"]
    # 12 lost customers paid 1 040 a month: a month of it, and 59 more, at half.
    assert cost["margin_now"] == pytest.approx(520)
    assert cost["margin_later"] == pytest.approx(30_680)
    assert cost["time"] == pytest.approx(12 * 2 * 10)
    assert cost["replacement"] == pytest.approx(12 * 2 * 300)
    assert cost["headline"] == pytest.approx(520 + 30_680 + 240)
    assert found.money.value.payback.months == pytest.approx(
        300 / (0.5 * found.money.pace.arpa)
    )


def test_the_other_headline_and_what_customers_would_have_brought_besides() -> None:
    found = golden(cac=10.0, headline_replacement=True, referred_customers=0.5)
    cost, value = found.money.cost.frame.loc["middle"], found.money.value.frame
    assert cost["headline"] == cost["with_replacement"]
    assert cost["other_value"] == pytest.approx(0.5 * value["base"]["estimate"])


def test_without_a_known_cost_nothing_is_guessed() -> None:
    found = golden().money
    assert math.isnan(found.cac)
    assert found.cost.frame["replacement"].tolist() == [0, 0, 0]
    assert math.isnan(found.value.frame["ltv_to_cac"]["estimate"])
    assert not without_fee().money.knows_amounts


def test_retention_is_projected_over_the_longest_periods_seen() -> None:
    rows = [Row(f"C{n}", "2015-01-01", f"{2015 + n}-07-01", 10) for n in range(6)]
    rows += [Row(f"S{n}", "2015-01-01", None, 10) for n in range(9)]
    found = dated(rows, "2021-12-31").money.projection
    assert found is not None
    model, months = found
    assert months == 12
    assert model.observed[:3].tolist() == pytest.approx([1, 14 / 15, 13 / 15])
    assert snapshot([1], [True]).money.projection is None
    assert dated([], "2021-12-31").money.projection is None
