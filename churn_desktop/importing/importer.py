"""From a file to a project, from a project to a book: the only door."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from churn_desktop.core.book import Book, Mask
from churn_desktop.core.errors import UnclearList
from churn_desktop.core.issues import Issue, IssueCode
from churn_desktop.core.progress import Progress, silent
from churn_desktop.core.project import Project
from churn_desktop.core.schema import Role, Shape
from churn_desktop.importing.attributes import attributes_of
from churn_desktop.importing.columns import ParsedColumn, parse_columns
from churn_desktop.importing.dated_lists.series import dated_files
from churn_desktop.importing.findings import Findings
from churn_desktop.importing.listing import Listing
from churn_desktop.importing.open_sheet import existing, open_sheet
from churn_desktop.importing.options import ReadOptions
from churn_desktop.importing.payments import read_payments
from churn_desktop.importing.shapes import (
    BUILDERS,
    decide_shape,
    missing_roles,
    settle_roles,
    still_monthly,
)
from churn_desktop.importing.sheet_search import choose_sheet
from churn_desktop.importing.told_shape import lacking, roles_of
from churn_desktop.importing.untidy import find_untidy


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


def open_list(
    path: Path,
    options: ReadOptions | None = None,
    *,
    today: date,
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
        Lists of a month that is not over are about this day.
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
    opened = open_sheet(path, options.sheet, options, progress)
    if options.sheet is not None:
        return opened.project(options)
    return choose_sheet(opened, options, today, progress)


def open_lists(
    paths: Sequence[Path],
    options: ReadOptions | None = None,
    *,
    today: date,
    progress: Progress = silent,
) -> Project:
    """Read several files as lists of the same customers, each of a day.

    The days stand in the names of the files (``customers 2024-01.xlsx``), or in the
    titles above the headings. The table of the project has the rows of all files, with
    the day of its list and its own row number in front of each.

    Parameters
    ----------
    paths : sequence of Path
        One file alone is read as `open_list` does.
    options : ReadOptions, optional
        Hold for every file.
    today : datetime.date
    progress : Progress
        May raise `Cancelled`.

    Raises
    ------
    UnreadableFile
        If a file cannot be read without risking wrong values.
    BadChoice
        If two files do not say different days, or an option does not fit one of them.
    """
    options = options or ReadOptions()
    if len(paths) == 1:
        return open_list(paths[0], options, today=today, progress=progress)
    return dated_files(paths, options, today, progress)


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
    chosen = existing(project.table, roles)
    kept = tuple(
        issue
        for issue in project.reading_issues
        if issue.code != IssueCode.CANDIDATE_COLUMNS
    )
    shape = decide_shape(project.table, chosen, project.assumptions.shape)
    if shape == Shape.COUNTS:
        # Whatever day is chosen in a ledger stands for its period.
        chosen = settle_roles(chosen, shape)
    return replace(project, roles=chosen, shape=shape, reading_issues=kept)


def with_shape(project: Project, shape: Shape | None) -> Project:
    """Give the same project as another kind of list; None: as its columns show.

    Days and amounts get the meaning that they have in such a list. The project has no
    shape where something is lacking for that kind; `understand` says what.
    """
    roles = project.roles if shape is None else roles_of(shape, project.roles)
    return with_roles(project.assuming(shape=shape), roles)


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
    by_month = project.shape == Shape.MONTHLY
    if project.shape is None or (by_month and not still_monthly(project.table)):
        raise _unclear(project)
    sheet, assumptions = project.source.sheet, project.assumptions
    progress(0, 3, "columns")
    columns, issues = parse_columns(
        project.table, project.roles, assumptions, shape=project.shape, sheet=sheet
    )
    progress(1, 3, "amounts")
    findings = Findings(project.table.rows, sheet)
    payments = read_payments(
        project.table, columns, findings, assumptions.currency, assumptions.fee_term
    )
    listing = Listing(
        project.table,
        columns,
        payments,
        assumptions,
        today,
        findings,
        project.source.said,
    )
    progress(2, 3, "customers")
    built = BUILDERS[project.shape](listing)
    find_untidy(project.table, columns, findings)
    progress(3, 3, "customers")
    return Understanding(
        book=replace(built.book, attributes=attributes_of(listing, built.book)),
        issues=(*project.reading_issues, *issues, *findings.issues),
        used=~built.set_aside,
        set_aside=built.set_aside,
        columns=columns,
    )


def _unclear(project: Project) -> UnclearList:
    told = project.assumptions.shape
    missing = missing_roles(project.roles)
    if told is not None:
        missing = lacking(told, project.table, project.roles)
    return UnclearList(project.source.path, project.source.sheet, missing, told)
