"""Days, months and periods. A day is a whole number of days since 1970-01-01."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from churn_desktop.core.schema import PeriodLength

Days: TypeAlias = npt.NDArray[np.int32]

EPOCH = date(1970, 1, 1)
NO_DAY = np.int32(np.iinfo(np.int32).min)
"""A missing day in an array of days."""
OPEN_END = np.int32(np.iinfo(np.int32).max)
"""The end of what has not ended, in an array of days."""


def to_day(when: date) -> int:
    """Count the days from 1970-01-01 to a date.

    Examples
    --------
    >>> to_day(date(1970, 1, 31))
    30
    """
    return when.toordinal() - EPOCH.toordinal()


def to_date(day: int) -> date:
    """Give the date of a day number; the inverse of `to_day`."""
    return EPOCH + timedelta(days=int(day))


def add_months(when: date, months: int) -> date:
    """Move a date by whole months, to the month's last day where it has no such day.

    Always count from the original day, never from a result of this function.

    Examples
    --------
    >>> add_months(date(2024, 1, 31), 1), add_months(date(2024, 1, 31), 2)
    (datetime.date(2024, 2, 29), datetime.date(2024, 3, 31))
    """
    year, month = divmod(when.year * 12 + when.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(when.day, last))


def _split(days: Days) -> tuple[Days, Days, np.datetime64]:
    """Look up each day's month, counted from the returned first, and day in it.

    A million customers share few days, so that a table of days is small.
    """
    origin = int(days.min())
    dates = np.arange(origin, int(days.max()) + 1).astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    day = (dates - months.astype("datetime64[D]")).astype(np.int32)
    month = (months - months[0]).astype(np.int32)
    return month.take(days - origin), day.take(days - origin), months[0]


def _first_days(month: np.datetime64, how_many: int) -> Days:
    """List the first days of so many months on end."""
    days = (month + np.arange(how_many)).astype("datetime64[D]")
    return np.asarray(days.astype(np.int32))


def months_later(days: Days, months: npt.NDArray[np.int64]) -> Days:
    """Do what `add_months` does, for arrays.

    Examples
    --------
    >>> day = np.array([to_day(date(2024, 1, 31))], dtype=np.int32)
    >>> to_date(months_later(day, np.array([1]))[0])
    datetime.date(2024, 2, 29)
    """
    if not len(days):
        return np.empty(0, dtype=np.int32)
    month, day, first = _split(days)
    target = month + months
    lowest = target.min()
    target -= lowest
    first_of = _first_days(first + lowest, int(target.max()) + 2)
    last_day = first_of.take(target + 1) - 1
    return np.asarray(np.minimum(first_of.take(target) + day, last_day))


def months_between(start: Days, end: Days) -> npt.NDArray[np.float64]:
    """Measure durations in calendar months counted from the original day.

    Whole months are exact (15 January to 15 April is 3.0); what is left over is the
    share of the next month that has passed.

    Parameters
    ----------
    start, end : ndarray of int32
        Days, with ``start <= end``.

    Returns
    -------
    ndarray of float64
        Months, at least 0.

    Examples
    --------
    >>> day = lambda *ymd: np.array([to_day(date(*ymd))], dtype=np.int32)
    >>> float(months_between(day(2024, 1, 31), day(2024, 4, 30))[0])
    3.0
    """
    if not len(start):
        return np.empty(0)
    month, day, first = _split(start)
    last_month, _, first_of_ends = _split(end)
    last_month += (first_of_ends - first).astype(np.int32)
    first_of = _first_days(first, int(last_month.max()) + 3)

    reached = np.minimum(
        first_of.take(last_month) + day, first_of.take(last_month + 1) - 1
    )
    last_month -= reached > end
    following = first_of.take(last_month + 1)
    reached = np.minimum(first_of.take(last_month) + day, following - 1)
    following = np.minimum(following + day, first_of.take(last_month + 2) - 1)
    return np.asarray(last_month - month + (end - reached) / (following - reached))


@dataclass(frozen=True, slots=True)
class Period:
    """The days from ``start`` up to, not including, ``end``.

    Attributes
    ----------
    start, end : datetime.date
    complete : bool
        False while the as-of date lies before the period's last day.
    """

    start: date
    end: date
    complete: bool

    @property
    def days(self) -> int:
        """The number of days in the period."""
        return (self.end - self.start).days


def period_start(when: date, length: PeriodLength, fiscal_year_start: int = 1) -> date:
    """Give the first day of the period that contains a date.

    Parameters
    ----------
    when : datetime.date
    length : PeriodLength
    fiscal_year_start : int
        The month (1-12) in which the year starts.

    Examples
    --------
    >>> period_start(date(2024, 3, 5), PeriodLength.YEAR, fiscal_year_start=4)
    datetime.date(2023, 4, 1)
    """
    since = (when.year * 12 + when.month - fiscal_year_start) // length.months
    year, month = divmod(since * length.months + fiscal_year_start - 1, 12)
    return date(year, month + 1, 1)


def periods_between(
    first: date, as_of: date, length: PeriodLength, fiscal_year_start: int = 1
) -> tuple[Period, ...]:
    """List the periods from the one of ``first`` to the one of ``as_of``.

    Returns
    -------
    tuple of Period
        In order, without gaps; empty when ``first`` is after ``as_of``.
    """
    start = period_start(first, length, fiscal_year_start)
    periods = []
    while start <= as_of:
        end = add_months(start, length.months)
        periods.append(Period(start, end, complete=as_of >= end - timedelta(days=1)))
        start = end
    return tuple(periods)
