"""What the drop-down of a column offers: its values, how many cells hold each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from churn_desktop.core.grid import Kind
from churn_desktop.core.progress import Progress, silent
from churn_desktop.core.table import Rows, Table
from churn_desktop.ui.models.cell_groups import CellGroups, GroupsKept
from churn_desktop.ui.models.sheet_cells import SLICE
from churn_desktop.ui.models.sheet_filter import Filter, Worth, kept_rows
from churn_desktop.ui.models.sheet_order import KEY_BYTES, Numbers, text_keys

MOST = 1_000
"""So many values are listed at once; the search looks at all."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a column.

    Attributes
    ----------
    text : str
        ``""`` for blank cells.
    count : int
        Cells among the rows that the other filters leave.
    chosen : bool
        Whether the present filter wants it.
    """

    text: str
    count: int
    chosen: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Choices:
    """The values of one column, in ascending order, blank ones last.

    Attributes
    ----------
    heading : str
    worth : Worth
        What the conditions of this column are about.
    texts : tuple of str
    counts : ndarray of int64
    chosen : ndarray of bool
    """

    heading: str
    worth: Worth
    texts: tuple[str, ...]
    counts: npt.NDArray[np.int64]
    chosen: npt.NDArray[np.bool_]

    def found(self, text: str) -> tuple[tuple[Value, ...], int]:
        """Give the values that contain a text, at most `MOST`, and how many there are.

        Where there are more, the most frequent ones are given, in ascending order.
        """
        needle = text.casefold()
        places = np.arange(len(self.texts))
        if needle:
            places = np.array(
                [at for at, one in enumerate(self.texts) if needle in one.casefold()],
                dtype=np.int64,
            )
        total = len(places)
        if total > MOST:
            frequent = np.argsort(-self.counts[places], kind="stable")[:MOST]
            places = places[np.sort(frequent)]
        values = (
            Value(self.texts[at], int(self.counts[at]), bool(self.chosen[at]))
            for at in places.tolist()
        )
        return tuple(values), total


def choices(
    table: Table,
    heading: str,
    filters: Mapping[str, Filter],
    picked: Rows | None,
    values: Mapping[str, Numbers],
    days: frozenset[str],
    groups: GroupsKept,
    progress: Progress = silent,
) -> Choices:
    """Find out what a column's drop-down offers.

    Parameters
    ----------
    table : Table
    heading : str
    filters : mapping of str to Filter
        Those of all columns; the column's own is not applied.
    picked : ndarray of int64 or None
        The only rows on screen, when a page picked some.
    values : mapping of str to ndarray of float64
        What cells are worth, where a column's meaning tells.
    days : frozenset of str
        The headings among these whose values are days.
    groups : GroupsKept
    progress : Progress
    """
    others = {name: one for name, one in filters.items() if name != heading}
    rows = kept_rows(table, others, values, groups, progress)
    if picked is not None:
        among = np.zeros(len(table), dtype=bool)
        among[picked] = True
        rows = among if rows is None else rows & among
    found, known = groups.of(table, heading, progress), values.get(heading)
    own = filters.get(heading, Filter())
    wanted = Filter(own.only, own.without).wants(found)
    counts = found.counts(rows)
    order = _ascending(found, known)
    order = order[counts[order] > 0]
    texts: list[str] = []
    for start in range(0, len(order), SLICE):
        texts += map(found.texts.__getitem__, order[start : start + SLICE].tolist())
    worth = _worth(found, known is not None, is_days=heading in days)
    return Choices(
        heading, worth, tuple(texts), counts[order].astype(np.int64), wanted[order]
    )


def _ascending(groups: CellGroups, known: Numbers | None) -> npt.NDArray[np.intp]:
    """Give numbers and days before texts, blank cells last."""
    numbers = groups.numbers(known)
    is_number = ~np.isnan(numbers)
    keys = np.empty(len(groups.texts), dtype=f"S{KEY_BYTES}")
    for start in range(0, len(keys), SLICE):
        keys[start : start + SLICE] = text_keys(groups.texts[start : start + SLICE])
    keys[is_number] = b""
    blank = np.fromiter(map(len, groups.texts), np.int64, len(groups.texts)) == 0
    rank = np.where(is_number, 0, np.where(blank, 2, 1))
    return np.lexsort((keys, np.where(is_number, numbers, 0), rank))


def _worth(groups: CellGroups, known: bool, *, is_days: bool) -> Worth:
    """Tell what most cells are: a column's meaning says it, else its cells do."""
    if known:
        return Worth.DATE if is_days else Worth.NUMBER
    counts = np.bincount(groups.kinds, minlength=len(Kind))
    filled = int(counts.sum() - counts[Kind.BLANK])
    for kind, worth in ((Kind.NUMBER, Worth.NUMBER), (Kind.DATE, Worth.DATE)):
        if filled and 2 * int(counts[kind]) > filled:
            return worth
    return Worth.TEXT
