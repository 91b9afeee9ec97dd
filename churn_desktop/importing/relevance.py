"""How much a doubt about cells matters, now that it is known what they are."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace

from churn_desktop.core.grid import column_letters
from churn_desktop.core.issues import Issue, IssueCode, Severity
from churn_desktop.core.table import Table

_CELL = re.compile(r"([A-Z]+)[0-9]+")


def weigh(
    issues: Iterable[Issue], table: Table, used: Collection[str], header_row: int
) -> tuple[Issue, ...]:
    """Turn warnings about cells that no figure needs into notes.

    Parameters
    ----------
    issues : iterable of Issue
        Found while the file was read.
    table : Table
    used : collection of str
        Headings of the columns that have a meaning.
    header_row : int
        File row of the last heading row.
    """
    return tuple(
        replace(issue, severity=Severity.NOTE)
        if _beside(issue, table, used) or _in_headings(issue, header_row)
        else issue
        for issue in issues
    )


def _beside(issue: Issue, table: Table, used: Collection[str]) -> bool:
    """Tell whether errors stand only in columns without a meaning, others have one."""
    if issue.code != IssueCode.ERROR_CELLS or not used:
        return False
    cells = issue.facts.get("cells", "").split(", ")
    read = {column_letters(table.letters[heading]) for heading in used}
    found = [_CELL.fullmatch(cell) for cell in cells]
    return all(cell is not None and cell[1] not in read for cell in found)


def _in_headings(issue: Issue, header_row: int) -> bool:
    """Tell whether merged cells only shape the headings."""
    merged = issue.code == IssueCode.MERGED_CELLS and issue.rows
    return bool(merged) and max(issue.rows) <= header_row
