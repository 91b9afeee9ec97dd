"""Cells that a merged area covers: blank in the file, though not on the screen."""

from __future__ import annotations

import re
from collections.abc import Iterable

from churn_desktop.core.grid import cell_name
from churn_desktop.core.issues import IssueCode, Severity
from churn_desktop.importing.parsing.marks import CELLS_NAMED, Marks

Area = tuple[int, int, int, int]
"""First row, row after the last, first column, column after the last; from 0."""

_AREA = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
_TALLEST = 10_000


def mark_merged(areas: Iterable[Area], marks: Marks) -> None:
    """Mark merged areas: the rows that look filled and are not, else their rows."""
    names = []
    rows: set[int] = set()
    below: set[int] = set()
    for top, bottom, left, right in areas:
        names.append(f"{cell_name(top + 1, left + 1)}:{cell_name(bottom, right)}")
        rows.update(range(top, min(bottom, top + _TALLEST)))
        below.update(range(top + 1, min(bottom, top + _TALLEST)))
    if names:
        marks.rows(IssueCode.MERGED_CELLS, below or rows)
        severity = Severity.WARNING if below else Severity.NOTE
        more = ", …" if len(names) > CELLS_NAMED else ""
        areas_named = ", ".join(names[:CELLS_NAMED]) + more
        marks.file(
            IssueCode.MERGED_CELLS, severity, areas=areas_named, count=str(len(names))
        )


def area(name: str) -> Area | None:
    """Read an area's name; None when it is none.

    Examples
    --------
    >>> area("A3:B5")
    (2, 5, 0, 2)
    """
    found = _AREA.fullmatch(name)
    if found is None:
        return None
    left, right = _column(found[1]), _column(found[3])
    return int(found[2]) - 1, int(found[4]), left - 1, right


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
