"""From a file to a project, from a project to a book: the only door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import Book
from churn_desktop.core.errors import BadChoice, UnclearList
from churn_desktop.core.grid import Grid
from churn_desktop.core.issues import Issue, IssueCode
from churn_desktop.core.progress import Progress, silent
from churn_desktop.core.project import Assumptions, Project, Source
from churn_desktop.core.schema import Role, Shape
from churn_desktop.core.table import Table
from churn_desktop.importing import readers
from churn_desktop.importing.attributes import attributes_of
from churn_desktop.importing.columns import (
    ParsedColumn,
    parse_columns,
    typed_columns,
)
from churn_desktop.importing.findings import Findings
from churn_desktop.importing.headings import heading_key
from churn_desktop.importing.layout import Layout, find_list
from churn_desktop.importing.listing import Listing
from churn_desktop.importing.payments import read_payments
from churn_desktop.importing.recognise import recognise
from churn_desktop.importing.shapes import (
    BUILDERS,
    decide_shape,
    fitting,
    settle_roles,
    missing_roles,
)

__all__ = [
    "ParsedColumn",
    "ReadOptions",
    "Understanding",
    "open_list",
    "typed_columns",
    "understand",
    "with_roles",
]

Mask: TypeAlias = npt.NDArray[np.bool_]

_SHEETS_TRIED = 8


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a user may say about a file instead of leaving it to be found.

    Attributes
    ----------
    sheet : str or None
    header_row : int or None
        File row of the (last) heading row, from 1.
    columns : mapping of Role to str
        Headings of roles that are decided.
    assumptions : Assumptions
    encoding, delimiter : str or None
        Of a text file.
    """

    sheet: str | None = None
    header_row: int | None = None
    columns: Mapping[Role, str] = field(default_factory=dict)
    assumptions: Assumptions = field(default_factory=Assumptions)
    encoding: str | None = None
    delimiter: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Understanding:
    """A project's list, understood.

    Attributes
    ----------
    book : Book
    issues : tuple of Issue
        Of the file, of the columns, of the rows.
    used, set_aside : ndarray of bool
        One for each row of the table; every row is one or the other.
    columns : mapping of Role to ParsedColumn
    """

    book: Book
    issues: tuple[Issue, ...]
    used: Mask
    set_aside: Mask
    columns: Mapping[Role, ParsedColumn]


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """A sheet's list and what its columns mean."""

    layout: Layout
    roles: Mapping[Role, str]
    shape: Shape | None
    issues: tuple[Issue, ...]


def open_list(
    path: Path,
    options: ReadOptions | None = None,
    *,
    today: date,  # noqa: ARG001  (what a file is does not depend on the day it is read)
    progress: Progress = silent,
) -> Project:
    """Read a file and find out what its columns mean.

    Where no sheet was asked for and the first one that looks like a list does not say
    who stayed how long, the other visible sheets are tried.

    Parameters
    ----------
    path : Path
    options : ReadOptions, optional
    today : datetime.date
    progress : Progress
        May raise `Cancelled`.

    Returns
    -------
    Project
        Its shape is None where the columns do not say who stayed how long.

    Raises
    ------
    UnreadableFile
        If the file cannot be read without risking wrong values.
    BadChoice
        If the sheet, the heading row or a heading that was asked for does not exist.
    """
    options = options or ReadOptions()
    raw = _read(path, options.sheet, options, progress)
    found = _find(raw.grid, options)
    if found.shape is None and options.sheet is None:
        others = [s.name for s in raw.sheets if not s.hidden and s.rows > 1]
        others = [name for name in others if name != raw.grid.sheet]
        for name in others[:_SHEETS_TRIED]:
            other = _read(path, name, options, progress)
            better = _look(other.grid, options)
            if better is not None and better.shape is not None:
                raw, found = other, better
                break
    source = Source(
        path=path,
        sheet=raw.grid.sheet,
        sheets=tuple(sheet.name for sheet in raw.sheets if raw.grid.sheet is not None),
        header_row=found.layout.header_row,
        encoding=raw.encoding,
    )
    return Project(
        table=found.layout.table,
        source=source,
        shape=found.shape,
        roles=found.roles,
        assumptions=options.assumptions,
        reading_issues=(*raw.issues, *found.layout.issues, *found.issues),
    )


def _read(
    path: Path, sheet: str | None, options: ReadOptions, progress: Progress
) -> readers.RawFile:
    return readers.read_sheet(
        path,
        sheet,
        encoding=options.encoding,
        delimiter=options.delimiter,
        progress=progress,
    )


def _find(grid: Grid, options: ReadOptions) -> _Found:
    layout = find_list(grid, options.header_row)
    chosen = _existing(layout.table, options.columns)
    roles, issues = recognise(layout.table, chosen, grid.sheet)
    roles = fitting(roles, chosen)
    shape = decide_shape(layout.table, roles)
    return _Found(layout, settle_roles(roles, shape), shape, issues)


def _look(grid: Grid, options: ReadOptions) -> _Found | None:
    """Look at a sheet nobody asked for; None where the options do not fit it."""
    try:
        return _find(grid, options)
    except BadChoice:
        return None


def _existing(table: Table, columns: Mapping[Role, str]) -> dict[Role, str]:
    """Find the headings that were asked for, however they are written."""
    by_key = {heading_key(heading).whole: heading for heading in table.headings}
    found: dict[Role, str] = {}
    for role, wanted in columns.items():
        heading = wanted
        if wanted not in table.headings:
            heading = by_key.get(heading_key(wanted).whole, "")
        if not heading:
            raise BadChoice("column", wanted, table.headings)
        found[role] = heading
    return found


def with_roles(project: Project, roles: Mapping[Role, str]) -> Project:
    """Give the same project with other meanings of its columns.

    Parameters
    ----------
    project : Project
    roles : mapping of Role to str
        All of them; what is left out has no column any more.

    Raises
    ------
    BadChoice
        If there is no such heading.
    """
    chosen = _existing(project.table, roles)
    kept = tuple(
        issue
        for issue in project.reading_issues
        if issue.code != IssueCode.CANDIDATE_COLUMNS
    )
    return replace(
        project,
        roles=chosen,
        shape=decide_shape(project.table, chosen),
        reading_issues=kept,
    )


def understand(
    project: Project, *, today: date, progress: Progress = silent
) -> Understanding:
    """Make a book of a project's list, and say what is doubtful about it.

    Parameters
    ----------
    project : Project
    today : datetime.date
        Dates after it are no evidence of when the list was made.
    progress : Progress
        May raise `Cancelled`.

    Raises
    ------
    UnclearList
        If the columns do not say who stayed how long.
    """
    if project.shape is None:
        missing = missing_roles(project.roles)
        raise UnclearList(project.source.path, project.source.sheet, missing)
    sheet, assumptions = project.source.sheet, project.assumptions
    progress(0, 3, "columns")
    columns, issues = parse_columns(
        project.table, project.roles, assumptions, shape=project.shape, sheet=sheet
    )
    progress(1, 3, "amounts")
    findings = Findings(project.table.rows, sheet)
    payments = read_payments(project.table, columns, findings, assumptions.currency)
    listing = Listing(project.table, columns, payments, assumptions, today, findings)
    progress(2, 3, "customers")
    built = BUILDERS[project.shape](listing)
    progress(3, 3, "customers")
    return Understanding(
        book=replace(built.book, attributes=attributes_of(listing, built.book)),
        issues=(*project.reading_issues, *issues, *findings.issues),
        used=~built.set_aside,
        set_aside=built.set_aside,
        columns=columns,
    )
