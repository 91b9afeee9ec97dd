"""Sorting and searching the user's sheet without copying it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from churn_desktop.core.grid import Kind
from churn_desktop.core.progress import Progress, silent
from churn_desktop.core.table import Rows, Table

Numbers = npt.NDArray[np.float64]

# Work on Python objects is done in slices, or the window would stand still.
SLICE = 16_384
KEY_BYTES = 24


def sorted_rows(
    table: Table,
    heading: str,
    *,
    descending: bool = False,
    numbers: Numbers | None = None,
    progress: Progress = silent,
) -> Rows:
    """Order all rows by one column as Excel does; equal rows keep their order.

    Parameters
    ----------
    table : Table
    heading : str
    descending : bool
    numbers : ndarray of float64, optional
        What the cells are worth where that is known (days, amounts), else NaN.
    progress : Progress

    Returns
    -------
    ndarray of int64
        Table positions: numbers before text (after it when descending), blanks last.
    """
    values = cell_numbers(table, heading, progress) if numbers is None else numbers
    is_number = ~np.isnan(values)
    is_blank = table.blank(heading) & ~is_number
    number_rows = np.flatnonzero(is_number)
    text_rows = np.flatnonzero(~is_number & ~is_blank)
    number_rows = number_rows[_order(values[number_rows], descending)]
    if len(text_rows):
        keys = _text_keys(table, heading, text_rows, progress)
        text_rows = text_rows[_order(keys, descending)]
    parts = [text_rows, number_rows] if descending else [number_rows, text_rows]
    return np.concatenate([*parts, np.flatnonzero(is_blank)]).astype(np.int64)


def cell_numbers(table: Table, heading: str, progress: Progress = silent) -> Numbers:
    """Give the numbers of a column, NaN where a cell holds something else."""
    numbers = np.full(len(table), np.nan)
    rows = np.flatnonzero(table.kinds[heading] == Kind.NUMBER)
    text = table.frame[heading].array
    for start in range(0, len(rows), SLICE):
        progress(start, len(rows), "sorting")
        some = rows[start : start + SLICE]
        numbers[some] = np.asarray(text.take(some), dtype=object).astype(np.float64)
    return numbers


def keep(order: Rows | None, wanted: Rows, count: int) -> Rows:
    """Keep only some table positions of an order.

    Parameters
    ----------
    order : ndarray of int64 or None
        None: the order of the file.
    wanted : ndarray of int64
        Table positions.
    count : int
        Number of rows of the table.
    """
    if order is None:
        return np.unique(wanted).astype(np.int64)
    is_wanted = np.zeros(count, dtype=bool)
    is_wanted[wanted] = True
    return order[is_wanted[order]]


def find(
    table: Table,
    order: Rows | None,
    text: str,
    start: tuple[int, int],
    *,
    backwards: bool = False,
    progress: Progress = silent,
) -> tuple[int, int] | None:
    """Find the next cell that contains a text, upper or lower case.

    Parameters
    ----------
    table : Table
    order : ndarray of int64 or None
        The rows to look through, in their order on screen.
    text : str
    start : tuple of int
        Row on screen and column to go on from; itself the last to be looked at.
    backwards : bool
    progress : Progress

    Returns
    -------
    tuple of int or None
        Row on screen and column, None when no cell contains it.
    """
    needle = text.casefold()
    height = len(table) if order is None else len(order)
    if not needle or not height or not table.headings:
        return None
    columns = [table.frame[heading].array for heading in table.headings]
    path = _path(start[0], height, backwards=backwards)
    for at in range(0, len(path), SLICE):
        progress(at, len(path), "searching")
        rows = path[at : at + SLICE]
        positions = rows if order is None else order[rows]
        hits = [
            (at + place, -column if backwards else column)
            for column, texts in enumerate(columns)
            for place in _places(texts.take(positions), needle)
        ]
        begin = (0, -start[1] if backwards else start[1])
        end = (len(path) - 1, begin[1])
        hits = [hit for hit in hits if begin < hit <= end]
        if hits:
            place, column = min(hits)
            return int(path[place]), abs(column)
    return None


def _path(row: int, height: int, *, backwards: bool) -> Rows:
    """Give all rows from one on, around, and that one again."""
    once = np.roll(np.arange(height, dtype=np.int64), -row)
    if backwards:
        once = np.roll(once[::-1], 1)
    return np.append(once, row)


def _places(texts: Iterable[object], needle: str) -> list[int]:
    return [i for i, text in enumerate(texts) if needle in str(text).casefold()]


def _order(keys: npt.NDArray[np.generic], descending: bool) -> npt.NDArray[np.intp]:
    """Sort, stable in both directions."""
    if not descending:
        return np.argsort(keys, kind="stable")
    return len(keys) - 1 - np.argsort(keys[::-1], kind="stable")[::-1]


def _text_keys(
    table: Table, heading: str, rows: npt.NDArray[np.intp], progress: Progress
) -> npt.NDArray[np.bytes_]:
    """Make bytes that sort as people expect: any case, Chinese by its sound.

    The common characters stand in GB 18030 in the order of their pinyin.
    """
    keys = np.empty(len(rows), dtype=f"S{KEY_BYTES}")
    text = table.frame[heading].array
    for start in range(0, len(rows), SLICE):
        progress(start, len(rows), "sorting")
        some = text.take(rows[start : start + SLICE])
        keys[start : start + SLICE] = [
            str(cell).casefold().encode("gb18030", "replace")[:KEY_BYTES]
            for cell in some
        ]
    return keys
