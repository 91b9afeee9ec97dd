"""Each different cell of a column once, so that no parser sees a text twice."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, TypeVar
from weakref import WeakValueDictionary, ref

import numpy as np
import numpy.typing as npt

from churn_desktop.core.grid import Kind
from churn_desktop.core.table import Column, Kinds, Table, Texts
from churn_desktop.importing.column_memory import ColumnMemory

Found = TypeVar("Found")

# Written by programs, seen by nobody: zero-width characters, marks of direction.
_SLICE = 16_384
_SPACES = "\t\n\r\v\f\x1c\x1d\x1e\x1f"
_INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), 0x2060, 0xFEFF, 0x00AD])


@dataclass(frozen=True, eq=False)
class Distinct:
    """The different cells of a column; equal texts of different kinds are two.

    What is found out about them is kept with them: see `once`.

    Attributes
    ----------
    texts : ndarray of object
    kinds : ndarray of uint8
    codes : ndarray of int
        For each cell of the column its position in ``texts``.
    known_trimmed : bool
        Whether somebody has seen that all are ASCII without a space around them.
    found : dict
        What was found out about them, by who found it out.
    """

    texts: Texts
    kinds: Kinds
    codes: npt.NDArray[np.integer]
    known_trimmed: bool = False
    found: dict[object, Any] = field(default_factory=dict, repr=False)
    _edited: _Edited | None = field(default=None, repr=False)

    def __len__(self) -> int:
        return len(self.texts)

    @cached_property
    def counts(self) -> npt.NDArray[np.int64]:
        """How many cells of the column each of them stands for."""
        counts = np.bincount(self.codes, minlength=len(self)).astype(np.int64)
        counts.setflags(write=False)
        return counts

    @cached_property
    def trimmed(self) -> bool:
        """Whether all are ASCII without a space around them, seen at one glance."""
        return self.known_trimmed or are_trimmed(self.texts)

    @cached_property
    def blank(self) -> npt.NDArray[np.bool_]:
        """Which of them hold nothing or only spaces."""
        if self.trimmed:
            return np.asarray(self.texts == "", dtype=bool)
        return self.read_each(_blank)[0]

    def once(self, find_out: Callable[..., Found], **choices: Any) -> Found:
        """Give what a function finds out about the cells, found out once.

        Parameters
        ----------
        find_out : callable
            Gets these cells and the choices, and must depend on nothing else. Nobody
            may write into what it gives.
        **choices
            Values that can be looked up in a dictionary.
        """
        key = find_out, tuple(sorted(choices.items()))
        if key not in self.found:
            self.found[key] = find_out(self, **choices)
        found: Found = self.found[key]
        return found

    def read_each(
        self, read: Callable[..., tuple[npt.NDArray[Any], ...]], **choices: Any
    ) -> tuple[npt.NDArray[Any], ...]:
        """Give what a function reads in each cell, read once.

        Of a column of which a few cells were edited, only what was not there before is
        read.

        Parameters
        ----------
        read : callable
            Gets texts, kinds and the choices, and gives arrays with one value, or row,
            for each cell, which must depend on nothing but that cell.
        **choices
            Values that can be looked up in a dictionary.
        """
        key = read, tuple(sorted(choices.items()))
        if key not in self.found:
            arrays = self._read_edited(read, choices, key)
            if arrays is None:
                arrays = read(self.texts, self.kinds, **choices)
            for array in arrays:
                array.setflags(write=False)
            self.found[key] = arrays
        found: tuple[npt.NDArray[Any], ...] = self.found[key]
        return found

    def _read_edited(
        self,
        read: Callable[..., tuple[npt.NDArray[Any], ...]],
        choices: dict[str, Any],
        key: object,
    ) -> tuple[npt.NDArray[Any], ...] | None:
        edited = self._edited
        before = None if edited is None else edited.before()
        if edited is None or before is None or key not in before.found:
            return None
        added = read(edited.texts, edited.kinds, **choices)
        known = before.found[key]
        return tuple(
            np.concatenate([old, new])[edited.take]
            for old, new in zip(known, added, strict=True)
        )

    def each(self, make: Callable[[str], object], dtype: Any) -> npt.NDArray[Any]:
        """Apply a function to each text."""
        return _each(self.texts, make, dtype)


@dataclass(frozen=True, slots=True, eq=False)
class _Edited:
    """How the different cells of a column come from those of the column before.

    Attributes
    ----------
    before : reference to Distinct
    texts, kinds
        Cells that are not among them.
    take : ndarray of int
        For each cell its position among those before, followed by the others.
    """

    before: ref[Distinct]
    texts: Texts
    kinds: Kinds
    take: npt.NDArray[np.intp]


def distinct(column: Column) -> Distinct:
    """Find the different cells of a column.

    Examples
    --------
    >>> texts = np.array(["39", "", "39"], dtype=object)
    >>> kinds = np.array([Kind.TEXT, Kind.BLANK, Kind.NUMBER], dtype=np.uint8)
    >>> found = distinct(Column(texts, kinds))
    >>> found.texts.tolist(), found.codes.tolist()
    (['39', '', '39'], [0, 1, 2])
    """
    import pandas as pd

    codes, texts = pd.factorize(column.text)
    kinds = column.kinds
    base = np.int64(len(Kind))
    both, pairs = pd.factorize(codes * base + kinds)
    return Distinct(
        texts=np.asarray(texts, dtype=object)[pairs // base],
        kinds=(pairs % base).astype(np.uint8),
        codes=both.astype(np.int32),
    )


def distinct_after(column: Column, before: Distinct) -> Distinct:
    """Find the different cells of a column that an edit made of another one.

    Parameters
    ----------
    column : Column
    before : Distinct
        Of a column of the same length.

    Returns
    -------
    Distinct
        As `distinct` gives it; what was read in the cells before is used again.
    """
    import pandas as pd

    was, kind = before.texts[before.codes], before.kinds[before.codes]
    changed = np.flatnonzero((was != column.text) | (kind != column.kinds))
    if len(changed) > FEW:
        return distinct(column)
    codes = before.codes.astype(np.int64)
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
    # In order of their first cell, and without those that are nowhere any more.
    codes, take = pd.factorize(codes)
    return Distinct(
        texts=np.concatenate([before.texts, texts])[take],
        kinds=np.concatenate([before.kinds, kinds])[take],
        codes=codes.astype(np.int32),
        known_trimmed=before.trimmed and are_trimmed(texts),
        _edited=_Edited(ref(before), texts, kinds, take),
    )


FEW = 20
"""After so many changed cells a column is looked at anew."""

_KNOWN = ColumnMemory[Distinct]()
_LAST: WeakValueDictionary[tuple[str, int], Distinct] = WeakValueDictionary()


def cells_of(table: Table, heading: str) -> Distinct:
    """Give the different cells of a column, found once for as long as it is the same.

    Parameters
    ----------
    table : Table
    heading : str
    """
    column = table.column(heading)
    found = _KNOWN.recall(column, partial(_look_at, heading, column))
    _LAST[heading, len(column.kinds)] = found
    return found


def _look_at(heading: str, column: Column) -> Distinct:
    before = _LAST.get((heading, len(column.kinds)))
    return distinct(column) if before is None else distinct_after(column, before)


def are_trimmed(texts: Texts) -> bool:
    """Tell whether all texts are ASCII without a space around them, at one glance.

    Examples
    --------
    >>> are_trimmed(np.array(["a b", ""], dtype=object))
    True
    >>> are_trimmed(np.array(["a", "b "], dtype=object))
    False
    """
    for first in range(0, len(texts), _SLICE):
        whole = "\0".join(["", *texts[first : first + _SLICE].tolist(), ""])
        if not whole.isascii() or " \0" in whole or "\0 " in whole:
            return False
        # Looked for one by one: a set of all letters takes ten times as long.
        if any(space in whole for space in _SPACES):
            return False
    return True


def _blank(texts: Texts, _kinds: Kinds) -> tuple[npt.NDArray[np.bool_]]:
    return (_each(texts, lambda text: not text or text.isspace(), bool),)


def _each(texts: Texts, make: Callable[[str], object], dtype: Any) -> npt.NDArray[Any]:
    return np.fromiter(map(make, texts), dtype=dtype, count=len(texts))


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
            found = _KNOWN.recall(column, partial(_some_of, cells, rows))
            _LAST[heading, len(column.kinds)] = found


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


def tidy(text: str) -> str:
    """Take odd spaces, line breaks and invisible characters out of a heading.

    Examples
    --------
    >>> tidy(" 月费  （元） ")
    '月费 （元）'
    """
    return " ".join(text.translate(_INVISIBLE).split())


def plain(text: str) -> str:
    """Bring full-width forms, odd spaces and invisible characters to plain ones.

    Examples
    --------
    >>> plain(" １，２３４．５０ 元")
    '1,234.50 元'
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_INVISIBLE)
    return " ".join(text.split())
