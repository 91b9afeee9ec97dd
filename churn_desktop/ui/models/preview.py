"""How a list would be understood: its first rows, and how many of all rows count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from churn_desktop.core.calendar import NO_DAY, OPEN_END, to_date
from churn_desktop.core.errors import UnclearList
from churn_desktop.core.grid import Kind
from churn_desktop.core.issues import Issue, Severity
from churn_desktop.core.progress import Progress, silent
from churn_desktop.core.project import Project
from churn_desktop.core.schema import Content, DateOrder, Role
from churn_desktop.core.table import Column, Table
from churn_desktop.i18n import gettext as _
from churn_desktop.ui.models.sheet_cells import cell_texts
from churn_desktop.ui.models.sheet_marks import Marks, mark
from churn_desktop.ui.reading_memory import open_question

if TYPE_CHECKING:
    from churn_desktop.importing.columns import ParsedColumn
    from churn_desktop.importing.importer import Understanding

ROWS = 200
"""So many of a list's first rows are shown."""

MOST_COLUMNS = 200
"""A list with more columns is shown without the rest, unless they mean something."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What becomes of a list's rows.

    Attributes
    ----------
    total, used, aside : int
    doubtful : int
        Rows in use with a cell that needs care.
    customers : int
    """

    total: int
    used: int
    aside: int
    doubtful: int
    customers: int


@dataclass(frozen=True, slots=True)
class Question:
    """Dates that can be read in two orders, with nothing to decide it.

    Attributes
    ----------
    heading : str
    example : str
        One of the cells.
    readings : mapping of DateOrder to datetime.date
        What it means in each order, the one in use first.
    cells : int
        How many cells are open to it.
    """

    heading: str
    example: str
    readings: Mapping[DateOrder, date]
    cells: int


@dataclass(frozen=True, slots=True, eq=False)
class Preview:
    """A list as it would be understood.

    Attributes
    ----------
    project : Project
    counts : Counts or None
        None while it is not clear who stayed how long.
    error : UnclearList or None
        What is missing then.
    headings : tuple of str
        Of the columns to show.
    rows : tuple of int
        File rows.
    texts : mapping of str to list of str
        For each heading the values of its first rows as they are understood.
    right : frozenset of str
        Headings of columns of numbers.
    marks : Marks
    sureness : mapping of str to float
        How sure the meaning of a heading is, from 0 to 1.
    question : Question or None
    currencies : tuple of str
        ISO codes found in the list.
    """

    project: Project
    counts: Counts | None
    error: UnclearList | None
    headings: tuple[str, ...]
    rows: tuple[int, ...]
    texts: Mapping[str, list[str]]
    right: frozenset[str]
    marks: Marks
    sureness: Mapping[str, float]
    question: Question | None
    currencies: tuple[str, ...]


def look(project: Project, today: date, progress: Progress = silent) -> Preview:
    """Find out how a list would be understood.

    Parameters
    ----------
    project : Project
    today : datetime.date
    progress : Progress
        May raise `Cancelled`.
    """
    from churn_desktop.importing.columns import parse_columns
    from churn_desktop.importing.importer import understand

    table, counts, error, aside = project.table, None, None, None
    try:
        found = understand(project, today=today, progress=progress)
    except UnclearList as unclear:
        error = unclear
        columns, issues = parse_columns(
            table, project.roles, project.assumptions, sheet=project.source.sheet
        )
        doubts = (*project.reading_issues, *issues)
    else:
        columns, doubts, aside = dict(found.columns), found.issues, found.set_aside
        counts = _count(found, table)
    first = np.arange(min(len(table), ROWS), dtype=np.int64)
    by_heading = {column.heading: column for column in columns.values()}
    headings = _shown(table, by_heading)
    return Preview(
        project,
        counts,
        error,
        headings,
        tuple(table.rows[first].tolist()),
        {name: _texts(table, name, by_heading.get(name), first) for name in headings},
        frozenset(name for name, column in by_heading.items() if _is_number(column)),
        mark(table, doubts, aside),
        _sureness(project),
        _question(table, doubts),
        _currencies(tuple(by_heading.values()), doubts),
    )


def _count(found: Understanding, table: Table) -> Counts:
    doubtful = np.zeros(len(table), dtype=bool)
    for issue in found.issues:
        if issue.severity is not Severity.NOTE and issue.rows:
            doubtful |= np.isin(table.rows, issue.rows)
    return Counts(
        total=len(table),
        used=int(found.used.sum()),
        aside=int(found.set_aside.sum()),
        doubtful=int((doubtful & found.used).sum()),
        customers=len(found.book),
    )


def _shown(table: Table, known: Mapping[str, ParsedColumn]) -> tuple[str, ...]:
    few = set(table.headings[:MOST_COLUMNS])
    return tuple(name for name in table.headings if name in few or name in known)


def _is_number(column: ParsedColumn) -> bool:
    return column.content in (Content.AMOUNT, Content.NUMBER)


def _texts(
    table: Table,
    heading: str,
    column: ParsedColumn | None,
    rows: np.ndarray[tuple[int], np.dtype[np.int64]],
) -> list[str]:
    texts = cell_texts(table, heading, rows)
    if column is None:
        return [" ".join(text.split()) for text in texts]
    return [
        text if column.unreadable[at] else "" if column.blank[at] else
        _write(column, at, text)
        for at, text in zip(rows.tolist(), texts, strict=True)
    ]  # fmt: skip


def _write(column: ParsedColumn, at: int, text: str) -> str:
    """Write one value as it was understood."""
    from churn_desktop.pages.formats import write_value
    from churn_desktop.pages.model import Unit

    value = column.values[at]
    match column.content:
        case Content.DATE:
            if value == OPEN_END:
                return _("no end")
            return text if value == NO_DAY else to_date(int(value)).isoformat()
        case Content.AMOUNT:
            if not np.isfinite(value):
                return text
            return write_value(float(value), Unit.MONEY, column.currency)
        case Content.NUMBER:
            return f"{value:,.12g}" if np.isfinite(value) else text
        case Content.FLAG:
            return _flag(column.role, int(value))
    return str(value)


def _flag(role: Role | None, value: int) -> str:
    if role is Role.STATUS:
        return {1: _("left"), 0: _("still a customer")}.get(value, "")
    return {1: _("yes"), 0: _("no")}.get(value, "")


def _sureness(project: Project) -> dict[str, float]:
    from churn_desktop.importing.headings import sureness
    from churn_desktop.importing.profiles import profile_columns

    profiles = profile_columns(project.table, tuple(project.roles.values()))
    return {
        heading: sureness(role, heading, profiles[heading])
        for role, heading in project.roles.items()
    }


def _question(table: Table, issues: Sequence[Issue]) -> Question | None:
    from churn_desktop.importing.distinct import distinct
    from churn_desktop.importing.values import ORDERS, read_dates

    issue = open_question(issues)
    if issue is None or issue.column not in table.kinds or not issue.rows:
        return None
    assert issue.column is not None
    at = int(np.flatnonzero(table.rows == issue.rows[0])[0])
    text = cell_texts(table, issue.column, np.array([at]))[0]
    cell = Column(np.array([text], dtype=object), np.array([Kind.TEXT], np.uint8))
    days = dict(zip(ORDERS, read_dates(distinct(cell)).days[0].tolist(), strict=True))
    named = [issue.facts["order"], *issue.facts.get("other", "").split(", ")]
    orders = [DateOrder(name) for name in named if name in set(DateOrder)]
    readings = {o: to_date(days[o]) for o in orders if days[o] != NO_DAY}
    return Question(issue.column, text, readings, len(issue.rows))


def _currencies(
    columns: Sequence[ParsedColumn], issues: Sequence[Issue]
) -> tuple[str, ...]:
    found = [column.currency for column in columns if column.currency]
    for issue in issues:
        for name in ("kept", "others"):
            if issue.code.value == "mixed_currencies" and name in issue.facts:
                found += issue.facts[name].split(", ")
    return tuple(dict.fromkeys(code for code in found if code))
