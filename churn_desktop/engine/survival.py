"""How long customers stay: the survival curve and what can be read from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from churn_desktop.core.book import Amounts, Counts, Mask
from churn_desktop.core.schema import TimeUnit
from churn_desktop.engine.intervals import normal_quantile

_TIMES = 1 << 22
"""Up to this many halves, in all groups, are counted; beyond it, times are sorted."""
_BLOCK = 1 << 16
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """The share still there after some time, estimated with those still there.

    Attributes
    ----------
    unit : TimeUnit
    time : ndarray of float64
        Every distinct time at which somebody left or was last seen, ascending.
    at_risk : ndarray of int64
        Under observation just before each time.
    events, censored : ndarray of int64
        Left, and last seen still there, at each time.
    survival : ndarray of float64
        Share still there after each time; among those who reached ``start``.
    low, high : ndarray of float64
        95 % limits around ``survival``; NaN where it is 0 or 1.
    n, ended : int
        Durations, and how many of them ended.
    halved : int
        Durations of 0 that ended and count as one half of the unit, here or already
        in the book: those of one half among whole ones.
    start : float
        Where observation begins; above 0 when nobody was seen from the start, so that
        nothing can be said about earlier times.
    median : float or None
        The first time at which no more than half are left; None when not reached.
    restricted_mean : float or None
        Mean time within the longest observed time; None when ``start`` is above 0 or
        there is nobody.
    """

    unit: TimeUnit
    time: Amounts
    at_risk: Counts
    events: Counts
    censored: Counts
    survival: Amounts
    low: Amounts
    high: Amounts
    n: int
    ended: int
    halved: int
    start: float
    median: float | None
    restricted_mean: float | None

    def at(self, t: float) -> float:
        """Read the share still there after a time.

        Parameters
        ----------
        t : float
            In ``unit``, at least 0.

        Returns
        -------
        float
            The step's value after the events at ``t``; NaN before ``start`` and
            beyond the longest observed time, unless nobody was left by then.
        """
        if not len(self.time) or t < self.start:
            return float("nan")
        if t > self.time[-1] and self.survival[-1] > 0:
            return float("nan")
        last = int(np.searchsorted(self.time, t, side="right")) - 1
        return float(self.survival[last]) if last >= 0 else 1.0

    def interval(self, t: float, since: float = 0.0) -> tuple[float, float]:
        """Give the limits of the share still there at a time, of those at another.

        Parameters
        ----------
        t, since : float
            In ``unit``, ``since < t``.

        Returns
        -------
        low, high : float
            Limits of ``at(t) / at(since)``; NaN where that is 0, 1 or not defined.
        """
        share = self.at(t) / self.at(since) if self.at(since) > 0 else float("nan")
        inside = (self.time > since) & (self.time <= t)
        variance = _greenwood(self.at_risk[inside], self.events[inside]).sum()
        low, high = _log_log(np.array([share]), np.array([variance]))
        return float(low[0]), float(high[0])


class _Steps(NamedTuple):
    """Durations counted at each distinct time."""

    time: Amounts
    events: Counts
    censored: Counts


def kaplan_meier(
    length: Amounts,
    ended: Mask,
    entry: Amounts | None = None,
    unit: TimeUnit = TimeUnit.MONTHS,
) -> Curve:
    """Estimate the survival curve.

    Parameters
    ----------
    length : ndarray of float64
        Durations in ``unit``, at least 0. One of 0 that ended counts as 0.5.
    ended : ndarray of bool
        False where the customer was last seen still there.
    entry : ndarray of float64, optional
        Time already lived when observation began. Who enters at the smallest of these
        was seen from there on; others are at risk after their entry. Durations that do
        not go beyond a later entry were never under observation and are left out.
    unit : TimeUnit

    Notes
    -----
    E. L. Kaplan and P. Meier (1958), JASA 53, 457-481: ``S(t)`` is the product of
    ``1 - d / n`` over the times up to ``t``; whoever is last seen at a time is still at
    risk at that time. Variance after M. Greenwood (1926); limits by the log(-log)
    transformation (Kalbfleisch and Prentice, 1980), which stay within 0 and 1.

    Examples
    --------
    >>> curve = kaplan_meier(
    ...     np.array([6.0, 6, 6, 6, 7]), np.array([True, True, True, False, True])
    ... )
    >>> curve.survival.round(4).tolist(), curve.at(6.5), curve.median
    ([0.4, 0.0], 0.4, 6.0)
    """
    n = len(length)
    start = 0.0
    late: Amounts | None = None
    if entry is not None and n and entry.any():
        start = float(entry.min())
        seen = (length > entry) | (entry <= start)
        length, ended, entry = length[seen], ended[seen], entry[seen]
        late = np.sort(entry[entry > start])
    steps, halved = _count(length, ended)
    gone = np.cumsum(steps.events + steps.censored)
    at_risk = len(length) - np.append(0, gone[:-1])[: len(gone)]
    if late is not None:
        at_risk -= len(late) - np.searchsorted(late, steps.time, side="left")

    variance = np.cumsum(_greenwood(at_risk, steps.events))
    survival = np.cumprod(1 - steps.events / at_risk)
    low, high = _log_log(survival, variance)
    reached = np.flatnonzero(survival <= 0.5 + _ROUNDING)
    return Curve(
        unit,
        steps.time,
        at_risk,
        steps.events,
        steps.censored,
        survival,
        low,
        high,
        n=n,
        ended=int(steps.events.sum()),
        halved=halved,
        start=start,
        median=float(steps.time[reached[0]]) if len(reached) else None,
        restricted_mean=_area(steps.time, survival) if n and not start else None,
    )


def _count(length: Amounts, ended: Mask) -> tuple[_Steps, int]:
    """Count the durations at each distinct time and those that were halved."""
    halves = tally_halves(length, ended)
    if halves is not None:
        return _steps_of(halves[0])
    zero = (length == 0) & ended
    length = np.where(zero, 0.5, length)
    everyone, leavers = np.sort(length), np.sort(length[ended])
    fresh = np.ones(len(everyone), dtype=bool)
    fresh[1:] = everyone[1:] != everyone[:-1]
    first = np.flatnonzero(fresh)
    time = everyone[first]
    total = np.diff(np.append(first, len(everyone)))
    events = np.diff(np.append(0, np.searchsorted(leavers, time, side="right")))
    return _Steps(time, events, total - events), int(zero.sum())


def tally_halves(
    length: Amounts, ended: Mask, group: Counts | None = None, groups: int = 1
) -> Counts | None:
    """Count durations in whole halves of the unit without sorting them.

    Parameters
    ----------
    length : ndarray of float64
    ended : ndarray of bool
    group : ndarray of int64, optional
        From 0, less than ``groups``.
    groups : int

    Returns
    -------
    ndarray of int64 or None
        For each group and each number of halves from 0 (at least up to 1), how many
        did not end and how many did. None when a duration is no whole number of
        halves, or so long that sorting is better.

    Examples
    --------
    >>> tally_halves(np.array([0.5, 1, 1]), np.array([True, False, True])).tolist()
    [[[0, 0], [0, 1], [1, 1]]]
    """
    longest = float(length.max(initial=0.5))
    if longest * groups >= _TIMES / 2:
        return None
    width = 2 * (int(2 * longest) + 1)
    counts = np.zeros(groups * width, dtype=np.int64)
    # What is done to a block stays in the processor's cache until it is counted.
    for at in range(0, len(length), _BLOCK):
        here = slice(at, at + _BLOCK)
        twice = length[here] * 2
        number = twice.astype(np.int64)
        if not np.array_equal(number, twice):
            return None
        number *= 2
        number += ended[here]
        if group is not None:
            number += group[here] * width
        counts += np.bincount(number, minlength=len(counts))
    return counts.reshape(groups, -1, 2)


def _steps_of(counts: Counts) -> tuple[_Steps, int]:
    """Read how many ended and how many did not after each half of the unit."""
    zeros = int(counts[0, 1])
    counts[1, 1] += zeros
    counts[0, 1] = 0
    halved = zeros if counts[3::2].any() else int(counts[1, 1])
    some = np.flatnonzero(counts.any(axis=1))
    censored, events = counts[some].T
    return _Steps(some / 2, events, censored), halved


def _greenwood(at_risk: Counts, events: Counts) -> Amounts:
    """Give each time's part of the variance of log S; infinite where all leave."""
    with np.errstate(divide="ignore"):
        return np.asarray(events / (at_risk * (at_risk - events).astype(np.float64)))


def _log_log(survival: Amounts, variance: Amounts) -> tuple[Amounts, Amounts]:
    z = normal_quantile(0.975)
    low, high = np.full((2, len(survival)), np.nan)
    inside = (survival > 0) & (survival < 1)
    log = np.log(survival[inside])
    reach = z * np.sqrt(variance[inside]) / log
    low[inside] = np.exp(log * np.exp(-reach))
    high[inside] = np.exp(log * np.exp(reach))
    return low, high


def _area(time: Amounts, survival: Amounts) -> float:
    """Measure the area under the curve from 0 to the last time."""
    steps = np.append(1.0, survival[:-1])
    return float((np.diff(time, prepend=0.0) * steps).sum())
