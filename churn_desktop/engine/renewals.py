"""Which contracts came up for renewal, and which of them did not go on.

A contract with a billing term of so many months is due that many months after its
start, and again each time, by calendar from its first day. Contracts whose term is
unknown or shorter than a month are never due.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from churn_desktop.core.book import Book, Codes, Counts
from churn_desktop.core.calendar import Days, months_between, months_later
from churn_desktop.engine.timeline import Timeline, customers_on

_LONGEST_TERM = 1200


@dataclass(frozen=True, slots=True, eq=False)
class Renewals:
    """The contracts due in each period.

    Attributes
    ----------
    due : ndarray of int64
        For each period the contracts with at least one due day in it. A contract that
        was broken off stays due at the end of its running term; one that another took
        over before that is not.
    not_renewed : ndarray of int64
        Those among them whose term was the last and whose holder was no customer on
        the due day, nor within the grace days after it.
    bounds : ndarray of int32
        Of the periods. A due day counts once its grace days are over.
    grace_days : int
    customer, start : ndarray of int32
        Of each contract with a term.
    term : ndarray of int64
        In months.
    times : ndarray of int64
        How often each contract is due until it ends.
    lapsed_customer, lapsed_due : ndarray of int32
        Customer and last due day of each contract that was not renewed.
    """

    due: Counts
    not_renewed: Counts
    bounds: Days
    grace_days: int
    customer: Codes
    start: Days
    term: Counts
    times: Counts
    lapsed_customer: Codes
    lapsed_due: Days

    def members(self, row: int, measure: str) -> Codes:
        """Give the customers behind ``renewals_due`` or ``not_renewed`` of a period."""
        first, after = self.bounds[row], self._decided(row)
        if measure == "not_renewed":
            due, found = self.lapsed_due, self.lapsed_customer
            return np.unique(found[(due >= first) & (due < after)])
        # The first due day in the period or later, and whether it lies in it.
        until = np.full_like(self.start, first)
        age = months_between(np.minimum(self.start, until), until)
        number = np.maximum(np.ceil(age / self.term).astype(np.int64), 1)
        day = months_later(self.start, number * self.term)
        hit = (day >= first) & (day < after) & (number <= self.times)
        return np.unique(self.customer[hit])

    def without_first(self, periods: int) -> Renewals:
        """Give the same without some periods at the beginning."""
        return replace(
            self,
            due=self.due[periods:],
            not_renewed=self.not_renewed[periods:],
            bounds=self.bounds[periods:],
        )

    def _decided(self, row: int) -> int:
        return min(int(self.bounds[row + 1]), int(self.bounds[-1]) - self.grace_days)


def follow_renewals(book: Book, timeline: Timeline, grace_days: int = 0) -> Renewals:
    """Follow every contract from due day to due day.

    Parameters
    ----------
    book : Book
        With dates.
    timeline : Timeline
        Of the book.
    grace_days : int
        A customer who is back within so many days has renewed.

    Notes
    -----
    The renewal rate of Displayr: not renewed / due, over contracts due in the period.
    """
    contracts, after = book.contracts, timeline.bounds[-1]
    term = contracts.term_months
    chosen = np.flatnonzero(term >= 1)
    chosen = chosen[term[chosen] <= _LONGEST_TERM]
    chosen = chosen[(term[chosen] % 1 == 0) & (contracts.start[chosen] < after)]
    customer, start = contracts.customer[chosen], contracts.start[chosen]
    end = np.minimum(contracts.end[chosen], after)
    months = term[chosen].astype(np.int64)
    times = np.ceil(months_between(start, end) / months).astype(np.int64)
    times = np.maximum(times, 1)

    ended = np.flatnonzero(end < after)
    last_due = months_later(start[ended], times[ended] * months[ended])
    went_on = customers_on(book.stays, customer[ended], end[ended])
    # One day short of the due day is a contract written with its last day.
    taken_over = went_on & (end[ended] < last_due - 1)
    times[ended[taken_over]] -= 1
    back = customers_on(book.stays, customer[ended], last_due, grace_days)
    decided = last_due < after - grace_days
    gone = decided & ~taken_over & ~back
    lapsed = last_due[gone]
    return Renewals(
        due=_count_due(start, months, times, timeline, grace_days),
        not_renewed=np.bincount(timeline.passed(lapsed) - 1, minlength=len(timeline)),
        bounds=timeline.bounds,
        grace_days=grace_days,
        customer=customer,
        start=start,
        term=months,
        times=times,
        lapsed_customer=customer[ended][gone],
        lapsed_due=lapsed,
    )


def _count_due(
    start: Days, term: Counts, times: Counts, timeline: Timeline, grace_days: int
) -> Counts:
    """Count the contracts due in each period, each once in a period."""
    due = np.zeros(len(timeline), dtype=np.int64)
    for months in np.unique(term):
        alike = term == months
        due += _count_due_alike(
            start[alike], int(months), times[alike], timeline, grace_days
        )
    return due


def _count_due_alike(
    start: Days, months: int, times: Counts, timeline: Timeline, grace_days: int
) -> Counts:
    """Count the due contracts of one term.

    Contracts with the same first day share their due days, so it is enough to know
    how many of them go on for at least so many terms.
    """
    since = start - start.min()
    starts_on = np.bincount(since) > 0
    group = (np.cumsum(starts_on) - 1).take(since)
    most = int(times.max())
    if not most:
        return np.zeros(len(timeline), dtype=np.int64)
    groups = int(starts_on.sum())
    ends_at = np.bincount(group * (most + 1) + times, minlength=groups * (most + 1))
    going_on = ends_at.reshape(groups, most + 1)[:, ::-1].cumsum(axis=1)[:, -2::-1]

    first = np.flatnonzero(starts_on).astype(np.int32) + start.min()
    number = np.arange(1, most + 1)
    day = months_later(np.repeat(first, most), np.tile(number * months, groups))
    row = (timeline.passed(day) - 1).reshape(groups, most)
    once = np.ones(row.shape, dtype=bool)
    once[:, 1:] = row[:, 1:] != row[:, :-1]
    once &= day.reshape(row.shape) < timeline.bounds[-1] - grace_days
    due = np.zeros(len(timeline), dtype=np.int64)
    np.add.at(due, row[once], going_on[once])
    return due
