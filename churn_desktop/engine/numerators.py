"""The customers a rate counts above the line: those who left, stayed or paid less."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from churn_desktop.core.book import Codes
    from churn_desktop.engine.movements import Movements
    from churn_desktop.engine.revenue import Revenue

COUNTED: Mapping[str, tuple[str, ...]] = {
    "opening_base": ("lost",),
    "acquired_base": ("lost", "joined_and_left"),
    "events_base": ("leave_events",),
    "average_base": ("lost", "joined_and_left"),
    "all_lost_base": ("lost", "joined_and_left"),
    "events_opening_base": ("leave_events",),
    "daily_base": ("leave_events",),
    "daily_churn": ("leave_events",),
    "person_time": ("leave_events",),
    "renewal_base": ("not_renewed",),
}
"""Of each rate of losing, the movements above its line."""

STAYED: Mapping[str, tuple[str, str]] = {
    "retention": ("opening", "lost"),
    "retention_article": ("closing", "new"),
}
"""Of each rate of keeping, who counts and who of these does not."""

MONEY: Mapping[str, tuple[str, ...]] = {
    "gross_revenue_churn": ("churned", "contraction"),
    "net_revenue_churn": ("churned", "contraction", "expansion", "reactivation"),
    "grr": ("churned", "contraction"),
    "nrr": ("churned", "contraction", "expansion"),
    "lost_a_year": ("churned", "contraction"),
    "quick_ratio": ("new", "expansion", "reactivation"),
    "arpa": ("closing",),
    "paying_customers": ("closing",),
}
"""Of each rate of revenue, the movements that change it."""


def behind_rate(movements: Movements, row: int, key: str) -> Codes | None:
    """Give the customers above the line of a rate, or behind a count.

    Parameters
    ----------
    movements : Movements
    row : int
        Number of the period.
    key : str
        A key of `rates.RATES`, or a column that `Movements.members` knows.

    Returns
    -------
    ndarray of int32 or None
        Ascending, each once; None where nobody in particular is behind a number, as
        behind a net change, and for a list that knows no customers.
    """
    if key in STAYED:
        there, less = (movements.members(row, part) for part in STAYED[key])
        if there is None or less is None:
            return None
        return np.setdiff1d(there, less).astype(np.int32)
    parts = COUNTED.get(key, (key,))
    return _together([movements.members(row, part) for part in parts])


def behind_money(revenue: Revenue, row: int, key: str) -> Codes | None:
    """Give the customers whose changes make a rate of revenue; as `behind_rate`."""
    parts = MONEY.get(key, (key,))
    return _together([revenue.members(row, part) for part in parts])


def _together(parts: Sequence[Codes | None]) -> Codes | None:
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    return reduce(np.union1d, known).astype(np.int32)
