"""Customers without a contract: how often they buy, and when silence means gone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import Amounts, Codes, Mask, Purchases, Stays
from churn_desktop.core.calendar import OPEN_END, Days

LAPSE_FACTOR = 3.0
"""How many cycles of silence mean that a customer has left."""
AT_RISK_PERCENTILE = 40
LAPSED_PERCENTILE = 80
FEWEST_GAPS = 30
"""With fewer gaps the cycle cannot be told from the list and has to be given."""
OWN_CYCLE_GAPS = 3
"""A customer with at least this many gaps has a cycle of their own."""


@dataclass(frozen=True, slots=True, eq=False)
class PurchaseCycle:
    """The rhythm of a list of purchases.

    Purchases of one customer on one day are one purchase; a gap is the number of days
    between two purchases of a customer that follow each other.

    Attributes
    ----------
    customers, purchases, gaps : int
        Counts.
    median_gap_days : float or None
        Of all gaps together; None without any gap.
    at_risk_days : float or None
        40th percentile of all gaps: silence beyond it is a risk.
    percentile_days : float or None
        80th percentile of all gaps: another threshold that people use.
    threshold_days : float or None
        Silence beyond it means that the customer has left. None with fewer than
        `FEWEST_GAPS` gaps and none given.
    window_days : int
        Days from the first purchase to the as-of date.
    own_cycle_days : ndarray of float64
        For each customer the median of their own gaps, where they have at least
        `OWN_CYCLE_GAPS`; else the median of all gaps.
    last_day : ndarray of int32
        For each customer the day of the last purchase.
    idle_days : ndarray of int32
        For each customer the days from the last purchase to the as-of date.
    bought_once : ndarray of bool
        For each customer whether there is only one purchase.
    """

    customers: int
    purchases: int
    gaps: int
    median_gap_days: float | None
    at_risk_days: float | None
    percentile_days: float | None
    threshold_days: float | None
    window_days: int
    own_cycle_days: Amounts
    last_day: Days
    idle_days: Days
    bought_once: Mask

    @property
    def one_time(self) -> int:
        """How many customers bought only once."""
        return int(self.bought_once.sum())

    @property
    def lapsed(self) -> Mask:
        """For each customer whether silence has passed the threshold."""
        if self.threshold_days is None:
            return np.zeros(self.customers, dtype=bool)
        return np.asarray(self.idle_days > self.threshold_days)

    @property
    def spans_three_cycles(self) -> bool:
        """Whether the list is long enough to see three cycles."""
        median = self.median_gap_days
        return median is not None and self.window_days >= 3 * median

    @property
    def spans_two_thresholds(self) -> bool:
        """Whether the list is long enough to see customers leave and stay away."""
        threshold = self.threshold_days
        return threshold is not None and self.window_days >= 2 * threshold


def purchase_cycle(
    purchases: Purchases,
    customers: int,
    as_of: int,
    *,
    lapse_days: float | None = None,
) -> PurchaseCycle:
    """Measure how often customers buy and from when on silence means gone.

    Parameters
    ----------
    purchases : Purchases
        Every customer of the book has at least one.
    customers : int
        Number of customers in the book.
    as_of : int
        Day at whose end the list is read.
    lapse_days : float, optional
        The threshold itself, when the user gives it.

    Examples
    --------
    >>> days = lambda *d: np.array(d, dtype=np.int32)
    >>> bought = Purchases(
    ...     customer=days(0, 0, 0, 0, 1), day=days(0, 10, 20, 40, 5),
    ...     amount=np.ones(5), position=days(0, 1, 2, 3, 4),
    ... )
    >>> cycle = purchase_cycle(bought, 2, as_of=45, lapse_days=30)
    >>> cycle.median_gap_days, cycle.one_time, cycle.lapsed.tolist()
    (10.0, 1, [False, True])
    """
    customer, day = _occasions(purchases)
    follows = customer[1:] == customer[:-1]
    gap = np.diff(day)[follows]
    owner = customer[1:][follows]
    lengths = np.cumsum(np.bincount(gap))
    counts = np.bincount(customer, minlength=customers)
    last = np.zeros(customers, dtype=np.int32)
    last[customer] = day  # ascending days: the last one stays
    median = _percentile(lengths, 50)
    threshold = lapse_days
    if threshold is None and median is not None and len(gap) >= FEWEST_GAPS:
        threshold = LAPSE_FACTOR * median
    return PurchaseCycle(
        customers=customers,
        purchases=len(customer),
        gaps=len(gap),
        median_gap_days=median,
        at_risk_days=_percentile(lengths, AT_RISK_PERCENTILE),
        percentile_days=_percentile(lengths, LAPSED_PERCENTILE),
        threshold_days=threshold,
        window_days=int(as_of - day.min()) if len(day) else 0,
        own_cycle_days=_own_cycles(owner, gap, customers, median),
        last_day=last,
        idle_days=(as_of - last).astype(np.int32),
        bought_once=counts == 1,
    )


def lapse_stays(purchases: Purchases, threshold_days: float, as_of: int) -> Stays:
    """Turn purchases into stays: silence beyond the threshold ends one.

    A stay starts with a purchase and ends ``threshold_days`` after the last one before
    the silence; buying again starts the next stay. Silence that has not passed the
    threshold by the as-of date leaves the stay open.

    Examples
    --------
    >>> days = lambda *d: np.array(d, dtype=np.int32)
    >>> bought = Purchases(
    ...     customer=days(0, 0, 0), day=days(0, 10, 60), amount=np.ones(3),
    ...     position=days(0, 1, 2),
    ... )
    >>> stays = lapse_stays(bought, 30, as_of=70)
    >>> stays.start.tolist(), stays.end.tolist()[:1], stays.end[1] == OPEN_END
    ([0, 60], [40], np.True_)
    """
    customer, day = _occasions(purchases)
    if not len(customer):
        nothing = np.empty(0, dtype=np.int32)
        return Stays(nothing, nothing, nothing, nothing)
    changes = customer[1:] != customer[:-1]
    begins = np.append(True, changes | (np.diff(day) > threshold_days))
    first = np.flatnonzero(begins)
    last = np.append(first[1:], len(customer)) - 1
    ends = day[last].astype(np.int64) + int(np.floor(threshold_days))
    silent = as_of - day[last] > threshold_days
    final = np.append(customer[last][1:] != customer[last][:-1], True)
    end = np.where(final & ~silent, np.int64(OPEN_END), ends).astype(np.int32)
    owner = customer[first]
    fresh = np.append(True, owner[1:] != owner[:-1])
    counted_from = np.maximum.accumulate(np.where(fresh, np.arange(len(first)), 0))
    number = (np.arange(len(first)) - counted_from).astype(np.int32)
    return Stays(owner, day[first], end, number)


def _occasions(purchases: Purchases) -> tuple[Codes, Days]:
    """Give each customer and day with a purchase once, in order.

    One sort of a single integer that holds both is several times faster than sorting
    by two keys.
    """
    origin = np.int64(purchases.day.min()) if len(purchases.day) else np.int64(0)
    keys = purchases.customer.astype(np.int64) << 32
    keys |= purchases.day.astype(np.int64) - origin
    keys.sort()
    if len(keys):
        keys = keys[np.append(True, keys[1:] != keys[:-1])]
    day = (keys & 0xFFFFFFFF) + origin
    return (keys >> 32).astype(np.int32), day.astype(np.int32)


def _percentile(at_most: npt.NDArray[np.integer[Any]], percent: float) -> float | None:
    """Give a percentile, between two days where it falls there, as `numpy.percentile`.

    Parameters
    ----------
    at_most : ndarray of int
        How many gaps are no longer than so many days, from none on.
    percent : float
    """
    if not len(at_most):
        return None
    place = (int(at_most[-1]) - 1) * percent / 100
    before = int(place)
    low, high = np.searchsorted(at_most, [before, before + 1], side="right").tolist()
    return float(low + (place - before) * (high - low) if place > before else low)


def _own_cycles(
    owner: Codes, gap: Days, customers: int, median: float | None
) -> Amounts:
    """Median gap of each customer, the pooled one where there are too few."""
    cycles = np.full(customers, np.nan if median is None else median)
    if not len(gap):
        return cycles
    keys = owner.astype(np.int64) << 32
    keys |= gap
    keys.sort()
    sorted_gap = keys & 0xFFFFFFFF
    counts = np.bincount(owner, minlength=customers)
    begins = np.cumsum(counts) - counts
    enough = np.flatnonzero(counts >= OWN_CYCLE_GAPS)
    low = begins[enough] + (counts[enough] - 1) // 2
    high = begins[enough] + counts[enough] // 2
    cycles[enough] = (sorted_gap[low] + sorted_gap[high]) / 2
    return cycles
