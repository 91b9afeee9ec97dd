"""Figures that are often quoted, beside the same figure of one's own list."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from churn_desktop.core.book import Amounts, Book
from churn_desktop.core.calendar import add_months, to_date, to_day
from churn_desktop.core.formula import Formula, Formulas
from churn_desktop.engine.annual_rates import annualise, of_period
from churn_desktop.engine.earnings import knows_spending
from churn_desktop.engine.evaluation import work_out_one
from churn_desktop.engine.intervals import Proportion, normal_quantile
from churn_desktop.engine.pace import Pace
from churn_desktop.engine.reasons import Avoidable, Reasons
from churn_desktop.engine.revenue import Revenue
from churn_desktop.engine.spend import (
    Ratio,
    SpendByTenure,
    from_existing,
    spend_by_tenure,
)
from churn_desktop.engine.stages import months_lived
from churn_desktop.engine.survival import Curve, kaplan_meier
from churn_desktop.engine.timeline import customers_on

OWN: Formulas = {
    # Lifetime is 1 / churn: so much longer do customers stay, and so much more are
    # they worth, when five of a hundred fewer leave in a year.
    "five_points_less": Formula("monthly_churn / better_churn - 1"),
    # What a lost customer paid as a multiple of what a new one pays.
    "two_new_per_lost": Formula("(lost_mrr / lost) / (new_mrr / new)"),
}


_POINTS = 0.05
_LOOKED_AT = 41


class Found(StrEnum):
    """What came of looking for the source of a figure."""

    ANOTHER_MEASURE = "another_measure"
    THOUGHT_EXPERIMENT = "thought_experiment"
    ORIGIN_UNCLEAR = "origin_unclear"
    SECOND_HAND = "second_hand"
    ROUNDED = "rounded"
    NOT_VERIFIED = "not_verified"


class Needs(StrEnum):
    """Why a list has no figure of its own."""

    AMOUNTS = "amounts"
    DATES = "dates"
    THREE_YEARS = "three_years"
    A_YEAR = "a_year"
    REASONS = "reasons"
    REASONS_SORTED = "reasons_sorted"
    LOSSES = "losses"


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure that is often quoted.

    Attributes
    ----------
    key : str
    claimed : float
        A fraction; a number of customers for ``two_new_per_lost``.
    found : Found
        What is known about its source.
    """

    key: str
    claimed: float
    found: Found


CLAIMS = (
    Claim("existing_share", 0.65, Found.NOT_VERIFIED),
    # Of an eight-week measure of product usage it was called elite.
    Claim("annual_retention", 0.35, Found.ANOTHER_MEASURE),
    Claim("later_spend", 0.67, Found.SECOND_HAND),
    Claim("reason_indifference", 0.68, Found.ORIGIN_UNCLEAR),
    Claim("reason_dissatisfied", 0.14, Found.ORIGIN_UNCLEAR),
    Claim("reason_competitor", 0.09, Found.ORIGIN_UNCLEAR),
    Claim("avoidable", 0.85, Found.NOT_VERIFIED),
    # Reichheld and Sasser (1990) wrote of profit, and of an example.
    Claim("five_points_less", 0.95, Found.THOUGHT_EXPERIMENT),
    Claim("five_a_month", 0.50, Found.ROUNDED),
    Claim("two_new_per_lost", 2.0, Found.NOT_VERIFIED),
)
"""In reading order. Notes on the sources are found under the same keys."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim beside the list's own figure.

    Attributes
    ----------
    claim : Claim
    own, low, high : float or None
        The list's own figure with its 95 % limits; None where not known.
    n : int
        Customers behind it, for a churn customers at the start of each period added up,
        or months lived by all; 0 without a figure.
    needs : Needs or None
        What is missing when there is no figure.
    """

    claim: Claim
    own: float | None
    low: float | None
    high: float | None
    n: int
    needs: Needs | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Own:
    """What the figures are taken from."""

    book: Book
    pace: Pace
    revenue: Revenue | None
    reasons: Reasons | None
    tenure: SpendByTenure | None


_Figure = tuple[float, float, float, int]
"""Value, limits and number of customers."""


def check_claims(
    book: Book,
    pace: Pace,
    revenue: Revenue | None = None,
    reasons: Reasons | None = None,
    tenure: SpendByTenure | None = None,
) -> tuple[Checked, ...]:
    """Put every claim beside the list's own figure.

    Parameters
    ----------
    book : Book
    pace : Pace
    revenue : Revenue, optional
    reasons : Reasons, optional
        With what the user says is avoidable.
    tenure : SpendByTenure, optional
        Of the book, if at hand.

    Returns
    -------
    tuple of Checked
        One for each of `CLAIMS`, in their order.
    """
    own = _Own(book, pace, revenue, reasons, tenure)
    return tuple(_check(claim, own) for claim in CLAIMS)


def _check(claim: Claim, own: _Own) -> Checked:
    found = _FIGURES[claim.key](own)
    if isinstance(found, Needs):
        return Checked(claim, None, None, None, 0, found)
    value, low, high = (None if math.isnan(each) else each for each in found[:3])
    return Checked(claim, value, low, high, found[3])


def _existing_share(own: _Own) -> _Figure | Needs:
    """Revenue of the last twelve months from those who were customers before."""
    found = from_existing(own.book)
    if found is None:
        return Needs.A_YEAR if knows_spending(own.book) else _no_spending(own.book)
    return (*found.share, found.n)


def _no_spending(book: Book) -> Needs:
    """Tell what a list lacks that does not say what was paid when."""
    return Needs.DATES if book.has_amounts and not book.dated else Needs.AMOUNTS


def _later_spend(own: _Own) -> _Figure | Needs:
    """Months 31 to 36 against months 1 to 6 of the same customers."""
    found = spend_by_tenure(own.book) if own.tenure is None else own.tenure
    if found is None:
        return _no_spending(own.book)
    if math.isnan(found.ratio.value):
        return Needs.THREE_YEARS
    more = Ratio(*(value - 1 for value in found.ratio))
    return (*more, len(found.customers))


def _annual_retention(own: _Own) -> _Figure | Needs:
    """Count who of a year ago is a customer now; without dates, take S(12 months)."""
    book = own.book
    if book.as_of is None:
        lived = months_lived(book)
        return _after_a_year(kaplan_meier(lived.months, lived.ended, lived.entry))
    everybody = np.arange(len(book), dtype=np.int32)
    before = to_day(add_months(to_date(book.as_of), -12))
    days = np.ones(len(book), dtype=np.int32)
    then = customers_on(book.stays, everybody, days * before)
    now = customers_on(book.stays, everybody, days * book.as_of)
    kept = Proportion.of(int((then & now).sum()), int(then.sum()))
    return _of(kept) if kept.total else Needs.A_YEAR


def _after_a_year(curve: Curve) -> _Figure | Needs:
    share = curve.at(12)
    if math.isnan(share):
        return Needs.A_YEAR
    return (share, *curve.interval(12), curve.n)


def _reason(own: _Own) -> _Figure | Needs:
    """Never guess from its words which claim a reason of the list belongs to."""
    return Needs.REASONS if own.reasons is None else Needs.REASONS_SORTED


def _avoidable(own: _Own) -> _Figure | Needs:
    """Of those whose reason is said to be avoidable or not."""
    if own.reasons is None:
        return Needs.REASONS
    kinds = own.reasons.avoidable
    yes, no = kinds[Avoidable.YES].count, kinds[Avoidable.NO].count
    return _of(Proportion.of(yes, yes + no)) if yes + no else Needs.REASONS_SORTED


def _five_points_less(own: _Own) -> _Figure | Needs:
    """How much longer customers stay when five of a hundred fewer leave in a year."""
    import pandas as pd

    churn = own.pace.churn
    # The effect falls and rises again between the limits: look at what lies between.
    monthly = np.array([churn.rate, *np.linspace(churn.low, churn.high, _LOOKED_AT)])
    yearly = annualise(monthly, 1)
    better = of_period(np.where(yearly > _POINTS, yearly - _POINTS, np.nan), 1)
    given = pd.DataFrame({"monthly_churn": monthly, "better_churn": better})
    effect = OWN["five_points_less"].evaluate(given).to_numpy()
    if math.isnan(effect[0]):
        return Needs.LOSSES
    # Without a highest effect where so few may leave that five points less are none.
    limits = float(np.nanmin(effect)), float(effect.max())
    return float(effect[0]), *limits, round(churn.at_risk)


def _five_a_month(own: _Own) -> _Figure | Needs:
    """Take the list's own churn of a month over a year."""
    churn = own.pace.churn
    if math.isnan(churn.rate):
        return Needs.LOSSES
    value, low, high = annualise([churn.rate, churn.low, churn.high], 1).tolist()
    return value, low, high, round(churn.at_risk)


def _two_new_per_lost(own: _Own) -> _Figure | Needs:
    """Divide what a lost customer paid by what a new one pays."""
    if own.revenue is None or own.pace.rows is None:
        return _no_spending(own.book)
    lost = own.revenue.changes("churned", own.pace.rows).opening
    new = own.revenue.changes("new", own.pace.rows).closing
    sums = {"lost_mrr": lost.sum(), "new_mrr": new.sum()}
    sums |= {"lost": len(lost), "new": len(new)}
    value = work_out_one({"own": OWN["two_new_per_lost"]}, sums)["own"]
    if math.isnan(value):
        return Needs.LOSSES
    # The variance of the logarithm of a mean, by the delta method.
    spread = sum(_relative_variance(amounts) for amounts in (lost, new))
    reach = math.exp(normal_quantile(0.975) * math.sqrt(spread))
    return value, value / reach, value * reach, len(lost) + len(new)


def _relative_variance(amounts: Amounts) -> float:
    n = len(amounts)
    return float(amounts.var(ddof=1) / n / amounts.mean() ** 2) if n > 1 else math.nan


def _of(share: Proportion) -> _Figure:
    return share.share, share.low, share.high, share.total


_FIGURES: dict[str, Callable[[_Own], _Figure | Needs]] = {
    "existing_share": _existing_share,
    "later_spend": _later_spend,
    "annual_retention": _annual_retention,
    "reason_indifference": _reason,
    "reason_dissatisfied": _reason,
    "reason_competitor": _reason,
    "avoidable": _avoidable,
    "five_points_less": _five_points_less,
    "five_a_month": _five_a_month,
    "two_new_per_lost": _two_new_per_lost,
}
