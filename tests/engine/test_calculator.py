from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from churn_desktop.core.choices import TypedNumbers
from churn_desktop.engine.calculator import (
    DIVIDED,
    Problem,
    calculate,
    five_steps,
)
from churn_desktop.engine.rates import RATES
from churn_desktop.engine.revenue import REVENUE_RATES
from tests.engine.shop import published


def test_the_five_steps_of_the_article() -> None:
    steps = five_steps(TypedNumbers(new=500, lost=50, months=3), "acquired_base")
    assert [step.number for step in steps] == [1, 2, 3, 4, 5]
    assert [step.key for step in steps] == [
        "months",
        "base",
        "lost",
        "share",
        "percent",
    ]
    assert [step.value for step in steps] == [3, 500, 50, 0.1, 10]
    by_opening = five_steps(TypedNumbers(opening=500, lost=50))
    assert by_opening[-1].value == pytest.approx(10)
    assert steps[0].formula is None


@pytest.mark.parametrize("key", DIVIDED)
def test_the_steps_divide_what_the_rate_divides(key: str) -> None:
    part, base = DIVIDED[key]
    written = f"({part.text}) / {base.text}" if "+" in part.text else None
    assert RATES[key].text == (written or f"{part.text} / {base.text}")


def test_the_interval_of_a_tenth_of_500() -> None:
    found = calculate(TypedNumbers(opening=500, lost=50))
    assert found.low["opening_base"] == pytest.approx(0.0767, abs=5e-5)
    assert found.high["opening_base"] == pytest.approx(0.1294, abs=5e-5)
    assert found.low["retention"] == pytest.approx(1 - found.high["opening_base"])
    assert math.isnan(found.low["renewal_base"])


def test_what_was_not_typed_is_not_defined() -> None:
    found = calculate(TypedNumbers(opening=500, lost=50))
    defined = {key for key, rate in found.rates.items() if not math.isnan(rate)}
    assert defined == {"opening_base", "all_lost_base", "events_opening_base"}
    assert math.isnan(found.counts.closing[0])
    assert found.amounts is None
    assert found.revenue_rates == {}


def test_typed_numbers_of_the_golden_month() -> None:
    found = calculate(
        TypedNumbers(
            opening=100,
            new=20,
            lost=10,
            joined_and_left=2,
            mrr_opening=9800,
            mrr_new=2160,
            mrr_expansion=100,
            mrr_contraction=200,
            mrr_churned=800,
        )
    )
    assert found.counts.closing[0] == 108
    expected = {
        "opening_base": 0.10,
        "acquired_base": 0.60,
        "average_base": 12 / 104,
        "all_lost_base": 0.12,
        "net_shrinkage": -0.08,
        "retention_article": 0.88,
        "retention": 0.90,
    }
    assert {key: found.rates[key] for key in expected} == pytest.approx(expected)
    assert found.stand_still == 12
    assert found.amounts is not None
    assert found.amounts.closing[0] == 11_060
    assert found.revenue_rates["grr"] == pytest.approx(0.8980, abs=5e-5)
    assert found.revenue_rates["nrr"] == pytest.approx(0.9082, abs=5e-5)
    assert found.revenue_rates["quick_ratio"] == pytest.approx(2.26)
    assert found.revenue_rates["arpa"] == pytest.approx(11_060 / 108)
    assert list(found.revenue_rates) == list(REVENUE_RATES)


def test_five_percent_a_month_is_not_sixty_a_year() -> None:
    assert calculate(TypedNumbers(opening=100, lost=5)).annualised == pytest.approx(
        0.4596, abs=5e-5
    )
    quarter = TypedNumbers(opening=2000, lost=300, months=3)
    assert calculate(quarter).rates["opening_base"] == pytest.approx(0.15)
    assert calculate(quarter).annualised == pytest.approx(1 - 0.85**4)


def test_published_counts(reference_data: Callable[[str], Path]) -> None:
    example = published(reference_data)
    given, expected = example("chartmogul_customer_churn_b2b")
    brief = given["joined_and_cancelled_same_month"]
    found = calculate(
        TypedNumbers(
            opening=given["start"],
            new=brief,
            lost=given["cancelled"] - brief,
            joined_and_left=brief,
        )
    )
    assert found.rates["opening_base"] == pytest.approx(expected["rate"])
    assert found.rates["all_lost_base"] == pytest.approx(expected["if_not_excluded"])

    given, expected = example("two_denominators")
    found = calculate(TypedNumbers(given["start"], given["new"], given["lost"]))
    assert found.counts.closing[0] == given["end"]
    assert found.rates["opening_base"] == pytest.approx(expected["lost/start"])
    assert found.rates["average_base"] == pytest.approx(expected["lost/average"])
    assert found.rates["events_base"] == pytest.approx(expected["lost/(start+new)"])


RENAMED = {
    "start": "mrr_opening",
    "start_mrr": "mrr_opening",
    "start_30_days_ago": "mrr_opening",
    "new": "mrr_new",
    "new+expansion_k": "mrr_new",
    "exp": "mrr_expansion",
    "expansion": "mrr_expansion",
    "contr": "mrr_contraction",
    "contraction": "mrr_contraction",
    "churn": "mrr_churned",
    "churned": "mrr_churned",
    "contraction+churn_k": "mrr_churned",
    "reactivation": "mrr_reactivation",
}
ANSWERS = {
    "NRR": "nrr",
    "NRR_excluding_reactivation": "nrr",
    "GRR": "grr",
    "gross": "gross_revenue_churn",
    "net": "net_revenue_churn",
    "net_revenue_churn": "net_revenue_churn",
    "quick_ratio": "quick_ratio",
}


@pytest.mark.parametrize(
    "name",
    [
        "chartmogul_mrr_churn_gross",
        "profitwell_quick_ratio_1",
        "profitwell_quick_ratio_2",
        "profitwell_quick_ratio_3",
        "quick_ratio_pitchkit",
        "quick_ratio_super-calc_#1",
        "quick_ratio_super-calc_#2",
        "quick_ratio_theprimecalculator",
        "metrickit_waterfall",
        "metrickit_nrr",
        "dnoise_nrr",
        "revenuecalculators_nrr",
        "baremetrics_nrr_formula",
    ],
)
def test_published_amounts(name: str, reference_data: Callable[[str], Path]) -> None:
    given, expected = published(reference_data)(name)
    typed: dict[str, Any] = {RENAMED[key]: value for key, value in given.items()}
    # A quick ratio needs no opening, but one cannot lose more than there was.
    typed = {"mrr_opening": 1000.0} | typed
    found = calculate(TypedNumbers(**typed))
    assert found.problems == ()
    answers = {ANSWERS[k]: v for k, v in expected.items() if k in ANSWERS}
    assert answers
    assert {key: found.revenue_rates[key] for key in answers} == pytest.approx(answers)
    assert found.amounts is not None
    if "ending" in expected:
        assert found.amounts.closing[0] == expected["ending"]
    for key in ("net_new", "net_new_k"):
        if key in expected:
            grown = found.amounts.closing[0] - found.amounts.opening[0]
            assert grown == pytest.approx(expected[key])


def test_no_losses_have_no_quick_ratio() -> None:
    found = calculate(TypedNumbers(mrr_opening=100, mrr_new=20))
    assert math.isnan(found.revenue_rates["quick_ratio"])


@pytest.mark.parametrize(
    ("numbers", "problem"),
    [
        (TypedNumbers(opening=10, lost=-1), Problem.NEGATIVE),
        (TypedNumbers(opening=10, lost=11), Problem.LOST_MORE_THAN_THERE),
        (
            TypedNumbers(opening=10, new=1, lost=1, joined_and_left=2),
            Problem.LEFT_MORE_THAN_CAME,
        ),
        (
            TypedNumbers(opening=10, new=1, lost=1, mrr_opening=5, mrr_churned=6),
            Problem.AMOUNT_LOST_MORE_THAN_THERE,
        ),
    ],
)
def test_numbers_that_cannot_be_right_give_no_rate(
    numbers: TypedNumbers, problem: Problem
) -> None:
    found = calculate(numbers)
    assert found.problems == (problem,)
    assert all(math.isnan(rate) for rate in found.rates.values())
    assert all(math.isnan(rate) for rate in found.revenue_rates.values())
    assert all(math.isnan(step.value) for step in five_steps(numbers)[1:])


def test_nobody_at_the_start() -> None:
    found = calculate(TypedNumbers(opening=0, new=0, lost=0))
    assert math.isnan(found.rates["opening_base"])
    assert math.isnan(found.annualised)
    assert found.stand_still == 0
