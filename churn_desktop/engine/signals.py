"""What could be seen before customers left: their score, and how long they were silent.

Only the last score and the last activity of each customer are known. A customer is
therefore looked at when last seen: on the as-of date, or on the day of leaving.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import Amounts, Book, Codes
from churn_desktop.core.calendar import (
    NO_DAY,
    add_months,
    months_between,
    to_date,
    to_day,
)
from churn_desktop.core.schema import Role
from churn_desktop.engine.departures import find_departures, last_seen, running
from churn_desktop.engine.distributions import binomial_quantiles
from churn_desktop.engine.groups import BLANK
from churn_desktop.engine.intervals import Proportion, normal_quantile

PROMOTERS, PASSIVES, DETRACTORS = "promoters", "passives", "detractors"
ACTIVITY_DAYS = (30, 90)
"""Ends of the bands of silence."""
_ADDED = 3.0
_EXACT = 500


@dataclass(frozen=True, slots=True)
class NetPromoter:
    """The net promoter score of some answers.

    Attributes
    ----------
    promoters, passives, detractors : int
        Answers of 9 and 10, between 6 and 9, and of 0 to 6.
    blank : int
        Customers without an answer; they are left out.
    outside : int
        Answers below 0 or above 10; they are left out, too.
    low, high : float
        95 % limits of ``score``; NaN without answers.
    """

    promoters: int
    passives: int
    detractors: int
    blank: int
    outside: int
    low: float
    high: float

    @property
    def answers(self) -> int:
        """The number of answers that count."""
        return self.promoters + self.passives + self.detractors

    @property
    def score(self) -> float:
        """Share of promoters less share of detractors, from -1 to 1; NaN without any.

        It is printed times 100.
        """
        if not self.answers:
            return float("nan")
        return (self.promoters - self.detractors) / self.answers


def net_promoter(scores: Amounts) -> NetPromoter:
    """Work out the net promoter score.

    Parameters
    ----------
    scores : ndarray of float64
        From 0 to 10; NaN where blank.

    Notes
    -----
    F. Reichheld (2003), Harvard Business Review 81 (12). Limits by the adjusted Wald
    interval of B. Rocks (2016), The American Statistician 70, 365-372: with 3 answers
    added, 3/4 of them promoters and 3/4 detractors, ``d ± z sqrt((p + q - d²) / n)``.

    Examples
    --------
    >>> nps = net_promoter(np.array([10.0, 9, 9, 8, 3, np.nan]))
    >>> nps.score, nps.answers, nps.blank, round(nps.low, 2), round(nps.high, 2)
    (0.4, 5, 1, -0.3, 0.8)
    """
    blank = int(np.isnan(scores).sum())
    answers = int(np.count_nonzero((scores >= 0) & (scores <= 10)))
    promoters = int(np.count_nonzero((scores >= 9) & (scores <= 10)))
    detractors = int(np.count_nonzero((scores >= 0) & (scores <= 6)))
    low = high = float("nan")
    if answers:
        n = answers + _ADDED
        up, down = (promoters + _ADDED / 4) / n, (detractors + _ADDED / 4) / n
        reach = normal_quantile(0.975) * math.sqrt((up + down - (up - down) ** 2) / n)
        low, high = max(up - down - reach, -1.0), min(up - down + reach, 1.0)
    passives, outside = answers - promoters - detractors, len(scores) - answers - blank
    return NetPromoter(promoters, passives, detractors, blank, outside, low, high)


def nps_bands(scores: Amounts) -> npt.NDArray[np.object_]:
    """Name each customer's band; `groups.BLANK` without an answer from 0 to 10."""
    bands = np.full(len(scores), PASSIVES, dtype=object)
    bands[scores >= 9] = PROMOTERS
    bands[scores <= 6] = DETRACTORS
    bands[~((scores >= 0) & (scores <= 10))] = BLANK
    return bands


@dataclass(frozen=True, slots=True, eq=False)
class MonthlyActive:
    """Customers at the end of the as-of date who did anything in the month before.

    Attributes
    ----------
    share : Proportion
        Of all customers then; who has no activity on record was not active.
    blank : int
        Customers then without any activity on record.
    inactive : ndarray of int32
        Those not active, ascending.
    """

    share: Proportion
    blank: int
    inactive: Codes


def monthly_active(book: Book) -> MonthlyActive | None:
    """Count the monthly active users among the customers: MAU %.

    Returns
    -------
    MonthlyActive or None
        None without dates or without a column of last activity. Active means active
        after the same day of the month before the as-of date.
    """
    last = book.attributes.days.get(Role.LAST_ACTIVITY)
    if book.as_of is None or last is None:
        return None
    here = running(book)
    month_before = to_day(add_months(to_date(book.as_of), -1))
    active = here & (last > month_before)
    return MonthlyActive(
        Proportion.of(int(active.sum()), int(here.sum())),
        int((here & (last == NO_DAY)).sum()),
        np.flatnonzero(here & ~active).astype(np.int32),
    )


def silence(book: Book, days_before: int = 0) -> Amounts:
    """Measure how long each customer had been silent when last seen.

    Parameters
    ----------
    book : Book
    days_before : int
        Look so many days earlier. Who was active after that day was not silent then:
        0.

    Returns
    -------
    ndarray of float64
        Days from the last activity to the day of leaving, or to the as-of date for
        those still there; at least 0. NaN without an activity on record, for customers
        who had not begun on that day, and for lists without dates.
    """
    last = book.attributes.days.get(Role.LAST_ACTIVITY)
    idle = np.full(len(book), np.nan)
    if book.as_of is None or last is None:
        return idle
    seen = last_seen(book, days_before)
    known = (last != NO_DAY) & (seen != NO_DAY)
    idle[known] = np.maximum(seen[known] - last[known], 0)
    return idle


def activity_bands(
    idle: Amounts, bounds: tuple[int, ...] = ACTIVITY_DAYS
) -> npt.NDArray[np.object_]:
    """Name each customer's band of silence.

    Parameters
    ----------
    idle : ndarray of float64
        As `silence` gives it.
    bounds : tuple of int
        Last day of each band but the last, ascending.

    Examples
    --------
    >>> activity_bands(np.array([0.0, 30, 31, 400, np.nan])).tolist()
    ['0-30', '0-30', '31-90', '91+', '']
    """
    starts = (0, *(bound + 1 for bound in bounds))
    names = [f"{low}-{high}" for low, high in zip(starts, bounds, strict=False)]
    names.append(f"{starts[-1]}+")
    named = np.array(names, dtype=object)
    known = np.isfinite(idle)
    bands = np.full(len(idle), BLANK, dtype=object)
    bands[known] = named[np.searchsorted(bounds, idle[known], side="left")]
    return bands


@dataclass(frozen=True, slots=True, eq=False)
class LeadTime:
    """How many months before leaving customers were last active.

    Attributes
    ----------
    customer : ndarray of int32
    months : ndarray of float64
        By calendar, for each of them; 0 where they were active to the end or beyond.
    unknown : int
        Customers who left without any activity on record.
    lower, median, upper : float
        Quartiles; NaN without anybody.
    low, high : float
        Limits of the median with at least 95 % confidence; NaN for fewer than 6.
    """

    customer: Codes
    months: Amounts
    unknown: int
    lower: float
    median: float
    upper: float
    low: float
    high: float


def lead_time(book: Book) -> LeadTime | None:
    """Measure the time from the last activity to leaving.

    Returns
    -------
    LeadTime or None
        None without dates or without a column of last activity.

    Notes
    -----
    The limits are order statistics whose ranks come from the binomial distribution with
    p = 1/2, so that nothing is assumed about the shape of the times.
    """
    last = book.attributes.days.get(Role.LAST_ACTIVITY)
    if book.as_of is None or last is None:
        return None
    gone = find_departures(book)
    active = last[gone.customer]
    known = active != NO_DAY
    end = gone.days()[known]
    months = months_between(np.minimum(active[known], end), end)
    lower = median = upper = float("nan")
    if len(months):
        lower, median, upper = np.percentile(months, [25, 50, 75]).tolist()
    low, high = _median_limits(np.sort(months))
    return LeadTime(
        gone.customer[known],
        months,
        int((~known).sum()),
        lower,
        median,
        upper,
        low,
        high,
    )


def _median_limits(ascending: Amounts) -> tuple[float, float]:
    n = len(ascending)
    if n > _EXACT:
        below = math.floor(n / 2 - normal_quantile(0.975) * math.sqrt(n) / 2)
    else:
        # The most values that lie below the median in less than 2.5 % of all samples.
        below = int(binomial_quantiles(0.025, np.array([float(n)]), 0.5)[0])
    if below < 1:
        return float("nan"), float("nan")
    return float(ascending[below - 1]), float(ascending[n - below])
