"""What each customer brings: in a time of their own, in all, and in a year to come.

Money is what the contracts bring for the days they run, or what purchases cost.
Amounts that are missing or below 0 count as nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from churn_desktop.core.book import Amounts, Book, Codes
from churn_desktop.core.calendar import (
    NO_DAY,
    Days,
    add_months,
    months_between,
    months_later,
    to_date,
    to_day,
)
from churn_desktop.engine.departures import Departures


def first_days(book: Book) -> Days:
    """Give the day each customer first came; `NO_DAY` for those who never did."""
    first = np.full(len(book), NO_DAY, dtype=np.int32)
    opens = book.stays.number == 0
    first[book.stays.customer[opens]] = book.stays.start[opens]
    return first


def knows_spending(book: Book) -> bool:
    """Tell whether a list has dates, stays and amounts of money."""
    if not book.dated or not len(book.stays):
        return False
    bought = book.purchases
    return book.has_amounts or (
        bought is not None and bool(np.isfinite(bought.amount).any())
    )


@dataclass(frozen=True, slots=True, eq=False)
class Spells:
    """Times ``[start, end)`` of customers, each with what it counts for a month.

    Attributes
    ----------
    customer, start, end : ndarray of int32
    worth : ndarray of float64 or None
        Money a month; None: the months themselves.
    """

    customer: Codes
    start: Days
    end: Days
    worth: Amounts | None = None

    @classmethod
    def of_stays(cls, book: Book) -> Spells:
        """Take the times customers were there."""
        stays = book.stays
        return cls(stays.customer, stays.start, stays.end)

    @classmethod
    def of_contracts(cls, book: Book) -> Spells:
        """Take the contracts that bring anything."""
        contracts = book.contracts
        paid = np.flatnonzero(contracts.monthly_amount > 0)
        return cls(
            contracts.customer[paid],
            contracts.start[paid],
            contracts.end[paid],
            contracts.monthly_amount[paid],
        )

    def within(self, begin: Days, after: Days, as_of: int, months: float) -> Amounts:
        """Add up for each customer what falls in a time of their own; see `earned`."""
        who = self.customer
        first, last = begin[who], after[who]
        until = np.minimum(last, np.int32(as_of + 1))
        days = np.minimum(self.end, until) - np.maximum(self.start, first)
        share = np.maximum(days, 0) / np.maximum(last - first, 1)
        weight = share if self.worth is None else share * self.worth
        return np.asarray(np.bincount(who, weight, len(begin)) * months, np.float64)

    def beyond(self, begin: Days, as_of: int) -> Spells:
        """Keep those that may fall in a time that begins on these days, or later."""
        first = begin[self.customer]
        kept = np.flatnonzero((self.end > first) & (first <= as_of))
        worth = None if self.worth is None else self.worth[kept]
        return Spells(self.customer[kept], self.start[kept], self.end[kept], worth)


def earned(book: Book, begin: Days, after: Days, months: float) -> Amounts:
    """Add up what each customer brought in a time of their own.

    Parameters
    ----------
    book : Book
        With dates.
    begin, after : ndarray of int32
        For each customer the first day and the day after the last one.
    months : float
        How many months lie between them: a contract that runs all the time brings as
        many monthly amounts.

    Returns
    -------
    ndarray of float64
        For each customer; what lies after the as-of date has not been earned.
    """
    assert book.as_of is not None
    bought = book.purchases
    if bought is None:
        return Spells.of_contracts(book).within(begin, after, book.as_of, months)
    who, until = bought.customer, np.minimum(after, np.int32(book.as_of + 1))
    there = (bought.day >= begin[who]) & (bought.day < until[who])
    there &= np.isfinite(bought.amount)
    sums = np.bincount(who[there], bought.amount[there], len(book))
    return sums.astype(np.float64)


def months_there(book: Book, begin: Days, after: Days, months: float) -> Amounts:
    """Measure how long each person was a customer in a time of their own.

    Parameters and result as in `earned`, in months.
    """
    assert book.as_of is not None
    return Spells.of_stays(book).within(begin, after, book.as_of, months)


def first_monthly(book: Book) -> Amounts:
    """Give what the contracts of each customer's very first day bring a month.

    Returns
    -------
    ndarray of float64
        NaN for customers of whom no such amount is known, among them everybody in a
        list without contracts.
    """
    contracts, first = book.contracts, first_days(book)
    opens = contracts.start == first[contracts.customer]
    known = opens & np.isfinite(contracts.monthly_amount)
    owner, amount = contracts.customer[known], contracts.monthly_amount[known]
    sums = np.bincount(owner, np.maximum(amount, 0), len(book)).astype(np.float64)
    sums[np.bincount(owner, minlength=len(book)) == 0] = np.nan
    return sums


def total_paid(book: Book) -> Amounts:
    """Add up what each customer has brought by the as-of date.

    Returns
    -------
    ndarray of float64
        NaN for customers of whom no amount is known. For lists without dates the
        monthly amount times the months of each row.
    """
    if book.as_of is None:
        durations = book.durations
        months = durations.length * durations.unit.in_months
        return _add_known(durations.customer, _row_amounts(book) * months, len(book))
    if book.purchases is not None:
        return _add_known(book.purchases.customer, book.purchases.amount, len(book))
    contracts = book.contracts
    end = np.maximum(np.minimum(contracts.end, np.int32(book.as_of)), contracts.start)
    months = months_between(contracts.start, end)
    return _add_known(contracts.customer, contracts.monthly_amount * months, len(book))


def year_ahead(book: Book) -> Amounts:
    """Give what each customer brings in a year if nothing changes.

    Returns
    -------
    ndarray of float64
        Twelve times what the contracts running at the end of the as-of date bring a
        month; for purchases what was spent in the twelve months before; for lists
        without dates twelve times the amounts of the rows that have not left. 0 for
        those of whom nothing runs, NaN where no amount of what runs is known.
    """
    if book.as_of is None:
        durations = book.durations
        goes_on = ~durations.ended
        monthly = _row_amounts(book)[goes_on]
        return 12 * _add_known(durations.customer[goes_on], monthly, len(book))
    bought = book.purchases
    if bought is not None:
        since = to_day(add_months(to_date(book.as_of + 1), -12))
        late = bought.day >= since
        return _add_known(bought.customer[late], bought.amount[late], len(book))
    contracts = book.contracts
    runs = (contracts.start <= book.as_of) & (contracts.end > book.as_of)
    monthly = contracts.monthly_amount[runs]
    return 12 * _add_known(contracts.customer[runs], monthly, len(book))


def paid_before_leaving(book: Book, departures: Departures) -> Amounts:
    """Give what each of those who left had paid a month.

    Returns
    -------
    ndarray of float64
        ``departures.mrr``; for purchases what was spent in the twelve months up to the
        day of leaving, for each month as a customer in them. NaN where not known.
    """
    if book.purchases is None:
        return departures.mrr
    end = np.zeros(len(book), dtype=np.int32)
    end[departures.customer] = departures.days()
    begin = months_later(end, np.full(len(book), -12))
    brought, there = earned(book, begin, end, 12), months_there(book, begin, end, 12)
    known = np.isfinite(total_paid(book))[departures.customer] & (
        there[departures.customer] > 0
    )
    monthly = np.full(len(departures), np.nan)
    monthly[known] = (brought[departures.customer] / there[departures.customer])[known]
    return monthly


def _row_amounts(book: Book) -> Amounts:
    if book.amounts is None:
        return np.full(len(book.durations), np.nan)
    return book.amounts


def _add_known(owner: Codes, amount: Amounts, customers: int) -> Amounts:
    """Add up the known amounts of each customer; NaN where all are unknown."""
    known = np.isfinite(amount)
    sums = np.bincount(owner[known], np.maximum(amount[known], 0), customers)
    unknown = np.bincount(owner[~known], minlength=customers) > 0
    unknown &= np.bincount(owner[known], minlength=customers) == 0
    return np.where(unknown, np.nan, sums)
