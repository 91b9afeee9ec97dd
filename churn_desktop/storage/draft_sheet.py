"""A sheet while it is put together from the changes a file holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from churn_desktop.core.grid import Kind
from churn_desktop.core.table import Kinds, Rows, Table, Texts
from churn_desktop.storage.changes import CellBlock, ColumnOrigin, find_rows
from churn_desktop.storage.packing import PART
from churn_desktop.storage.plain_values import Damaged

MOST_COLUMNS = 1 << 17
MOST_CELLS = 1 << 29
"""More pointers than this fill the memory of the computers the program is for."""


@dataclass(slots=True, eq=False)
class _DraftColumn:
    """One column; its arrays may belong to a table until they are copied."""

    heading: str
    letter: int | None
    text: Texts
    kinds: Kinds
    shared: bool = False


class DraftSheet:
    """Takes changes one after the other; none of them is trusted to make sense.

    It writes into arrays of its own, so that thousands of small changes cost no more
    than their cells. A table that was taken out of it never changes.
    """

    def __init__(self) -> None:
        self._rows: Rows = np.empty(0, dtype=np.int64)
        self._columns: list[_DraftColumn] = []

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self._columns)

    def arrange(
        self, columns: Sequence[ColumnOrigin] | None, rows: Rows | None
    ) -> None:
        """Put columns and rows in another order, with new ones among them.

        Raises
        ------
        Damaged
            If there are two columns of one heading or source, or too many of them.
        """
        width = len(self._columns if columns is None else columns)
        height = len(self._rows if rows is None else rows)
        if width > MOST_COLUMNS or width * height > MOST_CELLS:
            raise Damaged("too many cells")
        if columns is not None:
            self._arrange_columns(columns)
        if rows is not None:
            self._arrange_rows(rows)

    def write(self, block: CellBlock) -> None:
        """Write some cells; `Damaged` when there are no such cells."""
        if not 0 <= block.place < len(self._columns) or block.part < 0:
            raise Damaged("cell place")
        start, count = block.part * PART, len(block.texts)
        if not 0 < count <= PART:
            raise Damaged("cell count")
        where = block.positions
        low, high = (0, count - 1) if where is None else (where.min(), where.max())
        if low < 0 or high >= PART or start + int(high) >= len(self):
            raise Damaged("cell position")
        column = self._columns[block.place]
        if column.shared:
            column.text, column.kinds = column.text.copy(), column.kinds.copy()
            column.shared = False
        cells = slice(start, start + count) if where is None else where + start
        column.text[cells] = block.texts
        column.kinds[cells] = block.kinds

    def table(self) -> Table:
        """Give the sheet as it is now."""
        import pandas as pd

        for column in self._columns:
            column.shared = True
        frame = pd.DataFrame(
            {column.heading: column.text for column in self._columns},
            index=pd.Index(self._rows, dtype=np.int64),
            dtype=object,
            copy=False,
        )
        return Table(
            frame,
            {column.heading: column.kinds for column in self._columns},
            {
                column.heading: column.letter
                for column in self._columns
                if column.letter is not None
            },
        )

    def _arrange_columns(self, columns: Sequence[ColumnOrigin]) -> None:
        letters = [c.letter for c in columns if c.letter is not None]
        sources = [c.source for c in columns if c.source is not None]
        if (
            len({column.heading for column in columns}) != len(columns)
            or len(set(sources)) != len(sources)
            or not all(0 <= source < len(self._columns) for source in sources)
            or not all(0 < letter <= MOST_COLUMNS for letter in letters)
        ):
            raise Damaged("columns")
        self._columns = [self._column(origin) for origin in columns]

    def _column(self, origin: ColumnOrigin) -> _DraftColumn:
        heading, letter, source = origin
        if source is not None:
            known = self._columns[source]
            return _DraftColumn(heading, letter, known.text, known.kinds, known.shared)
        text = np.full(len(self), "", dtype=object)
        kinds = np.full(len(self), Kind.BLANK, dtype=np.uint8)
        return _DraftColumn(heading, letter, text, kinds)

    def _arrange_rows(self, rows: Rows) -> None:
        found = find_rows(rows, self._rows)
        known = found >= 0
        for column in self._columns:
            text = np.full(len(rows), "", dtype=object)
            kinds = np.full(len(rows), Kind.BLANK, dtype=np.uint8)
            text[known] = column.text[found[known]]
            kinds[known] = column.kinds[found[known]]
            column.text, column.kinds, column.shared = text, kinds, False
        self._rows = rows
