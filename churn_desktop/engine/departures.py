"""Who has left for good, when, after how long, and what they paid."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from churn_desktop.core.book import (
    Amounts,
    Book,
    Codes,
    Mask,
    once_for_each_book,
)
from churn_desktop.core.calendar import NO_DAY, Days
from churn_desktop.engine.stages import months_lived


@dataclass(frozen=True, slots=True, eq=False)
class Departures:
    """Customers who were none any more on the as-of date; each once.

    Attributes
    ----------
    customer : ndarray of int32
        Ascending.
    end : ndarray of int32 or None
        Day on which the last stay ended; None for lists without dates.
    months : ndarray of float64
        How long the last stay lasted, as in `stages.months_lived`; NaN where it is not
        known.
    mrr : ndarray of float64
        What the contracts that ended that day brought a month; NaN when no amount is
        known. Amounts below 0 count as 0.
    """

    customer: Codes
    end: Days | None
    months: Amounts
    mrr: Amounts

    def __len__(self) -> int:
        return len(self.customer)

    def only(self, wanted: Mask) -> Departures:
        """Keep some of them; ``wanted`` has one entry for each departure."""
        return replace(
            self,
            customer=self.customer[wanted],
            end=None if self.end is None else self.end[wanted],
            months=self.months[wanted],
            mrr=self.mrr[wanted],
        )

    def between(self, first: int, after: int) -> Departures:
        """Keep those who left from a day up to, not including, another.

        Raises
        ------
        ValueError
            For a list without dates.
        """
        end = self.days()
        return self.only((end >= first) & (end < after))

    def days(self) -> Days:
        """Give the days of leaving.

        Raises
        ------
        ValueError
            For a list without dates.
        """
        if self.end is None:
            raise ValueError("a list without dates does not say when customers left")
        return self.end

    def stage(self, early_months: float = 3, mid_months: float = 12) -> Codes:
        """Give each the number of its stage in `stages.STAGES`; -1 where unknown.

        Examples
        --------
        >>> from churn_desktop.engine.stages import STAGES
        >>> months = np.array([0.5, 3, 3.1, 12, 30])
        >>> gone = Departures(np.arange(5, dtype=np.int32), None, months, months)
        >>> [STAGES[stage] for stage in gone.stage()]
        ['early', 'early', 'mid', 'mid', 'late']
        """
        bounds = np.array([early_months, mid_months], dtype=np.float64)
        found = np.searchsorted(bounds, self.months, side="left")
        return np.where(np.isnan(self.months), -1, found).astype(np.int32)


@once_for_each_book
def find_departures(book: Book) -> Departures:
    """Find everybody who has left and not come back by the as-of date.

    Parameters
    ----------
    book : Book
        Customers who have given notice for a later day have not left, and those who
        will only start after the as-of date are no customers yet.

    Returns
    -------
    Departures
        For lists without dates, customers with a row that left; of several the last
        one, with the amounts of all of them.
    """
    months = np.full(len(book.durations), np.nan)
    months[np.isfinite(book.durations.length)] = months_lived(book).months
    if book.as_of is None:
        ended = np.flatnonzero(book.durations.ended)
        customer = book.durations.customer[ended]
        last = np.append(customer[1:] != customer[:-1], True)[: len(customer)]
        paid = np.full(len(book), np.nan)
        if book.amounts is not None:
            paid = _add_up(len(book), customer, book.amounts[ended])
        return Departures(
            customer[last], None, months[ended[last]], paid[customer[last]]
        )
    stays = book.stays
    begun = np.flatnonzero(stays.start <= book.as_of)
    customer = stays.customer[begun]
    last = np.append(customer[1:] != customer[:-1], True)[: len(customer)]
    chosen = begun[last]
    chosen = chosen[stays.end[chosen] <= book.as_of]
    return Departures(
        stays.customer[chosen],
        stays.end[chosen],
        months[chosen],
        _paid_last(book, stays.customer[chosen], stays.end[chosen]),
    )


def running(book: Book) -> Mask:
    """Tell for each customer whether they are one at the end of the as-of date.

    For lists without dates, whether any of their rows has not left.
    """
    here = np.zeros(len(book), dtype=bool)
    if book.as_of is None:
        here[book.durations.customer[~book.durations.ended]] = True
    else:
        stays = book.stays
        open_then = (stays.start <= book.as_of) & (stays.end > book.as_of)
        here[stays.customer[open_then]] = True
    return here


def last_seen(book: Book, days_before: int = 0) -> Days:
    """Give the day each customer was last seen, or a day so many days earlier.

    Parameters
    ----------
    book : Book
        With dates.
    days_before : int

    Returns
    -------
    ndarray of int32
        The day of leaving, or the as-of date for those still there; `NO_DAY` for
        customers whose last stay had not begun by then.
    """
    assert book.as_of is not None
    gone = find_departures(book)
    stays = book.stays
    come = stays.start <= book.as_of
    begun = np.full(len(book), np.iinfo(np.int32).max, dtype=np.int32)
    # Ascending by start: of several stays the last one counts.
    begun[stays.customer[come]] = stays.start[come]
    seen = np.full(len(book), book.as_of, dtype=np.int32)
    seen[gone.customer] = gone.days()
    seen -= np.int32(days_before)
    return np.where(begun <= seen, seen, NO_DAY)


def _paid_last(book: Book, customer: Codes, end: Days) -> Amounts:
    """Add up what each customer's contracts that ended on the last day brought."""
    contracts = book.contracts
    last_day = np.full(len(book), np.iinfo(np.int32).min, dtype=np.int32)
    last_day[customer] = end
    final = contracts.end == last_day.take(contracts.customer)
    paid = _add_up(
        len(book), contracts.customer[final], contracts.monthly_amount[final]
    )
    return paid[customer]


def _add_up(customers: int, owner: Codes, amount: Amounts) -> Amounts:
    """Add up what is known of each customer; NaN where nothing is."""
    known = np.isfinite(amount)
    sums = np.bincount(owner[known], np.maximum(amount[known], 0), customers)
    paid = sums.astype(np.float64)
    paid[np.bincount(owner[known], minlength=customers) == 0] = np.nan
    return paid
