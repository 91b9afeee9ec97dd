"""Whether customers leave once a commission is safe, and what holding it back saves."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import Amounts, Book, Codes, Durations
from churn_desktop.core.schema import TimeUnit
from churn_desktop.engine.comparisons import benjamini_hochberg
from churn_desktop.engine.groups import Groups
from churn_desktop.engine.intervals import normal_quantile, wilson
from churn_desktop.engine.survival import Curve, kaplan_meier

if TYPE_CHECKING:
    import pandas as pd

MARKS = (30, 90, 150)
"""Days after which commissions are often paid out."""
WIDTH = 30
"""Days before and after a mark that are compared."""
YEAR = 365
_TAIL = 0.025


class RateRatio(NamedTuple):
    """How many times as fast customers leave after a day as before it.

    Attributes
    ----------
    ratio : float
        NaN where nobody left before the day or nobody was there.
    low, high : float
        95 % limits; ``high`` infinite where nobody left before, NaN where nobody left
        at all or nobody was there.
    """

    ratio: float
    low: float
    high: float


def rate_ratio(events: int, time: float, before: int, time_before: float) -> RateRatio:
    """Compare two rates of events.

    Parameters
    ----------
    events, before : int
    time, time_before : float
        Days lived by all in the two stretches.

    Notes
    -----
    ``ratio = (events / time) / (before / time_before)`` with limits
    ``ratio exp(± z sqrt(1 / events + 1 / before))``: K. J. Rothman (1986), Modern
    Epidemiology. Where one count is 0 that is not defined; then the exact limits from
    the binomial distribution of one count given their sum (C. J. Clopper and
    E. S. Pearson, 1934), which for 0 of n are 0 and ``1 - 0.025 ** (1 / n)``.

    Examples
    --------
    >>> [round(each, 3) for each in rate_ratio(20, 1000.0, 10, 1000.0)]
    [2.0, 0.936, 4.273]
    """
    undefined = float("nan")
    if time <= 0 or time_before <= 0 or events + before == 0:
        return RateRatio(undefined, undefined, undefined)
    if events and before:
        ratio = (events / time) / (before / time_before)
        factor = math.exp(
            normal_quantile(1 - _TAIL) * math.sqrt(1 / events + 1 / before)
        )
        return RateRatio(ratio, ratio / factor, ratio * factor)
    share = 1 - _TAIL ** (1 / (events + before))
    odds = share / (1 - share)
    if before:
        return RateRatio(0.0, 0.0, odds * time_before / time)
    return RateRatio(undefined, time_before / time / odds, math.inf)


def ratio_chance(events: int, time: float, before: int, time_before: float) -> float:
    """Give the p-value of the test that two rates of events are the same.

    Parameters as in `rate_ratio`; below 0.05 where its limits leave out 1. NaN where it
    has no limits.

    Examples
    --------
    >>> round(ratio_chance(20, 1000.0, 10, 1000.0), 3)
    0.074
    """
    if time <= 0 or time_before <= 0 or events + before == 0:
        return float("nan")
    if events and before:
        log_ratio = math.log((events / time) / (before / time_before))
        error = math.sqrt(1 / events + 1 / before)
        return math.erfc(abs(log_ratio) / error / math.sqrt(2))
    own = time if events else time_before
    return min(1.0, 2 * (own / (time + time_before)) ** (events + before))


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """What happens around the days that matter for a commission.

    Attributes
    ----------
    frame : pandas.DataFrame
        A row for each group and day: first everybody, then the owners as in
        `groups.Groups`; the columns

        =====================  =======================================================
        everybody              whether the row is about all customers
        label                  of the group; None for everybody and for small groups
        day                    the mark
        customers              customers of the group
        survival               share still there after that day, NaN when not yet
        survival_low, _high    observed; 95 % limits
        left_before, days_     who left in the `WIDTH` days up to the mark, and the
        before                 days all lived in them
        left_after,            the same for the days after it
        days_after
        hazard_before,         left / days; NaN where nobody was there
        hazard_after
        ratio, ratio_low,      hazard_after / hazard_before, see `rate_ratio`
        ratio_high
        adjusted               p-value of the test that both paces are the same,
                               allowing for the number of tests: the days for
                               everybody, owners times days for the owners; NaN for
                               small groups and those without an owner
        marked                 whether the paces differ, at a false discovery rate of
                               5 %
        =====================  =======================================================
    """

    frame: pd.DataFrame


def retention_marks(
    book: Book, owners: npt.NDArray[np.object_] | None = None
) -> Marks | None:
    """Read the survival curve and the pace of leaving around some days.

    Parameters
    ----------
    book : Book
    owners : ndarray of object, optional
        For each customer who sold or serves it; see `groups.Groups`.

    Returns
    -------
    Marks or None
        None unless the list knows days.
    """
    import pandas as pd

    lived = book.durations.known
    if lived.unit is not TimeUnit.DAYS or not len(lived):
        return None
    rows = _around(lived, None, len(book))
    if owners is not None:
        groups = Groups.of(owners)
        sizes = np.bincount(groups.codes, minlength=len(groups))
        codes = groups.codes.take(lived.customer)
        ends = np.cumsum(np.bincount(codes, minlength=len(groups))).tolist()
        order = np.argsort(codes, kind="stable")
        for label, size, (first, after) in zip(
            groups.labels, sizes.tolist(), pairwise((0, *ends)), strict=True
        ):
            own = _pick(lived, order[first:after])
            rows += _around(own, label, size)
    frame = pd.DataFrame(rows)
    frame["label"] = pd.Series([row["label"] for row in rows], dtype=object)
    everybody = np.arange(len(rows)) < len(MARKS)
    frame.insert(0, "everybody", everybody)
    named = np.array([bool(row["label"]) for row in rows])
    p = np.where(everybody | named, frame.pop("p"), np.nan)
    found = [benjamini_hochberg(p[part]) for part in (everybody, ~everybody)]
    frame["adjusted"] = np.concatenate([each.adjusted for each in found])
    frame["marked"] = np.concatenate([each.found for each in found])
    return Marks(frame)


@dataclass(frozen=True, slots=True, eq=False)
class HoldBack:
    """What commissions would have cost under several hold-backs.

    Attributes
    ----------
    frame : pandas.DataFrame
        A row for each number of days, with the columns

        ====================  ========================================================
        days                  for which the commission is held back
        left_before           customers who left within these days
        left_after            who left later, but within a year of coming
        left_after_share,     left_after / customers, Wilson 95 % limits
        _low, _high
        paid                  commissions paid for everybody
        paid_for_leavers      of these, for customers who left within a year
        withheld              commissions not paid
        ====================  ========================================================
    customers : int
        Customers who came at least a year before the as-of date; of others nobody knows
        whether they stay a year.
    left : tuple of (ndarray of int32, ndarray of int32)
        For each row who left before and who left after its days.
    """

    frame: pd.DataFrame
    customers: int
    left: tuple[tuple[Codes, Codes], ...]


def simulate_hold_back(
    book: Book,
    commission: float | Amounts,
    days: tuple[int, ...] = (0, *MARKS),
) -> HoldBack | None:
    """Work out what would have been paid for customers who left within a year.

    Parameters
    ----------
    book : Book
    commission : float or ndarray of float64
        For winning a customer, or for each customer.
    days : tuple of int
        The commission is paid to customers' owners when the customer is still there
        after so many days. 0 is no hold-back.

    Returns
    -------
    HoldBack or None
        None for lists without dates. A customer's first stay counts; a year is 365
        days.
    """
    import pandas as pd

    if book.as_of is None:
        return None
    stays = book.stays
    first = (stays.number == 0) & (stays.start <= book.as_of)
    start = stays.start[first].astype(np.int64)
    old = start + YEAR <= book.as_of + 1
    customer = stays.customer[first][old]
    length = stays.end[first][old] - start[old]
    each = np.broadcast_to(np.asarray(commission, dtype=np.float64), (len(book),))
    each = each[customer]
    leaver = length <= YEAR
    rows, left = [], []
    for held in days:
        early = leaver & (length <= held) & (held > 0)
        late = leaver & ~early
        left.append((customer[early], customer[late]))
        withheld = float(each[early].sum())
        rows.append(
            {
                "days": held,
                "left_before": int(early.sum()),
                "left_after": int(late.sum()),
                "left_after_share": late.sum() / len(customer)
                if len(customer)
                else np.nan,
                "paid": float(each.sum()) - withheld,
                "paid_for_leavers": float(each[leaver].sum()) - withheld,
                "withheld": withheld,
            }
        )
    frame = pd.DataFrame(rows)
    low, high = wilson(frame.left_after, np.full(len(frame), len(customer)))
    frame.insert(4, "left_after_share_low", low)
    frame.insert(5, "left_after_share_high", high)
    return HoldBack(frame, len(customer), tuple(left))


def _pick(lived: Durations, chosen: npt.NDArray[np.intp]) -> Durations:
    return Durations(
        lived.customer[chosen],
        lived.length[chosen],
        lived.ended[chosen],
        lived.unit,
        lived.entry[chosen],
    )


def _around(
    lived: Durations, label: str | None, customers: int
) -> list[dict[str, object]]:
    curve = kaplan_meier(lived.length, lived.ended, lived.entry, lived.unit)
    seen = (lived.length > lived.entry) | (lived.entry <= curve.start)
    late = lived.entry[seen & (lived.entry > 0)]
    rows: list[dict[str, object]] = []
    for mark in MARKS:
        left, time = _pace(curve, late, mark, mark + WIDTH)
        before, time_before = _pace(curve, late, max(mark - WIDTH, 0), mark)
        low, high = curve.interval(mark)
        ratio = rate_ratio(left, time, before, time_before)
        rows.append(
            {
                "label": label,
                "day": mark,
                "customers": customers,
                "survival": curve.at(mark),
                "survival_low": low,
                "survival_high": high,
                "left_before": before,
                "days_before": time_before,
                "left_after": left,
                "days_after": time,
                "hazard_before": before / time_before if time_before else np.nan,
                "hazard_after": left / time if time else np.nan,
                "ratio": ratio.ratio,
                "ratio_low": ratio.low,
                "ratio_high": ratio.high,
                "p": ratio_chance(left, time, before, time_before),
            }
        )
    return rows


def _pace(curve: Curve, late: Amounts, low: float, high: float) -> tuple[int, float]:
    """Count who left after one day and up to another, and the days all lived there.

    Parameters
    ----------
    curve : Curve
    late : ndarray of float64
        Days at which those began to be seen who were not from the start.
    low, high : float
    """
    left = curve.events[(curve.time > low) & (curve.time <= high)].sum()
    ends = curve.events + curve.censored
    until = (np.clip(curve.time, low, high) * ends).sum()
    since = np.clip(late, low, high).sum() + low * (ends.sum() - len(late))
    return int(left), float(until - since)
