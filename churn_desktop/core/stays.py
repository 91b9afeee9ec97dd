"""When somebody was a customer at all: contracts joined, and how long that lasted."""

from __future__ import annotations

import numpy as np

from churn_desktop.core.book import Contracts, Durations, Mask, Stays
from churn_desktop.core.calendar import OPEN_END
from churn_desktop.core.schema import TimeUnit

ZERO_COUNTS_AS = 0.5
"""A stay that ended on the day it began, in days; the same holds for any unit."""


def join_stays(contracts: Contracts, allowed_gap_days: int = 0) -> Stays:
    """Join the contracts of each customer that overlap or touch.

    Parameters
    ----------
    contracts : Contracts
        Sorted by customer, then start.
    allowed_gap_days : int
        Contracts with at most this many days between them are one stay.

    Examples
    --------
    >>> days = lambda *d: np.array(d, dtype=np.int32)
    >>> contracts = Contracts(
    ...     customer=days(0, 0, 0), start=days(0, 10, 40), end=days(10, 30, 50),
    ...     monthly_amount=np.ones(3), term_months=np.ones(3), position=days(0, 1, 2),
    ... )
    >>> stays = join_stays(contracts)
    >>> stays.start.tolist(), stays.end.tolist(), stays.number.tolist()
    ([0, 40], [30, 50], [0, 1])
    """
    if not len(contracts):
        nothing = np.empty(0, dtype=np.int32)
        return Stays(nothing, nothing, nothing, nothing)
    customer, start = contracts.customer, contracts.start.astype(np.int64)
    end = contracts.end.astype(np.int64)
    # The latest end so far within each customer: shift every customer into a range of
    # its own, above all earlier ones, so that one running maximum serves them all.
    span = np.int64(OPEN_END) - min(np.int64(0), start.min()) + 1
    shift = customer.astype(np.int64) * span
    reached = np.maximum.accumulate(end + shift) - shift
    opens = np.ones(len(contracts), dtype=bool)
    opens[1:] = (customer[1:] != customer[:-1]) | (
        start[1:] > reached[:-1] + allowed_gap_days
    )
    first = np.flatnonzero(opens)
    last = np.append(first[1:], len(contracts)) - 1
    owner = customer[first]
    fresh = np.ones(len(first), dtype=bool)
    fresh[1:] = owner[1:] != owner[:-1]
    begins = np.maximum.accumulate(np.where(fresh, np.arange(len(first)), 0))
    number = np.arange(len(first)) - begins
    return Stays(
        owner,
        contracts.start[first],
        reached[last].astype(np.int32),
        number.astype(np.int32),
    )


def measure_durations(
    stays: Stays, as_of: int, start_unknown: Mask | None = None
) -> Durations:
    """Measure each stay in days, up to its end or the as-of date.

    A stay that ended on the day it began counts as half a day, so that survival can
    tell it from one that never was.

    Parameters
    ----------
    stays : Stays
    as_of : int
    start_unknown : ndarray of bool, optional
        Stays that may have begun before they were first seen: their length is NaN.

    Examples
    --------
    >>> days = lambda *d: np.array(d, dtype=np.int32)
    >>> stays = Stays(days(0, 1), days(0, 10), days(30, OPEN_END), days(0, 0))
    >>> durations = measure_durations(stays, as_of=50)
    >>> durations.length.tolist(), durations.ended.tolist()
    ([30.0, 40.0], [True, False])
    """
    ended = stays.end <= as_of
    length = (np.minimum(stays.end, as_of) - stays.start).astype(float)
    length[ended & (length == 0)] = ZERO_COUNTS_AS
    if start_unknown is not None:
        length[start_unknown] = np.nan
    return Durations(
        customer=stays.customer,
        length=length,
        ended=ended,
        unit=TimeUnit.DAYS,
        entry=np.zeros(len(stays)),
    )
