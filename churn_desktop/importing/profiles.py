"""What the cells of a column look like, from a sample of its rows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from churn_desktop.core.calendar import NO_DAY
from churn_desktop.core.grid import Kind
from churn_desktop.core.schema import Content
from churn_desktop.core.table import Column, Table
from churn_desktop.importing.amounts import read_amounts
from churn_desktop.importing.billing import read_terms
from churn_desktop.importing.distinct import distinct
from churn_desktop.importing.flags import (
    UNKNOWN,
    is_no_day,
    is_open_mark,
    read_status,
    read_undone,
)
from churn_desktop.importing.values import read_dates

SAMPLE = 2_000
"""So many rows, spread over the whole list, are looked at."""

_MOST = 0.5
_LONGEST = 40
_CUT = 100
_DATE_SHAPED = re.compile(
    r"\s*(?:\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})"
    r"\s*日?(?:[\sT].*)?"
)
_LONG_DIGITS = re.compile(r"0\d+|[+-]?\d{11,}|\d{3,4}-\d{7,8}")


@dataclass(frozen=True, slots=True)
class Profile:
    """Shares of a column's cells that could be read as this or that.

    All but ``blank`` are shares of the cells that are neither blank nor an error.

    Attributes
    ----------
    filled : int
        Cells of the sample that are not blank.
    blank : float
    dates : float
        Including impossible ones, 30 February.
    numbers, flags, terms, open_marks : float
    codes : float
        Digits that are no quantity: leading zeros, eleven digits and more.
    different : int
        How many different values the sample has.
    undone : float
        States of an order that stands or does not.
    serials : float
        Numbers that could be a spreadsheet's day counts, or seconds since 1970.
    no_days : float
        What stands for no day at all: 0, 0000-00-00.
    low, high : float
        Of the numbers; NaN without any.
    """

    filled: int
    blank: float
    dates: float
    numbers: float
    flags: float
    terms: float
    open_marks: float
    codes: float
    different: int
    undone: float = 0.0
    serials: float = 0.0
    no_days: float = 0.0
    low: float = np.nan
    high: float = np.nan

    @property
    def content(self) -> Content:
        """What the cells are, whatever the heading says."""
        if self.dates > _MOST:
            return Content.DATE
        if self.numbers > _MOST and self.codes < 0.2:
            return Content.AMOUNT
        return Content.TEXT


def profile_columns(
    table: Table, headings: Iterable[str] | None = None
) -> dict[str, Profile]:
    """Look at a sample of every column.

    Parameters
    ----------
    table : Table
    headings : iterable of str, optional
        Of the columns to look at, if not at all.

    Returns
    -------
    dict of str to Profile
        By heading.
    """
    rows = sample_rows(len(table))
    found = {}
    for heading in table.headings if headings is None else headings:
        text, kinds = table.column(heading)
        found[heading] = profile(Column(text[rows], kinds[rows]))
    return found


def sample_rows(n: int) -> npt.NDArray[np.int64]:
    """Choose rows: the first thousand and as many spread over the others.

    Examples
    --------
    >>> sample_rows(3).tolist()
    [0, 1, 2]
    >>> len(sample_rows(1_000_000))
    2000
    """
    if n <= SAMPLE:
        return np.arange(n)
    half = SAMPLE // 2
    rest = np.linspace(half, n - 1, SAMPLE - half).astype(np.int64)
    return np.concatenate([np.arange(half), rest])


def profile(column: Column) -> Profile:
    """Describe the cells of a column.

    Examples
    --------
    >>> texts = np.array(["2024-03-05", "-", ""], dtype=object)
    >>> kinds = np.array([Kind.TEXT, Kind.TEXT, Kind.BLANK], dtype=np.uint8)
    >>> seen = profile(Column(texts, kinds))
    >>> seen.dates, seen.open_marks, seen.filled
    (0.5, 0.5, 2)
    """
    texts = np.empty(len(column.text), dtype=object)
    # What is longer is a text, whatever it begins with.
    texts[:] = [text[:_CUT] for text in column.text]
    cells = distinct(Column(texts, column.kinds))
    counts = cells.counts
    blank = cells.blank
    filled = ~blank & (cells.kinds != Kind.ERROR)
    total = int(counts[filled].sum())

    def share(which: npt.NDArray[np.bool_]) -> float:
        return float(counts[which & filled].sum() / total) if total else 0.0

    dates = read_dates(cells)
    numbers = read_amounts(cells, percent=True).values
    known = numbers[np.isfinite(numbers) & filled]
    packed = cells.each(lambda text: len(text) == 8 and text.isdigit(), bool)
    is_date = (dates.days != NO_DAY).any(axis=1)
    # 30 February is meant as a date, so its column is one of dates.
    is_date |= cells.each(lambda t: bool(_DATE_SHAPED.fullmatch(t[:_LONGEST])), bool)
    # Eight digits can be a number or a day: the whole column says which.
    only_packed = bool(packed[filled].all()) and not is_date[filled].all()
    return Profile(
        filled=total,
        blank=float(counts[blank].sum() / max(counts.sum(), 1)),
        dates=0.0 if only_packed else share(is_date),
        numbers=share(np.isfinite(numbers) & (cells.kinds != Kind.FLAG)),
        flags=share(read_status(cells, True, one_two=True).values != UNKNOWN),
        terms=share(read_terms(cells).known),
        open_marks=share(cells.each(is_open_mark, bool)),
        codes=share(cells.each(lambda t: bool(_LONG_DIGITS.fullmatch(t)), bool)),
        different=len({*cells.texts[filled]}),
        undone=share(read_undone(cells).values != UNKNOWN),
        serials=share(dates.serial != NO_DAY),
        no_days=share(cells.each(is_no_day, bool)),
        low=float(known.min()) if known.size else np.nan,
        high=float(known.max()) if known.size else np.nan,
    )
