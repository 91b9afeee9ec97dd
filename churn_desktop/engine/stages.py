"""When customers leave: in their first months, in their first year, or later."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from churn_desktop.core.book import Amounts, Book, Mask, once_for_each_book
from churn_desktop.core.calendar import months_between
from churn_desktop.core.schema import TimeUnit
from churn_desktop.engine.survival import Curve, kaplan_meier

if TYPE_CHECKING:
    import pandas as pd

STAGES = ("early", "mid", "late")


@dataclass(frozen=True, slots=True, eq=False)
class StageTable:
    """Losses by how long the customer had been one.

    Attributes
    ----------
    frame : pandas.DataFrame
        Indexed by `STAGES`, with the columns

        =================  ===========================================================
        from_month         lower end of the stage, not part of it
        to_month           upper end, part of it; infinite for the last
        customers          stays whose length lies in the stage, those of length 0
                           in the first
        losses             of them, how many ended
        customer_months    months lived in the stage by everybody who reached it
        risk               ``1 - S(to) / S(from)``; for the last stage over one year
        risk_low,          95 % limits of the risk, NaN where it is 0 or 1
        risk_high
        share_of_losses    losses / all losses
        hazard_per_month   losses / customer_months
        naive_share        losses / customers; misleading, because who is still young
                           is counted as if they had passed the stage
        =================  ===========================================================

        Undefined is NaN. When nobody was seen before some age, what lies before it is
        not known: stages that begin before it have no risk, and no stage a share.
    curve : Curve
        Of the same stays, in months.
    """

    frame: pd.DataFrame
    curve: Curve


def stage_table(
    months: Amounts,
    ended: Mask,
    entry: Amounts | None = None,
    early_months: float = 3,
    mid_months: float = 12,
) -> StageTable:
    """Split losses by the age of the customer.

    Parameters
    ----------
    months : ndarray of float64
        How long each stay lasted or has lasted so far.
    ended : ndarray of bool
    entry : ndarray of float64, optional
        Months already lived when observation began.
    early_months, mid_months : float
        Ends of the first two stages; ``0 < early_months < mid_months``.

    Examples
    --------
    >>> months = np.array([1.0, 2, 5, 14, 30])
    >>> stages = stage_table(months, np.array([True, False, True, False, True])).frame
    >>> stages.losses.tolist(), stages.customer_months.tolist()
    ([1, 1, 1], [12.0, 20.0, 20.0])
    >>> stages.risk.round(3).tolist()
    [0.2, 0.333, 0.0]
    """
    import pandas as pd

    curve = kaplan_meier(months, ended, entry, TimeUnit.MONTHS)
    lived = np.where((months == 0) & ended, 0.5, months)
    since = np.zeros(len(months)) if entry is None else entry
    all_losses = 0 if curve.start else int(np.count_nonzero(ended))
    bounds = (0.0, float(early_months), float(mid_months), np.inf)
    rows = []
    for low, high in pairwise(bounds):
        here = (lived <= high) & ((lived > low) | (low == 0))
        lost = int(np.count_nonzero(here & ended))
        customers = int(np.count_nonzero(here))
        exposure = np.minimum(lived, high) - np.maximum(since, low)
        exposed = float(np.maximum(exposure, 0).sum())
        end = high if np.isfinite(high) else low + 12
        stay_low, stay_high = curve.interval(end, low)
        rows.append(
            {
                "from_month": low,
                "to_month": high,
                "customers": customers,
                "losses": lost,
                "customer_months": exposed,
                "risk": 1 - _ratio(curve.at(end), curve.at(low)),
                "risk_low": 1 - stay_high,
                "risk_high": 1 - stay_low,
                "share_of_losses": _ratio(lost, all_losses),
                "hazard_per_month": _ratio(lost, exposed),
                "naive_share": _ratio(lost, customers),
            }
        )
    return StageTable(pd.DataFrame(rows, index=list(STAGES)), curve)


class Lived(NamedTuple):
    """How many months each stay lasted, whether it ended, and when it was first seen.

    Attributes
    ----------
    months : ndarray of float64
    ended : ndarray of bool
    entry : ndarray of float64
        In months.
    """

    months: Amounts
    ended: Mask
    entry: Amounts


@once_for_each_book
def months_lived(book: Book) -> Lived:
    """Measure every stay, or every row of a list without dates, in months.

    Rows that do not say how long are left out, and stays of which it is not known when
    they began.

    For lists with dates by calendar and up to the as-of date: from 15 January to
    15 April are 3 months. For others the length times the mean length of its unit. A
    stay of length 0 that ended lasted half a unit.
    """
    durations = book.durations.known
    ended = durations.ended
    if book.as_of is None:
        months = durations.length * durations.unit.in_months
    else:
        known, as_of = np.isfinite(book.durations.length), np.int32(book.as_of)
        start, end = book.stays.start[known], book.stays.end[known]
        ended = end <= as_of
        months = months_between(start, np.maximum(np.minimum(end, as_of), start))
    months = np.where((months == 0) & ended, durations.unit.in_months / 2, months)
    lived = Lived(months, ended, durations.entry * durations.unit.in_months)
    for values in lived:
        values.setflags(write=False)
    return lived


def months_seen(book: Book) -> Amounts | None:
    """Measure how long each stay of `months_lived` could have been seen, in months.

    Returns
    -------
    ndarray of float64 or None
        From its start to the as-of date; None for lists without dates.
    """
    if book.as_of is None:
        return None
    start = book.stays.start[np.isfinite(book.durations.length)]
    return months_between(start, np.maximum(np.int32(book.as_of), start))


def _ratio(count: float, base: float) -> float:
    return count / base if base else float("nan")
