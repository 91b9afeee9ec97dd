"""Churn and retention by every published definition, each written once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from churn_desktop.core.book import Codes
from churn_desktop.core.formula import Formula, Formulas
from churn_desktop.engine.evaluation import rates_of
from churn_desktop.engine.intervals import wilson
from churn_desktop.engine.movements import Movements

if TYPE_CHECKING:
    import pandas as pd

DEFAULT = "opening_base"

RATES: Formulas = {
    key: Formula(text)
    for key, text in {
        # ChartMogul; Gold (2020), Fighting Churn with Data.
        "opening_base": "lost / opening",
        # An older text of HubSpot; may exceed 1.
        "acquired_base": "(lost + joined_and_left) / new",
        # Stripe; may exceed 1.
        "events_base": "leave_events / (opening + new + returned)",
        # Common in telecoms.
        "average_base": "(lost + joined_and_left) / ((opening + closing) / 2)",
        # Baremetrics.
        "all_lost_base": "(lost + joined_and_left) / opening",
        "events_opening_base": "leave_events / opening",
        # Shopify (Noble, 2011); ChartMogul for shops.
        "daily_base": "daily_churn",
        # Epidemiology: events by time at risk.
        "person_time": "leave_events / (customer_days / period_days)",
        # Not churn, and negative while the number of customers grows.
        "net_shrinkage": "(opening - closing) / opening",
        # As often printed; exceeds 1 when many return.
        "retention_article": "(closing - new) / opening",
        "retention": "(closing - (new - joined_and_left) - returned) / opening",
        # Displayr.
        "renewal_base": "not_renewed / renewals_due",
    }.items()
}
"""Every definition over the columns of `movements.Movements`, in reading order."""

PROPORTIONS = {
    "opening_base": (Formula("lost"), Formula("opening")),
    "retention": (Formula("opening - lost"), Formula("opening")),
    "renewal_base": (Formula("not_renewed"), Formula("renewals_due")),
}
"""Count and total of the rates whose count is taken out of their total.

Only these are proportions and have an interval: elsewhere one customer can be counted
twice, or counted without being part of the base.
"""

STAND_STILL = Formula("lost + joined_and_left - returned")
"""New customers a period needs for as many customers at its end as at its start."""


def rate_table(movements: Movements) -> pd.DataFrame:
    """Compute every rate for every period.

    Returns
    -------
    pandas.DataFrame
        A row for each period and a column for each key of `RATES`, fractions; NaN
        where a rate is not defined, as in periods that could show nobody who left.
    """
    found = rates_of(RATES, movements.frame)
    found.iloc[: movements.blind] = np.nan
    return found


def intervals(movements: Movements) -> pd.DataFrame:
    """Compute the Wilson 95 % interval of every rate that is a proportion.

    Returns
    -------
    pandas.DataFrame
        A row for each period and, for each key of `PROPORTIONS`, the columns
        ``<key>_low`` and ``<key>_high``; NaN where the base is empty.
    """
    import pandas as pd

    columns = {}
    for key, (count, total) in PROPORTIONS.items():
        columns[f"{key}_low"], columns[f"{key}_high"] = wilson(
            count.evaluate(movements.frame).to_numpy(),
            total.evaluate(movements.frame).to_numpy(),
        )
    found = pd.DataFrame(columns)
    found.iloc[: movements.blind] = np.nan
    return found


def stand_still(movements: Movements) -> pd.Series:
    """Count the new customers each period needed to stand still; may be negative."""
    return STAND_STILL.evaluate(movements.frame).astype(np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class BridgeStep:
    """A group of customers by which one definition differs from another.

    Attributes
    ----------
    from_key, to_key : str
        Keys of `RATES`.
    count : int
        How many more (negative: fewer) the second definition counts.
    measure : str
        Which group: a measure of `movements.Movements.members`.
    customers : ndarray of int32
        Who they are, each once.
    part : str
        ``"numerator"`` or ``"denominator"``.
    weight : float
        What each one counts; one half where the base is an average.
    """

    from_key: str
    to_key: str
    count: int
    measure: str
    customers: Codes
    part: str
    weight: float = 1.0


class _Difference(NamedTuple):
    """Measures to add to the numerator and to the denominator."""

    numerator: tuple[str, ...] = ()
    denominator: tuple[str, ...] = ()
    weight: float = 1.0
    start: str = DEFAULT


_EVENTS = ("joined_and_left", "left_and_came_back", "returned_and_left", "left_again")

_DIFFERENCES = {
    "acquired_base": _Difference(("joined_and_left",), ("new", "-opening")),
    "events_base": _Difference(_EVENTS, ("new", "returned")),
    "average_base": _Difference(
        ("joined_and_left",),
        ("new", "returned", "-lost", "-joined_and_left"),
        weight=0.5,
    ),
    "all_lost_base": _Difference(("joined_and_left",)),
    "events_opening_base": _Difference(_EVENTS),
    "daily_base": _Difference(_EVENTS),
    "person_time": _Difference(_EVENTS),
    "net_shrinkage": _Difference(("-new", "joined_and_left", "-returned")),
    "retention": _Difference(),
    "retention_article": _Difference(
        ("-joined_and_left", "returned"), start="retention"
    ),
    "renewal_base": _Difference(("not_renewed", "-lost"), ("renewals_due", "-opening")),
}


def bridge(movements: Movements, row: int) -> tuple[BridgeStep, ...]:
    """Explain in one period how each definition differs from the default.

    Parameters
    ----------
    movements : Movements
    row : int
        Number of the period.

    Returns
    -------
    tuple of BridgeStep
        In the order of `RATES`; a group with nobody in it is left out, and so is a
        definition that gives no rate in the period. The article's retention is compared
        with the retention that agrees with the default churn, its complement. The
        bases of ``daily_base`` and ``person_time`` weigh the same customers by time
        and have no steps.
    """
    if movements.book.ledger is not None:
        return ()
    groups = movements.groups(row)
    here = movements.frame.iloc[[row]]
    return tuple(
        step
        for key in RATES
        if key in _DIFFERENCES and RATES[key].evaluate(here).notna().all()
        for step in _steps(movements, row, groups, key)
    )


def _steps(
    movements: Movements, row: int, groups: Mapping[str, Codes], key: str
) -> Iterator[BridgeStep]:
    difference = _DIFFERENCES[key]
    parts = (
        ("numerator", difference.numerator, 1.0),
        ("denominator", difference.denominator, difference.weight),
    )
    for part, measures, weight in parts:
        for signed in measures:
            measure = signed.removeprefix("-")
            customers = groups[measure]
            if measure in movements.frame:
                count = int(movements.frame[measure].iloc[row])
            elif measure == "left_again":
                count = movements.repeated_leaves(row)
            else:
                count = len(customers)
            if count:
                count = -count if signed.startswith("-") else count
                yield BridgeStep(
                    difference.start, key, count, measure, customers, part, weight
                )
