"""Why two definitions of churn differ: the customers only one of them counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from churn_desktop.core.book import Codes
from churn_desktop.engine.movements import Movements
from churn_desktop.engine.rates import DEFAULT, RATES


@dataclass(frozen=True, slots=True, eq=False)
class BridgeStep:
    """A group of customers by which one definition differs from another.

    Attributes
    ----------
    from_key, to_key : str
        Keys of `rates.RATES`.
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
        In the order of `rates.RATES`; a group with nobody in it is left out. The
        article's retention is compared with the retention that agrees with the
        default churn, its complement. The bases of ``daily_base`` and
        ``person_time`` weigh the same customers by time and have no steps.
    """
    return tuple(
        step for key in RATES if key in _DIFFERENCES for step in _steps(movements, row, key)
    )


def _steps(movements: Movements, row: int, key: str) -> Iterator[BridgeStep]:
    difference = _DIFFERENCES[key]
    parts = (
        ("numerator", difference.numerator, 1.0),
        ("denominator", difference.denominator, difference.weight),
    )
    for part, measures, weight in parts:
        for signed in measures:
            measure = signed.removeprefix("-")
            count = _count(movements, row, measure)
            if count:
                sign = -1 if signed.startswith("-") else 1
                customers = movements.members(row, measure)
                yield BridgeStep(
                    difference.start,
                    key,
                    sign * count,
                    measure,
                    np.empty(0, dtype=np.int32) if customers is None else customers,
                    part,
                    weight,
                )


def _count(movements: Movements, row: int, measure: str) -> int:
    if measure == "left_again":
        return movements.repeated_leaves(row)
    if measure in movements.frame:
        return int(movements.frame[measure].iloc[row])
    customers = movements.members(row, measure)
    return 0 if customers is None else len(customers)
