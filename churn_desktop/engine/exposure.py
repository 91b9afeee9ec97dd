"""How often each customer could have been lost in some periods, and how often was.

A customer who was open at the start of five periods and lost in the last of them counts
five times at risk and once as lost. Added up over any group of customers, lost divided
by at risk is the group's churn a period: the mean of its churn in each period, weighted
by how many customers it had. This is the discrete-time hazard of D. R. Cox (1972), and
because nobody can be lost twice in one period the count is binomial for a given rate.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from churn_desktop.core.book import Amounts, Book, Codes, Counts
from churn_desktop.core.calendar import Period, add_months
from churn_desktop.engine.departures import find_departures
from churn_desktop.engine.movements import Movements
from churn_desktop.engine.revenue import Revenue
from churn_desktop.engine.timeline import Timeline


@dataclass(frozen=True, slots=True, eq=False)
class Exposure:
    """For each customer what happened in some periods, or in the whole list.

    Attributes
    ----------
    rows : range or None
        Numbers of the periods; None for the whole list, see `whole_list`.
    opening : ndarray of int64
        The periods at whose start the customer was open.
    lost : ndarray of int64
        The periods in which the customer was lost.
    mrr_lost : ndarray of float64 or None
        What the customer no longer paid a month, summed over the losses: ``churned`` of
        `revenue.Revenue`, or for the whole list what was paid when leaving. A missing
        amount counts as 0. None for lists without amounts.
    """

    rows: range | None
    opening: Counts
    lost: Counts
    mrr_lost: Amounts | None


def last_complete(periods: tuple[Period, ...], blind: int = 0) -> range:
    """Choose the complete periods of the last twelve months.

    Parameters
    ----------
    periods : tuple of Period
    blind : int
        So many at the beginning could show nobody who left and are left out.

    Returns
    -------
    range
        Numbers of those that lie wholly in the twelve months up to the end of the last
        complete period; empty while there is none.
    """
    complete = [
        row for row, period in enumerate(periods) if period.complete and row >= blind
    ]
    if not complete:
        return range(0)
    since = add_months(periods[complete[-1]].end, -12)
    wanted = [row for row in complete if periods[row].start >= since]
    return range(wanted[0], wanted[-1] + 1)


def look_back(
    movements: Movements, rows: range, revenue: Revenue | None = None
) -> Exposure:
    """Count for each customer the periods at risk and the losses.

    Parameters
    ----------
    movements : Movements
    rows : range
        Numbers of the periods to look at.
    revenue : Revenue, optional
        Of the same book and periods.

    Notes
    -----
    Summed over all customers, ``opening`` and ``lost`` are the sums of those columns
    of ``movements.frame`` over the same rows.
    """
    stays, customers = movements.book.stays, len(movements.book)
    timeline = Timeline(movements.periods, movements.bounds)
    begin, end = timeline.passed(stays.start), timeline.passed(stays.end)
    first, after = (rows[0], rows[-1] + 1) if len(rows) else (0, 0)
    # A stay is open at the bounds from begin up to, not including, end. One that
    # reaches no bound of these periods has no part in them.
    seen = np.flatnonzero((begin < end) & (begin <= after) & (end > first))
    customer, begin, end = stays.customer[seen], begin[seen], end[seen]
    at_risk = np.minimum(end, after) - np.maximum(begin, first)
    went_on = np.zeros(len(seen), dtype=bool)
    went_on[:-1] = (customer[1:] == customer[:-1]) & (begin[1:] == end[:-1])
    gone = (end <= after) & ~went_on
    opening = np.bincount(customer, at_risk, minlength=customers)
    return Exposure(
        rows,
        opening.astype(np.int64),
        np.bincount(customer[gone], minlength=customers),
        None if revenue is None else _churned(revenue, rows, customers),
    )


def whole_list(book: Book) -> Exposure:
    """Count for each customer whether they have left, without asking when.

    With dates, every customer who had come by the as-of date is at risk once and lost
    when gone for good; without, every row of the list is, and lost when it left. Its
    share is a share of customers or rows, not a rate.
    """
    gone = find_departures(book)
    lost_amount = None
    if book.has_amounts:
        amount = np.nan_to_num(gone.mrr)
        lost_amount = _add_up(gone.customer, amount, len(book))
    if book.as_of is not None:
        come = book.stays.customer[book.stays.start <= book.as_of]
        opening = np.minimum(np.bincount(come, minlength=len(book)), 1)
        lost = np.bincount(gone.customer, minlength=len(book))
        return Exposure(None, opening, lost, lost_amount)
    customer, ended = book.durations.customer, book.durations.ended
    return Exposure(
        None,
        np.bincount(customer, minlength=len(book)),
        np.bincount(customer[ended], minlength=len(book)),
        lost_amount,
    )


def _churned(revenue: Revenue, rows: range, customers: int) -> Amounts:
    lost = revenue.changes("churned", rows)
    return _add_up(lost.customer, lost.opening, customers)


def _add_up(customer: Codes, amount: Amounts, customers: int) -> Amounts:
    # Of an empty list the sums would come out as whole numbers.
    return np.bincount(customer, amount, customers).astype(np.float64)
