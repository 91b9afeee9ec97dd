"""Whether groups of customers stay equally long."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import Amounts, Counts, Mask
from churn_desktop.engine.distributions import chi_square_tail
from churn_desktop.engine.survival import tally_halves

_FEW = 1 << 12


@dataclass(frozen=True, slots=True)
class LogRank:
    """The result of the test.

    Attributes
    ----------
    statistic : float
        Chi-square; NaN when there are no two groups to compare.
    df : int
        Groups less one; groups that were never at risk when somebody left are no
        groups.
    p : float
        Probability of so large a statistic when all groups stay equally long.
    """

    statistic: float
    df: int
    p: float


def log_rank(lengths: Amounts, ended: Mask, groups: npt.NDArray[np.generic]) -> LogRank:
    """Test whether two or more groups have the same survival.

    Parameters
    ----------
    lengths : ndarray of float64
        Durations, at least 0; one of 0 that ended counts as 0.5.
    ended : ndarray of bool
    groups : ndarray
        For each duration the group it belongs to, in any type that sorts; fastest as
        small whole numbers from 0.

    Notes
    -----
    N. Mantel (1966), Cancer Chemotherapy Reports 50, 163-170; for several groups with
    the hypergeometric covariance of R. Peto and J. Peto (1972).

    Examples
    --------
    >>> length = np.array([1.0, 2, 3, 4, 5, 6])
    >>> test = log_rank(length, length > 0, np.array([0, 0, 0, 1, 1, 1]))
    >>> round(test.statistic, 3), test.df, round(test.p, 3)
    (5.052, 1, 0.025)
    """
    group, how_many = _code(groups)
    table = tally_halves(lengths, ended, group, how_many)
    if table is None:
        table = _tally_ranks(lengths, ended, group, how_many)
    # A duration of 0 that ended counts as a half.
    table[:, 1, 1] += table[:, 0, 1]
    table[:, 0, 1] = 0
    left = table[:, :, 1]
    # Everybody whose duration reaches a time is at risk at that time.
    at_risk = table.sum(axis=2)[:, ::-1].cumsum(axis=1)[:, ::-1]
    some = left.any(axis=0)
    return _compare(left[:, some], at_risk[:, some])


def _compare(left: Counts, at_risk: Counts) -> LogRank:
    """Compare the losses of each group with those expected from all together."""
    d, n = left.sum(axis=0), at_risk.sum(axis=0).astype(np.float64)
    share = at_risk / n
    expected = share * d
    present = expected.sum(axis=1) > 0
    df = int(present.sum()) - 1
    if df < 1:
        return LogRank(float("nan"), max(df, 0), float("nan"))
    difference = (left - expected).sum(axis=1)[present][:-1]
    spread = d * (n - d) / np.maximum(n - 1, 1)
    share = share[present][:-1]
    covariance = np.diag((share * spread).sum(axis=1)) - (share * spread) @ share.T
    # Singular when a group was only ever at risk alone: it has nothing to compare.
    solved = np.linalg.lstsq(covariance, difference)[0]
    statistic = float(difference @ solved)
    return LogRank(statistic, df, chi_square_tail(statistic, df))


def _code(groups: npt.NDArray[np.generic]) -> tuple[Counts, int]:
    """Give each group a number from 0, in an array of its own."""
    if not len(groups):
        return np.empty(0, dtype=np.int64), 1
    if groups.dtype.kind in "iu":
        codes = groups.astype(np.int64)
        highest = int(codes.max())
        if highest < _FEW and codes.min() >= 0:
            return codes, highest + 1
    values, codes = np.unique(groups, return_inverse=True)
    return codes.astype(np.int64), len(values)


def _tally_ranks(lengths: Amounts, ended: Mask, group: Counts, groups: int) -> Counts:
    """Do what `tally_halves` does for other times, by their rank from 1."""
    halved = np.where((lengths == 0) & ended, 0.5, lengths)
    times, ranks = np.unique(halved, return_inverse=True)
    width = len(times) + 1
    number = 2 * (group * width + ranks + 1) + ended
    return np.bincount(number, minlength=2 * groups * width).reshape(groups, -1, 2)
