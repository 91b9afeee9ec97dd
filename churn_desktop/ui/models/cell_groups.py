"""The different texts of a column, and which cells hold each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import count

import numpy as np
import numpy.typing as npt

from churn_desktop.core.calendar import NO_DAY
from churn_desktop.core.grid import Kind
from churn_desktop.core.progress import Progress, silent
from churn_desktop.core.table import Kinds, Rows, Table
from churn_desktop.ui.models.sheet_cells import SLICE, cell_texts
from churn_desktop.ui.models.sheet_order import Numbers

Mask = npt.NDArray[np.bool_]

_EPOCH = np.datetime64("1970-01-01", "D")


@dataclass(frozen=True, slots=True, eq=False)
class CellGroups:
    """One column, cell by cell as the number of its text.

    Attributes
    ----------
    texts : tuple of str
        Every different text, the one found first at first.
    codes : ndarray of int32
        For each table row the place of its text.
    first : ndarray of int64
        For each text the table position where it was found.
    kinds : ndarray of uint8
        The column's kinds; another array means that the column was edited.
    """

    texts: tuple[str, ...]
    codes: npt.NDArray[np.int32]
    first: Rows
    kinds: Kinds

    def counts(self, rows: Mask | None = None) -> npt.NDArray[np.intp]:
        """Count the cells of each text, among some rows or all."""
        codes = self.codes if rows is None else self.codes[rows]
        return np.bincount(codes, minlength=len(self.texts))

    def numbers(self, known: Numbers | None = None) -> Numbers:
        """Give what each text is worth, NaN where it is no number.

        Parameters
        ----------
        known : ndarray of float64, optional
            What the cells are worth, where the column's meaning tells.
        """
        if known is not None:
            return known[self.first] if len(self.first) else np.empty(0)
        values = np.full(len(self.texts), np.nan)
        kinds = self.kinds[self.first]
        for kind, read in ((Kind.NUMBER, float), (Kind.DATE, day_of)):
            places = np.flatnonzero(kinds == kind)
            for start in range(0, len(places), SLICE):
                some = places[start : start + SLICE]
                texts = map(self.texts.__getitem__, some.tolist())
                values[some] = np.fromiter(map(read, texts), np.float64, len(some))
        return values


def group_cells(table: Table, heading: str, progress: Progress = silent) -> CellGroups:
    """Find the different texts of a column, slice by slice."""
    # A text that is new gets the next number, all without a step of Python's.
    places: defaultdict[str, int] = defaultdict(count().__next__)
    first: list[Rows] = []
    codes = np.empty(len(table), dtype=np.int32)
    for start in range(0, len(table), SLICE):
        progress(start, len(table), "filtering")
        rows = np.arange(start, min(start + SLICE, len(table)), dtype=np.int64)
        known, texts = len(places), cell_texts(table, heading, rows)
        some = np.fromiter(map(places.__getitem__, texts), np.int32, len(texts))
        codes[start : start + SLICE] = some
        if len(places) > known:
            fresh = np.flatnonzero(some >= known)
            _texts, at = np.unique(some[fresh], return_index=True)
            first.append(start + fresh[at])
    return CellGroups(
        tuple(places),
        codes,
        np.concatenate([np.empty(0, dtype=np.int64), *first]),
        table.kinds[heading],
    )


class GroupsKept:
    """The groups of the columns that were asked for, as long as they hold."""

    def __init__(self) -> None:
        self._kept: dict[str, CellGroups] = {}

    def of(self, table: Table, heading: str, progress: Progress = silent) -> CellGroups:
        """Give the groups of a column, found out at most once for each edit."""
        known = self._kept.get(heading)
        if known is None or known.kinds is not table.kinds[heading]:
            known = self._kept[heading] = group_cells(table, heading, progress)
        return known


def day_of(text: str) -> float:
    """Give the day of an ISO date or time, NaN for anything else.

    Examples
    --------
    >>> day_of("1970-01-03T12:00:00"), day_of("soon")
    (2.0, nan)
    """
    try:
        day = np.datetime64(text[:10], "D")
    except ValueError:
        return np.nan
    number = (day - _EPOCH).astype(np.int64)
    return np.nan if np.isnat(day) or number == NO_DAY else float(number)
