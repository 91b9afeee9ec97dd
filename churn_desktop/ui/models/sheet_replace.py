"""Finding cells that hold a text, and what they hold once it is replaced."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from churn_desktop.core.progress import Progress, silent
from churn_desktop.core.project_edits import Written
from churn_desktop.core.table import Rows, Table
from churn_desktop.ui.models.sheet_cells import SLICE, cell_texts, joined


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for, and what takes its place.

    Attributes
    ----------
    text : str
    instead : str
    match_case : bool
    whole_cell : bool
        Cells that hold nothing else.
    """

    text: str
    instead: str = ""
    match_case: bool = False
    whole_cell: bool = False

    def replaced(self, cell: str) -> str:
        """Give what a cell holds afterwards.

        Examples
        --------
        >>> Wanted("pro", "Plus").replaced("Pro / PRO")
        'Plus / Plus'
        """
        pattern = re.escape(self.text)
        if self.whole_cell:
            pattern = rf"\A{pattern}\Z"
        flags = 0 if self.match_case else re.IGNORECASE
        return re.sub(pattern, lambda _match: self.instead, cell, flags=flags)

    def is_in(self, cell: str) -> bool:
        """Tell whether a cell holds it."""
        one, other = self.text, cell
        if not self.match_case:
            one, other = one.lower(), other.lower()
        return one == other if self.whole_cell else one in other


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The cells that hold a text.

    Attributes
    ----------
    wanted : Wanted
    table : Table
    cells : mapping of str to Written
        By heading: where, and what those cells hold afterwards.
    """

    wanted: Wanted
    table: Table
    cells: Mapping[str, Written]

    @property
    def count(self) -> int:
        """Number of cells."""
        return sum(len(written.texts) for written in self.cells.values())


def find_all(
    table: Table,
    among: Sequence[tuple[str, Rows]],
    wanted: Wanted,
    progress: Progress = silent,
) -> Found:
    """Find every cell that holds a text.

    Parameters
    ----------
    table : Table
    among : sequence of (str, ndarray of int64)
        Where to look: headings and table positions. A cell named twice counts once.
    wanted : Wanted
    progress : Progress
    """
    if not wanted.text:
        return Found(wanted, table, {})
    by_heading: dict[str, list[Rows]] = {}
    for heading, rows in among:
        by_heading.setdefault(heading, []).append(rows)
    cells = {}
    for heading, pieces in by_heading.items():
        rows = pieces[0] if len(pieces) == 1 else np.unique(np.concatenate(pieces))
        written = _find(table, heading, rows, wanted, progress)
        if len(written.texts):
            cells[heading] = written
    return Found(wanted, table, cells)


def _find(
    table: Table, heading: str, rows: Rows, wanted: Wanted, progress: Progress
) -> Written:
    places: list[int] = []
    texts: list[str] = []
    needle = wanted.text if wanted.match_case else wanted.text.lower()
    for start in range(0, len(rows), SLICE):
        progress(start, len(rows), "searching")
        some = rows[start : start + SLICE]
        found = cell_texts(table, heading, some)
        # Most blocks hold no hit: one look at the whole is enough for those.
        whole = joined(found)
        if needle not in (whole if wanted.match_case else whole.lower()):
            continue
        for position, text in zip(some.tolist(), found, strict=True):
            if wanted.is_in(text):
                places.append(position)
                texts.append(wanted.replaced(text))
    return Written(np.array(places, dtype=np.int64), texts)
