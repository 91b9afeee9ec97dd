"""What all cohorts have in common at an age, and which of them are different."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from churn_desktop.core.book import Mask
from churn_desktop.engine.cohorts import Cohorts
from churn_desktop.engine.intervals import control_limits, wilson

if TYPE_CHECKING:
    import pandas as pd

FEWEST_COHORTS = 3
"""Of fewer nobody can say which one is unusual."""


def by_age(cohorts: Cohorts) -> pd.DataFrame:
    """Add up all cohorts that are known at each age.

    Returns
    -------
    pandas.DataFrame
        A row for each age in periods from 0 on; the columns ``age``, ``customers`` (of
        the cohorts known then), ``there`` (of these, who counts), ``share`` and its
        Wilson 95 % limits ``low`` and ``high``. NaN where no cohort is known.
    """
    import pandas as pd

    customers = (np.isfinite(cohorts.counts) * cohorts.size[:, None]).sum(axis=0)
    there = np.nansum(cohorts.counts, axis=0)
    low, high = wilson(there, customers)
    share = np.full(len(there), np.nan)
    np.divide(there, customers, out=share, where=customers > 0)
    return pd.DataFrame(
        {
            "age": np.arange(len(there)),
            "customers": customers,
            "there": there.astype(np.int64),
            "share": share,
            "low": low,
            "high": high,
        }
    )


def judged_age(cohorts: Cohorts, wanted: Iterable[int]) -> int | None:
    """Choose an age at which cohorts can be compared.

    Parameters
    ----------
    cohorts : Cohorts
    wanted : iterable of int
        Ages in periods.

    Returns
    -------
    int or None
        The greatest of them at which at least half of the cohorts, and at least
        `FEWEST_COHORTS`, are known; None when there is none.
    """
    some = cohorts.size > 0
    for age in sorted(wanted, reverse=True):
        if age < cohorts.counts.shape[1]:
            known = int(_known(cohorts, age).sum())
            if known >= max(FEWEST_COHORTS, some.sum() / 2):
                return age
    return None


def compare_cohorts(cohorts: Cohorts, age: int) -> pd.DataFrame:
    """Tell which cohorts differ at an age by more than usual variation.

    Parameters
    ----------
    cohorts : Cohorts
    age : int
        In periods.

    Returns
    -------
    pandas.DataFrame
        A row for each cohort that has customers and is known at that age, indexed by
        its number: ``customers``, ``share``, and ``mean``, ``low``, ``high`` and
        ``outside`` as in `intervals.control_limits`.

    Notes
    -----
    The limits are those of the rarer outcome, for which `intervals.control_limits` is
    exact where few are expected.
    """
    import pandas as pd

    rows = np.flatnonzero(_known(cohorts, age))
    size, there = cohorts.size[rows], cohorts.counts[rows, age]
    mostly_there = 2 * there.sum() > size.sum()
    limits = control_limits(size - there if mostly_there else there, size)
    if mostly_there:
        low, high = 1 - limits["high"], 1 - limits["low"]
        limits = limits.assign(low=low, high=high, mean=1 - limits["mean"])
    found = pd.DataFrame({"customers": size, "share": there / size})
    return found.join(limits).set_index(rows)


def _known(cohorts: Cohorts, age: int) -> Mask:
    return (cohorts.size > 0) & np.isfinite(cohorts.counts[:, age])
