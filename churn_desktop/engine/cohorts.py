"""How many of those who came together are still there after so many periods."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import (
    Amounts,
    Book,
    Codes,
    Contracts,
    Counts,
    Purchases,
    Stays,
)
from churn_desktop.core.calendar import Days, Period, to_date
from churn_desktop.core.project import Assumptions
from churn_desktop.engine.intervals import wilson
from churn_desktop.engine.timeline import Timeline

_BITS = 5
"""A month and a day in it are packed into one number, the day in so many bits."""
_BLOCK = 1 << 16
EVERYTHING = slice(None)
_DIGITS = 15
"""Sums of whole numbers of so many digits are exact in a float."""


@dataclass(frozen=True, slots=True, eq=False)
class Visits:
    """From which to which column somebody counts in a row.

    Attributes
    ----------
    customer, row : ndarray of int32
    first, last : ndarray of int32
        Columns, both of them included; nobody counts where ``last < first``.
    weight : ndarray of float64, optional
        What each counts; 1 without it.
    """

    customer: Codes
    row: Codes
    first: Codes
    last: Codes
    weight: Amounts | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Cohorts:
    """Customers by the period they first came in, followed period by period.

    Attributes
    ----------
    periods : tuple of Period
        Of first coming, one for each row.
    size : ndarray of int64
        Customers of each row.
    counts : ndarray of float64
        Rows by columns: how many of them count in column ``k``, so many periods later;
        NaN where that is not yet known of all of them.
    mrr : ndarray of float64 or None
        What these pay a month, in the same cells; a missing amount counts as 0. None
        for lists without amounts and for purchases.
    """

    periods: tuple[Period, ...]
    size: Counts
    counts: Amounts
    mrr: Amounts | None
    _visits: Callable[[], Visits]

    @property
    def shares(self) -> Amounts:
        """``counts`` as a share of ``size``; NaN for rows without customers."""
        return _ratio(self.counts, self.size)

    @property
    def mrr_shares(self) -> Amounts | None:
        """``mrr`` as a share of its first column; NaN where nobody paid then.

        Above 1 where those who stayed pay more than all did at first.
        """
        return None if self.mrr is None else _ratio(self.mrr, self.mrr[:, 0])

    @property
    def mean(self) -> Amounts:
        """For each column the share over all rows known there."""
        base = np.isfinite(self.counts) * self.size[:, None]
        return np.asarray(np.nansum(self.counts, axis=0) / base.sum(axis=0))

    def limits(self) -> tuple[Amounts, Amounts]:
        """Give the Wilson 95 % limits of ``shares``."""
        return wilson(
            self.counts,
            np.repeat(self.size, self.counts.shape[1]).reshape(self.counts.shape),
        )

    def members(self, row: int, column: int) -> Codes:
        """Give the customers behind a count, ascending; nobody where it is unknown."""
        visits = self._visits()
        there = (visits.first <= column) & (visits.last >= column)
        if np.isnan(self.counts[row, column]):
            there[:] = False
        return np.unique(visits.customer[(visits.row == row) & there])

    def members_at(self, age: int, column: int) -> Codes:
        """Give those who count in a column, of all rows that are known at an age."""
        visits = self._visits()
        there = (visits.first <= column) & (visits.last >= column)
        known = np.isfinite(self.counts[:, age])
        return np.unique(visits.customer[there & known.take(visits.row)])


def follow_cohorts(book: Book, assumptions: Assumptions) -> Cohorts | None:
    """Follow customers from their own first start.

    Parameters
    ----------
    book : Book
    assumptions : Assumptions
        ``period`` and ``fiscal_year_start`` are used.

    Returns
    -------
    Cohorts or None
        None for lists without dates or without anyone in them. Everybody counts in
        column 0. In column ``k`` counts who is open ``k`` periods by calendar after
        their own first start, by the rule of `movements`: start before that day, no
        end before it; who came back counts again. A cell is known when that day has
        come for everybody in its row.
    """
    timeline = Timeline.of(book, assumptions)
    if timeline is None:
        return None
    step = assumptions.period.months
    calendar = _Calendar.of(timeline)
    unseen = timeline.unseen(book)
    if unseen == len(timeline):
        return None
    stays, after = book.stays, timeline.bounds[-1]
    # With one stay for each customer they are in the same order.
    begun = np.minimum(stays.start, after)
    if len(stays) != len(book) or stays.number.any():
        original, start = stays.number == 0, begun
        begun = np.full(len(book), after, dtype=np.int32)
        begun[stays.customer[original]] = start[original]
    size, known = _observed(begun, len(timeline), step, calendar)
    shape = len(timeline), int(known.max()) + 1
    hidden = np.arange(shape[1]) > known[:, None]

    visits = partial(calendar.follow, stays, begun, step)
    counts = _fill((visits(chosen=piece) for piece in _blocks(len(stays))), shape)
    counts[hidden] = np.nan
    mrr = None
    if book.has_amounts:
        units, scale = _in_units(book.contracts)
        money = partial(calendar.follow, book.contracts, begun, step, units)
        pieces = _blocks(len(book.contracts))
        mrr = _fill((money(chosen=piece) for piece in pieces), shape) / scale
        mrr[hidden] = np.nan
    found = Cohorts(timeline.periods, size, counts, mrr, visits)
    return _without_first(found, unseen, visits) if unseen else found


def _without_first(
    cohorts: Cohorts, rows: int, follow: Callable[[], Visits]
) -> Cohorts:
    """Leave out those who were there from the beginning, nobody knows since when."""

    def visits() -> Visits:
        found = follow()
        later = found.row >= rows
        weight = None if found.weight is None else found.weight[later]
        row = found.row[later] - np.int32(rows)
        kept = (found.customer[later], row, found.first[later], found.last[later])
        return Visits(*kept, weight)

    # Columns that only the rows left out reach are known of nobody else.
    counts = cohorts.counts[rows:]
    width = max(int(np.isfinite(counts).any(axis=0).sum()), 1)
    mrr = None if cohorts.mrr is None else cohorts.mrr[rows:, :width]
    return Cohorts(
        cohorts.periods[rows:], cohorts.size[rows:], counts[:, :width], mrr, visits
    )


def follow_purchases(
    purchases: Purchases, as_of: int, assumptions: Assumptions
) -> Cohorts | None:
    """Follow customers without a contract from their first purchase.

    Parameters
    ----------
    purchases : Purchases
    as_of : int
    assumptions : Assumptions
        ``period`` and ``fiscal_year_start`` are used.

    Returns
    -------
    Cohorts or None
        None without purchases by the as-of date. In column ``k`` counts who bought
        anything in the calendar period ``k`` after that of the first purchase; a cell
        is known when that period is over, column 0, where everybody counts, always.
        Customers miss columns and are back in later ones.
    """
    bought = purchases.day <= as_of
    customer, day = purchases.customer[bought], purchases.day[bought]
    if not len(day):
        return None
    timeline = Timeline.between(
        to_date(int(day.min())),
        to_date(as_of),
        assumptions.period,
        assumptions.fiscal_year_start,
    )
    period = timeline.passed(day) - 1
    fresh = np.append(True, customer[1:] != customer[:-1])
    again = ~fresh
    again[1:] &= period[1:] == period[:-1]
    # Purchases of one customer are in order: the first one says which row.
    first = np.maximum.accumulate(np.where(fresh, np.arange(len(day)), 0))
    row, column = period[first[~again]], period[~again]
    column = column - row
    visits = Visits(customer[~again], row, column, column)
    rows = len(timeline)
    counts = _fill([visits], (rows, rows))
    known = rows if timeline.periods[-1].complete else rows - 1
    later = np.arange(rows)
    hidden = (np.arange(rows)[:, None] + later >= known) & (later > 0)
    size = np.bincount(row[column == 0], minlength=rows)
    counts[hidden] = np.nan
    counts = counts[:, : max(known, 1)]
    return Cohorts(timeline.periods, size, counts, None, lambda: visits)


@dataclass(frozen=True, slots=True, eq=False)
class _Calendar:
    """Days as numbers whose difference gives the whole months between them.

    Attributes
    ----------
    origin, after : int
        First day, and the day after the as-of date.
    begins : ndarray of int32
        Month and day in it, packed, of each day from ``origin`` on.
    reaches : ndarray of int32
        The same with the last day of a month above every other: the 30th of April is
        a month after the 31st of March.
    """

    origin: np.int32
    after: np.int32
    begins: Codes
    reaches: Codes

    @classmethod
    def of(cls, timeline: Timeline) -> _Calendar:
        """Lay out the days of a timeline, whose first one is the first of a month."""
        origin, after = timeline.bounds[0], timeline.bounds[-1]
        dates = np.arange(origin, after + 1).astype("datetime64[D]")
        months = dates.astype("datetime64[M]")
        day = (dates - months.astype("datetime64[D]")).astype(np.int32)
        month = (months - months[0]).astype(np.int32) << _BITS
        ends = (dates + 1).astype("datetime64[M]") > months
        reach = np.where(ends, np.int32((1 << _BITS) - 1), day)
        return cls(origin, after, month + day, month + reach)

    def follow(
        self,
        spells: Stays | Contracts,
        begun: Days,
        step: int,
        weight: Amounts | None = None,
        chosen: slice = EVERYTHING,
    ) -> Visits:
        """Find in which columns each stay or contract counts.

        Parameters
        ----------
        spells : Stays or Contracts
        begun : ndarray of int32
            First start of each customer, ``after`` for those yet to come.
        step : int
            Months from one column to the next.
        weight : ndarray of float64, optional
            For each spell.
        chosen : slice
            Which of the spells.
        """
        customer, start = spells.customer[chosen], spells.start[chosen]
        end = spells.end[chosen]
        weight = None if weight is None else weight[chosen]
        if start.max(initial=self.origin) >= self.after:
            come = start < self.after
            customer, start, end = customer[come], start[come], end[come]
            weight = None if weight is None else weight[come]
        owner = begun.take(customer)
        since = self.begins.take(owner - self.origin)
        last = self.reaches.take(np.minimum(end, self.after) - self.origin)
        last -= since
        last >>= _BITS
        first = np.zeros(len(last), dtype=np.int32)
        later = np.flatnonzero(start != owner)
        # Not open on its very first day: the columns after the months passed by then.
        passed = self.reaches.take(start[later] - self.origin) - since[later]
        first[later] = (passed >> _BITS) // step + 1
        row = since >> _BITS
        if step > 1:
            last //= step
            row //= step
        return Visits(customer, row, first, last, weight)


def _observed(
    begun: Days, rows: int, step: int, calendar: _Calendar
) -> tuple[Counts, Counts]:
    """Count the customers of each row and find its last known column."""
    per_day = np.bincount(begun - calendar.origin)[: len(calendar.begins) - 1]
    day = np.flatnonzero(per_day)
    since = calendar.begins[day]
    row = (since >> _BITS) // step
    size = np.bincount(row, per_day[day], minlength=rows).astype(np.int64)
    # Days ascend, so that the last of each row stays.
    latest = np.full(rows, np.iinfo(np.int32).max, dtype=np.int64)
    latest[row] = since
    known = ((int(calendar.reaches[-1]) - latest) >> _BITS) // step
    return size, np.maximum(known, -1)


def _in_units(contracts: Contracts) -> tuple[Amounts, float]:
    """Give each amount in small whole units, and how many make one.

    Whole numbers cancel without a rest when what came goes again.
    """
    amount = np.fmax(contracts.monthly_amount, 0.0)
    amount[~np.isfinite(amount)] = 0.0
    digits = math.ceil(math.log10(max(float(amount.sum()), 1.0)))
    scale = 10.0 ** (_DIGITS - digits)
    return np.rint(amount * scale), scale


def _blocks(size: int) -> Iterator[slice]:
    """Cut a list into pieces that a processor keeps at hand."""
    for first in range(0, size, _BLOCK):
        yield slice(first, first + _BLOCK)


def _fill(blocks: Iterable[Visits], shape: tuple[int, int]) -> Amounts:
    """Add up who counts in each cell."""
    rows, width = shape
    wide = rows + 2
    change = np.zeros((rows, wide))
    for visits in blocks:
        key = visits.row.astype(np.int64)
        key *= wide
        ends = np.bincount(key + visits.last + 1, visits.weight, rows * wide)
        change -= ends.reshape(rows, wide)
        change[:, 0] += ends.reshape(rows, wide).sum(axis=1)
        later = np.flatnonzero(visits.first)
        weight = None if visits.weight is None else visits.weight[later]
        change[:, 0] -= np.bincount(visits.row[later], weight, rows)
        key = key[later] + visits.first[later]
        change += np.bincount(key, weight, rows * wide).reshape(rows, wide)
    return np.asarray(np.cumsum(change, axis=1)[:, :width])


def _ratio(values: Amounts, base: npt.NDArray[np.generic]) -> Amounts:
    """Divide each row by a number of its own."""
    column = np.asarray(base, dtype=np.float64)[:, None]
    ratio = np.full(values.shape, np.nan)
    np.divide(values, column, out=ratio, where=column > 0)
    return ratio
