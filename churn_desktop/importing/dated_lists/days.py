"""The day that a list is about, from the name of its sheet or file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from churn_desktop.core.calendar import add_months
from churn_desktop.importing.distinct import plain
from churn_desktop.importing.months import (
    MONTH_NAMES,
    Month,
    assumed_year,
    month_days,
    year_named,
)

_Y = r"(?<!\d)((?:19|20)\d\d)"
_SEP = r"\s*[-_./年 ]\s*"
_WORD = "|".join(sorted(MONTH_NAMES, key=len, reverse=True))
_DAY = re.compile(
    rf"{_Y}(?:{_SEP}(1[0-2]|0?[1-9])\s*[-_./月 ]\s*([12]\d|3[01]|0?[1-9])(?!\d)"
    rf"|(1[0-2]|0[1-9])([0-2]\d|3[01])(?!\d))"
)
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-]((?:19|20)\d\d)(?!\d)")
_QUARTER = re.compile(
    rf"{_Y}\s*年?[-_ ]*(?:q|第)\s*([1-4一二三四])|q([1-4])[-_ ]*((?:19|20)\d\d)(?!\d)"
)
_MONTH = re.compile(rf"{_Y}(?:{_SEP}(1[0-2]|0?[1-9])(?!\d)|(1[0-2]|0[1-9])(?!\d))")
_NAMED = re.compile(rf"(?<![a-z])({_WORD})(?![a-z])[-_ .']*((?:19|20)\d\d|\d\d(?!\d))")
_NAMED_LAST = re.compile(rf"{_Y}[-_ .']*({_WORD})(?![a-z])")
_BARE = re.compile(rf"(?<!\d)(1[0-2]|0?[1-9])\s*月|(?<![a-z])({_WORD})(?![a-z])")
_YEAR = re.compile(rf"{_Y}(?!\d)")


class ListDays(NamedTuple):
    """The days of several lists.

    Attributes
    ----------
    days : tuple of datetime.date
        In the order of the names.
    assumed_year : int or None
        The year of the last of them, where no name and no title says it.
    """

    days: tuple[date, ...]
    assumed_year: int | None = None


def days_named(names: Sequence[str], today: date, said: str = "") -> ListDays | None:
    """Read the days of lists from what they are called.

    A list that is called by a month, a quarter or a year is about its end, or about
    today while it lasts.

    Parameters
    ----------
    names : sequence of str
    today : datetime.date
    said : str
        What names all lists together; may say the year of months without one.

    Returns
    -------
    ListDays or None
        None where a name says no day, or two of them the same.

    Examples
    --------
    >>> today = date(2025, 6, 1)
    >>> found = days_named(["Jan 2024", "客户_20240229"], today)
    >>> [day.isoformat() for day in found.days]
    ['2024-01-31', '2024-02-29']
    >>> found = days_named(["1月", "2月"], today)
    >>> found.days[1].isoformat(), found.assumed_year
    ('2025-02-28', 2025)
    >>> days_named(["Customers", "Legend"], today) is None
    True
    """
    read = [_read(plain(name).lower()) for name in names]
    bare = [month for month in read if isinstance(month, tuple)]
    year = year_named(said)
    assumed = None
    if bare and len(bare) == len(read):
        assumed = assumed_year(bare, today) if year is None else None
        starts = month_days(bare, assumed or year or today.year)
        spans: list[_Span | None] = [
            _Span(start, add_months(start, 1)) for start in starts
        ]
    else:
        spans = [span if isinstance(span, _Span) else None for span in read]
    days = [None if span is None else span.day(today) for span in spans]
    known = [day for day in days if day is not None]
    if len(known) < len(names) or len(set(known)) < len(known):
        return None
    return ListDays(tuple(known), assumed)


def says_day(name: str) -> bool:
    """Tell whether a name says a day, a month, a quarter or a year."""
    return _read(plain(name).lower()) is not None


class _Span:
    """The days that a name can mean, ``[start, end)``."""

    def __init__(self, start: date, end: date) -> None:
        self._start = start
        self._end = end

    def day(self, today: date) -> date:
        last = self._end - timedelta(days=1)
        return max(self._start, min(last, today))


def _read(text: str) -> _Span | Month | None:
    """Find a day, a quarter, a month or a year in a name; a bare month as such."""
    if found := _DAY.search(text):
        month, day = found[2] or found[4], found[3] or found[5]
        return _day(int(found[1]), int(month), int(day))
    if found := _DAY_FIRST.search(text):
        first, second, year = map(int, found.groups())
        # 03/04/2024 says neither March nor April.
        if first > 12 or first == second:
            return _day(year, second, first)
        return _day(year, first, second) if second > 12 else None
    if found := _QUARTER.search(text):
        number = found[2] or found[3]
        quarter = "一二三四".find(number) + 1 or int(number)
        return _months(int(found[1] or found[4]), 3 * quarter - 2, 3)
    return _month(text)


def _month(text: str) -> _Span | Month | None:
    if found := _MONTH.search(text):
        return _months(int(found[1]), int(found[2] or found[3]), 1)
    if found := _NAMED.search(text):
        year = int(found[2])
        return _months(year if year > 100 else 2000 + year, MONTH_NAMES[found[1]], 1)
    if found := _NAMED_LAST.search(text):
        return _months(int(found[1]), MONTH_NAMES[found[2]], 1)
    if found := _BARE.search(text):
        return None, int(found[1] or 0) or MONTH_NAMES[found[2]]
    if found := _YEAR.search(text):
        return _months(int(found[1]), 1, 12)
    return None


def _months(year: int, month: int, count: int) -> _Span:
    start = date(year, month, 1)
    return _Span(start, add_months(start, count))


def _day(year: int, month: int, day: int) -> _Span | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return _Span(found, found + timedelta(days=1))
