"""The units of time that headings name."""

from __future__ import annotations

import re

from churn_desktop.core.schema import TimeUnit
from churn_desktop.importing.headings import heading_key
from churn_desktop.importing.vocabulary.words import CONTRACT_AMOUNTS

_UNITS = (
    (TimeUnit.DAYS, r"\bdays?\b|天数|天$|日数"),
    (TimeUnit.WEEKS, r"\bweeks?\b|周数|周$"),
    (TimeUnit.MONTHS, r"\bmonths?\b|月数|个月|月$"),
    (TimeUnit.YEARS, r"\byears?\b|年限|年数|年$"),
)
_PAID_BY = (
    (
        12.0,
        r"\b(?:annual|annually|yearly|arr|acv|per year|a year|year)\b|(?<!\d)年"
        r"|jahres|annuel|anual",
    ),
    (3.0, r"\b(?:quarterly|per quarter|quarter)\b|季"),
    (12 / 52, r"\b(?:weekly|per week|week)\b|周"),
    (
        1.0,
        r"\b(?:monthly|per month|a month|month|mrr|mrc|mo)\b|月"
        r"|monat|mensu|mensal|mensil",
    ),
)


def time_unit(heading: str) -> TimeUnit | None:
    """Tell the unit of time that a heading names.

    Examples
    --------
    >>> time_unit("Tenure (days)"), time_unit("在网时长"), time_unit("weeks")
    (<TimeUnit.DAYS: 'days'>, None, <TimeUnit.WEEKS: 'weeks'>)
    """
    key = heading_key(heading)
    for text in (key.note, key.words):
        for unit, pattern in _UNITS:
            if re.search(pattern, text):
                return unit
    return None


def months_paid_for(heading: str) -> float | None:
    """Tell for how many months an amount is, where the heading says so.

    Examples
    --------
    >>> months_paid_for("MonthlyCharges"), months_paid_for("年费")
    (1.0, 12.0)
    >>> months_paid_for("费用（6个月）"), months_paid_for("Fee")
    (6.0, None)
    """
    key = heading_key(heading)
    for text in (key.note, key.words):
        if found := re.search(r"(\d+) ?(?:个月|months?)", text):
            return float(found[1]) or None
        for months, pattern in _PAID_BY:
            if re.search(pattern, text):
                return months
    return None


def is_for_contract(heading: str) -> bool:
    """Tell whether a heading stands above amounts for whole contracts.

    Examples
    --------
    >>> is_for_contract("合同金额（元）"), is_for_contract("合同单价")
    (True, False)
    """
    return heading_key(heading).words in CONTRACT_AMOUNTS
