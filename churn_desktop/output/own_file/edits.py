"""What was done to a list, as cells of the file it was read from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from churn_desktop.core.grid import Kind
from churn_desktop.core.project import Project
from churn_desktop.core.table import Table


@dataclass(frozen=True, slots=True)
class CellEdit:
    """What a cell of the file is to hold.

    Attributes
    ----------
    text : str
        ``""`` for nothing.
    kind : Kind
        What such a cell holds in this file; a text that cannot be one stays a text.
    example : tuple of int or None
        Row and column of a cell of the file that looks as this one is to look; None
        where there is a cell already.
    """

    text: str
    kind: Kind
    example: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class SheetEdits:
    """What was done to a list.

    Attributes
    ----------
    cells : mapping of (int, int) to CellEdit
        By file row and file column, from 1.
    last_row : int
        Last file row of the list.
    added_rows : int
        These follow the last row, where there is room; in ``cells`` their rows come
        right after it.
    deleted_rows : tuple of int
        File rows; their cells are emptied.
    deleted_columns : tuple of str
        They stay as they are.
    renamed : mapping of str to str
        New headings by old ones.
    """

    cells: Mapping[tuple[int, int], CellEdit]
    last_row: int
    added_rows: int
    deleted_rows: tuple[int, ...]
    deleted_columns: tuple[str, ...]
    renamed: Mapping[str, str]

    @property
    def nothing(self) -> bool:
        """Whether the file says all that there is to say."""
        return not self.cells


def sheet_edits(project: Project, imported: Project, width: int = 0) -> SheetEdits:
    """Find what was done to a list since it was read.

    Parameters
    ----------
    project, imported : Project
        As it is now, and as it was read.
    width : int
        Number of columns of the whole sheet; added ones come after it.
    """
    base, mine = imported.table, project.table
    header = imported.source.header_row
    now = {letter: heading for heading, letter in mine.letters.items()}
    known = {letter: heading for heading, letter in base.letters.items()}
    at = {int(row): place for place, row in enumerate(base.rows)}
    was = np.array([at.get(int(row), -1) for row in mine.rows], dtype=np.int64)
    last = int(base.rows.max()) if len(base) else header
    rows = mine.rows.copy()
    fresh = np.flatnonzero(was < 0)
    rows[fresh] = last + 1 + np.arange(len(fresh))
    cells: dict[tuple[int, int], CellEdit] = {}
    for letter, old in known.items():
        if letter in now:
            if now[letter] != old:
                cells[header, letter] = CellEdit(now[letter], Kind.TEXT)
            column = _Column(base, old, letter)
            cells |= column.edits(mine, now[letter], rows, was)
    gone = sorted(set(at) - {int(row) for row in mine.rows})
    for row in gone:
        for letter in known:
            if not base.blank(known[letter])[at[row]]:
                cells[row, letter] = CellEdit("", Kind.BLANK)
    added = [h for h in mine.headings if mine.letters.get(h) not in known]
    first = max([width, *known]) + 1
    for letter, heading in enumerate(added, start=first):
        cells[header, letter] = CellEdit(heading, Kind.TEXT, (header, letter - 1))
        texts = mine.column(heading).text
        for place in np.flatnonzero(texts != ""):
            cells[int(rows[place]), letter] = CellEdit(texts[place], Kind.TEXT)
    return SheetEdits(
        cells=cells,
        last_row=last,
        added_rows=len(fresh),
        deleted_rows=tuple(gone),
        deleted_columns=tuple(h for at, h in known.items() if at not in now),
        renamed={h: now[at] for at, h in known.items() if now.get(at, h) != h},
    )


class _Column:
    """One column as it was read, and what its cells usually are."""

    def __init__(self, table: Table, heading: str, letter: int) -> None:
        self.letter = letter
        self.text, self.kinds = table.column(heading)
        self.rows = table.rows
        filled = self.kinds[self.kinds != Kind.BLANK]
        self.usual = Kind.TEXT
        if len(filled):
            self.usual = Kind(int(np.bincount(filled).argmax()))
        examples = np.flatnonzero(self.kinds == self.usual)
        self.example = None
        if len(examples):
            self.example = int(self.rows[examples[-1]]), letter

    def edits(
        self, mine: Table, heading: str, rows: np.ndarray, was: np.ndarray
    ) -> dict[tuple[int, int], CellEdit]:
        """Give the cells that differ from what was read."""
        text = mine.column(heading).text
        old = np.where(was < 0, "", self.text[was] if len(self.text) else "")
        found = {}
        for place in np.flatnonzero(text != old):
            before = int(was[place])
            kind = Kind.BLANK if before < 0 else Kind(int(self.kinds[before]))
            example = None
            if kind is Kind.BLANK:
                kind, example = self.usual, self.example
            cell = CellEdit(text[place], kind, example)
            found[int(rows[place]), self.letter] = cell
        return found
