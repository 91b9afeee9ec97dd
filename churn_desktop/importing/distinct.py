"""Each different cell of a column once, so that no parser sees a text twice."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar
from weakref import ref

import numpy as np
import numpy.typing as npt

from churn_desktop.core.grid import Kind
from churn_desktop.core.table import Column, Kinds, Texts

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
    _edited: Edited | None = field(default=None, repr=False)

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
class Edited:
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
    if len(texts) == len(column.text):
        # All differ: the column itself lists them. Its kinds say how long it lasts
        # (see `column_memory`), so that nothing known of it may hold them.
        own = np.arange(len(kinds), dtype=np.int32)
        return Distinct(column.text, kinds.copy(), own)
    base = np.int64(len(Kind))
    both, pairs = pd.factorize(codes * base + kinds)
    return Distinct(
        texts=np.asarray(texts, dtype=object)[pairs // base],
        kinds=(pairs % base).astype(np.uint8),
        codes=both.astype(np.min_scalar_type(-len(pairs))),
    )


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
