"""What differs between two readings of a list, customer by customer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import numpy as np

from churn_desktop.core.project import Project
from churn_desktop.core.table import Table
from churn_desktop.importing.row_matches import (
    NOWHERE,
    key_heading,
    keys_of,
    match_rows,
    shared_headings,
)

MOST = 10_000
"""So many customers are listed; all are counted."""


class ChangeKind(StrEnum):
    """What happened to a customer."""

    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"


class CellChange(NamedTuple):
    """A cell that says something else; ``""`` for a cell that is not there."""

    heading: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class CustomerChange:
    """What changed about one customer.

    Attributes
    ----------
    customer : str
        Number or name as the list has it.
    kind : ChangeKind
    cells : tuple of CellChange
        Cells of rows that both readings have; of a changed customer only.
    rows_added, rows_removed : int
    """

    customer: str
    kind: ChangeKind
    cells: tuple[CellChange, ...] = ()
    rows_added: int = 0
    rows_removed: int = 0


@dataclass(frozen=True, slots=True)
class ListChanges:
    """What differs between two readings of a list.

    Attributes
    ----------
    new, gone, changed : int
        Customers.
    unchanged : int
        Customers.
    customers : tuple of CustomerChange
        The first `MOST` of those that changed, in the order of the lists.
    headings_added, headings_removed : tuple of str
    """

    new: int
    gone: int
    changed: int
    unchanged: int
    customers: tuple[CustomerChange, ...]
    headings_added: tuple[str, ...] = ()
    headings_removed: tuple[str, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether both readings say the same."""
        return not (
            self.new
            or self.gone
            or self.changed
            or self.headings_added
            or self.headings_removed
        )


def changes_between(before: Project, after: Project) -> ListChanges:
    """Compare two readings of a list.

    Parameters
    ----------
    before, after : Project
        Rows are told apart by the customer number of the earlier one, else by its
        name, else by the first column; by nothing where the later has no such column.
    """
    one, other = before.table, after.table
    heading = key_heading(before, one)
    if heading not in other.kinds:
        heading = None
    compared = shared_headings(one, other)
    found, same = match_rows(one, other, heading, compared)
    keys, later = keys_of(one, heading), keys_of(other, heading)
    reached = np.zeros(len(other), dtype=bool)
    reached[found[found != NOWHERE]] = True
    all_before, all_after = set(keys), set(later)
    pairs: dict[str, list[tuple[int, int]]] = {}
    for row in np.flatnonzero(~same):
        pairs.setdefault(keys[row], []).append((int(row), int(found[row])))
    for place in np.flatnonzero(~reached):
        pairs.setdefault(later[place], []).append((NOWHERE, int(place)))
    changed = len(pairs.keys() & all_before & all_after)
    shared = len(all_before & all_after)
    return ListChanges(
        new=len(all_after - all_before),
        gone=len(all_before - all_after),
        changed=changed,
        unchanged=shared - changed,
        customers=tuple(
            _customer(key, pairs[key], one, other, compared, all_before, all_after)
            for key in list(pairs)[:MOST]
        ),
        headings_added=tuple(h for h in other.headings if h not in one.kinds),
        headings_removed=tuple(h for h in one.headings if h not in other.kinds),
    )


def _customer(
    key: str,
    pairs: list[tuple[int, int]],
    one: Table,
    other: Table,
    compared: list[str],
    before: set[str],
    after: set[str],
) -> CustomerChange:
    added = sum(row == NOWHERE for row, _place in pairs)
    removed = sum(place == NOWHERE for _row, place in pairs)
    if key not in before:
        return CustomerChange(key, ChangeKind.NEW, rows_added=added)
    if key not in after:
        return CustomerChange(key, ChangeKind.GONE, rows_removed=removed)
    cells = [
        CellChange(name, was, now)
        for row, place in pairs
        if NOWHERE not in (row, place)
        for name in compared
        if (was := str(one.frame[name].iloc[row]))
        != (now := str(other.frame[name].iloc[place]))
    ]
    return CustomerChange(key, ChangeKind.CHANGED, tuple(cells), added, removed)
