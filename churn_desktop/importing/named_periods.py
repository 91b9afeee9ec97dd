"""Names of months, quarters and years, as the rows of a ledger have them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from churn_desktop.core.calendar import NO_DAY, to_day
from churn_desktop.core.table import Texts
from churn_desktop.importing.distinct import plain
from churn_desktop.importing.months import month_days, month_of

_Y = r"((?:19|20)\d\d)"
_QUARTER = re.compile(
    rf"{_Y}\s*年?\s*[-/ ]?\s*(?:q|第)\s*([1-4一二三四])\s*(?:季度?)?"
    rf"|q([1-4])\s*[-/ ]?\s*{_Y}"
)
_YEAR = re.compile(rf"(?:fy\s*)?{_Y}\s*年?度?")


@dataclass(frozen=True, slots=True, eq=False)
class NamedPeriods:
    """What the names of a column's rows stand for.

    Attributes
    ----------
    starts : ndarray of int64
        First day of each row's period, `NO_DAY` where there is none.
    months : int
        In one period; rows of periods of another length have none.
    without_year : ndarray of bool
        Rows whose year is not written.
    """

    starts: npt.NDArray[np.int64]
    months: int
    without_year: npt.NDArray[np.bool_]


def period_of(text: str) -> tuple[date, int] | None:
    """Read the name of a period.

    Returns
    -------
    (first day, months) or None
        None for a month without a year, too.

    Examples
    --------
    >>> period_of("2024-03"), period_of("2024Q2"), period_of("2024年第1季度")
    ((datetime.date(2024, 3, 1), 1), (datetime.date(2024, 4, 1), 3), \
(datetime.date(2024, 1, 1), 3))
    >>> period_of("2023"), period_of("Mar 2024"), period_of("2024-13-01") is None
    ((datetime.date(2023, 1, 1), 12), (datetime.date(2024, 3, 1), 1), True)
    """
    written = plain(text).lower().strip()
    if found := _QUARTER.fullmatch(written):
        year, number = int(found[1] or found[4]), found[2] or found[3]
        quarter = "一二三四".find(number) + 1 or int(number)
        return date(year, 3 * quarter - 2, 1), 3
    if found := _YEAR.fullmatch(written):
        return date(int(found[1]), 1, 1), 12
    month = month_of(written)
    if month is None or month[0] is None:
        return None
    return date(month[0], month[1], 1), 1


def read_periods(
    names: Sequence[str] | Texts,
    last_year: int,
    years: Sequence[str] | Texts | None = None,
) -> NamedPeriods:
    """Read the names of the periods of a ledger's rows.

    Parameters
    ----------
    names : sequence of str
    last_year : int
        In which months without a year end.
    years : sequence of str, optional
        The year of each row, where the ledger has a column for it.

    Examples
    --------
    >>> read = read_periods(["11月", "12月", "1月", ""], 2024)
    >>> read.starts[:3].tolist() == [19662, 19692, 19723], read.months
    (True, 1)
    """
    found = [period_of(name) for name in names]
    bare = [
        (number, month)
        for number, name in enumerate(names)
        if found[number] is None and (month := month_of(name)) is not None
    ]
    without_year = np.zeros(len(names), dtype=bool)
    if bare and years is not None:
        for number, (_, in_year) in bare:
            if told := _YEAR.fullmatch(plain(years[number]).lower()):
                found[number] = date(int(told[1]), in_year, 1), 1
    elif bare:
        days = month_days([month for _, month in bare], last_year)
        for (number, _), day in zip(bare, days, strict=True):
            found[number] = day, 1
            without_year[number] = True
    lengths = [period[1] for period in found if period]
    months = max(set(lengths), key=lengths.count) if lengths else 1
    starts = [
        to_day(period[0]) if period and period[1] == months else NO_DAY
        for period in found
    ]
    return NamedPeriods(np.array(starts, dtype=np.int64), months, without_year)
