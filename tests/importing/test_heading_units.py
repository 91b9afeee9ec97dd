from __future__ import annotations

import pytest

from churn_desktop.core.schema import TimeUnit
from churn_desktop.importing.heading_units import months_paid_for, time_unit


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("Tenure Months", TimeUnit.MONTHS),
        ("Tenure (days)", TimeUnit.DAYS),
        ("在网天数", TimeUnit.DAYS),
        ("合作年限", TimeUnit.YEARS),
        ("week", TimeUnit.WEEKS),
        ("在网时长（月）", TimeUnit.MONTHS),
        ("tenure", None),
    ],
)
def test_units_of_time(heading: str, unit: TimeUnit | None) -> None:
    assert time_unit(heading) == unit


@pytest.mark.parametrize(
    ("heading", "months"),
    [
        ("MonthlyCharges", 1),
        ("月费", 1),
        ("mrr_amount", 1),
        ("费用（元/月）", 1),
        ("年费", 12),
        ("ARR", 12),
        ("费用（元/年）", 12),
        ("Quarterly fee", 3),
        ("weekly fee", 12 / 52),
        ("费用（6个月）", 6),
        ("Fee per 12 months", 12),
        ("Monatsbeitrag", 1),
        ("Cotisation mensuelle", 1),
        ("Annual Contract Value", 12),
        ("2024年·金额", None),
        ("subscription_cost", None),
    ],
)
def test_for_how_long_an_amount_is(heading: str, months: float | None) -> None:
    assert months_paid_for(heading) == months
