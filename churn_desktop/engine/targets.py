"""A rate to reach, as a number of customers to keep."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from churn_desktop.core.book import Codes
from churn_desktop.core.calendar import Period
from churn_desktop.core.choices import Goal
from churn_desktop.core.formula import Formula, Formulas
from churn_desktop.engine.annual_rates import annualise, of_period
from churn_desktop.engine.evaluation import work_out_one
from churn_desktop.engine.exposure import last_complete
from churn_desktop.engine.intervals import Proportion, control_limits, newcombe
from churn_desktop.engine.movements import Movements
from churn_desktop.engine.rates import DEFAULT, RATES

if TYPE_CHECKING:
    import pandas as pd

TARGET: Formulas = {
    "expected": Formula("opening * now"),
    "allowed": Formula("opening * target"),
    "to_keep": Formula("expected - allowed"),
}
"""Customers lost at the rate of now and at the target, and how many fewer that is.

To keep means whole customers: rounded up.
"""

SAVED = Formula("to_keep * cost_per_customer")
"""What reaching a target is worth: customers kept times what each loss costs."""

_LONGEST = 120
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Yardsticks:
    """What a list itself suggests as a target, in churn of a period.

    Attributes
    ----------
    now : Proportion
        Customers lost of those there at the start of each of the complete periods of
        the last twelve months, added up.
    median : float
        Of all complete periods with anybody at their start; NaN without any.
    last_year : float
        As ``now``, of the twelve months before; NaN when the list does not go back so
        far.
    target : float
        The better of ``median`` and ``last_year``, and never worse than ``now``.
    """

    now: Proportion
    median: float
    last_year: float
    target: float


def yardsticks(movements: Movements) -> Yardsticks:
    """Find a modest target in the list's own past."""
    frame, periods = movements.frame, movements.periods
    rates = RATES[DEFAULT].evaluate(frame.iloc[movements.telling]).dropna()
    recent = before = last_complete(periods, movements.blind)
    if len(recent):
        before = last_complete(periods[: recent.start], movements.blind)
    now = _pool(frame, recent)
    # Half a year is no year to compare with.
    enough = len(before) == len(recent)
    last_year = _pool(frame, before).share if enough else math.nan
    median = float(rates.median()) if len(rates) else math.nan
    known = [rate for rate in (now.share, median, last_year) if not math.isnan(rate)]
    return Yardsticks(now, median, last_year, min(known, default=math.nan))


def _pool(frame: pd.DataFrame, rows: range) -> Proportion:
    part = frame.iloc[rows.start : rows.stop]
    return Proportion.of(int(part.lost.sum()), int(part.opening.sum()))


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """What it takes to get from one rate to another in the coming period.

    Attributes
    ----------
    opening : int
        Customers at its start.
    now, target : float
        Churn of a period.
    expected, allowed : float
        Customers lost at these rates.
    to_keep : int
        How many fewer; 0 when the target is no better than now.
    start_with : ndarray of int32
        The customers to keep first, most important first.
    unusual : bool or None
        Whether a period at the target would lie below the limits of usual variation
        (`intervals.control_limits`), so that reaching it once already says something.
        None when the past does not tell.
    periods_to_tell : int or None
        After how many periods at the target one can tell the two rates apart; None when
        that takes more than ten years of months, or the target is no better.
    """

    opening: int
    now: float
    target: float
    expected: float
    allowed: float
    to_keep: int
    start_with: Codes
    unusual: bool | None
    periods_to_tell: int | None


def set_target(
    movements: Movements,
    target: float | None = None,
    *,
    candidates: Codes | None = None,
) -> Target:
    """Turn a rate into customers.

    Parameters
    ----------
    movements : Movements
        Of at least one period.
    target : float, optional
        Churn of a period; otherwise that of `yardsticks`.
    candidates : ndarray of int32, optional
        Whom to start with, most important first, as `followups.at_risk` gives them.

    Notes
    -----
    From 8 % to 7 % of 400 customers is 32 lost less 28: keep 4.
    """
    own = yardsticks(movements)
    now = own.now.share
    target = own.target if target is None else target
    opening = int(movements.frame.closing.to_numpy()[-1])
    given = {"opening": float(opening), "now": now, "target": target}
    found = work_out_one(TARGET, given)
    to_keep = 0
    if found["to_keep"] > 0:
        to_keep = math.ceil(found["to_keep"] - _ROUNDING)
    low = _low_limit(movements, opening)
    unusual = None if math.isnan(low) or math.isnan(target) else target < low
    someone = np.empty(0, dtype=np.int32) if candidates is None else candidates
    return Target(
        opening,
        now,
        target,
        found["expected"],
        found["allowed"],
        to_keep,
        someone[: max(to_keep, 0)],
        unusual,
        _periods_to_tell(opening, now, target),
    )


def _low_limit(movements: Movements, opening: int) -> float:
    """Give the lowest usual share of so many customers, by all complete periods."""
    past = movements.frame.iloc[movements.telling]
    if not past.opening.sum() or not opening:
        return math.nan
    # A period that lost nobody of nobody tells nothing but asks for its own limits.
    lost, base = int(past.lost.sum()), int(past.opening.sum())
    limits = control_limits([lost * opening / base], [opening])
    return float(limits.low.to_numpy()[0])


def _periods_to_tell(opening: int, now: float, target: float) -> int | None:
    """Count the periods until the interval of the difference leaves out 0."""
    if not (opening and target < now):
        return None
    total = opening * np.arange(1, _LONGEST + 1, dtype=np.float64)
    low, _ = newcombe(now * total, total, target * total, total)
    clear = np.flatnonzero(low > 0)
    return int(clear[0]) + 1 if len(clear) else None


def goal_rate(goal: Goal, months: int) -> float:
    """Give the churn of a period of so many months that a goal asks for.

    Parameters
    ----------
    goal : Goal
        Set when periods may have been longer or shorter.
    months : int

    Examples
    --------
    >>> from datetime import date
    >>> goal = Goal(0.05, 1, date(2024, 1, 1), date(2024, 12, 31))
    >>> goal_rate(goal, 1), round(goal_rate(goal, 12), 4)
    (0.05, 0.4596)
    """
    if goal.months == months:
        return goal.rate
    return float(of_period(annualise(goal.rate, goal.months), months))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a target has been reached.

    Attributes
    ----------
    periods : tuple of Period
        The complete ones since it was set.
    rate : Proportion
        Lost of those there at the start of each, added up.
    allowed : float
        Customers that could be lost at the target.
    ahead : float
        How many fewer were lost; below 0 when more were.
    reached : bool or None
        Whether the rate is at most the target; None without periods.
    sure : bool
        Whether the target lies outside the interval of the rate, so that this is no
        luck, whichever way it is.
    """

    periods: tuple[Period, ...]
    rate: Proportion
    allowed: float
    ahead: float
    reached: bool | None
    sure: bool


def follow_target(
    movements: Movements, target: float, since: int, until: int | None = None
) -> Progress:
    """Compare what happened with a target.

    Parameters
    ----------
    movements : Movements
    target : float
        Churn of a period.
    since : int
        Day on which the target was set; periods that began earlier do not count.
    until : int, optional
        Day by which it is to be reached; periods that end later do not count.
    """
    last = math.inf if until is None else until + 1
    chosen = [
        row
        for row in movements.telling
        if movements.bounds[row] >= since and movements.bounds[row + 1] <= last
    ]
    rows = range(chosen[0], chosen[-1] + 1) if chosen else range(0)
    rate = _pool(movements.frame, rows)
    given = {"opening": float(rate.total), "target": target}
    allowed = work_out_one({"allowed": TARGET["allowed"]}, given)["allowed"]
    return Progress(
        tuple(movements.periods[row] for row in rows),
        rate,
        allowed,
        allowed - rate.count,
        rate.share <= target if rate.total else None,
        bool(rate.total) and not rate.low <= target <= rate.high,
    )
