"""Where the cells of the clipboard go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from churn_desktop.core.project_edits import Written
from churn_desktop.core.table import Table
from churn_desktop.ui.models.sheet_model import SheetModel
from churn_desktop.ui.views.grid import Range


@dataclass(frozen=True, slots=True, eq=False)
class Pasted:
    """Copied cells in their places.

    Attributes
    ----------
    table : Table
        The table they are for.
    cells : mapping of str to Written
        By heading.
    corners : tuple of int
        First row and column on screen, last row and column.
    rows_below : int
        Rows that have to be added at the end of the table.
    columns_beyond : int
        Columns that have no place on the right.
    """

    table: Table
    cells: Mapping[str, Written]
    corners: tuple[int, int, int, int]
    rows_below: int = 0
    columns_beyond: int = 0

    @property
    def count(self) -> int:
        """Number of cells."""
        return sum(len(written.texts) for written in self.cells.values())

    def fitting(self) -> Pasted:
        """Give the same without the rows below the end."""
        cells = {}
        for heading, written in self.cells.items():
            fits = int(np.count_nonzero(written.positions < len(self.table)))
            cells[heading] = Written(written.positions[:fits], written.texts[:fits])
        return replace(self, cells=cells, rows_below=0)


def place(copied: list[list[str]], around: Range, model: SheetModel) -> Pasted:
    """Place copied cells as a spreadsheet does.

    A selection that is a multiple of what was copied is filled with it over and over;
    otherwise the selection's first cell is where it begins.

    Parameters
    ----------
    copied : list of list of str
        A row after the other, all of one length.
    around : tuple of int
        The selection.
    model : SheetModel
        What is on screen; rows are written where they stand in the table.
    """
    table = model.table
    assert table is not None
    top, bottom, left, right = around
    height, width = len(copied), len(copied[0])
    if (bottom - top + 1) % height == 0 and (right - left + 1) % width == 0:
        times = (bottom - top + 1) // height, (right - left + 1) // width
        copied = [row * times[1] for row in copied] * times[0]
        height, width = len(copied), len(copied[0])
    on_screen = min(height, len(model) - top)
    positions = model.positions(top, top + on_screen - 1)
    added = np.arange(len(table), len(table) + height - on_screen, dtype=np.int64)
    places = np.concatenate([positions, added])
    headings = model.headings[left : left + width]
    columns = zip(*copied, strict=True)
    cells = {
        heading: Written(places, list(texts))
        for heading, texts in zip(headings, columns, strict=False)
    }
    return Pasted(
        table,
        cells,
        (top, left, top + height - 1, left + len(headings) - 1),
        height - on_screen,
        width - len(headings),
    )
