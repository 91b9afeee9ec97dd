"""Churn from a few typed numbers, without a list, by the formulas every list has."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from churn_desktop.core.choices import TypedNumbers
from churn_desktop.core.formula import Formula, Formulas
from churn_desktop.engine.annual_rates import annualise
from churn_desktop.engine.evaluation import work_out
from churn_desktop.engine.intervals import wilson
from churn_desktop.engine.movements import COLUMNS
from churn_desktop.engine.rates import DEFAULT, PROPORTIONS, RATES, STAND_STILL
from churn_desktop.engine.revenue import KINDS, REVENUE_RATES

if TYPE_CHECKING:
    import pandas as pd

COUNTED: Formulas = {
    "leave_events": Formula("lost + joined_and_left"),
    "closing": Formula("opening + new + returned - lost - joined_and_left"),
}
"""What follows from the typed counts when nobody leaves twice."""

SUMMED: Formulas = {
    "closing": Formula(
        "opening + new + reactivation + expansion - contraction - churned"
    ),
}
"""What follows from the typed amounts."""

DIVIDED = {
    "opening_base": (Formula("lost"), Formula("opening")),
    "acquired_base": (Formula("lost + joined_and_left"), Formula("new")),
}
"""The rates that the five steps lead to: what is divided, and by what."""

PERCENT = Formula("share * 100")
"""The last of the five steps."""


class Problem(StrEnum):
    """Why typed numbers cannot be right."""

    NEGATIVE = "negative"
    LOST_MORE_THAN_THERE = "lost_more_than_there"
    LEFT_MORE_THAN_CAME = "left_more_than_came"
    AMOUNT_LOST_MORE_THAN_THERE = "amount_lost_more_than_there"


def find_problems(numbers: TypedNumbers) -> tuple[Problem, ...]:
    """Tell what cannot be right about typed numbers.

    Examples
    --------
    >>> find_problems(TypedNumbers(opening=10, lost=11))
    (<Problem.LOST_MORE_THAN_THERE: 'lost_more_than_there'>,)
    """
    changes = _changes(numbers)
    opening, new, lost = map(_known, (numbers.opening, numbers.new, numbers.lost))
    counts = (
        *(opening, new, lost, numbers.joined_and_left, numbers.returned),
        *(numbers.mrr_opening or 0.0, *changes.values()),
    )
    there = math.inf if numbers.mrr_opening is None else numbers.mrr_opening
    wrong = {
        Problem.NEGATIVE: any(count < 0 for count in counts),
        Problem.LOST_MORE_THAN_THERE: lost > opening,
        Problem.LEFT_MORE_THAN_CAME: numbers.joined_and_left > new,
        Problem.AMOUNT_LOST_MORE_THAN_THERE: (
            numbers.mrr_contraction + numbers.mrr_churned > there
        ),
    }
    return tuple(problem for problem, found in wrong.items() if found)


def _changes(numbers: TypedNumbers) -> dict[str, float]:
    """Give the changes of what customers pay, by `revenue.KINDS`."""
    return {kind: float(getattr(numbers, f"mrr_{kind}")) for kind in KINDS}


def _known(count: float | None) -> float:
    return math.nan if count is None else count


@dataclass(frozen=True, slots=True)
class Step:
    """One of the five steps from numbers to a rate.

    Attributes
    ----------
    number : int
        From 1.
    key : str
        ``months``, ``base``, ``lost``, ``share`` or ``percent``.
    formula : Formula or None
        None for what was typed.
    value : float
        NaN when it is not defined.
    """

    number: int
    key: str
    formula: Formula | None
    value: float


@dataclass(frozen=True, slots=True, eq=False)
class Calculation:
    """What follows from typed numbers.

    Attributes
    ----------
    counts : pandas.DataFrame
        One row with the columns of `movements.COLUMNS`; NaN where nothing was typed.
    rates : dict of str to float
        Every key of `rates.RATES`; NaN where it is not defined, and everywhere when the
        numbers cannot be right.
    low, high : dict of str to float
        Wilson 95 % limits of those that are proportions.
    stand_still : float
        `rates.STAND_STILL`.
    annualised : float
        The default rate over a year, NaN when it is not defined.
    amounts : pandas.DataFrame or None
        One row with the columns of `revenue.COLUMNS`; None without money.
    revenue_rates : dict of str to float
        Every key of `revenue.REVENUE_RATES`; empty without money.
    problems : tuple of Problem
    """

    counts: pd.DataFrame
    rates: dict[str, float]
    low: dict[str, float]
    high: dict[str, float]
    stand_still: float
    annualised: float
    amounts: pd.DataFrame | None
    revenue_rates: dict[str, float]
    problems: tuple[Problem, ...]


def calculate(numbers: TypedNumbers) -> Calculation:
    """Compute every rate that typed numbers allow.

    Notes
    -----
    Rates that need days or renewals are not defined here.

    Examples
    --------
    >>> found = calculate(TypedNumbers(opening=500, new=500, lost=50))
    >>> found.rates["opening_base"], found.rates["acquired_base"]
    (0.1, 0.1)
    >>> round(found.low["opening_base"], 4), round(found.high["opening_base"], 4)
    (0.0767, 0.1294)
    """
    import pandas as pd

    problems = find_problems(numbers)
    typed = {
        name: _known(getattr(numbers, name))
        for name in COLUMNS
        if hasattr(numbers, name)
    }
    if problems:
        typed = dict.fromkeys(typed, math.nan)
    counts = work_out(COUNTED, pd.DataFrame([typed], dtype=float))
    counts = counts.reindex(columns=list(COLUMNS))
    rates = _evaluate(RATES, counts)
    low, high = {}, {}
    for key, (count, total) in PROPORTIONS.items():
        limits = wilson(count.evaluate(counts), total.evaluate(counts))
        low[key], high[key] = (float(limit[0]) for limit in limits)
    amounts = None
    if numbers.mrr_opening is not None:
        said = {"opening": numbers.mrr_opening, **_changes(numbers)}
        if problems:
            said = dict.fromkeys(said, math.nan)
        amounts = work_out(SUMMED, pd.DataFrame([said], dtype=float))
        amounts["paying_customers"] = counts["closing"]
    return Calculation(
        counts,
        rates,
        low,
        high,
        float(STAND_STILL.evaluate(counts).iloc[0]),
        float(annualise(rates[DEFAULT], numbers.months)),
        amounts,
        {} if amounts is None else _evaluate(REVENUE_RATES, amounts),
        problems,
    )


def _evaluate(formulas: Formulas, columns: pd.DataFrame) -> dict[str, float]:
    return {
        key: float(each.evaluate(columns).iloc[0]) for key, each in formulas.items()
    }


def five_steps(numbers: TypedNumbers, key: str = DEFAULT) -> tuple[Step, ...]:
    """Lead from typed numbers to a rate in five steps.

    Parameters
    ----------
    numbers : TypedNumbers
    key : str
        One of `DIVIDED`.

    Returns
    -------
    tuple of Step
        Fix the period; count whom the rate is taken of; count who was lost; divide;
        take it times 100.

    Examples
    --------
    >>> numbers = TypedNumbers(new=500, lost=50, months=3)
    >>> [step.value for step in five_steps(numbers, "acquired_base")]
    [3.0, 500.0, 50.0, 0.1, 10.0]
    """
    found = calculate(numbers)
    part, base = DIVIDED[key]
    share = found.rates[key]
    percent = PERCENT.evaluate(_one(share))
    values = (
        ("months", None, float(numbers.months)),
        ("base", base, float(base.evaluate(found.counts).iloc[0])),
        ("lost", part, float(part.evaluate(found.counts).iloc[0])),
        ("share", RATES[key], share),
        ("percent", PERCENT, float(percent.iloc[0])),
    )
    return tuple(
        Step(number, name, formula, value)
        for number, (name, formula, value) in enumerate(values, start=1)
    )


def _one(share: float) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame({"share": np.array([share])})
