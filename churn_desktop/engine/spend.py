"""What customers spend in their first months and years later, old ones and new."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from churn_desktop.core.book import Amounts, Book, Codes, Mask
from churn_desktop.core.calendar import (
    NO_DAY,
    add_months,
    months_between,
    months_later,
    to_date,
    to_day,
)
from churn_desktop.core.formula import Formula
from churn_desktop.engine.earnings import (
    Spells,
    earned,
    first_days,
    knows_spending,
)
from churn_desktop.engine.intervals import normal_quantile

if TYPE_CHECKING:
    import pandas as pd

PER_MONTH = Formula("revenue / customer_months")
"""What a customer spends in a month of a band of tenure."""
GROWTH = Formula("late / early - 1")
"""How much more the same customers spend later than at first."""

BAND_MONTHS = 6
EARLY_MONTHS = (1, 6)
LATE_MONTHS = (31, 36)
"""The months of tenure that an often-quoted figure compares."""
_MOST_BANDS = 20
_ROUNDING = 1e-9


class Ratio(NamedTuple):
    """A ratio of two sums over the same customers, with its 95 % limits."""

    value: float
    low: float
    high: float


def ratio_of_sums(part: Amounts, whole: Amounts) -> Ratio:
    """Divide a sum by another one over the same customers.

    Parameters
    ----------
    part, whole : ndarray of float64
        One of each for each customer.

    Returns
    -------
    Ratio
        NaN where the second sum is not above 0; no limits for fewer than two customers.

    Notes
    -----
    ``r = sum(y) / sum(x)`` with the variance of W. G. Cochran, Sampling Techniques
    (1977), chapter 6: ``sum((y - r x)²) / (n - 1) / n / mean(x)²``.

    Examples
    --------
    >>> found = ratio_of_sums(np.array([12.0, 18, 30]), np.array([10.0, 20, 20]))
    >>> [round(value, 2) for value in found]
    [1.2, 0.79, 1.61]
    """
    n, total = len(whole), float(whole.sum())
    if not total > 0:
        return Ratio(math.nan, math.nan, math.nan)
    ratio = float(part.sum()) / total
    if n < 2:
        return Ratio(ratio, math.nan, math.nan)
    variance = float(((part - ratio * whole) ** 2).sum()) / (n - 1) * n / total**2
    reach = normal_quantile(0.975) * math.sqrt(variance)
    return Ratio(ratio, ratio - reach, ratio + reach)


@dataclass(frozen=True, slots=True)
class FromExisting:
    """How much of a year's revenue came from those who were customers before it.

    Attributes
    ----------
    n : int
        Customers who brought anything.
    share : Ratio
        Existing / all revenue, its limits within 0 and 1.
    """

    n: int
    share: Ratio


def from_existing(book: Book) -> FromExisting | None:
    """Split the revenue of the year up to the as-of date by when customers first came.

    Returns
    -------
    FromExisting or None
        None without amounts, and when the list cannot tell who was a customer before:
        it goes no further back, or for purchases not a year further, so that
        an old customer's first purchase in the list may be a late one.
    """
    if not knows_spending(book):
        return None
    assert book.as_of is not None
    after = book.as_of + 1
    begin = to_day(add_months(to_date(after), -12))
    first = first_days(book)
    needed = begin - 1
    if book.purchases is not None:
        needed = to_day(add_months(to_date(after), -24))
    if int(first[first != NO_DAY].min()) > needed:
        return None
    everybody = np.ones(len(book), dtype=np.int32)
    brought = earned(book, everybody * begin, everybody * after, 12)
    paying = brought > 0
    whole = brought[paying]
    part = np.where(first[paying] < begin, whole, 0.0)
    share = ratio_of_sums(part, whole)
    return FromExisting(
        len(whole), Ratio(share.value, max(share.low, 0.0), min(share.high, 1.0))
    )


@dataclass(frozen=True, slots=True, eq=False)
class SpendByTenure:
    """What customers spend a month, by how long they have been customers.

    Attributes
    ----------
    frame : pandas.DataFrame
        A row for each band of months counted from the first day ever, with the columns
        ``from_month`` and ``to_month`` (1 to 6, 7 to 12, ...), ``customers`` (who were
        customers in the band at all), ``customer_months``, ``revenue`` and
        ``per_month`` (`PER_MONTH`). What lies after the as-of date does not count.
        Later bands hold only those who stayed.
    customers : ndarray of int32
        Who were customers in all of `EARLY_MONTHS` and all of `LATE_MONTHS`.
    early, late : float
        What these brought in these months.
    ratio : Ratio
        ``late / early``; 1 less is `GROWTH`. NaN when there are no such customers.
    there : tuple of ndarray of int32
        For each row of ``frame`` who were customers in the band at all.
    """

    frame: pd.DataFrame
    customers: Codes
    early: float
    late: float
    ratio: Ratio
    there: tuple[Codes, ...] = ()


def spend_by_tenure(book: Book) -> SpendByTenure | None:
    """Follow what customers spend from their first month on.

    Returns
    -------
    SpendByTenure or None
        None without amounts.

    Notes
    -----
    The same customers are compared, because those who stay three years may have spent
    more from the start than those who left. Of purchases the first one in the list
    counts as the first ever.
    """
    if not knows_spending(book):
        return None
    import pandas as pd

    assert book.as_of is not None
    first = first_days(book)
    first[first == NO_DAY] = book.as_of
    days = np.arange(first.min(), first.max() + 1, dtype=np.int32)
    rows, members = [], []
    stayed = np.ones(len(book), dtype=bool)
    compared = {band: np.zeros(len(book)) for band in (EARLY_MONTHS, LATE_MONTHS)}
    begin, stays = first, Spells.of_stays(book)
    contracts = None if book.purchases is not None else Spells.of_contracts(book)
    for number in range(_bands(int(first.min()), book.as_of)):
        band = (number * BAND_MONTHS + 1, (number + 1) * BAND_MONTHS)
        # A million customers share few days.
        after = months_later(days, np.full(len(days), band[1])).take(first - days[0])
        there = stays.within(begin, after, book.as_of, BAND_MONTHS)
        if contracts is None:
            brought = earned(book, begin, after, BAND_MONTHS)
        else:
            brought = contracts.within(begin, after, book.as_of, BAND_MONTHS)
            contracts = contracts.beyond(after, book.as_of)
        stays = stays.beyond(after, book.as_of)
        members.append(np.flatnonzero(there > 0).astype(np.int32))
        brought = np.where(there > 0, brought, 0.0)
        rows.append(
            {
                "from_month": band[0],
                "to_month": band[1],
                "customers": int((there > 0).sum()),
                "customer_months": float(there.sum()),
                "revenue": float(brought.sum()),
            }
        )
        if band in compared:
            compared[band] = brought
            stayed &= there >= BAND_MONTHS - _ROUNDING
        begin = after
    frame = pd.DataFrame(rows)
    frame["per_month"] = PER_MONTH.evaluate(frame)
    if frame.to_month.iloc[-1] < LATE_MONTHS[1]:
        stayed[:] = False
    found = _compare(frame, stayed, compared[EARLY_MONTHS], compared[LATE_MONTHS])
    return replace(found, there=tuple(members))


def _bands(first: int, as_of: int) -> int:
    """Count the bands that have begun by the as-of date."""
    oldest = np.array([min(first, as_of)], dtype=np.int32)
    now = np.array([as_of + 1], dtype=np.int32)
    longest = float(months_between(oldest, now)[0])
    return min(math.ceil(longest / BAND_MONTHS), _MOST_BANDS)


def _compare(
    frame: pd.DataFrame, stayed: Mask, early: Amounts, late: Amounts
) -> SpendByTenure:
    customers = np.flatnonzero(stayed).astype(np.int32)
    return SpendByTenure(
        frame,
        customers,
        float(early[stayed].sum()),
        float(late[stayed].sum()),
        ratio_of_sums(late[stayed], early[stayed]),
    )
