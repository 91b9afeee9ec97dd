"""What if: customers and revenue month by month when churn or growth were different."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from churn_desktop.core.book import Amounts
from churn_desktop.core.formula import Formula, Formulas
from churn_desktop.engine.evaluation import work_out_arrays, work_out_one
from churn_desktop.engine.pace import Pace

if TYPE_CHECKING:
    import pandas as pd

STEP: Formulas = {
    # First those who leave, then those who come: nobody leaves in their first month.
    "lost": Formula("opening * monthly_churn"),
    "closing": Formula("opening - lost + added"),
    "revenue": Formula("closing * arpa"),
}
"""A month: ``n <- n (1 - c) + a``, and what those there at its end pay."""

AHEAD = Formula("one / other - 1")
"""How much further one scenario is than another."""

CEILING = Formula("added / monthly_churn")
"""How many customers there will be when as many leave as come."""

BREAK_EVEN: Formulas = {
    "worth": Formula("arpa * margin / monthly_churn"),
    "customers_to_keep": Formula("spend / worth"),
}
"""How many customers a spend must keep to come back.

``spend`` is money once, ``worth`` what a customer brings who stays on average.
"""

YEAR = 12
LONGEST = 600
_TRIED = 101


@dataclass(frozen=True, slots=True)
class Scenario:
    """A way things may go on.

    Attributes
    ----------
    key : str
    start : float
        Customers at the start.
    monthly_churn : float
        Fraction lost a month.
    added : float
        Customers added a month.
    arpa : float
        Money a customer pays a month; NaN when not known.
    """

    key: str
    start: float
    monthly_churn: float
    added: float
    arpa: float = math.nan


PRESET = (
    Scenario("five", start=0, monthly_churn=0.05, added=100, arpa=1),
    Scenario("ten", start=0, monthly_churn=0.10, added=100, arpa=1),
)
"""Two companies that add 100 customers a month and lose 5 % and 10 %."""


def from_pace(pace: Pace, key: str = "own", **changes: float) -> Scenario:
    """Take a list's own figures as a scenario, some of them changed.

    Examples
    --------
    ``from_pace(pace, "better", monthly_churn=0.04)``
    """
    own: dict[str, float] = {
        "start": float(pace.customers),
        "monthly_churn": pace.churn.rate,
        "added": pace.added,
        "arpa": pace.arpa,
    }
    return Scenario(key, **{**own, **changes})


@dataclass(frozen=True, slots=True, eq=False)
class Outlook:
    """Where scenarios lead.

    Attributes
    ----------
    scenarios : tuple of Scenario
    frame : pandas.DataFrame
        By scenario and month, a row for each month of each: ``scenario`` (its key),
        ``month`` (from 1), ``opening``, ``monthly_churn``, ``added``, ``arpa`` and the
        keys of `STEP`.
    ceiling : tuple of float
        `CEILING` of each scenario; NaN without churn.
    """

    scenarios: tuple[Scenario, ...]
    frame: pd.DataFrame
    ceiling: tuple[float, ...]

    def at(self, key: str, month: int) -> pd.Series:
        """Give the row of a scenario after some months."""
        frame = self.frame
        return frame[(frame.scenario == key) & (frame.month == month)].iloc[0]

    def ahead(
        self, key: str, other: str, month: int, measure: str = "closing"
    ) -> float:
        """Tell how much further one scenario is than another; NaN when that has 0.

        Parameters
        ----------
        key, other : str
            Of two scenarios.
        month : int
        measure : str
            ``closing`` for customers, ``revenue`` for money a month.
        """
        sides = {
            "one": float(self.at(key, month)[measure]),
            "other": float(self.at(other, month)[measure]),
        }
        return work_out_one({"ahead": AHEAD}, sides)["ahead"]

    def total_revenue(self, key: str) -> float:
        """Add up what a scenario brings in all its months."""
        chosen = self.frame.scenario == key
        return float(self.frame.revenue[chosen].sum(skipna=False))


def look_ahead(scenarios: Sequence[Scenario], months: int = YEAR) -> Outlook:
    """Follow scenarios month by month.

    Parameters
    ----------
    scenarios : sequence of Scenario
        With different keys.
    months : int
        At least 1, at most `LONGEST`.

    Notes
    -----
    Fractions of customers are kept: they are expectations.

    Examples
    --------
    >>> outlook = look_ahead(PRESET)
    >>> outlook.frame.closing[outlook.frame.month == 12].round(1).tolist()
    [919.3, 717.6]
    >>> round(outlook.ahead("five", "ten", 12), 3)
    0.281
    """
    import pandas as pd

    if not 1 <= months <= LONGEST:
        raise ValueError(f"{months} months")
    fixed = _fixed(scenarios)
    opening = np.array([each.start for each in scenarios], dtype=np.float64)
    frame = pd.DataFrame(
        {
            "scenario": np.repeat([each.key for each in scenarios], months),
            "month": np.tile(np.arange(1, months + 1), len(scenarios)),
            **{
                name: values.ravel()
                for name, values in _by_month(fixed, opening, months).items()
            },
        }
    )
    ceiling = CEILING.compute(fixed).tolist()
    return Outlook(tuple(scenarios), frame, tuple(ceiling))


def _fixed(scenarios: Sequence[Scenario]) -> dict[str, Amounts]:
    """Give what stays the same from month to month, by scenario."""
    return {
        name: np.array([getattr(each, name) for each in scenarios], dtype=np.float64)
        for name in ("monthly_churn", "added", "arpa")
    }


def _by_month(
    fixed: dict[str, Amounts], opening: Amounts, months: int
) -> dict[str, Amounts]:
    """Follow scenarios: for each quantity an array of scenarios by months."""
    steps = []
    for _ in range(months):
        here = {"opening": opening, **fixed}
        here |= work_out_arrays(STEP, here)
        steps.append(here)
        opening = here["closing"]
    return {
        name: np.stack([np.broadcast_to(at[name], len(opening)) for at in steps], 1)
        for name in steps[0]
    }


@dataclass(frozen=True, slots=True, eq=False)
class BreakEven:
    """Whether a retention spend comes back, and when.

    Attributes
    ----------
    month : int or None
        The first month by whose end the margin gained has reached the money spent;
        None within the months looked at.
    gained, spent : ndarray of float64
        Added up to the end of each month.
    customers_to_keep : float
        How many customers a first year's spend must keep; NaN when not defined.
    monthly_churn : float or None
        The highest churn with which it comes back within the months looked at, to a
        ten-thousandth of the churn without it; None when not even losing nobody would
        do.
    """

    month: int | None
    gained: Amounts
    spent: Amounts
    customers_to_keep: float
    monthly_churn: float | None


def break_even(
    now: Scenario,
    better_churn: float,
    *,
    margin: float = 1.0,
    once: float = 0.0,
    monthly: float = 0.0,
    months: int = 36,
) -> BreakEven:
    """Tell when money spent on retention has come back.

    Parameters
    ----------
    now : Scenario
        How things go on without it; its ``arpa`` is known.
    better_churn : float
        The churn of a month with it.
    margin : float
        Gross margin, a fraction.
    once, monthly : float
        What is spent at the start, and every month.
    months : int
        How far to look.

    Notes
    -----
    The gain of a month is the difference in customers at its end times ``arpa`` times
    ``margin``.

    Examples
    --------
    >>> now = Scenario("now", start=1000, monthly_churn=0.05, added=50, arpa=20)
    >>> found = break_even(now, 0.04, margin=0.5, once=1000)
    >>> found.month, found.gained[:4].round().tolist()
    (5, [100.0, 296.0, 584.0, 961.0])
    """
    spent = once + monthly * np.arange(1, months + 1, dtype=np.float64)
    gained = _gains(now, np.array([better_churn]), margin, months)[0]
    back = np.flatnonzero(gained >= spent)
    needed = {
        "spend": once + monthly * YEAR,
        "arpa": now.arpa,
        "margin": margin,
        "monthly_churn": now.monthly_churn,
    }
    return BreakEven(
        int(back[0]) + 1 if len(back) else None,
        gained,
        spent,
        work_out_one(BREAK_EVEN, needed)["customers_to_keep"],
        _highest_churn(now, margin, spent, months),
    )


def _gains(now: Scenario, churns: Amounts, margin: float, months: int) -> Amounts:
    """Add up what each churn brings more than now: churns by months."""
    fixed = _fixed([now] * (len(churns) + 1))
    fixed["monthly_churn"] = np.append(now.monthly_churn, churns)
    opening = np.full(len(churns) + 1, now.start, dtype=np.float64)
    by_month = _by_month(fixed, opening, months)["revenue"]
    return np.asarray(np.cumsum(by_month[1:] - by_month[0], axis=1) * margin)


def _highest_churn(
    now: Scenario, margin: float, spent: Amounts, months: int
) -> float | None:
    """Close in on the churn with which the spend just comes back, in two rounds."""
    low, high = 0.0, now.monthly_churn
    for _ in range(2):
        churns = np.linspace(low, high, _TRIED)
        gained = _gains(now, churns, margin, months)
        back = np.array([(each >= spent).any() for each in gained])
        if not back[0]:
            return None
        last = int(np.flatnonzero(back)[-1])
        low, high = float(churns[last]), float(churns[min(last + 1, _TRIED - 1)])
    return low
