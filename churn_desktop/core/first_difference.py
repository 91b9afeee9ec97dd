"""Where two states of a sheet differ first."""

from __future__ import annotations

import numpy as np

from churn_desktop.core.table import Table


def first_difference(before: Table, after: Table) -> tuple[int, str] | None:
    """Find the uppermost cell of the first column in which a sheet changed.

    Parameters
    ----------
    before, after : Table
        Two states of the same sheet; columns that were not changed share their cells.

    Returns
    -------
    tuple of int and str, or None
        Position in `after` and heading. Where rows came or went, the first of them or
        what follows it; where a column came, its first cell. None when every cell of
        `after` was there before, or it has none.
    """
    if not len(after) or not after.headings:
        return None
    new = [name for name in after.headings if name not in before.headings]
    if new:
        return 0, new[0]
    both = min(len(before), len(after))
    moved = np.flatnonzero(before.rows[:both] != after.rows[:both])
    if len(moved) or len(before) != len(after):
        at = int(moved[0]) if len(moved) else both
        return min(at, len(after) - 1), after.headings[0]
    for name in after.headings:
        old, now = before.column(name).text, after.column(name).text
        if np.may_share_memory(old, now):
            continue
        changed = np.flatnonzero(old != now)
        if len(changed):
            return int(changed[0]), name
    return None
