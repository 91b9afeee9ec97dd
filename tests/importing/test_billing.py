from __future__ import annotations

import math

import pytest

from churn_desktop.importing.billing import DAY, WEEK, read_terms
from tests.importing.lists import cells_of


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("month", 1),
        ("Monthly", 1),
        ("Month-to-month", 1),
        ("billed monthly", 1),
        ("每月", 1),
        ("月付", 1),
        ("按月付费", 1),
        ("月卡", 1),
        ("quarterly", 3),
        ("季付", 3),
        ("每季度", 3),
        ("半年付", 6),
        ("semi-annual", 6),
        ("annual", 12),
        ("Yearly", 12),
        ("One year", 12),
        ("1 Year Contract", 12),
        ("年付", 12),
        ("年繳", 12),
        ("包年", 12),
        ("Two year", 24),
        ("两年", 24),
        ("十二个月", 12),
        ("12个月", 12),
        ("3 months", 3),
        ("6-month", 6),
        ("every 3 months", 3),
        ("12m", 12),
        ("12", 12),
        ("1.0", 1),
        ("weekly", WEEK),
        ("周付", WEEK),
        ("biweekly", 2 * WEEK),
        ("双周", 2 * WEEK),
        ("daily", DAY),
        ("2周", 2 * WEEK),
    ],
)
def test_terms(text: str, months: float) -> None:
    assert read_terms(cells_of(text)).months[0] == pytest.approx(months)


@pytest.mark.parametrize(
    "text", ["often", "bimonthly", "0", "次卡", "按需", "5 monthly"]
)
def test_what_is_no_term(text: str) -> None:
    read = read_terms(cells_of(text))
    assert math.isnan(read.months[0])
    assert not read.known[0]


@pytest.mark.parametrize(
    "text", ["one-off", "One time", "一次性", "trial", "试用", "免費試用"]
)
def test_paid_once_or_tried(text: str) -> None:
    read = read_terms(cells_of(text))
    assert read.outside[0]
    assert read.known[0]


def test_a_week_is_twelve_fifty_seconds_of_a_month() -> None:
    assert pytest.approx(10 * 52 / 12) == 10 / WEEK
