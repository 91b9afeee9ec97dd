"""Which customers are like those who left.

For every running customer, customers with the same values in the columns that made a
difference are counted, and the share of them that left. Nothing is fitted: the figure
is a share of customers one can list, and the columns it rests on are named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from churn_desktop.core.book import Book, Codes, Counts
from churn_desktop.engine.departures import running
from churn_desktop.engine.exposure import Exposure
from churn_desktop.engine.intervals import wilson
from churn_desktop.engine.segments import Segments

if TYPE_CHECKING:
    import pandas as pd


FEWEST = 20
"""Fewer customers alike are too few to go by."""
MOST_COLUMNS = 3
_CELLS = 1 << 20
"""Up to this many combinations of values all are counted, not only those that occur."""


@dataclass(frozen=True, slots=True, eq=False)
class Lookalikes:
    """Running customers, those first whose like left most.

    Attributes
    ----------
    columns : tuple of str
        The headings compared, the one that tells most first.
    frame : pandas.DataFrame
        A row for each running customer and the columns

        =================  ===========================================================
        customer           position in the book
        share              lost / opening
        share_low, _high   Wilson 95 % limits
        opening, lost      of the customers with the same values, as in
                           `exposure.Exposure`
        alike              how many customers these are
        compared           in how many of ``columns`` they are the same, from the
                           first on; the others leave too few alike
        =================  ===========================================================

        Sorted by ``share``, then by ``opening``, then as in the list. Customers of whom
        not even the first column has enough alike are left out.
    """

    columns: tuple[str, ...]
    frame: pd.DataFrame
    _book: Book
    _codes: tuple[Codes, ...]

    def alike(self, row: int) -> Codes:
        """Give everybody who is like the customer of a row of ``frame``."""
        customer = int(self.frame.customer.iloc[row])
        same = np.ones(len(self._book), dtype=bool)
        for codes in self._codes[: int(self.frame.compared.iloc[row])]:
            same &= codes == codes[customer]
        return np.flatnonzero(same).astype(np.int32)


def find_lookalikes(
    book: Book, exposure: Exposure, segments: Mapping[str, Segments]
) -> Lookalikes | None:
    """Rank the running customers by how many of their like left.

    Parameters
    ----------
    book : Book
    exposure : Exposure
    segments : mapping of str to Segments
        By heading. Of those with a marked group the `MOST_COLUMNS` with the smallest
        p-value are used; not those in which all running customers are the same, such
        as a reason for leaving.

    Returns
    -------
    Lookalikes or None
        None when no column makes a difference.
    """
    import pandas as pd

    here = np.flatnonzero(running(book)).astype(np.int32)
    chosen = _telling(segments, here)
    if not chosen or not len(here):
        return None
    codes = tuple(segments[heading].groups.codes for heading in chosen)
    at_risk = (exposure.opening > 0).astype(np.int64)
    columns = {
        "opening": np.zeros(len(here), dtype=np.int64),
        "lost": np.zeros(len(here), dtype=np.int64),
        "alike": np.zeros(len(here), dtype=np.int64),
    }
    compared = np.zeros(len(here), dtype=np.int64)
    cell = np.zeros(len(book), dtype=np.int64)
    for number, code in enumerate(codes, start=1):
        cell = cell * (int(code.max()) + 1) + code
        if cell.max() > _CELLS:
            cell = np.unique(cell, return_inverse=True)[1]
        alike = _sum(cell, at_risk).take(cell[here])
        enough = (alike >= FEWEST) & (compared == number - 1)
        compared[enough] = number
        for name, values in (
            ("opening", exposure.opening),
            ("lost", exposure.lost),
            ("alike", at_risk),
        ):
            columns[name][enough] = _sum(cell, values).take(cell[here[enough]])
    low, high = wilson(columns["lost"], columns["opening"])
    with np.errstate(invalid="ignore"):
        share = columns["lost"] / columns["opening"]
    frame = pd.DataFrame(
        {
            "customer": here,
            "share": share,
            "share_low": low,
            "share_high": high,
            **columns,
            "compared": compared,
        }
    )
    order = np.lexsort((here, -columns["opening"], -share))
    frame = frame.iloc[order[compared[order] > 0]].reset_index(drop=True)
    return Lookalikes(chosen, frame, book, codes)


def _telling(segments: Mapping[str, Segments], here: Codes) -> tuple[str, ...]:
    """Choose the columns that make a difference, the strongest first."""
    found = [
        (float(each.frame.p.min()), heading)
        for heading, each in segments.items()
        if each.differs and len(np.unique(each.groups.codes[here])) > 1
    ]
    return tuple(heading for _, heading in sorted(found)[:MOST_COLUMNS])


def _sum(cell: Counts, values: Counts) -> Counts:
    return np.bincount(cell, values).astype(np.int64)
