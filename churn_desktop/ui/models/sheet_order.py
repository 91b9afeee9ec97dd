"""Sorting and searching the user's sheet without copying it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from churn_desktop.core.grid import Kind
from churn_desktop.core.progress import Progress, silent
from churn_desktop.core.table import Rows, Table
from churn_desktop.ui.models.sheet_cells import SLICE, cell_texts, joined

Numbers = npt.NDArray[np.float64]

KEY_BYTES = 24
FEW_DIFFERENT = 0.5
"""Share of different texts among the first ones below which each is looked at once."""

_Keys = npt.NDArray[np.bytes_]


def sorted_rows(
    table: Table,
    heading: str,
    *,
    descending: bool = False,
    numbers: Numbers | None = None,
    start: Rows | None = None,
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
    start : ndarray of int64, optional
        The order before, by default that of the file: by the last column first, the
        rows are sorted by several.
    progress : Progress

    Returns
    -------
    ndarray of int64
        Table positions: numbers before text (after it when descending), blanks last.
    """
    values = cell_numbers(table, heading, progress) if numbers is None else numbers
    is_number = ~np.isnan(values)
    is_blank = table.blank(heading) & ~is_number
    number_rows = _where(is_number, start)
    text_rows = _where(~is_number & ~is_blank, start)
    number_rows = number_rows[_order(values[number_rows], descending)]
    if len(text_rows):
        keys = _text_keys(table, heading, text_rows, progress)
        text_rows = text_rows[_order(keys, descending)]
    parts = [text_rows, number_rows] if descending else [number_rows, text_rows]
    return np.concatenate([*parts, _where(is_blank, start)]).astype(np.int64)


def cell_numbers(table: Table, heading: str, progress: Progress = silent) -> Numbers:
    """Give the numbers of a column, NaN where a cell holds something else."""
    numbers = np.full(len(table), np.nan)
    rows = np.flatnonzero(table.kinds[heading] == Kind.NUMBER)
    for start in range(0, len(rows), SLICE):
        progress(start, len(rows), "sorting")
        some = rows[start : start + SLICE]
        numbers[some] = [float(text) for text in cell_texts(table, heading, some)]
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
    path = _path(start[0], height, backwards=backwards)
    for at in range(0, len(path), SLICE):
        progress(at, len(path), "searching")
        rows = path[at : at + SLICE]
        positions = rows if order is None else order[rows]
        hits = [
            (at + place, -column if backwards else column)
            for column, heading in enumerate(table.headings)
            for place in _places(cell_texts(table, heading, positions), needle)
        ]
        begin = (0, -start[1] if backwards else start[1])
        end = (len(path) - 1, begin[1])
        hits = [hit for hit in hits if begin < hit <= end]
        if hits:
            place, column = min(hits)
            return int(path[place]), abs(column)
    return None


def _where(wanted: npt.NDArray[np.bool_], start: Rows | None) -> npt.NDArray[np.intp]:
    return np.flatnonzero(wanted) if start is None else start[wanted[start]]


def _path(row: int, height: int, *, backwards: bool) -> Rows:
    """Give all rows from one on, around, and that one again."""
    once = np.roll(np.arange(height, dtype=np.int64), -row)
    if backwards:
        once = np.roll(once[::-1], 1)
    return np.append(once, row)


def _places(texts: Sequence[str], needle: str) -> list[int]:
    # Most blocks hold no hit: one look at the whole is enough for those.
    if needle not in joined(texts).casefold():
        return []
    return [i for i, text in enumerate(texts) if needle in text.casefold()]


def _order(keys: npt.NDArray[np.generic], descending: bool) -> npt.NDArray[np.intp]:
    """Sort, stable in both directions."""
    if not descending:
        return np.argsort(keys, kind="stable")
    return len(keys) - 1 - np.argsort(keys[::-1], kind="stable")[::-1]


def _text_keys(
    table: Table, heading: str, rows: npt.NDArray[np.intp], progress: Progress
) -> npt.NDArray[np.generic]:
    """Make keys that sort as people expect: any case, Chinese by its sound.

    The common characters stand in GB 18030 in the order of their pinyin.
    """
    first = cell_texts(table, heading, rows[:SLICE])
    if len(set(first)) < FEW_DIFFERENT * len(first):
        return _ranks(table, heading, rows, progress)
    keys: _Keys = np.empty(len(rows), dtype=f"S{KEY_BYTES}")
    for start in range(0, len(rows), SLICE):
        progress(start, len(rows), "sorting")
        some = rows[start : start + SLICE]
        keys[start : start + SLICE] = text_keys(cell_texts(table, heading, some))
    return keys


def _ranks(
    table: Table, heading: str, rows: npt.NDArray[np.intp], progress: Progress
) -> npt.NDArray[np.generic]:
    """Sort the different texts only and give each row the place of its own."""
    numbers: dict[str, int] = {}
    codes = np.empty(len(rows), dtype=np.int32)
    for start in range(0, len(rows), SLICE):
        progress(start, len(rows), "sorting")
        texts = cell_texts(table, heading, rows[start : start + SLICE])
        for text in set(texts) - numbers.keys():
            numbers[text] = len(numbers)
        codes[start : start + SLICE] = [numbers[text] for text in texts]
    keys = np.array(text_keys(list(numbers)), dtype=f"S{KEY_BYTES}")
    _different, places = np.unique(keys, return_inverse=True)
    # The fewer bytes a place takes, the less there is to sort.
    kind = np.uint16 if len(numbers) < 65_536 else np.int32
    return places.astype(kind)[codes]


def text_keys(texts: Sequence[str]) -> list[bytes]:
    """Make keys by which texts sort, whatever their case, Chinese by its sound."""
    whole = joined(texts).casefold().encode("gb18030", "replace")
    keys = whole.split(b"\0")
    if len(keys) == len(texts):
        return keys
    return [text.casefold().encode("gb18030", "replace") for text in texts]
