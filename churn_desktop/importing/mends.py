"""What can be put right in a list without guessing; nothing is ever mended unasked.

A mend is worked out for a doubt, shown to the user and applied as one edit. It changes
cells that still hold what was shown, writes down each change, and takes rows away only
where they repeat another one in every cell.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np

from churn_desktop.core import edits
from churn_desktop.core.issues import Issue, IssueCode, Severity
from churn_desktop.core.project import Mended, Project
from churn_desktop.core.schema import Content, DateOrder
from churn_desktop.core.table import Table, Texts
from churn_desktop.importing.importer import Understanding
from churn_desktop.importing.listing import compared_headings
from churn_desktop.importing.mended_cells import (
    CellChange,
    full_years,
    respelled,
    same_customers,
    swapped,
    tidier,
)
from churn_desktop.importing.untidy import FORM, SAME

MENDABLE = frozenset(
    {
        IssueCode.END_BEFORE_START,
        IssueCode.UNTIDY_TEXT,
        IssueCode.SPELLING_VARIANTS,
        IssueCode.SHORT_YEAR,
        IssueCode.DUPLICATE_ROWS,
        IssueCode.RENAME_LIKELY,
    }
)
"""Doubts that may have a safe mend."""

_OF_DATES = frozenset({IssueCode.END_BEFORE_START, IssueCode.SHORT_YEAR})
_BETWEEN_CELLS = " | "


class Repetition(NamedTuple):
    """A row that says the same as an earlier one in every cell; both by file row."""

    row: int
    of: int


@dataclass(frozen=True, slots=True)
class Mend:
    """A way to put a doubt right.

    Attributes
    ----------
    code : IssueCode
        Of the doubt.
    column : str or None
        The heading it is about; None for whole rows.
    changes : tuple of CellChange
        All cells that would be written, by row.
    repetitions : tuple of Repetition
        Rows that would be deleted.
    order : DateOrder or None
        In which order the dates of the list are to be read from then on: dates that
        are put right must not change how the others are read.
    facts : mapping of str to str
        Those of the doubt; ``kept`` and ``other`` of a spelling.
    """

    code: IssueCode
    column: str | None
    changes: tuple[CellChange, ...] = ()
    repetitions: tuple[Repetition, ...] = ()
    order: DateOrder | None = None
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def rows(self) -> tuple[int, ...]:
        """The file rows it is about, each once, as they come."""
        rows = [change.row for change in self.changes]
        return tuple(dict.fromkeys([*rows, *(again.row for again in self.repetitions)]))


def can_mend(issue: Issue, understanding: Understanding) -> bool:
    """Tell whether a doubt may have a mend, without working it out.

    Dates are only put right once it is settled in which order they are written: else
    the doubt may be about the order and not about the cell.
    """
    if issue.code not in MENDABLE or not issue.rows:
        return False
    return issue.code not in _OF_DATES or _order_is_settled(understanding)


def mend_of(
    project: Project,
    understanding: Understanding,
    issue: Issue,
    *,
    kept: str | None = None,
) -> Mend | None:
    """Work out how a doubt could be put right.

    Parameters
    ----------
    project : Project
    understanding : Understanding
        Of the project.
    issue : Issue
        One of the understanding's.
    kept : str, optional
        Of two spellings the one to keep; the more frequent one when not given.

    Returns
    -------
    Mend or None
        None where there is no mend that is certain not to do harm.
    """
    if not can_mend(issue, understanding):
        return None
    table = project.table
    positions = np.flatnonzero(np.isin(table.rows, issue.rows))
    facts = dict(issue.facts)
    changes: list[CellChange] = []
    match issue.code:
        case IssueCode.DUPLICATE_ROWS:
            found = _repetitions(table, positions.tolist())
            return Mend(issue.code, None, repetitions=found) if found else None
        case IssueCode.END_BEFORE_START:
            changes = swapped(table, understanding, positions.tolist())
        case IssueCode.SHORT_YEAR:
            changes = full_years(table, understanding, issue.column, positions.tolist())
        case IssueCode.UNTIDY_TEXT:
            content = _content(understanding, issue.column)
            changes = tidier(table, issue.column, positions.tolist(), content)
        case IssueCode.RENAME_LIKELY:
            changes = same_customers(table, understanding)
        case IssueCode.SPELLING_VARIANTS:
            if kept is not None and kept == facts.get("other"):
                facts["kept"], facts["other"] = kept, facts["kept"]
            same = facts.get(FORM) == SAME
            wanted = None if same else (facts["kept"], facts["other"])
            changes = respelled(table, issue.column, wanted)
    order = _order(project, understanding) if issue.code in _OF_DATES else None
    if not changes:
        return None
    return Mend(issue.code, issue.column, tuple(changes), order=order, facts=facts)


def apply_mend(
    project: Project, mend: Mend, rows: Collection[int] | None = None
) -> Project:
    """Put cells right and write down what was done.

    Parameters
    ----------
    project : Project
    mend : Mend
    rows : collection of int, optional
        File rows; only these are put right.

    Returns
    -------
    Project
        The same project when nothing is left to put right: a cell that holds something
        else by now is not touched, nor a row that repeats no other any more.
    """
    chosen = set(mend.rows) if rows is None else set(rows)
    places = {row: at for at, row in enumerate(project.table.rows.tolist())}
    table, log = project.table, list[Mended]()
    block: dict[str, dict[int, str]] = {}
    columns = {change.column for change in mend.changes} & table.kinds.keys()
    holds = {name: table.column(name).text for name in columns}
    for row, changes in _by_row(mend.changes).items():
        if row not in chosen or row not in places:
            continue
        # All cells of a row or none: half a swap would lose a date.
        if all(_holds(holds, places[row], change) for change in changes):
            for change in changes:
                block.setdefault(change.column, {})[places[row]] = change.after
                log.append(Mended(mend.code, change.column, row, *change[2:]))
    table = edits.set_block(table, block)
    again = [one for one in mend.repetitions if one.row in chosen]
    again = [one for one in again if _still_repeats(table, places, one)]
    for one in again:
        log.append(
            Mended(mend.code, None, one.row, _told(table, places[one.row]), None)
        )
    if again:
        table = edits.delete_rows(table, [places[one.row] for one in again])
    if not log:
        return project
    mended = replace(project, table=table, mended=(*project.mended, *log))
    return mended if mend.order is None else mended.assuming(date_order=mend.order)


def _by_row(changes: tuple[CellChange, ...]) -> dict[int, list[CellChange]]:
    found: dict[int, list[CellChange]] = {}
    for change in changes:
        found.setdefault(change.row, []).append(change)
    return found


def _holds(texts: Mapping[str, Texts], position: int, change: CellChange) -> bool:
    if change.column not in texts:
        return False
    return bool(texts[change.column][position] == change.before)


def _repetitions(table: Table, positions: list[int]) -> tuple[Repetition, ...]:
    """Find for each row the first one that says the same."""
    cells = table.frame[compared_headings(table)]
    wanted = set(positions)
    keys = list(zip(*(cells[name].tolist() for name in cells.columns), strict=True))
    first: dict[tuple[str, ...], int] = {}
    rows = table.rows.tolist()
    found = []
    for position, key in enumerate(keys):
        known = first.setdefault(key, position)
        if known != position and position in wanted:
            found.append(Repetition(rows[position], rows[known]))
    return tuple(found)


def _still_repeats(table: Table, places: Mapping[int, int], one: Repetition) -> bool:
    if one.row not in places or one.of not in places or one.row == one.of:
        return False
    frame = table.frame[compared_headings(table)]
    same = frame.iloc[places[one.row]] == frame.iloc[places[one.of]]
    return bool(same.all()) and frame.shape[1] > 0


def _told(table: Table, position: int) -> str:
    """Write all cells of a row, so that the log loses nothing."""
    return _BETWEEN_CELLS.join(str(cell) for cell in table.frame.iloc[position])


def _content(understanding: Understanding, heading: str | None) -> Content:
    for column in understanding.columns.values():
        if column.heading == heading:
            return column.content
    return Content.TEXT


def _order_is_settled(understanding: Understanding) -> bool:
    """Tell whether every date that a figure needs is read in one known order."""
    headings = {
        column.heading
        for column in understanding.columns.values()
        if column.content == Content.DATE
    }
    for issue in understanding.issues:
        if issue.column not in headings:
            continue
        if issue.code == IssueCode.DATE_AMBIGUOUS and issue.severity != Severity.NOTE:
            return False
        if issue.code == IssueCode.DATE_MIXED and issue.facts.get(FORM) == "order":
            return False
    return len(_orders(understanding)) < 2


def _orders(understanding: Understanding) -> set[DateOrder]:
    columns = understanding.columns.values()
    return {column.order for column in columns if column.order is not None}


def _order(project: Project, understanding: Understanding) -> DateOrder | None:
    """Give the order that the dates of the list are read in, where one matters."""
    if project.assumptions.date_order is not None:
        return None
    found = _orders(understanding)
    return next(iter(found)) if found else None
