"""Large parts of the user's sheet at once: as text to paste, as totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from churn_desktop.core.grid import Kind
from churn_desktop.core.progress import Progress, silent
from churn_desktop.core.table import Rows, Table
from churn_desktop.ui.clipboard import BREAKS, FORMULA_STARTS, Cell, plain
from churn_desktop.ui.models.sheet_cells import SLICE, cell_texts, joined
from churn_desktop.ui.models.sheet_order import Numbers, cell_numbers


@dataclass(frozen=True, slots=True)
class Totals:
    """What spreadsheets say of selected cells.

    Attributes
    ----------
    filled : int
        Cells that hold anything.
    numbers : int
        Those of them that are numbers.
    total : float
        Their sum.
    """

    filled: int
    numbers: int
    total: float


def as_text(
    table: Table, rows: Rows, headings: Sequence[str], progress: Progress = silent
) -> str:
    """Write cells for the clipboard, however many.

    Parameters
    ----------
    table : Table
    rows : ndarray of int64
        Table positions.
    headings : sequence of str
    progress : Progress
    """
    lines: list[str] = []
    for start in range(0, len(rows), SLICE):
        progress(start, len(rows), "copying")
        some = rows[start : start + SLICE]
        columns = [_column(table, heading, some) for heading in headings]
        lines += ["\t".join(cells) for cells in zip(*columns, strict=True)]
    return "\n".join(lines)


def totals(
    table: Table,
    selected: Sequence[tuple[str, Rows]],
    known: dict[str, Numbers],
    progress: Progress = silent,
) -> Totals:
    """Count and add up cells.

    Parameters
    ----------
    table : Table
    selected : sequence of (str, ndarray of int64)
        Heading and table positions.
    known : dict of str to ndarray of float64
        Columns that were read as numbers before; those read now are added.
    progress : Progress
    """
    filled, numbers, total = 0, 0, 0.0
    for heading, rows in selected:
        if heading not in known:
            known[heading] = cell_numbers(table, heading, progress)
        values = known[heading][rows]
        is_number = ~np.isnan(values)
        filled += int(np.count_nonzero(~table.blank(heading)[rows]))
        numbers += int(np.count_nonzero(is_number))
        total += float(values[is_number].sum())
    return Totals(filled, numbers, total)


def _column(table: Table, heading: str, rows: Rows) -> list[str]:
    texts = cell_texts(table, heading, rows)
    whole = joined(["", *texts])
    starts = (joined(["", sign]) for sign in FORMULA_STARTS)
    if not any(sign in whole for sign in (*BREAKS, *starts)):
        return texts
    is_text = (table.kinds[heading][rows] == Kind.TEXT).tolist()
    return [
        plain(Cell(text, number=not quoted))
        for text, quoted in zip(texts, is_text, strict=True)
    ]
