"""Which cells of the user's sheet are doubtful, looked up fast."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from churn_desktop.core.issues import Issue, Severity
from churn_desktop.core.table import Rows, Table

IssueNumbers = npt.NDArray[np.int16]
Taken = TypeVar("Taken", bound=npt.NDArray[Any])

_WEIGHT = {Severity.NOTE: 0, Severity.WARNING: 1, Severity.ERROR: 2}


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """The issues of single cells and rows of one table.

    Attributes
    ----------
    issues : tuple of Issue
        Those that name rows, the gravest last.
    cells : mapping of str to ndarray of int16
        For each heading with issues and each table row: 1 + the number of the gravest
        issue of the cell, 0 where there is none.
    whole_rows : ndarray of int16 or None
        The same for issues that name no heading; None when there are none.
    set_aside : ndarray of bool or None
        Table rows that no figure counts.
    """

    issues: tuple[Issue, ...] = ()
    cells: Mapping[str, IssueNumbers] | None = None
    whole_rows: IssueNumbers | None = None
    set_aside: npt.NDArray[np.bool_] | None = None

    def of_cell(self, heading: str, position: int) -> Issue | None:
        """Give the gravest issue of a cell."""
        numbers = (self.cells or {}).get(heading)
        return None if numbers is None else self._issue(int(numbers[position]))

    def of_row(self, position: int) -> Issue | None:
        """Give the gravest issue of a row as a whole."""
        if self.whole_rows is None:
            return None
        return self._issue(int(self.whole_rows[position]))

    def reasons(self, heading: str | None, row: int) -> tuple[Issue, ...]:
        """Give every issue of a cell, or of a row as a whole, the gravest first.

        Parameters
        ----------
        heading : str or None
            None for the row as a whole.
        row : int
            File row.
        """
        return tuple(
            issue
            for issue in reversed(self.issues)
            if issue.column == heading and _holds(issue.rows, row)
        )

    def severities(self, heading: str, positions: Rows) -> list[Severity | None] | None:
        """Tell how doubtful some cells of a column are; None: none at all is."""
        numbers = (self.cells or {}).get(heading)
        if numbers is None:
            return None
        found = (self._issue(number) for number in numbers[positions].tolist())
        return [None if issue is None else issue.severity for issue in found]

    def aside(self, positions: Rows) -> list[bool] | None:
        """Tell which rows no figure counts; None where every row counts."""
        if self.set_aside is None:
            return None
        found: list[bool] = self.set_aside[positions].tolist()
        return found

    def moved(self, came_from: Rows) -> Marks:
        """Give the marks of a sheet with other rows, until new ones are known.

        Parameters
        ----------
        came_from : ndarray of int64
            For each row of the other sheet its position in this one, -1 for a new row.
        """
        cells = {
            name: _taken(one, came_from) for name, one in (self.cells or {}).items()
        }
        rows, aside = self.whole_rows, self.set_aside
        return replace(
            self,
            cells=cells,
            whole_rows=None if rows is None else _taken(rows, came_from),
            set_aside=None if aside is None else _taken(aside, came_from),
        )

    def _issue(self, number: int) -> Issue | None:
        return self.issues[number - 1] if number else None


def mark(
    table: Table,
    issues: Iterable[Issue],
    set_aside: npt.NDArray[np.bool_] | None = None,
) -> Marks:
    """Look up the cells that issues are about."""
    found = [issue for issue in issues if issue.rows]
    # Numbers are 16 bits wide; what is not even a doubt gives way first.
    found = sorted(found, key=lambda issue: _WEIGHT[issue.severity])[-32_000:]
    rows = table.rows
    headings = set(table.headings)
    cells: dict[str, IssueNumbers] = {}
    whole_rows: IssueNumbers | None = None
    for number, issue in enumerate(found, start=1):
        positions = _positions(rows, issue)
        if issue.column in headings:
            place = cells.setdefault(str(issue.column), _nothing(rows))
        else:
            whole_rows = _nothing(rows) if whole_rows is None else whole_rows
            place = whole_rows
        place[positions] = number
    return Marks(tuple(found), cells, whole_rows, set_aside)


def rows_of(table: Table, issue: Issue) -> Rows:
    """Give the table positions of the rows an issue is about."""
    return _positions(table.rows, issue).astype(np.int64)


def _positions(rows: Rows, issue: Issue) -> npt.NDArray[np.intp]:
    if not len(rows):
        return np.empty(0, dtype=np.intp)
    wanted = np.asarray(issue.rows, dtype=np.int64)
    # Rows that were put in between have numbers after all others.
    sorter = None if bool((rows[1:] > rows[:-1]).all()) else np.argsort(rows)
    places = np.minimum(np.searchsorted(rows, wanted, sorter=sorter), len(rows) - 1)
    if sorter is not None:
        places = sorter[places]
    # A total row or a title has an issue but is not among the table's rows.
    found: npt.NDArray[np.intp] = places[rows[places] == wanted]
    return found


def _nothing(rows: Rows) -> IssueNumbers:
    return np.zeros(len(rows), dtype=np.int16)


def _taken(values: Taken, came_from: Rows) -> Taken:
    if not len(values):
        return np.zeros(len(came_from), dtype=values.dtype)  # type: ignore[return-value]
    return np.where(came_from < 0, 0, values[came_from]).astype(values.dtype)  # type: ignore[return-value]


def _holds(rows: tuple[int, ...], row: int) -> bool:
    place = int(np.searchsorted(np.asarray(rows), row))
    return place < len(rows) and rows[place] == row
