"""How many of those who came together are still there after so many months."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import Amounts, Book, Codes, Purchases
from churn_desktop.core.calendar import (
    OPEN_END,
    Days,
    Period,
    PeriodLength,
    to_date,
    to_day,
)
from churn_desktop.core.project import Assumptions
from churn_desktop.engine.chance import wilson
from churn_desktop.engine.timeline import Timeline

Counts: TypeAlias = npt.NDArray[np.int64]

_MONTH = 5
"""A month and a day in it are packed into one number, the day in so many bits."""
_LAST_DAY = (1 << _MONTH) - 1
_EXACT = 15
"""Sums of so many decimal digits are exact in a float."""


@dataclass(frozen=True, slots=True, eq=False)
class Cohorts:
    """Customers by the period they first came in, followed period by period.

    Attributes
    ----------
    periods : tuple of Period
        Of first coming, one for each row.
    step_months : int
        Length of a period; column ``k`` is ``k`` of them later.
    size : ndarray of int64
        Customers of each row.
    counts : ndarray of float64
        Rows by columns: how many of them count in column ``k``; NaN where that is not
        yet known of all of them.
    mrr : ndarray of float64 or None
        What these pay a month, in the same cells; None where money was not asked for.
        A missing amount counts as 0.
    """

    periods: tuple[Period, ...]
    step_months: int
    size: Counts
    counts: Amounts
    mrr: Amounts | None
    _visits: _Visits

    @property
    def shares(self) -> Amounts:
        """``counts`` as a share of ``size``; NaN for rows without customers."""
        return _ratio(self.counts, self.size.astype(np.float64))

    @property
    def mrr_shares(self) -> Amounts | None:
        """``mrr`` as a share of its first column; NaN where nobody paid then.

        Above 1 where those who stayed pay more than all did at first.
        """
        return None if self.mrr is None else _ratio(self.mrr, self.mrr[:, 0])

    @property
    def mean(self) -> Amounts:
        """For each column the share over all rows known there; NaN without any."""
        known = np.isfinite(self.counts)
        total = (known * self.size[:, None]).sum(axis=0)
        return _ratio(np.nansum(self.counts, axis=0)[:, None], total)[:, 0]

    def limits(self) -> tuple[Amounts, Amounts]:
        """Give the Wilson 95 % limits of ``shares``."""
        return wilson(self.counts, np.broadcast_to(self.size[:, None], self.counts.shape))

    def members(self, row: int, column: int) -> Codes:
        """Give the customers behind a count, ascending; nobody where it is unknown."""
        if np.isnan(self.counts[row, column]):
            return np.empty(0, dtype=np.int32)
        visits = self._visits
        there = (visits.first <= column) & (visits.last >= column)
        return np.unique(visits.customer[(visits.row == row) & there])


@dataclass(frozen=True, slots=True, eq=False)
class _Visits:
    """From which to which column a customer of a row counts, ends included."""

    customer: Codes
    row: Codes
    first: Codes
    last: Codes


def follow_cohorts(book: Book, assumptions: Assumptions) -> Cohorts | None:
    """Follow customers from their first start.

    Parameters
    ----------
    book : Book
    assumptions : Assumptions
        ``period`` and ``fiscal_year_start`` are used.

    Returns
    -------
    Cohorts or None
        None for lists without dates or without anyone in them. A customer counts in
        column ``k`` when open so many calendar months after their own first start, by
        the rule of `movements`: somebody who came back counts again. Column 0 is
        everybody. A cell is known once that day has come for all customers of its row.

    Examples
    --------
    See `tests`; for a row that began in September 2022 with 217 customers, of whom 162
    were open a month after their start, ``shares[0, :2]`` is 1 and 0.747.
    """
    timeline = Timeline.of(book, assumptions)
    if timeline is None:
        return None
    step = assumptions.period.months
    calendar = _Calendar.of(timeline)
    stays, rows = book.stays, len(timeline)
    begun = np.full(len(book), OPEN_END, dtype=np.int32)
    original = stays.number == 0
    begun[stays.customer[original]] = stays.start[original]
    visits = calendar.follow(stays.customer, stays.start, stays.end, begun, step)

    starts = begun[begun < timeline.bounds[-1]]
    row = calendar.month(starts) // step
    size = np.bincount(row, minlength=rows)
    known = _known(starts, row, rows, step, calendar)
    width = int(known.max()) + 1
    counts = _fill(visits, None, rows, width)
    hidden = np.arange(width) > known[:, None]
    counts[hidden] = np.nan
    mrr = None
    if book.has_amounts:
        mrr = _money(book, begun, calendar, step, (rows, width))
        mrr[hidden] = np.nan
    return Cohorts(timeline.periods, step, size, counts, mrr, visits)
