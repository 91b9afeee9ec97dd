"""What a customer is worth, and when what it took to win one has come back."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from churn_desktop.core.book import Amounts
from churn_desktop.core.formula import Formula, Formulas
from churn_desktop.engine.evaluation import work_out, work_out_one
from churn_desktop.engine.pace import Pace
from churn_desktop.engine.survival import Curve

if TYPE_CHECKING:
    import pandas as pd

VALUE: Formulas = {
    key: Formula(text)
    for key, text in {
        # Skok; ChartMogul. Where nobody leaves, a cap takes its place.
        "lifetime_months": "1 / monthly_churn",
        "base": "arpa * margin * lifetime_months",
        "upsell": "upsell_monthly * margin * lifetime_months",
        "cross_sell": "cross_sell_monthly * margin * lifetime_months",
        "referral": "referred_customers * base",
        "word_of_mouth": "word_of_mouth_customers * base",
        "clv": "base + upsell + cross_sell + referral + word_of_mouth",
        # The first amount is paid at once, the next with what is left a month later.
        "discounted_months": (
            "(1 + monthly_discount) / (monthly_churn + monthly_discount)"
        ),
        "clv_discounted": "clv * discounted_months / lifetime_months",
        "clv_within_cap": "clv * months_within_cap / lifetime_months",
        "ltv_to_cac": "clv / cac",
        "cac_payback_months": "cac / (arpa * margin)",
    }.items()
}
"""Customer value over the names of `ValueAssumptions` and the columns of a pace.

``months_within_cap`` is how long a customer stays on average before the cap.
``arpa``, ``upsell_monthly`` and ``cross_sell_monthly`` are money a month, ``margin`` a
fraction, ``referred_customers`` and ``word_of_mouth_customers`` how many others come
through one customer. Months divide by ``monthly_churn`` and are not defined when it
is 0.
"""

LINES = ("base", "upsell", "cross_sell", "referral", "word_of_mouth")
"""The parts of ``clv``, in reading order."""


@dataclass(frozen=True, slots=True)
class ValueAssumptions:
    """What a customer list does not say.

    Attributes
    ----------
    margin : float
        Gross margin, a fraction of revenue; 1 until it is given: value in revenue.
    cac : float
        What it costs to win a customer; NaN until it is given.
    upsell_monthly, cross_sell_monthly : float
        What a customer pays more a month on average, beyond ``arpa``.
    referred_customers, word_of_mouth_customers : float
        How many others come through one customer.
    discount_annual : float
        A fraction: what money is worth less a year later.
    lifetime_cap : float
        Months; the lifetime where nobody leaves, and as far as ``clv_within_cap`` goes.
    """

    margin: float = 1.0
    cac: float = math.nan
    upsell_monthly: float = 0.0
    cross_sell_monthly: float = 0.0
    referred_customers: float = 0.0
    word_of_mouth_customers: float = 0.0
    discount_annual: float = 0.10
    lifetime_cap: float = 60.0


class NoPayback(StrEnum):
    """Why there is no number of months."""

    NO_MARGIN = "no_margin"
    NO_COST = "no_cost"
    NO_AMOUNT = "no_amount"


@dataclass(frozen=True, slots=True)
class Payback:
    """After how many months the cost of winning a customer has come back.

    Attributes
    ----------
    months : float or None
        None: see ``reason``.
    reason : NoPayback or None
        `NO_MARGIN`: never, because a customer brings nothing or less. `NO_COST` and
        `NO_AMOUNT`: not known.
    """

    months: float | None
    reason: NoPayback | None = None


def payback(cac: float, arpa: float, margin: float) -> Payback:
    """Tell when the cost of winning a customer has come back.

    Parameters
    ----------
    cac : float
        Money; NaN when not known.
    arpa : float
        Money a month; NaN when not known.
    margin : float
        Fraction of it that is earned.

    Examples
    --------
    >>> payback(600, arpa=120, margin=0.8).months
    6.25
    >>> payback(600, arpa=120, margin=-0.1).reason
    <NoPayback.NO_MARGIN: 'no_margin'>
    """
    if math.isnan(cac):
        return Payback(None, NoPayback.NO_COST)
    if math.isnan(arpa) or math.isnan(margin):
        return Payback(None, NoPayback.NO_AMOUNT)
    if arpa * margin <= 0:
        return Payback(None, NoPayback.NO_MARGIN)
    formula = {"months": VALUE["cac_payback_months"]}
    given = {"cac": cac, "arpa": arpa, "margin": margin}
    return Payback(work_out_one(formula, given)["months"])


def monthly_discount(annual: float) -> float:
    """Turn the discount of a year into that of a month.

    Examples
    --------
    >>> round(monthly_discount(0.10), 6)
    0.007974
    """
    return float((1 + annual) ** (1 / 12) - 1)


def months_within(cap: float, discount: float, monthly_churn: float = 0.0) -> float:
    """Count what monthly payments up to a cap are worth now, in months.

    Parameters
    ----------
    cap : float
        Months; the first payment is made at once.
    discount, monthly_churn : float
        Of a month; what share of the payments is worth nothing, or is not made.

    Notes
    -----
    ``(1 - q ** cap) / (1 - q)`` with ``q = (1 - churn) / (1 + discount)``.

    Examples
    --------
    >>> months_within(60, 0.0), round(months_within(60, 0.01), 2)
    (60.0, 45.4)
    >>> round(months_within(60, 0.0, monthly_churn=0.05), 2)
    19.08
    """
    kept = (1 - monthly_churn) / (1 + discount)
    if kept == 1:
        return float(cap)
    return (1 - math.pow(kept, cap)) / (1 - kept)


@dataclass(frozen=True, slots=True, eq=False)
class CustomerValue:
    """Customer value by the list's own figures.

    Attributes
    ----------
    frame : pandas.DataFrame
        Rows ``low``, ``estimate`` and ``high`` (by the limits of the churn; many leave
        in ``low``), a column for each quantity and each key of `VALUE`. Undefined is
        NaN; so is everything in ``high`` when churn may be 0 for all that is known.
    capped : bool
        Nobody left: the lifetime is the cap.
    payback : Payback
    survival_months : float or None
        Mean lifetime within the longest time observed, from the survival curve; at
        least so long do customers stay. None when it is not known.
    survival_horizon : float or None
        That longest time, in months.
    """

    frame: pd.DataFrame
    capped: bool
    payback: Payback
    survival_months: float | None
    survival_horizon: float | None


def measure_value(
    pace: Pace, assumptions: ValueAssumptions, curve: Curve | None = None
) -> CustomerValue:
    """Compute customer value.

    Parameters
    ----------
    pace : Pace
        Its ``churn`` and ``arpa`` are used; replace what the user knows better.
    assumptions : ValueAssumptions
    curve : Curve, optional
        Of the same book, in months.

    Notes
    -----
    ``clv`` takes churn to be the same at every age. Where it falls with age, as it
    mostly does, customers stay longer than ``1 / monthly_churn``; where few have left
    so far, that is longer than anybody has seen, and ``clv_within_cap`` tells more.
    """
    import pandas as pd

    churn = pace.churn
    rates = np.array([churn.high, churn.rate, churn.low])
    given = pd.DataFrame(
        {
            "monthly_churn": rates,
            "arpa": pace.arpa,
            "monthly_discount": monthly_discount(assumptions.discount_annual),
            **asdict(assumptions),
        },
        index=["low", "estimate", "high"],
    )
    given["months_within_cap"] = [
        months_within(assumptions.lifetime_cap, 0.0, min(rate, 1.0)) for rate in rates
    ]
    capped = churn.rate == 0
    if capped:
        cap, discount = assumptions.lifetime_cap, float(given.monthly_discount.iloc[0])
        within = months_within(cap, discount)
        for name, most in (("lifetime_months", cap), ("discounted_months", within)):
            given[name] = _no_more(VALUE[name].evaluate(given).to_numpy(), most)
    else:
        given["monthly_churn"] = np.where(rates == 0, np.nan, rates)
    mean = None if curve is None else curve.restricted_mean
    return CustomerValue(
        work_out(VALUE, given),
        capped,
        payback(assumptions.cac, pace.arpa, assumptions.margin),
        mean,
        float(curve.time[-1]) if curve is not None and mean is not None else None,
    )


def _no_more(months: Amounts, most: float) -> Amounts:
    return np.where(np.isnan(months), most, np.minimum(months, most))
