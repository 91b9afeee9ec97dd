"""Day first or month first: decided by a whole column, then by the whole sheet.

A column is decided by the dates that fit one order only. A column that leaves the
question open follows the other date columns of its sheet, then the order in which no
end comes before its start, then the order in which the dates are sorted. Where nothing
decides, the day is taken to come first and the choice is marked as open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import Mask
from churn_desktop.core.calendar import NO_DAY, Days
from churn_desktop.core.schema import DateOrder
from churn_desktop.importing.distinct import Distinct
from churn_desktop.importing.values import ORDERS, DateTexts

YMD, DMY, MDY = (ORDERS.index(order) for order in DateOrder)

_STRAY = 0.01
"""A column has one order although this share of its dates does not fit it."""
_FEW = 5
"""With fewer different dates, being sorted is no evidence."""


@dataclass(frozen=True, slots=True)
class Settled:
    """The order of a column's dates and what decided it.

    Attributes
    ----------
    order : DateOrder or None
        None where no date of the column depends on it.
    by : str
        ``"column"``, ``"user"``, ``"sheet"``, ``"ends"``, ``"sorted"``, ``"years"``, or
        ``"default"`` where nothing decided.
    other : tuple of DateOrder
        What it could be as well, where nothing decided.
    mixed : bool
        Several orders are in use in the column.
    """

    order: DateOrder | None
    by: str = "column"
    other: tuple[DateOrder, ...] = ()
    mixed: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class DateColumn:
    """A column's cells and their readings."""

    cells: Distinct
    texts: DateTexts

    def days(self, order: DateOrder | None, *, mixed: bool = False) -> Days:
        """Give the day of each different cell under an order."""
        days = self.texts.days
        ymd, dmy, mdy = days.T
        if order is None or mixed:
            return np.where(_certain(days), days.max(axis=1), NO_DAY)
        chosen: Days = days[:, ORDERS.index(order)]
        # Beside a year at the end, a year that can only stand at the start is clear,
        # and the other way round.
        if order == DateOrder.YMD:
            certain = _certain(days)
            return np.where(certain, days.max(axis=1), chosen)
        only_first = (dmy == NO_DAY) & (mdy == NO_DAY)
        return np.where(only_first, ymd, chosen)

    def row_days(self, order: DateOrder) -> Days:
        """Give the day of each row under an order."""
        found: Days = self.days(order)[self.cells.codes]
        return found


def settle(
    columns: Mapping[str, DateColumn],
    forced: DateOrder | None = None,
    ends: Sequence[tuple[str, str]] = (),
) -> dict[str, Settled]:
    """Decide the order of every date column of a sheet.

    Parameters
    ----------
    columns : mapping of str to DateColumn
        By heading.
    forced : DateOrder, optional
        The user's choice.
    ends : sequence of (str, str)
        Headings of a start and of an end that belongs to it.
    """
    settled: dict[str, Settled] = {}
    undecided: dict[str, tuple[DateOrder, ...]] = {}
    for heading, column in columns.items():
        possible, mixed = _possible(column)
        if forced is not None:
            settled[heading] = Settled(forced, "user")
        elif mixed:
            settled[heading] = Settled(None, mixed=True)
        elif not possible:
            settled[heading] = Settled(None)
        elif len(possible) == 1:
            settled[heading] = Settled(possible[0])
        else:
            undecided[heading] = possible
    for heading, possible in undecided.items():
        others = {found.order for found in settled.values() if found.by == "column"}
        agreed = [order for order in possible if others - {None} == {order}]
        settled_by = Settled(agreed[0], "sheet") if agreed else None
        settled[heading] = settled_by or _by_evidence(heading, possible, columns, ends)
    return settled


def _possible(column: DateColumn) -> tuple[tuple[DateOrder, ...], bool]:
    """List the orders a column can have, none where it does not matter."""
    days, counts = column.texts.days, column.cells.counts
    numbers = ~_same_in_all(days) & (days != NO_DAY).any(axis=1)
    if not numbers.any():
        return (), False
    long = numbers & ~column.texts.short_year
    allowed = [DMY, MDY] if long.any() else [YMD, DMY, MDY]
    asked = numbers & (days[:, allowed] != NO_DAY).any(axis=1)
    total = counts[asked].sum()
    against = {o: int(counts[asked & (days[:, o] == NO_DAY)].sum()) for o in allowed}
    fewest = min(against.values())
    if fewest > _STRAY * total:
        return (), True
    possible = tuple(ORDERS[o] for o in allowed if against[o] == fewest)
    first = ~numbers & (days[:, YMD] != NO_DAY)
    if len(possible) > 1 and DateOrder.YMD in possible and first.any():
        # Other dates of the column have their four-digit year in front.
        possible = (DateOrder.YMD,)
    if len(possible) > 1 and not (asked & ~_certain(days)).any():
        possible = ()
    return possible, False


def _by_evidence(
    heading: str,
    possible: tuple[DateOrder, ...],
    columns: Mapping[str, DateColumn],
    ends: Sequence[tuple[str, str]],
) -> Settled:
    """Decide a column that fits several orders by what the dates would mean."""
    for pair in ends:
        if heading in pair and all(name in columns for name in pair):
            start, end = (columns[name] for name in pair)
            fits = [order for order in possible if _no_end_before(start, end, order)]
            if len(fits) == 1:
                return Settled(fits[0], "ends")
    column = columns[heading]
    rows = {order: column.row_days(order) for order in possible}
    if np.count_nonzero(~_certain(column.texts.days)) >= _FEW:
        fits = [order for order, days in rows.items() if _sorted(days)]
        if len(fits) == 1:
            return Settled(fits[0], "sorted")
        if DateOrder.YMD in possible and (narrow := _narrowest(rows)):
            return Settled(narrow, "years")
    order = DateOrder.DMY if DateOrder.DMY in possible else possible[0]
    return Settled(order, "default", tuple(o for o in possible if o != order))


def _certain(days: npt.NDArray[np.int32]) -> Mask:
    """Tell which readings mean the same day in every order in which they are one."""
    low = np.where(days == NO_DAY, np.iinfo(np.int32).max, days).min(axis=1)
    certain: Mask = (days.max(axis=1) == low) & (low != np.iinfo(np.int32).max)
    return certain


def _same_in_all(days: npt.NDArray[np.int32]) -> Mask:
    """Tell which texts were written in a way that leaves no question of order."""
    same: Mask = (days == days[:, :1]).all(axis=1)
    return same


def _no_end_before(start: DateColumn, end: DateColumn, order: DateOrder) -> bool:
    begin, finish = start.row_days(order), end.row_days(order)
    both = (begin != NO_DAY) & (finish != NO_DAY)
    return bool(both.any()) and not bool((finish < begin)[both].any())


def _sorted(days: Days) -> bool:
    known = days[days != NO_DAY]
    steps = np.diff(known)
    return len(steps) > 0 and bool((steps >= 0).all() or (steps <= 0).all())


def _narrowest(rows: Mapping[DateOrder, Days]) -> DateOrder | None:
    """Give the order under which the dates lie much closer together, if any.

    A day read as a two-digit year scatters the dates over decades.
    """
    spans = sorted(
        (int(np.ptp(days[days != NO_DAY])), order) for order, days in rows.items()
    )
    return spans[0][1] if spans[0][0] * 3 < spans[1][0] else None
