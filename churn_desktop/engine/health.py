"""How healthy each customer looks, and whether that would have told who leaves."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from churn_desktop.core.book import Amounts, Book, Mask
from churn_desktop.core.calendar import NO_DAY
from churn_desktop.core.schema import Role
from churn_desktop.engine.chance import normal_quantile, wilson
from churn_desktop.engine.departures import (
    Departures,
    find_departures,
    last_seen,
    running,
)
from churn_desktop.engine.signals import silence

FEWEST_EVENTS = 20
"""With fewer on either side a test of the score says nothing."""
QUIET_DAYS = 90
"""Silence that makes the signal of activity 0."""
LEAD_DAYS = 30
"""How long before leaving the score has to tell."""
NPS, ACTIVITY = "nps", "activity"


@dataclass(frozen=True, slots=True, eq=False)
class HealthSignal:
    """One part of the score.

    Attributes
    ----------
    key : str
    weight : float
        At least 0.
    value : ndarray of float64
        For each customer from 0, bad, to 100, healthy; NaN where unknown.
    """

    key: str
    weight: float
    value: Amounts


@dataclass(frozen=True, slots=True)
class BackTest:
    """How well a score told those who left from those who stayed.

    Attributes
    ----------
    area : float
        Chance that one who left had the worse score than one who stayed, ties counted
        as one half: 0.5 is no better than a coin, 1 perfect.
    low, high : float
        95 % limits.
    left, stayed : int
        Customers with a score.
    """

    area: float
    low: float
    high: float
    left: int
    stayed: int

    @property
    def useful(self) -> bool:
        """Whether the score was better than a coin beyond luck."""
        return self.low > 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Health:
    """The health score of every customer and the test it had to pass.

    Attributes
    ----------
    score : ndarray of float64
        From 0 to 100; NaN for customers who have left and where no signal is known.
    signals : tuple of HealthSignal
        The signals as of today, those that exist.
    test : BackTest or None
        The same score, `LEAD_DAYS` before each customer was last seen. None with too
        few customers; then the score is not to be shown.
    """

    score: Amounts
    signals: tuple[HealthSignal, ...]
    test: BackTest | None


def health_score(signals: Sequence[HealthSignal], customers: int) -> Amounts:
    """Weigh the signals of each customer.

    Parameters
    ----------
    signals : sequence of HealthSignal
    customers : int

    Returns
    -------
    ndarray of float64
        ``sum(w x) / sum(w)`` over the signals that are known of the customer; NaN
        where none is.

    Examples
    --------
    >>> nps = HealthSignal("nps", 1, np.array([100.0, 50, np.nan, np.nan]))
    >>> activity = HealthSignal("activity", 3, np.array([20.0, np.nan, 80, np.nan]))
    >>> health_score([nps, activity], 4).tolist()
    [40.0, 50.0, 80.0, nan]
    """
    total, weight = np.zeros(customers), np.zeros(customers)
    for signal in signals:
        known = np.isfinite(signal.value)
        total[known] += signal.weight * signal.value[known]
        weight[known] += signal.weight
    score = np.full(customers, np.nan)
    np.divide(total, weight, out=score, where=weight > 0)
    return score


def back_test(score: Amounts, left: Mask) -> BackTest | None:
    """Test whether low scores went with leaving.

    Parameters
    ----------
    score : ndarray of float64
        Higher is healthier; NaN is left out.
    left : ndarray of bool

    Returns
    -------
    BackTest or None
        None with fewer than `FEWEST_EVENTS` who left or who stayed.

    Notes
    -----
    The area under the ROC curve as the statistic of Mann and Whitney (J. A. Hanley and
    B. J. McNeil, 1982, Radiology 143, 29-36); variance after E. R. DeLong, D. M. DeLong
    and D. L. Clarke-Pearson (1988), Biometrics 44, 837-845; limits on the logit scale,
    so that they stay within 0 and 1. Where ``area`` is 0 or 1 and has no variance, the
    Wilson limits for as many as there are on the smaller side.
    """
    known = np.isfinite(score)
    gone, here = np.sort(score[known & left]), np.sort(score[known & ~left])
    if min(len(gone), len(here)) < FEWEST_EVENTS:
        return None
    # For each who left the share of the others with a better score, and the reverse.
    worse = 1 - _rank(here, gone)
    better = _rank(gone, here)
    area = float(worse.mean())
    variance = worse.var(ddof=1) / len(gone) + better.var(ddof=1) / len(here)
    if 0 < area < 1:
        logit = math.log(area / (1 - area))
        reach = normal_quantile(0.975) * math.sqrt(variance) / (area * (1 - area))
        low, high = (1 / (1 + math.exp(-at)) for at in (logit - reach, logit + reach))
    else:
        fewest = min(len(gone), len(here))
        low, high = (float(limit) for limit in wilson(area * fewest, fewest))
    return BackTest(area, low, high, len(gone), len(here))


def measure_health(
    book: Book,
    weights: Mapping[str, float] | None = None,
    quiet_days: int = QUIET_DAYS,
    lead_days: int = LEAD_DAYS,
    departures: Departures | None = None,
) -> Health | None:
    """Score every running customer and test the score on the list's own past.

    Parameters
    ----------
    book : Book
    weights : mapping of str to float, optional
        Of the signals `NPS` (ten times the answer) and `ACTIVITY` (100 on the day of
        an activity, falling evenly to 0 after ``quiet_days`` of silence); 1 each.
    quiet_days, lead_days : int
    departures : Departures, optional
        Of the book, where they are at hand.

    Returns
    -------
    Health or None
        None for lists without dates and when neither signal exists.

    Notes
    -----
    The test takes everybody's silence ``lead_days`` before they were last seen, those
    who left and those who stayed alike. When an answer was given the list does not
    say: one given on leaving flatters the score.
    """
    if book.as_of is None:
        return None
    gone = find_departures(book) if departures is None else departures
    now = _signals(book, silence(book, 0, gone), weights or {}, quiet_days)
    if not now:
        return None
    idle = silence(book, lead_days, gone)
    before = _signals(book, idle, weights or {}, quiet_days)
    here, left = running(book), np.zeros(len(book), dtype=bool)
    left[gone.customer] = True
    tested = health_score(before, len(book))
    tested[last_seen(book, lead_days, gone) == NO_DAY] = np.nan
    score = health_score(now, len(book))
    score[~here] = np.nan
    return Health(score, now, back_test(tested, left))


def _signals(
    book: Book, idle: Amounts, weights: Mapping[str, float], quiet_days: int
) -> tuple[HealthSignal, ...]:
    found = []
    answers = book.attributes.numbers.get(Role.NPS)
    if answers is not None:
        valid = (answers >= 0) & (answers <= 10)
        found.append((NPS, np.where(valid, answers * 10, np.nan)))
    if Role.LAST_ACTIVITY in book.attributes.days:
        found.append((ACTIVITY, 100 * np.clip(1 - idle / quiet_days, 0, 1)))
    return tuple(
        HealthSignal(key, weights.get(key, 1.0), value)
        for key, value in found
        if np.isfinite(value).any()
    )


def _rank(among: Amounts, values: Amounts) -> Amounts:
    """Give for each value the share of sorted others below it, ties as one half."""
    below = np.searchsorted(among, values, side="left")
    not_above = np.searchsorted(among, values, side="right")
    return (below + not_above) / (2 * len(among))
