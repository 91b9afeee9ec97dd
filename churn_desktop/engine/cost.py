"""What the loss of customers costs, under five headings, low, middle and high."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from churn_desktop.core.book import Book, Codes
from churn_desktop.core.formula import Formula, Formulas
from churn_desktop.engine.departures import find_departures
from churn_desktop.engine.earnings import paid_before_leaving
from churn_desktop.engine.evaluation import work_out
from churn_desktop.engine.pace import Pace

if TYPE_CHECKING:
    import pandas as pd

SCENARIOS = ("low", "middle", "high")


class Heading(StrEnum):
    """The five headings."""

    REVENUE_NOW = "revenue_now"
    REVENUE_LATER = "revenue_later"
    HANDLING = "handling"
    GROWTH = "growth"
    VALUE_AND_REVIEWS = "value_and_reviews"


@dataclass(frozen=True, slots=True)
class Line:
    """A kind of cost.

    Attributes
    ----------
    heading : Heading
    formula : Formula
        Over the quantities of `Cost.frame`.
    direct : bool
        Whether it can be seen in the books; otherwise it is what did not happen.
    now : bool
        Whether it falls in the first ``now_months``.
    """

    heading: Heading
    formula: Formula
    direct: bool
    now: bool


_EACH = "lost_customers * multiplier"

LINES = {
    "margin_now": Line(
        Heading.REVENUE_NOW, Formula("lost_mrr * margin * now_months"), True, True
    ),
    "margin_later": Line(
        Heading.REVENUE_LATER,
        Formula("lost_mrr * margin * (remaining_months - now_months) * multiplier"),
        True,
        False,
    ),
    "refunds": Line(Heading.HANDLING, Formula(f"{_EACH} * refund"), True, True),
    "fees": Line(Heading.HANDLING, Formula(f"{_EACH} * fee"), True, True),
    "time": Line(
        Heading.HANDLING, Formula(f"{_EACH} * hours * hourly_cost"), False, True
    ),
    "replacement": Line(
        Heading.GROWTH, Formula(f"{_EACH} * replacement_factor * cac"), False, False
    ),
    "lower_value": Line(
        Heading.VALUE_AND_REVIEWS, Formula(f"{_EACH} * other_value"), False, False
    ),
    "reviews": Line(
        Heading.VALUE_AND_REVIEWS, Formula(f"{_EACH} * review_cost"), False, False
    ),
}
"""Every kind of cost. What was counted is the same in every scenario, what is estimated
is taken times the scenario's multiplier."""

TOTALS: Formulas = {
    key: Formula(text)
    for key, text in {
        "revenue_now": "margin_now",
        "revenue_later": "margin_later",
        "handling": "refunds + fees + time",
        "growth": "replacement",
        "value_and_reviews": "lower_value + reviews",
        # Who is replaced pays again: the lost margin, or the replacement, never both.
        "with_lost_margin": (
            "revenue_now + revenue_later + handling + value_and_reviews"
        ),
        "with_replacement": "handling + growth + reviews",
    }.items()
}
"""The five headings, and the two ways of adding them up without counting twice."""

PER_CUSTOMER = Formula("headline / lost_customers")
PER_YEAR = Formula("headline * 12 / months")


class Headline(StrEnum):
    """Which of the two sums comes first."""

    LOST_MARGIN = "with_lost_margin"
    REPLACEMENT = "with_replacement"


_COUNTED = {
    Headline.LOST_MARGIN: tuple(key for key in LINES if key != "replacement"),
    Headline.REPLACEMENT: ("refunds", "fees", "time", "replacement", "reviews"),
}
"""The lines each sum is made of."""


@dataclass(frozen=True, slots=True)
class CostAssumptions:
    """What a customer list does not say; whatever nothing supports is 0.

    Attributes
    ----------
    margin : float
        Gross margin, a fraction of revenue; 1 until it is given: cost in revenue.
    now_months : float
        How long "now" is; what comes after it is "later".
    remaining_months : float or None
        How long a lost customer would have stayed; None: ``1 / monthly churn``.
    lifetime_cap : float
        Months; the most that ``remaining_months`` is taken to be.
    refund, fee : float
        Money for each loss.
    hours, hourly_cost : float
        Time for each loss, and money for each hour.
    cac : float
        Money to win a customer.
    replacement_factor : float
        New customers that one lost takes.
    other_value : float
        Upsell, cross-sell, referral and word of mouth of a customer (`value.LINES` but
        the first), lost with each.
    review_cost : float
        What bad reviews cost for each loss; never asserted.
    low, middle, high : float
        Multipliers of what is estimated.
    headline : Headline
    """

    margin: float = 1.0
    now_months: float = 1.0
    remaining_months: float | None = None
    lifetime_cap: float = 60.0
    refund: float = 0.0
    fee: float = 0.0
    hours: float = 0.0
    hourly_cost: float = 0.0
    cac: float = 0.0
    replacement_factor: float = 2.0
    other_value: float = 0.0
    review_cost: float = 0.0
    low: float = 0.5
    middle: float = 1.0
    high: float = 1.5
    headline: Headline = Headline.LOST_MARGIN

    @property
    def left_alone(self) -> tuple[str, ...]:
        """The names of the assumptions that still have their default."""
        return tuple(
            field.name
            for field in fields(self)
            if getattr(self, field.name) == field.default
        )


@dataclass(frozen=True, slots=True, eq=False)
class Losses:
    """Who was lost for good in a time.

    Attributes
    ----------
    customers : ndarray of int32
        Nobody for a list of counts.
    count : int
        How many they are.
    mrr : float
        What they paid a month, as in `earnings.paid_before_leaving`; an unknown amount
        counts as 0. NaN when none is known.
    unknown : int
        Customers of whom no amount is known.
    months : float
        Length of the time; NaN when it is not known.
    """

    customers: Codes
    count: int
    mrr: float
    unknown: int
    months: float


def find_losses(book: Book, pace: Pace | None = None) -> Losses:
    """Find who was lost in the last twelve complete months.

    Parameters
    ----------
    book : Book
    pace : Pace, optional
        Says which months these are. Without it, or when there are none, everybody who
        has left.
    """
    gone = find_departures(book)
    months = math.nan
    if book.ledger is not None and pace is not None:
        lost = pace.churn.lost
        return Losses(gone.customer, lost, math.nan, lost, float(pace.months))
    if pace is not None and pace.first is not None and pace.after is not None:
        gone = gone.between(pace.first, pace.after)
        months = float(pace.months)
    paid = paid_before_leaving(book, gone)
    known = np.isfinite(paid)
    unknown = int((~known).sum())
    mrr = float(paid[known].sum())
    if unknown and unknown == len(gone):
        mrr = math.nan
    return Losses(gone.customer, len(gone), mrr, unknown, months)


@dataclass(frozen=True, slots=True, eq=False)
class Cost:
    """What losing these customers costs.

    Attributes
    ----------
    frame : pandas.DataFrame
        A row for each of `SCENARIOS`; a column for each quantity, each key of `LINES`
        and `TOTALS`, ``headline``, ``per_customer`` and ``per_year``. Money, NaN where
        it is not defined.
    losses : Losses
    assumptions : CostAssumptions
    """

    frame: pd.DataFrame
    losses: Losses
    assumptions: CostAssumptions

    @property
    def four_cells(self) -> dict[tuple[bool, bool], float]:
        """The middle scenario's headline by whether it is direct, and now."""
        counted = _COUNTED[self.assumptions.headline]
        bounds = (True, False)
        cells = {(direct, now): 0.0 for direct in bounds for now in bounds}
        for key in counted:
            line = LINES[key]
            amount = self.frame[key].to_numpy(dtype=float)[SCENARIOS.index("middle")]
            cells[line.direct, line.now] += float(amount)
        return cells


def cost_of_churn(
    losses: Losses, monthly_churn: float, assumptions: CostAssumptions
) -> Cost:
    """Compute the cost of churn.

    Parameters
    ----------
    losses : Losses
    monthly_churn : float
        A fraction; NaN when not known.
    assumptions : CostAssumptions

    Notes
    -----
    A lost customer is taken to have stayed ``1 / monthly_churn`` months longer, as
    anybody would if churn is the same at every age, and no longer than the cap.

    Examples
    --------
    >>> lost = Losses(np.arange(4), count=4, mrr=400.0, unknown=0, months=12)
    >>> cost = cost_of_churn(lost, 0.05, CostAssumptions(margin=0.5, cac=300))
    >>> cost.frame.loc["middle", ["with_lost_margin", "with_replacement"]].tolist()
    [4000.0, 2400.0]
    """
    import pandas as pd

    chosen = asdict(assumptions)
    multipliers = [chosen.pop(scenario) for scenario in SCENARIOS]
    headline = chosen.pop("headline")
    chosen["remaining_months"] = remaining_months(monthly_churn, assumptions)
    given = pd.DataFrame(
        {
            "lost_customers": float(losses.count),
            "lost_mrr": losses.mrr,
            "months": losses.months,
            **chosen,
            "multiplier": multipliers,
        },
        index=list(SCENARIOS),
    )
    formulas = {key: line.formula for key, line in LINES.items()} | dict(TOTALS)
    formulas |= {"headline": Formula(str(headline))}
    formulas |= {"per_customer": PER_CUSTOMER, "per_year": PER_YEAR}
    return Cost(work_out(formulas, given), losses, assumptions)


def remaining_months(monthly_churn: float, assumptions: CostAssumptions) -> float:
    """Tell how much longer a lost customer would have stayed.

    Returns
    -------
    float
        At least ``now_months`` and at most ``lifetime_cap``; NaN when neither churn
        nor an assumption says it.

    Examples
    --------
    >>> remaining_months(0.05, CostAssumptions())
    20.0
    >>> remaining_months(0.0, CostAssumptions())
    60.0
    """
    months = assumptions.remaining_months
    if months is None:
        months = 1 / monthly_churn if monthly_churn else math.inf
        months = min(months, assumptions.lifetime_cap)
    return max(months, assumptions.now_months)
