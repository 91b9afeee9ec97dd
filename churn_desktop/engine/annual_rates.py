"""The same pace of churn over a period and over a year."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import Amounts


def annualise(rate: npt.ArrayLike, months: float) -> Amounts:
    """Turn the churn of a period into the churn of a year at the same pace.

    Parameters
    ----------
    rate : array_like
        Fraction lost in a period, at most 1.
    months : float
        Length of the period.

    Returns
    -------
    ndarray of float64
        ``1 - (1 - rate) ** (12 / months)``, never twelve times the rate; NaN where
        the rate exceeds 1.

    Examples
    --------
    >>> round(float(annualise(0.05, 1)), 4)
    0.4596
    """
    return _repeat(rate, 12 / months)


def of_period(annual: npt.ArrayLike, months: float) -> Amounts:
    """Turn the churn of a year into that of a period; the inverse of `annualise`.

    Examples
    --------
    >>> round(float(of_period(0.4596, 1)), 4)
    0.05
    """
    return _repeat(annual, months / 12)


def _repeat(rate: npt.ArrayLike, times: float) -> Amounts:
    kept = 1 - np.asarray(rate, dtype=np.float64)
    return np.asarray(1 - np.where(kept < 0, np.nan, kept) ** times)
