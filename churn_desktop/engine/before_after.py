"""Whether customers left faster or slower after something happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from churn_desktop.core.calendar import Period
from churn_desktop.engine.intervals import Proportion, newcombe

if TYPE_CHECKING:
    import pandas as pd

MOST_PERIODS = 12
"""No more periods than this are looked at on either side."""


class Unknown(StrEnum):
    """Why two sides cannot be compared."""

    NONE_BEFORE = "none_before"
    NONE_AFTER = "none_after"
    NOBODY_BEFORE = "nobody_before"
    NOBODY_AFTER = "nobody_after"


class Verdict(StrEnum):
    """What the interval of the difference says."""

    MORE = "more"
    LESS = "less"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """Churn before and after a day.

    Attributes
    ----------
    when : datetime.date
    rows_before, rows_after : tuple of int
        Numbers of the periods on either side, in order; as many on one as on the
        other.
    before, after : Proportion
        Lost of opening, added up over the periods of a side: churn a period.
    low, high : float
        95 % limits of after less before, as fractions; NaN where it is not known.
    unknown : Unknown or None
        Why there is no comparison.
    """

    when: date
    rows_before: tuple[int, ...]
    rows_after: tuple[int, ...]
    before: Proportion
    after: Proportion
    low: float
    high: float
    unknown: Unknown | None

    @property
    def difference(self) -> float:
        """Churn after less churn before; NaN where either is not known."""
        return self.after.share - self.before.share

    @property
    def verdict(self) -> Verdict | None:
        """Whether more or fewer left afterwards than luck explains."""
        if self.unknown is not None:
            return None
        if self.low > 0:
            return Verdict.MORE
        return Verdict.LESS if self.high < 0 else Verdict.SAME


def compare_before_after(
    periods: Sequence[Period], counts: pd.DataFrame, when: date
) -> BeforeAfter:
    """Compare the churn before a day with the churn from that day on.

    Parameters
    ----------
    periods : sequence of Period
    counts : pandas.DataFrame
        A row for each period with the columns ``opening`` and ``lost``.
    when : datetime.date
        The day on which something happened.

    Returns
    -------
    BeforeAfter
        Only complete periods count: those that ended by that day and those that began
        on it or later, the nearest `MOST_PERIODS`, as many on one side as on the
        other. A period
        in whose middle the day lies belongs to neither. Where one side has no period or
        nobody at risk, nothing is compared and ``unknown`` says which.

    Notes
    -----
    The interval of the difference is that of R. G. Newcombe (1998), Statistics in
    Medicine 17, 873-890, method 10. A customer at risk in several periods counts in
    each of them, as in the pooled churn of a group.

    Examples
    --------
    56 of 70 and 48 of 80 are the first example of Newcombe's paper:

    >>> import pandas as pd
    >>> months = [Period(date(2024, m, 1), date(2024, m + 1, 1), True) for m in (1, 2)]
    >>> counts = pd.DataFrame({"opening": [80, 70], "lost": [48, 56]})
    >>> found = compare_before_after(months, counts, date(2024, 2, 1))
    >>> round(found.difference, 2), round(found.low, 4), round(found.high, 4)
    (0.2, 0.0524, 0.3339)
    """
    whole = [row for row, period in enumerate(periods) if period.complete]
    before = tuple(row for row in whole if periods[row].end <= when)
    after = tuple(row for row in whole if periods[row].start >= when)
    length = min(len(before), len(after), MOST_PERIODS)
    rows_before, rows_after = before[len(before) - length :], after[:length]
    first, second = _pool(counts, rows_before), _pool(counts, rows_after)
    unknown = _unknown(before, after, first, second)
    low = high = float("nan")
    if unknown is None:
        limits = newcombe(second.count, second.total, first.count, first.total)
        low, high = (float(limit) for limit in limits)
    return BeforeAfter(when, rows_before, rows_after, first, second, low, high, unknown)


def _pool(counts: pd.DataFrame, rows: Sequence[int]) -> Proportion:
    chosen = counts.iloc[list(rows)]
    return Proportion.of(int(chosen["lost"].sum()), int(chosen["opening"].sum()))


def _unknown(
    before: Sequence[int], after: Sequence[int], first: Proportion, second: Proportion
) -> Unknown | None:
    if not before:
        return Unknown.NONE_BEFORE
    if not after:
        return Unknown.NONE_AFTER
    if not first.total:
        return Unknown.NOBODY_BEFORE
    return None if second.total else Unknown.NOBODY_AFTER
