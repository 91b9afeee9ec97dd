"""How much of a figure may be luck: intervals, control limits."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import Amounts
from churn_desktop.engine.distributions import binomial_quantiles

if TYPE_CHECKING:
    import pandas as pd

FEW = 50
"""Below this many at the base one should read the interval, not the rate."""
LIMIT_TAIL = 0.00135
"""The share of a normal distribution beyond three standard deviations, one side."""


@dataclass(frozen=True, slots=True)
class Proportion:
    """So many out of so many, with the interval around their share.

    Attributes
    ----------
    count, total : int
    low, high : float
        Wilson 95 % limits; NaN when ``total`` is 0.

    Examples
    --------
    >>> left = Proportion.of(10, 100)
    >>> left.share, round(left.low, 4), round(left.high, 4)
    (0.1, 0.0552, 0.1744)
    """

    count: int
    total: int
    low: float
    high: float

    @classmethod
    def of(cls, count: int, total: int) -> Proportion:
        """Take a share with its interval."""
        low, high = wilson(count, total)
        return cls(count, total, float(low), float(high))

    @property
    def share(self) -> float:
        """The fraction; NaN when ``total`` is 0."""
        return self.count / self.total if self.total else float("nan")


def normal_quantile(probability: float) -> float:
    """Give the point below which a standard normal value lies with a probability.

    Examples
    --------
    >>> round(normal_quantile(0.975), 6)
    1.959964
    """
    return NormalDist().inv_cdf(probability)


def wilson(
    count: npt.ArrayLike, total: npt.ArrayLike, level: float = 0.95
) -> tuple[Amounts, Amounts]:
    """Give the score interval of a proportion.

    Parameters
    ----------
    count, total : array_like
        How many out of how many, ``0 <= count <= total``.
    level : float
        Confidence level.

    Returns
    -------
    low, high : ndarray of float64
        Within 0 and 1; NaN where ``total`` is 0.

    Notes
    -----
    E. B. Wilson (1927), JASA 22, 209-212; without continuity correction.

    Examples
    --------
    >>> low, high = wilson(81, 263)
    >>> round(float(low), 4), round(float(high), 4)
    (0.2553, 0.3662)
    """
    z = normal_quantile(0.5 + level / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        n = np.asarray(total, dtype=np.float64)
        share = np.asarray(count, dtype=np.float64) / n
        middle = share + z * z / (2 * n)
        reach = z * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
        # Exactly 0 and 1 at the ends, where the subtraction leaves rounding noise.
        low = np.where(share == 0, 0.0, (middle - reach) / (1 + z * z / n))
        high = np.where(share == 1, 1.0, (middle + reach) / (1 + z * z / n))
    return low, high


def newcombe(
    count: npt.ArrayLike,
    total: npt.ArrayLike,
    other_count: npt.ArrayLike,
    other_total: npt.ArrayLike,
    level: float = 0.95,
) -> tuple[Amounts, Amounts]:
    """Give the hybrid score interval of the difference of two proportions.

    Parameters
    ----------
    count, total, other_count, other_total : array_like
        Two independent groups.
    level : float
        Confidence level.

    Returns
    -------
    low, high : ndarray of float64
        Limits of ``count / total - other_count / other_total``; NaN where a total is
        0. When 0 lies between them, the two may well be the same.

    Notes
    -----
    R. G. Newcombe (1998), Statistics in Medicine 17, 873-890, method 10.

    Examples
    --------
    >>> low, high = newcombe(56, 70, 48, 80)
    >>> round(float(low), 4), round(float(high), 4)
    (0.0524, 0.3339)
    """
    first, second = (
        np.asarray(counts, dtype=np.float64)
        / np.where(np.equal(totals, 0), np.nan, totals)
        for counts, totals in ((count, total), (other_count, other_total))
    )
    low, high = wilson(count, total, level)
    other_low, other_high = wilson(other_count, other_total, level)
    difference = first - second
    return (
        difference - np.hypot(first - low, other_high - second),
        difference + np.hypot(high - first, second - other_low),
    )


def control_limits(counts: npt.ArrayLike, totals: npt.ArrayLike) -> pd.DataFrame:
    """Tell which shares differ from their common mean by more than usual variation.

    Parameters
    ----------
    counts, totals : array_like
        One of each for each period; give complete periods only.

    Returns
    -------
    pandas.DataFrame
        For each period ``mean`` (the same everywhere), ``low`` and ``high`` as
        fractions and ``outside``. NaN (and not outside) where the total is 0.

    Notes
    -----
    The p-chart of W. A. Shewhart (1931): ``p ± 3 sqrt(p (1 - p) / n)``, within 0 and
    1. Where ``n p < 5`` the normal curve is no guide: there the limits are the
    quantiles of the binomial distribution with the same tails of 0.135 %.

    Examples
    --------
    >>> limits = control_limits([5, 8, 237], [50, 50, 1650])
    >>> limits.high.round(3).tolist()[:2], limits.outside.tolist()
    ([0.291, 0.291], [False, False, False])
    """
    import pandas as pd

    count = np.asarray(counts, dtype=np.float64)
    n = np.asarray(totals, dtype=np.float64)
    mean = count.sum() / n.sum() if n.sum() else np.nan
    with np.errstate(divide="ignore", invalid="ignore"):
        reach = 3 * np.sqrt(mean * (1 - mean) / n)
        share = count / n
    low, high = np.maximum(mean - reach, 0.0), np.minimum(mean + reach, 1.0)
    small = (n > 0) & (n * mean < 5)
    if small.any():
        fewest, most = (
            binomial_quantiles(tail, n[small], mean)
            for tail in (LIMIT_TAIL, 1 - LIMIT_TAIL)
        )
        low[small], high[small] = fewest / n[small], most / n[small]
    empty = n == 0
    low[empty] = high[empty] = np.nan
    return pd.DataFrame(
        {
            "low": low,
            "high": high,
            "mean": np.full(len(n), mean),
            "outside": (share < low) | (share > high),
        }
    )
