"""The different cells of a list's columns, kept while the columns last.

An edit makes another column of one that is known, and then only the cells that were
not there before are looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TypeAlias
from weakref import WeakValueDictionary, ref

import numpy as np
import numpy.typing as npt

from churn_desktop.core.table import Column, Table
from churn_desktop.importing.column_memory import ColumnMemory
from churn_desktop.importing.distinct import Distinct, Edited, are_trimmed, distinct

Mask: TypeAlias = npt.NDArray[np.bool_]

FEW = 20
"""After so many changed cells a column is looked at anew."""

_KNOWN = ColumnMemory[Distinct]()
_LAST: WeakValueDictionary[tuple[str, int | None], Distinct] = WeakValueDictionary()
"""By heading and number of cells; by the heading alone, for when rows come or go."""


def cells_of(table: Table, heading: str) -> Distinct:
    """Give the different cells of a column, found once for as long as it stays."""
    column = table.column(heading)
    found = _KNOWN.recall(column, partial(_look_at, heading, column))
    _keep(heading, found)
    return found


def _keep(heading: str, found: Distinct) -> None:
    _LAST[heading, len(found.codes)] = _LAST[heading, None] = found


def _look_at(heading: str, column: Column) -> Distinct:
    before = _LAST.get((heading, len(column.kinds))) or _LAST.get((heading, None))
    return distinct(column) if before is None else distinct_after(column, before)


def remember_cells(table: Table, known: Sequence[Distinct]) -> None:
    """Keep what reading a file has found out about its columns.

    Parameters
    ----------
    table : Table
        The list that was found in the file.
    known : sequence of Distinct
        Of each column of the file, with a cell for each of its rows.
    """
    rows = table.rows - 1
    for heading, letter in table.letters.items():
        if letter <= len(known):
            column = table.column(heading)
            cells = known[letter - 1]
            _keep(heading, _KNOWN.recall(column, partial(_some_of, cells, rows)))


def _some_of(cells: Distinct, rows: npt.NDArray[np.int64]) -> Distinct:
    """Give the different cells among some rows of a column."""
    codes = cells.codes[rows]
    there = np.bincount(codes, minlength=len(cells)) > 0
    gone = np.flatnonzero(~there)
    trimmed = cells.known_trimmed
    if not len(gone):
        return Distinct(cells.texts, cells.kinds, codes, trimmed)
    if gone.tolist() == [0]:  # The heading, which nothing below it repeats.
        codes -= codes.dtype.type(1)
        return Distinct(cells.texts[1:], cells.kinds[1:], codes, trimmed)
    renumbered = (np.cumsum(there) - 1).astype(codes.dtype)
    texts, kinds = cells.texts[there], cells.kinds[there]
    return Distinct(texts, kinds, renumbered[codes], trimmed)


def distinct_after(column: Column, before: Distinct) -> Distinct:
    """Find the different cells of a column that an edit made of another one.

    Parameters
    ----------
    column : Column
    before : Distinct
        If that column had more rows or fewer, all of those are taken to be in one
        place.

    Returns
    -------
    Distinct
        As `distinct` gives it; what was read in the cells before is used again.
    """
    codes = _codes_before(column, before)
    changed = np.flatnonzero(codes < 0)
    if len(changed) > FEW:
        return distinct(column)
    added: dict[tuple[str, int], int] = {}
    for at in changed.tolist():
        cell = column.text[at], int(column.kinds[at])
        codes[at] = added.setdefault(cell, len(before) + len(added))
    texts = np.array([text for text, _ in added], dtype=object)
    kinds = np.array([kind for _, kind in added], dtype=np.uint8)
    for number, (text, kind) in enumerate(zip(texts, kinds, strict=True)):
        same = np.flatnonzero((before.texts == text) & (before.kinds == kind))
        if len(same):
            codes[codes == len(before) + number] = same[0]
    numbers, take = _renumbered(codes, len(before) + len(added))
    return Distinct(
        texts=np.concatenate([before.texts, texts])[take],
        kinds=np.concatenate([before.kinds, kinds])[take],
        codes=numbers.astype(np.int32),
        known_trimmed=before.trimmed and are_trimmed(texts),
        _edited=Edited(ref(before), texts, kinds, take),
    )


def _codes_before(column: Column, before: Distinct) -> npt.NDArray[np.int64]:
    """Give the number that each cell had in the column before; -1: it was not there."""
    was = Column(before.texts[before.codes], before.kinds[before.codes])
    now, then = len(column.kinds), len(was.kinds)
    shorter = min(now, then)
    codes = np.full(now, -1, dtype=np.int64)
    differs = _differ(was, column, slice(shorter), slice(shorter))
    codes[:shorter] = before.codes[:shorter]
    codes[:shorter][differs] = -1
    if now == then or not differs.any():
        return codes
    head = int(differs.argmax())
    codes[head:] = -1
    left = shorter - head
    differs = _differ(was, column, slice(then - left, then), slice(now - left, now))
    tail = int(differs[::-1].argmax()) if differs.any() else left
    codes[now - tail :] = before.codes[then - tail :]
    return codes


def _differ(one: Column, other: Column, here: slice, there: slice) -> Mask:
    """Compare cells of two columns."""
    found: Mask = one.text[here] != other.text[there]
    found |= one.kinds[here] != other.kinds[there]
    return found


def _renumbered(
    codes: npt.NDArray[np.int64], count: int
) -> tuple[npt.NDArray[np.integer], npt.NDArray[np.intp]]:
    """Give each number that is anywhere another one, in order of its first cell.

    Returns
    -------
    codes : ndarray of int
    take : ndarray of int
        For each new number the old one.
    """
    import pandas as pd

    first = np.full(count, -1, dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    there = first >= 0
    if (np.diff(first[there]) < 0).any():
        codes, take = pd.factorize(codes)
        return codes, take
    # Nearly always, and much sooner found.
    return (np.cumsum(there) - 1)[codes], np.flatnonzero(there)
