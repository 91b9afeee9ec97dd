"""How healthy each customer looks, and whether that would have told who leaves."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from churn_desktop.core.book import Amounts, Book, Mask
from churn_desktop.core.calendar import NO_DAY
from churn_desktop.core.schema import Role
from churn_desktop.engine.departures import find_departures, last_seen, running
from churn_desktop.engine.intervals import normal_quantile, wilson
from churn_desktop.engine.signals import silence

FEWEST_EVENTS = 20
"""With fewer on either side a test of the score says nothing."""
QUIET_DAYS = 90
"""Silence that makes the signal of activity 0."""
LEAD_DAYS = 30
"""How long before leaving the score has to tell."""


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
    signals : tuple of str
        Those that exist of ``nps`` and ``activity``.
    test : BackTest or None
        The same score, `LEAD_DAYS` before each customer was last seen. None with too
        few customers; then the score is not to be shown.
    """

    score: Amounts
    signals: tuple[str, ...]
    test: BackTest | None


def health_score(signals: Iterable[Amounts], customers: int) -> Amounts:
    """Take the mean of the signals that are known of each customer.

    Parameters
    ----------
    signals : iterable of ndarray of float64
        For each customer from 0, bad, to 100, healthy; NaN where unknown.
    customers : int

    Returns
    -------
    ndarray of float64
        NaN where no signal is known.

    Examples
    --------
    >>> nps = np.array([100.0, 50, np.nan, np.nan])
    >>> activity = np.array([20.0, np.nan, 80, np.nan])
    >>> health_score([nps, activity], 4).tolist()
    [60.0, 50.0, 80.0, nan]
    """
    total, known = np.zeros(customers), np.zeros(customers)
    for signal in signals:
        total += np.nan_to_num(signal)
        known += np.isfinite(signal)
    score = np.full(customers, np.nan)
    np.divide(total, known, out=score, where=known > 0)
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


def measure_health(book: Book) -> Health | None:
    """Score every running customer and test the score on the list's own past.

    Returns
    -------
    Health or None
        None for lists without dates and when neither signal exists.

    Notes
    -----
    The signals are ten times the answer to the question of NPS, and a figure that is
    100 on the day of an activity and falls evenly to 0 after `QUIET_DAYS` of silence;
    each weighs the same. The test takes everybody's silence `LEAD_DAYS` before they
    were last seen, those who left and those who stayed alike. When an answer was given
    the list does not say: one given on leaving flatters the score.
    """
    if book.as_of is None:
        return None
    now = _signals(book, silence(book))
    if not now:
        return None
    before = _signals(book, silence(book, LEAD_DAYS))
    here, left = running(book), np.zeros(len(book), dtype=bool)
    left[find_departures(book).customer] = True
    tested = health_score(before.values(), len(book))
    tested[last_seen(book, LEAD_DAYS) == NO_DAY] = np.nan
    score = health_score(now.values(), len(book))
    score[~here] = np.nan
    return Health(score, tuple(now), back_test(tested, left))


def _signals(book: Book, idle: Amounts) -> dict[str, Amounts]:
    found = {}
    answers = book.attributes.numbers.get(Role.NPS)
    if answers is not None:
        valid = (answers >= 0) & (answers <= 10)
        found["nps"] = np.where(valid, answers * 10, np.nan)
    if Role.LAST_ACTIVITY in book.attributes.days:
        found["activity"] = 100 * np.clip(1 - idle / QUIET_DAYS, 0, 1)
    return {key: value for key, value in found.items() if np.isfinite(value).any()}


def _rank(among: Amounts, values: Amounts) -> Amounts:
    """Give for each value the share of sorted others below it, ties as one half."""
    below = np.searchsorted(among, values, side="left")
    not_above = np.searchsorted(among, values, side="right")
    return (below + not_above) / (2 * len(among))
