"""Visits that stand in one cell, ``2023-05-01: oil; 2023-09-02: tyres``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import Mask
from churn_desktop.core.calendar import Days, to_day
from churn_desktop.core.grid import Kind
from churn_desktop.core.table import Column
from churn_desktop.importing.distinct import Distinct, distinct, plain
from churn_desktop.importing.profiles import sample_rows

_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})(?!\d)日?"
)
_FEWEST = 3
"""So many cells with several visits show that a column holds histories."""
_MOST = 0.8
"""So many of the filled cells have to begin with a day."""


_TO = frozenset({"-", "--", "—", "——", "–", "~", "至", "到", "to", "until", "until:"})


@dataclass(frozen=True, slots=True, eq=False)
class Visits:
    """All days that stand in the cells of a column.

    Attributes
    ----------
    row : ndarray of intp
        Position of the row that each day stands in, ascending.
    day : ndarray of int32
    impossible : ndarray of bool
        For each row whether it names a day that no calendar has.
    """

    row: npt.NDArray[np.intp]
    day: Days
    impossible: Mask


def read_visits(cells: Distinct) -> Visits:
    """Read every day that the cells of a column name.

    Examples
    --------
    >>> from churn_desktop.importing.distinct import distinct
    >>> texts = np.array(["2024-03-05: oil; 2024/4/1 tyres", "none"], dtype=object)
    >>> cells = distinct(Column(texts, np.full(2, Kind.TEXT, dtype=np.uint8)))
    >>> visits = read_visits(cells)
    >>> visits.row.tolist(), visits.day.tolist()
    ([0, 0], [19787, 19814])
    """
    found: list[int] = []
    counts = np.zeros(len(cells), dtype=np.intp)
    wrong = np.zeros(len(cells), dtype=bool)
    known: dict[tuple[str, ...], int | None] = {}
    for number, text in enumerate(cells.texts):
        for match in _DAY.finditer(plain(text)):
            parts = match.groups()
            if parts not in known:
                known[parts] = _day(*parts)
            day = known[parts]
            if day is None:
                wrong[number] = True
            else:
                found.append(day)
                counts[number] += 1
    days = np.array(found, dtype=np.int32)
    begins = np.cumsum(counts) - counts
    of_row = counts[cells.codes]
    row = np.repeat(np.arange(len(cells.codes)), of_row)
    first = np.cumsum(of_row) - of_row
    within = np.arange(len(row)) - np.repeat(first, of_row)
    at = np.repeat(begins[cells.codes], of_row) + within
    return Visits(row, days[at], wrong[cells.codes])


def holds_visits(column: Column) -> bool:
    """Tell whether the cells of a column are histories of visits.

    Nearly every filled cell begins with a day that something follows, and some name
    several days.
    """
    rows = sample_rows(len(column.text))
    kinds = column.kinds[rows]
    texts = column.text[rows][kinds == Kind.TEXT]
    if len(texts) < max(_FEWEST, np.count_nonzero(kinds != Kind.BLANK) / 2):
        return False
    if not any(_DAY.match(text) for text in texts[: 5 * _FEWEST]):
        return False
    cells = distinct(Column(texts, np.full(len(texts), Kind.TEXT, dtype=np.uint8)))
    if sum(map(_is_term, cells.texts)) * 2 > len(cells):
        return False
    begin, several = 0, 0
    for text, count in zip(cells.texts, cells.counts, strict=True):
        written = plain(text)
        match = _DAY.match(written)
        if match and match.end() < len(written):
            begin += count
            several += count * (len({*_DAY.findall(written)}) > 1)
    return begin >= _MOST * len(texts) and several >= _FEWEST


def _is_term(text: str) -> bool:
    """Tell whether a cell is a day, "to", a day: no visits, but how long they last."""
    days = list(_DAY.finditer(plain(text)))
    between = plain(text)[days[0].end() : days[1].start()] if len(days) == 2 else ","
    return between.strip(" 日号起") in _TO


def _day(year: str, month: str, day: str) -> int | None:
    try:
        return to_day(date(int(year), int(month), int(day)))
    except ValueError:
        return None
