"""What differs between two states of a sheet: its columns, its rows, single cells.

The same few values describe a sheet as it was imported (against no sheet at all), all
edits since (against the imported one), and one edit (against the state before it).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from churn_desktop.core.grid import Kind
from churn_desktop.core.table import Column, Kinds, Rows, Table, Texts
from churn_desktop.storage.packing import PART

_DENSE = 4
"""One changed cell in so many: the whole part is kept instead of its positions."""


class ColumnOrigin(NamedTuple):
    """A column of the later sheet and where it comes from.

    Attributes
    ----------
    heading : str
    letter : int or None
        Its column in the file; None for columns added here.
    source : int or None
        Its place in the earlier sheet; None when it is new and starts blank.
    """

    heading: str
    letter: int | None
    source: int | None


class CellBlock(NamedTuple):
    """Cells of one column among `PART` rows of the later sheet.

    Attributes
    ----------
    place : int
        Place of the column.
    part : int
        The rows from ``part * PART`` on.
    positions : ndarray of int64 or None
        Rows within the part; None: the first and all that follow.
    texts, kinds
        What the cells hold.
    """

    place: int
    part: int
    positions: npt.NDArray[np.int64] | None
    texts: Texts
    kinds: Kinds


@dataclass(frozen=True, slots=True, eq=False)
class Changes:
    """How one sheet becomes another.

    Attributes
    ----------
    columns : tuple of ColumnOrigin or None
        All columns in order; None: the same as before.
    rows : ndarray of int64 or None
        The number of each row; a row goes on from the first earlier row of its number
        and starts blank where there was none. None: the same as before.
    cells : iterator of CellBlock
        What else differs, to be taken once.
    """

    columns: tuple[ColumnOrigin, ...] | None
    rows: Rows | None
    cells: Iterator[CellBlock]


def changes_between(before: Table | None, after: Table) -> Changes:
    """Find out how a sheet became another; None is a sheet without rows and columns."""
    if before is after:
        return Changes(None, None, iter(()))
    if before is None:
        origins = tuple(
            ColumnOrigin(heading, after.letters.get(heading), None)
            for heading in after.headings
        )
        return Changes(origins, after.rows, _cells(None, after, origins, None))
    origins = _origins(before, after)
    same_columns = origins == tuple(
        ColumnOrigin(heading, before.letters.get(heading), place)
        for place, heading in enumerate(before.headings)
    )
    if np.array_equal(before.rows, after.rows):
        rows = found = None
    else:
        rows, found = after.rows, find_rows(after.rows, before.rows)
    return Changes(
        None if same_columns else origins, rows, _cells(before, after, origins, found)
    )


def find_rows(numbers: Rows, among: Rows) -> npt.NDArray[np.intp]:
    """Give the first place of each number among others, -1 where there is none."""
    if not len(among):
        return np.full(len(numbers), -1, dtype=np.intp)
    order = np.argsort(among, kind="stable")
    at = np.searchsorted(among, numbers, sorter=order)
    places = order[np.minimum(at, len(order) - 1)]
    return np.where(among[places] == numbers, places, -1)


def _origins(before: Table, after: Table) -> tuple[ColumnOrigin, ...]:
    """Follow columns by their place in the file, added ones by their heading."""
    same: dict[tuple[str, int | None], int] = {}
    renamed: dict[int, int] = {}
    for place, heading in enumerate(before.headings):
        letter = before.letters.get(heading)
        if heading in after.kinds and after.letters.get(heading) == letter:
            same[heading, letter] = place
        elif letter is not None:
            renamed[letter] = place
    origins = []
    for heading in after.headings:
        letter = after.letters.get(heading)
        source = same.get((heading, letter))
        if source is None and letter is not None:
            source = renamed.pop(letter, None)
        origins.append(ColumnOrigin(heading, letter, source))
    return tuple(origins)


def _cells(
    before: Table | None,
    after: Table,
    origins: tuple[ColumnOrigin, ...],
    found: npt.NDArray[np.intp] | None,
) -> Iterator[CellBlock]:
    for place, origin in enumerate(origins):
        now = after.column(origin.heading)
        was = None
        if before is not None and origin.source is not None:
            was = before.column(before.headings[origin.source])
            if found is None and _shared(was, now):
                continue
        for start in range(0, len(after), PART):
            block = _block(was, now, found, slice(start, start + PART))
            if block is not None:
                positions, texts, kinds = block
                yield CellBlock(place, start // PART, positions, texts, kinds)


def _shared(was: Column, now: Column) -> bool:
    """Tell whether two columns are the same memory, which nobody writes into."""
    return (
        was.kinds is now.kinds
        and was.text.__array_interface__["data"] == now.text.__array_interface__["data"]
        and was.text.strides == now.text.strides
    )


def _block(
    was: Column | None,
    now: Column,
    found: npt.NDArray[np.intp] | None,
    part: slice,
) -> tuple[npt.NDArray[np.int64] | None, Texts, Kinds] | None:
    """Compare one part of a column; None when nothing differs."""
    texts, kinds = now.text[part], now.kinds[part]
    if was is None:
        changed = (texts != "") | (kinds != Kind.BLANK)
    elif found is None:
        changed = (texts != was.text[part]) | (kinds != was.kinds[part])
    else:
        changed = _differs(was, found[part], texts, kinds)
    where = np.flatnonzero(changed)
    if not len(where):
        return None
    if len(where) * _DENSE > len(texts):
        return None, texts, kinds
    return where.astype(np.int64), texts[where], kinds[where]


def _differs(
    was: Column, found: npt.NDArray[np.intp], texts: Texts, kinds: Kinds
) -> npt.NDArray[np.bool_]:
    earlier = np.full(len(texts), "", dtype=object)
    earlier_kinds = np.full(len(texts), Kind.BLANK, dtype=np.uint8)
    known = found >= 0
    earlier[known] = was.text[found[known]]
    earlier_kinds[known] = was.kinds[found[known]]
    differs: npt.NDArray[np.bool_] = (texts != earlier) | (kinds != earlier_kinds)
    return differs
