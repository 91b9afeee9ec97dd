from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from churn_desktop.engine.evaluation import work_out_one
from churn_desktop.engine.pace import MonthlyChurn, Pace
from churn_desktop.engine.survival import kaplan_meier
from churn_desktop.engine.value import (
    LINES,
    VALUE,
    NoPayback,
    ValueAssumptions,
    measure_value,
    monthly_discount,
    months_within,
    payback,
)
from tests.engine.shop import published


def pace(churn: MonthlyChurn, arpa: float = 100.0) -> Pace:
    return Pace(range(12), 0, 365, 12, churn, 100, arpa, 5.0)


FIVE_PERCENT = MonthlyChurn(0.05, 0.04, 0.0625, 60, 1200)


def one(**quantities: float) -> dict[str, float]:
    """Work out everything from some quantities, the others being 0."""
    names = {name for formula in VALUE.values() for name in formula.names} - set(VALUE)
    return work_out_one(VALUE, dict.fromkeys(names, 0.0) | {"margin": 1} | quantities)


def test_published_lifetime_values(reference_data: Callable[[str], Path]) -> None:
    example = published(reference_data)
    given, expected = example("chartmogul_ltv")
    found = one(arpa=given["arpa"], monthly_churn=given["monthly_churn"])
    assert found["clv"] == pytest.approx(expected["ltv"])

    given, expected = example("prime_ltv")
    found = one(
        arpa=given["arpu"], margin=given["gm"], monthly_churn=given["churn"], cac=1
    )
    assert found["lifetime_months"] == pytest.approx(expected["lifespan"])
    assert found["clv"] == pytest.approx(expected["ltv"])
    assert found["clv"] / found["margin"] == pytest.approx(expected["ltv_revenue"])

    given, expected = example("abracalc_ltv")
    found = one(arpa=given["arpa"], margin=given["gm"], monthly_churn=given["churn"])
    assert found["clv"] == pytest.approx(expected["ltv"])


def test_published_cost_and_payback(reference_data: Callable[[str], Path]) -> None:
    example = published(reference_data)
    given, expected = example("callculator_payback")
    found = payback(given["cac"], given["arpu"], given["gm"])
    assert found.months == pytest.approx(expected["payback_months"])

    given, expected = example("geratools_cac")
    cac = given["spend"] / given["new"]
    assert cac == expected["cac"]
    assert payback(cac, given["arpu"], given["gm"]).months == pytest.approx(
        expected["payback"]
    )

    given, expected = example("complete_tools")
    cac = given["spend"] / given["new"]
    assert cac == expected["cac"]
    # Printed without a margin here and with one below.
    found = one(arpa=given["arpu"], monthly_churn=given["churn"], cac=cac)
    assert found["clv"] == pytest.approx(expected["ltv"])
    assert found["ltv_to_cac"] == pytest.approx(expected["ltv_cac"])
    margin = given["gross_margin_per_month"] / given["arpu"]
    assert payback(cac, given["arpu"], margin).months == pytest.approx(
        expected["payback"]
    )

    given, expected = example("ecommerceguide_payback")
    arpa = given["aov"] * given["orders_per_month"]
    assert arpa * given["gm"] == pytest.approx(expected["gp_month"])
    assert payback(given["cac"], arpa, given["gm"]).months == pytest.approx(
        expected["payback"]
    )


def test_published_multiples(reference_data: Callable[[str], Path]) -> None:
    """With the first margin at once, which the others leave out."""
    example = published(reference_data)
    given, expected = example("gupta_lehmann_multiple")
    churn = 1 - given["r"]
    found = one(arpa=1, monthly_churn=churn, monthly_discount=given["i"])
    multiple = found["discounted_months"]
    assert found["clv_discounted"] == pytest.approx(multiple)
    assert multiple - 1 == pytest.approx(expected["multiple_r/(1+i-r)"])
    assert multiple == pytest.approx(
        expected["multiple_if_first_margin_at_t0_(1+i)/(1+i-r)"]
    )

    given, expected = example("ll_bean")
    churn = 1 - given["r"]
    found = one(arpa=given["m"], monthly_churn=churn, monthly_discount=given["i"])
    value = found["clv_discounted"] - given["AC"]
    assert value == pytest.approx(expected["m*(1+i)/(1+i-r)-AC"])
    assert value - given["m"] == pytest.approx(expected["m*r/(1+i-r)-AC"])


def test_without_a_discount_nothing_is_worth_less() -> None:
    free = one(arpa=10, monthly_churn=0.2)
    assert free["clv_discounted"] == pytest.approx(free["clv"])


def test_the_five_lines_add_up() -> None:
    found = one(
        arpa=100,
        margin=0.5,
        monthly_churn=0.05,
        upsell_monthly=10,
        cross_sell_monthly=4,
        referred_customers=0.2,
        word_of_mouth_customers=0.1,
        cac=500,
    )
    assert [found[line] for line in LINES] == pytest.approx([1000, 100, 40, 200, 100])
    assert found["clv"] == pytest.approx(1440)
    assert found["ltv_to_cac"] == pytest.approx(2.88)
    assert found["cac_payback_months"] == pytest.approx(10)


def test_value_of_a_list_with_its_limits() -> None:
    assumptions = ValueAssumptions(margin=0.8, cac=400)
    curve = kaplan_meier(np.array([10.0, 20, 30]), np.array([True, False, False]))
    value = measure_value(pace(FIVE_PERCENT), assumptions, curve)
    assert value.frame.index.tolist() == ["low", "estimate", "high"]
    assert value.frame.lifetime_months.tolist() == pytest.approx([16, 20, 25])
    assert value.frame.clv.tolist() == pytest.approx([1280, 1600, 2000])
    assert value.frame.ltv_to_cac["estimate"] == pytest.approx(4)
    assert (value.frame.clv_discounted < value.frame.clv).all()
    assert value.payback.months == pytest.approx(5)
    # What is paid after five years is left out: 1 - 0.95 ** 60 of it is not.
    within = value.frame.clv_within_cap["estimate"]
    assert within == pytest.approx(1600 * (1 - 0.95**60))
    # Where all go at once the first payment is all there is.
    assert months_within(60, 0.0, monthly_churn=1.0) == 1
    assert not value.capped
    assert value.survival_months == pytest.approx(10 + 20 * 2 / 3)
    assert value.survival_horizon == 30


def test_where_nobody_left_the_lifetime_is_the_cap() -> None:
    nobody = MonthlyChurn.of_periods(0, 600, 1)
    value = measure_value(pace(nobody), ValueAssumptions(discount_annual=0))
    assert value.capped
    assert value.frame.lifetime_months.tolist() == pytest.approx([60, 60, 60])
    assert value.frame.clv_discounted.tolist() == pytest.approx([6000] * 3)
    assert value.frame.clv_within_cap["estimate"] == pytest.approx(6000)
    few = MonthlyChurn.of_periods(0, 60, 1)
    value = measure_value(pace(few), ValueAssumptions(lifetime_cap=36))
    low, estimate, high = value.frame.lifetime_months
    assert (estimate, high) == (36, 36)
    assert low == pytest.approx(1 / few.high)
    assert value.frame.discounted_months["estimate"] == pytest.approx(
        months_within(36, monthly_discount(0.10))
    )
    assert (value.frame.discounted_months <= value.frame.lifetime_months).all()


def test_without_a_lower_limit_of_churn_there_is_no_upper_one_of_value() -> None:
    churn = MonthlyChurn(0.05, 0.0, 0.2, 1, 20)
    frame = measure_value(pace(churn), ValueAssumptions()).frame
    assert frame.clv["estimate"] == 2000
    assert math.isnan(frame.clv["high"])


def test_what_is_not_known_stays_unknown() -> None:
    nothing = MonthlyChurn(math.nan, math.nan, math.nan, 0, 0)
    curve = kaplan_meier(np.empty(0), np.empty(0, dtype=bool))
    value = measure_value(pace(nothing), ValueAssumptions(), curve)
    assert value.frame.clv.isna().all()
    assert value.survival_months is None
    assert value.survival_horizon is None
    assert value.payback.reason is NoPayback.NO_COST
    unpriced = replace(pace(FIVE_PERCENT), arpa=math.nan)
    value = measure_value(unpriced, ValueAssumptions(cac=5))
    assert value.payback.reason is NoPayback.NO_AMOUNT
    assert value.frame.lifetime_months["estimate"] == 20
    assert pd.isna(value.frame.clv["estimate"])


@pytest.mark.parametrize("margin", [0.0, -0.2])
def test_without_a_margin_it_never_comes_back(margin: float) -> None:
    found = payback(100, 50, margin)
    assert found.months is None
    assert found.reason is NoPayback.NO_MARGIN


def test_winning_a_customer_may_cost_nothing() -> None:
    assert payback(0, 50, 1).months == 0


def test_payments_up_to_a_cap() -> None:
    d = 0.01
    assert months_within(24, d) == pytest.approx(sum((1 + d) ** -t for t in range(24)))
    assert (1 + monthly_discount(0.2)) ** 12 == pytest.approx(1.2)
