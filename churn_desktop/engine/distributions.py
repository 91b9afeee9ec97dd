"""Tails of distributions: what scipy would give, in the little that is needed."""

from __future__ import annotations

import math

import numpy as np

from churn_desktop.core.book import Amounts

_STEPS = 10_000
_PRECISION = 1e-15


def chi_square_tail(statistic: float, df: int) -> float:
    """Give the probability that a chi-square value exceeds a statistic.

    Parameters
    ----------
    statistic : float
        At least 0.
    df : int
        Degrees of freedom, at least 1.

    Returns
    -------
    float
        The p-value of a test; NaN when the statistic is NaN.

    Notes
    -----
    The regularised incomplete gamma function ``Q(df / 2, statistic / 2)``, by its
    series below ``a + 1`` and by its continued fraction (W. J. Lentz, 1976) above,
    so that small tails keep their digits.

    Examples
    --------
    >>> round(chi_square_tail(3.841459, 1), 6)
    0.05
    """
    a, x = df / 2, statistic / 2
    if math.isnan(x):
        return math.nan
    if x <= 0:
        return 1.0
    scale = math.exp(a * math.log(x) - x - math.lgamma(a))
    if x < a + 1:
        return 1 - scale * _series(a, x)
    return scale * _continued_fraction(a, x)


def _series(a: float, x: float) -> float:
    term = total = 1 / a
    for step in range(1, _STEPS):
        term *= x / (a + step)
        total += term
        if term < total * _PRECISION:
            break
    return total


def _continued_fraction(a: float, x: float) -> float:
    b = x + 1 - a
    c, d = math.inf, 1 / b
    value = d
    for step in range(1, _STEPS):
        factor = -step * (step - a)
        b += 2
        d = 1 / (factor * d + b)
        c = b + factor / c
        value *= c * d
        if abs(c * d - 1) < _PRECISION:
            break
    return value


def binomial_quantiles(probability: float, n: Amounts, p: float) -> Amounts:
    """Give the smallest counts that binomial values stay at or below often enough.

    Parameters
    ----------
    probability : float
        Between 0 and 1.
    n : ndarray of float64
        Numbers of trials, with a small ``n p``: the work grows with the answer.
    p : float
        Probability of each trial.

    Returns
    -------
    ndarray of float64
        For each ``n`` the smallest k with ``P(X <= k) >= probability``.

    Examples
    --------
    >>> binomial_quantiles(0.5, np.array([10.0]), 0.2).tolist()
    [2.0]
    """
    if p >= 1:
        return n.copy()
    quantile = np.zeros(len(n))
    mass = np.exp(n * np.log1p(-p))
    reached = mass.copy()
    # The sum of all masses may stop a rounding error short of the probability.
    while (short := (reached < probability) & (quantile < n)).any():
        mass *= (n - quantile) / (quantile + 1) * p / (1 - p)
        quantile = quantile + short
        reached = reached + np.where(short, mass, 0.0)
    return quantile
