"""Rows and columns of a sheet found again after an edit."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np

from churn_desktop.core.table import Rows, Table

Columns: TypeAlias = tuple[str, ...]


def came_from(old: Table, new: Table) -> Rows | None:
    """Give for each row of an edited table its position before, -1 for a new row.

    Returns
    -------
    ndarray of int64 or None
        None where all rows are where they were.
    """
    before, after = old.rows, new.rows
    if len(before) == len(after) and bool((before == after).all()):
        return None
    top = int(max(before.max(initial=0), after.max(initial=0)))
    place = np.full(top + 1, -1, dtype=np.int64)
    place[before] = np.arange(len(before), dtype=np.int64)
    return place[after]


def went_to(came: Rows, height: int) -> Rows:
    """Give for each of the former rows its position now, -1 for one that is gone.

    Parameters
    ----------
    came : ndarray of int64
        As `came_from` gives it.
    height : int
        How many rows there were.
    """
    now = np.full(height, -1, dtype=np.int64)
    known = np.flatnonzero(came >= 0)
    now[came[known]] = known
    return now


def follow(order: Rows, came: Rows, height: int) -> Rows:
    """Keep an order of rows; a new row goes before the row it was put before.

    Parameters
    ----------
    order : ndarray of int64
        Positions in the former table, some or all of them.
    came : ndarray of int64
        As `came_from` gives it.
    height : int
        How many rows the former table has.
    """
    now = went_to(came, height)[order]
    kept = now[now >= 0]
    added = np.flatnonzero(came < 0)
    if not len(added):
        return kept
    # The next row that was there before, for every row that was not.
    old = np.flatnonzero(came >= 0)
    following = np.append(old, -1)[np.searchsorted(old, added)]
    place = np.full(len(came) + 1, len(kept), dtype=np.int64)
    place[kept] = np.arange(len(kept), dtype=np.int64)
    found: Rows = np.insert(kept, place[following], added)
    return found


def still_there(rows: Rows, came: Rows, height: int) -> Rows:
    """Give the positions that some of the former rows have now."""
    now = went_to(came, height)[rows]
    found: Rows = now[now >= 0]
    return found


def follow_columns(shown: Columns, old: Columns, new: Columns) -> Columns:
    """Keep which columns are on screen, and in which order.

    A renamed column stays where it is, a new one comes after its neighbour on the left.

    Parameters
    ----------
    shown : tuple of str
        Headings on screen.
    old, new : tuple of str
        Headings of the table before and after.
    """
    if len(old) == len(new):
        renamed = dict(zip(old, new, strict=True))
        return tuple(renamed[heading] for heading in shown)
    found = [heading for heading in shown if heading in new]
    for at, heading in enumerate(new):
        if heading in old:
            continue
        left = next((h for h in reversed(new[:at]) if h in found), None)
        found.insert(0 if left is None else found.index(left) + 1, heading)
    return tuple(found)
