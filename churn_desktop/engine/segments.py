"""Which groups of customers leave more than the others, beyond what luck explains."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import Amounts, Book, Mask
from churn_desktop.engine.comparisons import benjamini_hochberg, two_shares
from churn_desktop.engine.exposure import Exposure
from churn_desktop.engine.groups import BLANK, FEWEST, Groups
from churn_desktop.engine.intervals import Proportion, wilson
from churn_desktop.engine.log_rank import LogRank, log_rank
from churn_desktop.engine.survival import kaplan_meier

if TYPE_CHECKING:
    import pandas as pd

SURVIVAL_MONTHS = 12
COLUMNS = (
    "label",
    "customers",
    "opening",
    "lost",
    "churn",
    "churn_low",
    "churn_high",
    "rest",
    "survival",
    "survival_low",
    "survival_high",
    "mrr_lost",
    "p",
    "adjusted",
    "marked",
)


@dataclass(frozen=True, slots=True, eq=False)
class Segments:
    """A column's groups side by side.

    Attributes
    ----------
    frame : pandas.DataFrame
        A row for each label of ``groups``, in their order, and the columns

        ===================  =========================================================
        label                as in `groups.Groups`
        customers            of the whole list
        opening, lost        summed over the group, as in `exposure.Exposure`
        churn                lost / opening: churn a period, pooled over the periods;
                             without dates the share of rows that left
        churn_low, _high     Wilson 95 % limits
        rest                 the same share of everybody else
        survival             share still there after `SURVIVAL_MONTHS` months, and its
        survival_low, _high  95 % limits; NaN when not observed so long
        mrr_lost             as in `exposure.Exposure`; NaN for lists without amounts
        p                    of the test that churn and rest are the same; NaN for the
                             small groups together, which have nothing in common
        adjusted             the same, allowing for the number of groups compared: those
                             of the column, or of all columns after `judge_together`
        marked               whether the group differs, at a false discovery rate of
                             5 %
        ===================  =========================================================

        Undefined is NaN.
    groups : Groups
    total : Proportion
        Lost and opening of everybody.
    log_rank : LogRank
        Whether the groups stay equally long, customers without a value left out; NaN
        where stays were not seen from their start.
    """

    frame: pd.DataFrame
    groups: Groups
    total: Proportion
    log_rank: LogRank

    @property
    def differs(self) -> bool:
        """Whether any group is marked."""
        return bool(self.frame.marked.any())


def compare_segments(
    book: Book,
    values: npt.NDArray[np.object_] | Groups,
    exposure: Exposure,
    fewest: int = FEWEST,
) -> Segments:
    """Compare the groups of a column.

    Parameters
    ----------
    book : Book
    values : ndarray of object or Groups
        For each customer the value of the column.
    exposure : Exposure
        Of the same book; it says which periods are looked at.
    fewest : int
        Smaller groups are put together.

    Notes
    -----
    Churn by group with Wilson intervals as C. Gold (2020), Fighting Churn with Data,
    listing 10.2. Each group is tested against the rest by `comparisons.two_shares`;
    `comparisons.benjamini_hochberg` decides which are marked. Survival is that of
    Kaplan and Meier, over all stays of the group's customers and not only the periods
    looked at; twelve months are 365.25 days.
    """
    import pandas as pd

    groups = values if isinstance(values, Groups) else Groups.of(values, fewest)
    size = len(groups)
    opening = _sum(groups, exposure.opening)
    lost = _sum(groups, exposure.lost)
    low, high = wilson(lost, opening)
    p = two_shares(lost, opening, lost.sum() - lost, opening.sum() - opening)
    p[[label is None for label in groups.labels]] = np.nan
    found = benjamini_hochberg(p)
    survival, tested = _survival(book, groups)
    mrr = exposure.mrr_lost
    frame = pd.DataFrame(
        {
            "label": pd.Series(groups.labels, dtype=object),
            "customers": np.bincount(groups.codes, minlength=size),
            "opening": opening.astype(np.int64),
            "lost": lost.astype(np.int64),
            "churn": _ratio(lost, opening),
            "churn_low": low,
            "churn_high": high,
            "rest": _ratio(lost.sum() - lost, opening.sum() - opening),
            "survival": survival[:, 0],
            "survival_low": survival[:, 1],
            "survival_high": survival[:, 2],
            "mrr_lost": np.full(size, np.nan) if mrr is None else _sum(groups, mrr),
            "p": p,
            "adjusted": found.adjusted,
            "marked": found.found,
        },
        columns=list(COLUMNS),
    )
    total = Proportion.of(int(lost.sum()), int(opening.sum()))
    return Segments(frame, groups, total, tested)


def judge_together(columns: Mapping[str, Segments]) -> dict[str, Segments]:
    """Judge the groups of several columns as the one search that they are.

    Parameters
    ----------
    columns : mapping of str to Segments
        All columns among which one looks for differences.

    Returns
    -------
    dict of str to Segments
        The same, with ``adjusted`` and ``marked`` over all groups of all columns: who
        looks at twenty columns one by one finds one that differs by luck alone.

    Notes
    -----
    `comparisons.benjamini_hochberg`, whose rate of false results holds for all tests
    that are given together.
    """
    if not columns:
        return {}
    sizes = [len(found.frame) for found in columns.values()]
    p = np.concatenate([found.frame["p"].to_numpy() for found in columns.values()])
    judged = benjamini_hochberg(p)
    ends = np.cumsum(sizes)
    return {
        heading: replace(
            found,
            frame=found.frame.assign(
                adjusted=judged.adjusted[end - size : end],
                marked=judged.found[end - size : end],
            ),
        )
        for (heading, found), size, end in zip(
            columns.items(), sizes, ends, strict=True
        )
    }


def repeats_outcome(groups: Groups, left: Mask, here: Mask) -> bool:
    """Tell whether a column only says in other words who has left.

    Parameters
    ----------
    groups : Groups
        Of the column.
    left, here : ndarray of bool
        For each customer.

    Returns
    -------
    bool
        Whether in every group either all have left or nobody has. Among fewer than
        `groups.FEWEST` on either side that may be chance: then not.

    Examples
    --------
    >>> left = np.arange(50) < 20
    >>> status = Groups.of(np.where(left, "gone", "fine").astype(object))
    >>> repeats_outcome(status, left, ~left)
    True
    """
    if min(int(left.sum()), int(here.sum())) < FEWEST:
        return False
    gone = np.bincount(groups.codes[left], minlength=len(groups))
    stay = np.bincount(groups.codes[here], minlength=len(groups))
    return not bool((np.minimum(gone, stay) > 0).any())


def _sum(groups: Groups, values: npt.NDArray[np.generic]) -> Amounts:
    """Add up a number of each customer over each group."""
    found = np.bincount(groups.codes, values, minlength=len(groups))
    return found.astype(np.float64)


def _survival(book: Book, groups: Groups) -> tuple[Amounts, LogRank]:
    """Read each group's survival curve at twelve months and compare the curves."""
    lived = book.durations.known
    codes = groups.codes.take(lived.customer)
    # Few groups fit small numbers, and those sort in no time.
    small = codes.astype(np.int16) if len(groups) < np.iinfo(np.int16).max else codes
    order = np.argsort(small, kind="stable")
    ends = np.cumsum(np.bincount(codes, minlength=len(groups)))
    at = SURVIVAL_MONTHS / lived.unit.in_months
    length, ended, entry = lived.length[order], lived.ended[order], lived.entry[order]
    read = np.full((len(groups), 3), np.nan)
    for code, (first, after) in enumerate(pairwise((0, *ends))):
        own = slice(first, after)
        curve = kaplan_meier(length[own], ended[own], entry[own], lived.unit)
        read[code] = curve.at(at), *curve.interval(at)
    if lived.entry.any():
        return read, LogRank(float("nan"), 0, float("nan"))
    known = len(lived)
    if BLANK in groups.labels:
        known -= int(np.count_nonzero(codes == len(groups) - 1))
    return read, log_rank(length[:known], ended[:known], codes[order][:known])


def _ratio(count: Amounts, base: Amounts) -> Amounts:
    ratio = np.full(len(base), np.nan)
    np.divide(count, base, out=ratio, where=base != 0)
    return ratio
