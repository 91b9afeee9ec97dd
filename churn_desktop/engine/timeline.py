"""Where the periods of a book begin and end, and who was a customer on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import Book, Codes, Mask, Stays
from churn_desktop.core.calendar import Days, Period, periods_between, to_date, to_day
from churn_desktop.core.project import Assumptions
from churn_desktop.core.schema import PeriodLength

_FEW_DAYS = 1_000


@dataclass(frozen=True, slots=True, eq=False)
class Timeline:
    """The periods from the first customer to the as-of date.

    Attributes
    ----------
    periods : tuple of Period
        At least one.
    bounds : ndarray of int32
        The first day of each period and the day after the last one that counts. The
        last period ends here with the as-of date even when the calendar's goes on.

    Examples
    --------
    >>> line = Timeline.between(date(2024, 1, 20), date(2024, 3, 26))
    >>> [str(to_date(day)) for day in line.bounds]
    ['2024-01-01', '2024-02-01', '2024-03-01', '2024-03-27']
    """

    periods: tuple[Period, ...]
    bounds: Days

    @classmethod
    def between(
        cls,
        first: date,
        as_of: date,
        length: PeriodLength = PeriodLength.MONTH,
        fiscal_year_start: int = 1,
    ) -> Timeline:
        """Lay out the periods from the one of ``first`` to the one of ``as_of``."""
        periods = periods_between(first, as_of, length, fiscal_year_start)
        starts = [to_day(period.start) for period in periods]
        return cls(periods, np.array([*starts, to_day(as_of) + 1], dtype=np.int32))

    @classmethod
    def of(cls, book: Book, assumptions: Assumptions) -> Timeline | None:
        """Lay out the periods of a book.

        Returns
        -------
        Timeline or None
            None for lists without dates and when nobody had come by the as-of date.
        """
        if book.as_of is None or not len(book.stays):
            return None
        first = int(book.stays.start.min())
        if first > book.as_of:
            return None
        return cls.between(
            to_date(first),
            to_date(book.as_of),
            assumptions.period,
            assumptions.fiscal_year_start,
        )

    def __len__(self) -> int:
        return len(self.periods)

    def unseen(self, book: Book) -> int:
        """Count the first periods in which nobody can be told to be new.

        At their start the list does not yet tell who was a customer.
        """
        if book.seen_from is None:
            return 0
        return int(np.searchsorted(self.bounds[:-1], book.seen_from))

    @property
    def offsets(self) -> npt.NDArray[np.int64]:
        """`bounds` counted from the first of them."""
        return self.bounds.astype(np.int64) - int(self.bounds[0])

    @property
    def lengths(self) -> npt.NDArray[np.int64]:
        """The number of days that count in each period."""
        return np.diff(self.offsets)

    def passed(self, days: Days) -> Codes:
        """Count the bounds on or before each day.

        A contract ``[start, end)`` is open at the bounds from number
        ``passed(start)`` up to, not including, ``passed(end)``: its first day does
        not count as open at the start of that day, the day of its end still does.
        """
        if len(days) < _FEW_DAYS:
            found = np.searchsorted(self.bounds, days, side="right")
            return found.astype(np.int32)
        # Customers share few days: look each day up instead of searching.
        first, last = self.bounds[0], self.bounds[-1]
        table = np.zeros(int(last) - int(first) + 2, dtype=np.int32)
        table[self.offsets + 1] = 1
        before = first - np.int32(1)
        passed = np.cumsum(table, dtype=np.int32)
        return np.asarray(passed.take(np.clip(days, before, last) - before))

    def within_one(self, start: Days, end: Days) -> Mask:
        """Tell which spells ``[start, end)`` begin and end in the same period.

        Parameters
        ----------
        start, end : ndarray of int32
            No start before the first bound.
        """
        first, last = self.bounds[0], self.bounds[-1]
        ends = np.repeat(self.bounds[1:], self.lengths)
        # What begins after the last bound begins in no period, and ends in none.
        table = np.append(ends, first)
        return np.asarray(end < table.take(np.minimum(start, last) - first))


def customers_on(stays: Stays, customer: Codes, day: Days, grace_days: int = 0) -> Mask:
    """Tell who was a customer at the end of a day, or came back soon after it.

    Parameters
    ----------
    stays : Stays
    customer, day : ndarray of int32
        One question each.
    grace_days : int

    Returns
    -------
    ndarray of bool
        Whether a stay of the customer has ``start <= day + grace_days`` and
        ``end > day``.
    """
    if not len(stays) or not len(customer):
        return np.zeros(len(customer), dtype=bool)
    # One ascending key for customer and day: the last stay that had begun by then.
    keys = (stays.customer.astype(np.int64) << 32) + stays.start
    asked = (customer.astype(np.int64) << 32) + day + grace_days
    latest = np.searchsorted(keys, asked, side="right") - 1
    begun = (latest >= 0) & (stays.customer[latest] == customer)
    return np.asarray(begun & (stays.end[latest] > day))


def headline(periods: tuple[Period, ...], blind: int = 0) -> int | None:
    """Choose the period whose figures come first: the last complete one.

    Parameters
    ----------
    periods : tuple of Period
    blind : int
        So many at the beginning could show nobody who left.

    Returns
    -------
    int or None
        Its number; None while no such period is complete.

    Examples
    --------
    >>> headline(Timeline.between(date(2024, 1, 20), date(2024, 3, 26)).periods)
    1
    """
    complete = [row for row, period in enumerate(periods) if period.complete]
    return complete[-1] if complete and complete[-1] >= blind else None
