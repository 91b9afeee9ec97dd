"""Each different cell of a column once, so that no parser sees a text twice."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from churn_desktop.core.grid import Kind
from churn_desktop.core.table import Column, Kinds, Table, Texts
from churn_desktop.importing.column_memory import ColumnMemory

Found = TypeVar("Found")

# Written by programs, seen by nobody: zero-width characters, marks of direction.
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
    """

    texts: Texts
    kinds: Kinds
    codes: npt.NDArray[np.integer]
    _found: dict[object, Any] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return len(self.texts)

    @cached_property
    def counts(self) -> npt.NDArray[np.int64]:
        """How many cells of the column each of them stands for."""
        counts = np.bincount(self.codes, minlength=len(self)).astype(np.int64)
        counts.setflags(write=False)
        return counts

    @cached_property
    def blank(self) -> npt.NDArray[np.bool_]:
        """Which of them hold nothing or only spaces."""
        blank = self.each(lambda text: not text or text.isspace(), bool)
        blank.setflags(write=False)
        return blank

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
        if key not in self._found:
            self._found[key] = find_out(self, **choices)
        found: Found = self._found[key]
        return found

    def each(self, make: Callable[[str], object], dtype: Any) -> npt.NDArray[Any]:
        """Apply a function to each text."""
        return np.fromiter(map(make, self.texts), dtype=dtype, count=len(self))


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


_KNOWN = ColumnMemory[Distinct]()


def cells_of(table: Table, heading: str) -> Distinct:
    """Give the different cells of a column, found once for as long as it is the same.

    Parameters
    ----------
    table : Table
    heading : str
    """
    column = table.column(heading)
    return _KNOWN.recall(column, partial(distinct, column))


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
