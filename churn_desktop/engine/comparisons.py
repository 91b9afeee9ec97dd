"""Whether two shares differ by more than luck, and which of many such results count."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import Amounts, Mask

SMALL = 5
"""Below this many expected in any of the four cells the exact test is used."""
FALSE_DISCOVERIES = 0.05
_TIES = 1e-7


@dataclass(frozen=True, slots=True, eq=False)
class Discoveries:
    """Which of many tests are taken seriously.

    Attributes
    ----------
    adjusted : ndarray of float64
        The smallest rate of false discoveries at which each test would be among them;
        NaN where there was no test.
    found : ndarray of bool
        Whether that is within the accepted rate.
    """

    adjusted: Amounts
    found: Mask


def two_shares(
    count: npt.ArrayLike,
    total: npt.ArrayLike,
    other_count: npt.ArrayLike,
    other_total: npt.ArrayLike,
) -> Amounts:
    """Test whether two independent shares are the same.

    Parameters
    ----------
    count, total, other_count, other_total : array_like
        Two groups for each test, ``0 <= count <= total``.

    Returns
    -------
    ndarray of float64
        Two-sided p-values; NaN where a total is 0, 1 where nobody or everybody counts.

    Notes
    -----
    The z-test with pooled variance,
    ``z = (x / m - y / n) / sqrt(p (1 - p) (1 / m + 1 / n))`` with
    ``p = (x + y) / (m + n)``, without continuity correction; where fewer than `SMALL`
    are expected in any cell, the exact test of R. A. Fisher (1935), which adds up all
    tables that are no more likely than the one seen.

    Examples
    --------
    >>> two_shares([56, 3], [70, 4], [48, 1], [80, 4]).round(4).tolist()
    [0.008, 0.4857]
    """
    x, m, y, n = (
        np.atleast_1d(np.asarray(each, dtype=np.float64))
        for each in (count, total, other_count, other_total)
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        pooled = (x + y) / (m + n)
        error = np.sqrt(pooled * (1 - pooled) * (1 / m + 1 / n))
        z = np.abs(x / m - y / n) / error
    certain = (pooled == 0) | (pooled == 1)
    p = np.array([math.erfc(each / math.sqrt(2)) for each in z])
    p[certain] = 1.0
    smallest = np.minimum(m, n) * np.minimum(pooled, 1 - pooled)
    for at in np.flatnonzero((smallest < SMALL) & ~certain):
        p[at] = fisher(int(x[at]), int(m[at]), int(y[at]), int(n[at]))
    p[(m == 0) | (n == 0)] = np.nan
    return p


def fisher(count: int, total: int, other_count: int, other_total: int) -> float:
    """Give the two-sided p-value of Fisher's exact test.

    Examples
    --------
    Of 8 cups of tea, 4 with milk first, 3 of the 4 were told right:

    >>> round(fisher(3, 4, 1, 4), 4)
    0.4857
    """
    counted = count + other_count
    low, high = max(0, counted - other_total), min(counted, total)
    possible = range(low, high + 1)
    weight = np.array(
        [
            -math.lgamma(k + 1)
            - math.lgamma(total - k + 1)
            - math.lgamma(counted - k + 1)
            - math.lgamma(other_total - counted + k + 1)
            for k in possible
        ]
    )
    likely = np.exp(weight - weight.max())
    seen = likely[count - low] * (1 + _TIES)
    return min(1.0, float(likely[likely <= seen].sum() / likely.sum()))


def benjamini_hochberg(
    p: npt.ArrayLike, level: float = FALSE_DISCOVERIES
) -> Discoveries:
    """Tell which of many tests stand out, though one in twenty does by luck alone.

    Parameters
    ----------
    p : array_like
        P-values; NaN where there is no test.
    level : float
        Accepted share of false results among those found.

    Notes
    -----
    Y. Benjamini and Y. Hochberg (1995), JRSS B 57, 289-300: of m tests, sorted, the
    first k with the largest k for which ``p_k <= k / m * level``. The adjusted value is
    ``min over j >= k of p_j m / j``.

    Examples
    --------
    >>> benjamini_hochberg([0.01, 0.04, float("nan"), 0.03]).adjusted.round(3).tolist()
    [0.03, 0.04, nan, 0.04]
    """
    values = np.asarray(p, dtype=np.float64)
    adjusted = np.full(len(values), np.nan)
    tested = np.flatnonzero(np.isfinite(values))
    order = tested[np.argsort(values[tested], kind="stable")]
    scaled = values[order] * len(order) / np.arange(1, len(order) + 1)
    adjusted[order] = np.minimum.accumulate(scaled[::-1])[::-1]
    return Discoveries(adjusted, np.nan_to_num(adjusted, nan=1.0) <= level)
