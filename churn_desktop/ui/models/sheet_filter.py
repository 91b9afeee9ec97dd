"""Filters of the user's sheet: by value, by text, by number, by date."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from churn_desktop.core.progress import Progress, silent
from churn_desktop.core.table import Table
from churn_desktop.ui.models.cell_groups import CellGroups, GroupsKept, day_of
from churn_desktop.ui.models.sheet_order import Numbers

Mask = npt.NDArray[np.bool_]


class Condition(StrEnum):
    """What a cell is asked; numbers and dates are compared by what they are worth."""

    EQUALS = "equals"
    DIFFERS = "differs"
    CONTAINS = "contains"
    LACKS = "lacks"
    BEGINS = "begins"
    ENDS = "ends"
    ABOVE = "above"
    AT_LEAST = "at_least"
    BELOW = "below"
    AT_MOST = "at_most"
    BETWEEN = "between"
    TOP = "top"
    BOTTOM = "bottom"
    BLANK = "blank"
    FILLED = "filled"


TEXT_TESTS = (
    Condition.CONTAINS,
    Condition.LACKS,
    Condition.EQUALS,
    Condition.DIFFERS,
    Condition.BEGINS,
    Condition.ENDS,
    Condition.BLANK,
    Condition.FILLED,
)
NUMBER_TESTS = (
    Condition.EQUALS,
    Condition.DIFFERS,
    Condition.ABOVE,
    Condition.AT_LEAST,
    Condition.BELOW,
    Condition.AT_MOST,
    Condition.BETWEEN,
    Condition.TOP,
    Condition.BOTTOM,
    Condition.BLANK,
    Condition.FILLED,
)
DATE_TESTS = (
    Condition.EQUALS,
    Condition.BELOW,
    Condition.ABOVE,
    Condition.BETWEEN,
    Condition.BLANK,
    Condition.FILLED,
)


_COMPARED = frozenset(NUMBER_TESTS[:7])


class Worth(StrEnum):
    """What the cells of a column are to a filter."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which cells of a column are wanted; every part must hold.

    Attributes
    ----------
    only : frozenset of str or None
        The texts that are wanted; None: all.
    without : frozenset of str
        Texts that are not.
    test : Condition or None
    low, high : str
        What the test compares with; a date as ``"2024-03-05"``.
    worth : Worth
    """

    only: frozenset[str] | None = None
    without: frozenset[str] = frozenset()
    test: Condition | None = None
    low: str = ""
    high: str = ""
    worth: Worth = Worth.TEXT

    def wants(self, groups: CellGroups, known: Numbers | None = None) -> Mask:
        """Tell for each text of a column whether its cells are wanted."""
        texts = groups.texts
        wanted = np.ones(len(texts), dtype=bool)
        if self.only is not None:
            wanted &= np.array([text in self.only for text in texts], dtype=bool)
        if self.without:
            wanted &= np.array([text not in self.without for text in texts], dtype=bool)
        if self.test is not None:
            wanted &= self._passes(groups, known)
        return wanted

    def wants_rows(self, known: Numbers | None) -> Mask | None:
        """Tell for each row whether it is wanted, where its worth alone counts."""
        if (
            known is None
            or self.test not in _COMPARED
            or self.worth is Worth.TEXT
            or self.only is not None
            or self.without
        ):
            return None
        with np.errstate(invalid="ignore"):
            return _compare_numbers(known, self.test, *self._limits())

    def _passes(self, groups: CellGroups, known: Numbers | None) -> Mask:
        texts = groups.texts
        if self.test in (Condition.BLANK, Condition.FILLED):
            blank = np.array([not text.strip() for text in texts], dtype=bool)
            return blank if self.test is Condition.BLANK else ~blank
        if self.worth is Worth.TEXT:
            folded = [text.casefold() for text in texts]
            return _compare_texts(folded, self.test, self.low.casefold())
        values = groups.numbers(known)
        if self.test in (Condition.TOP, Condition.BOTTOM):
            return self._extreme(values, groups)
        low, high = self._limits()
        with np.errstate(invalid="ignore"):
            return _compare_numbers(values, self.test, low, high)

    def _limits(self) -> tuple[float, float]:
        read = day_of if self.worth is Worth.DATE else as_number
        return read(self.low), read(self.high)

    def _extreme(self, values: Numbers, groups: CellGroups) -> Mask:
        """Find the largest or smallest cells; all that are equal to the last one."""
        count = as_number(self.low)
        known = np.flatnonzero(~np.isnan(values))
        if not len(known) or not count >= 1:
            return np.zeros(len(values), dtype=bool)
        sign = -1 if self.test is Condition.TOP else 1
        order = known[np.argsort(sign * values[known], kind="stable")]
        so_far = np.cumsum(groups.counts()[order])
        last = min(int(np.searchsorted(so_far, count)), len(order) - 1)
        limit = sign * values[order[last]]
        with np.errstate(invalid="ignore"):
            found: Mask = sign * values <= limit
        return found


def kept_rows(
    table: Table,
    filters: Mapping[str, Filter],
    values: Mapping[str, Numbers],
    groups: GroupsKept,
    progress: Progress = silent,
) -> Mask | None:
    """Tell which rows pass every filter; None when there is no filter.

    Parameters
    ----------
    table : Table
    filters : mapping of str to Filter
        By heading; one of a column that is gone is left out.
    values : mapping of str to ndarray of float64
        What cells are worth, where that is known.
    groups : GroupsKept
    progress : Progress
    """
    kept: Mask | None = None
    for heading, one in filters.items():
        if heading not in table.kinds:
            continue
        passed = one.wants_rows(values.get(heading))
        if passed is None:
            found = groups.of(table, heading, progress)
            passed = one.wants(found, values.get(heading))[found.codes]
        kept = passed if kept is None else kept & passed
    return kept


def as_number(text: str) -> float:
    """Read a number as people type it, NaN for anything else.

    Examples
    --------
    >>> as_number("1,234.5"), as_number("many")
    (1234.5, nan)
    """
    try:
        return float(text.replace(",", "").replace("，", "").replace(" ", ""))
    except ValueError:
        return np.nan


def _compare_texts(texts: list[str], test: Condition | None, wanted: str) -> Mask:
    tests: dict[Condition, Callable[[str], bool]] = {
        Condition.EQUALS: lambda text: text == wanted,
        Condition.DIFFERS: lambda text: text != wanted,
        Condition.CONTAINS: lambda text: wanted in text,
        Condition.LACKS: lambda text: wanted not in text,
        Condition.BEGINS: lambda text: text.startswith(wanted),
        Condition.ENDS: lambda text: text.endswith(wanted),
    }
    compare = tests[test or Condition.CONTAINS]
    return np.array([compare(text) for text in texts], dtype=bool)


def _compare_numbers(
    values: Numbers, test: Condition | None, low: float, high: float
) -> Mask:
    tests: dict[Condition, Callable[[], Mask]] = {
        Condition.EQUALS: lambda: values == low,
        Condition.DIFFERS: lambda: ~(values == low),
        Condition.ABOVE: lambda: values > low,
        Condition.AT_LEAST: lambda: values >= low,
        Condition.BELOW: lambda: values < low,
        Condition.AT_MOST: lambda: values <= low,
        Condition.BETWEEN: lambda: (values >= low) & (values <= high),
    }
    return tests[test or Condition.EQUALS]()
