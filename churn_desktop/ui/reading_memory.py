"""Reading a list as the user wanted lists with the same headings to be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from churn_desktop.core.errors import ChurnDesktopError
from churn_desktop.core.issues import Issue, IssueCode, Severity
from churn_desktop.core.progress import Progress
from churn_desktop.core.project import Assumptions, Project, Source
from churn_desktop.core.schema import Role
from churn_desktop.storage.reading_choices import (
    ReadingChoices,
    digest,
    recall,
    remember,
)

KEPT = (
    "shape",
    "last_day_of_service",
    "include_free",
    "tenure_unit",
    "fee_term",
    "currency",
    "amount_unit",
    "lapse_days",
)
"""Assumptions about lists of a kind; all others are about one list."""


@dataclass(frozen=True, slots=True, eq=False)
class FirstReading:
    """A list as it was found, before anybody said anything about it.

    Attributes
    ----------
    headings : tuple of str
        Under which what is said about it is remembered.
    source : Source
    recalled : bool
        Whether something had been said about such a list.
    """

    headings: tuple[str, ...]
    source: Source
    recalled: bool = False


def read_as_before(
    paths: Sequence[Path], *, today: date, progress: Progress
) -> tuple[Project, FirstReading]:
    """Read files, and use what was said about lists with their headings.

    What was said never goes before what a list itself shows: an order of dates is only
    used where the dates leave it open.

    Parameters
    ----------
    paths : sequence of Path
        Several are lists of different days.
    today : datetime.date
    progress : Progress

    Raises
    ------
    UnreadableFile
        If a file cannot be read.
    NotASeries
        If several files are no lists of the same customers.
    """
    from churn_desktop.importing.importer import open_lists

    found = open_lists(paths, today=today, progress=progress)
    headings = found.table.headings
    choices = recall(headings)
    recalled = None
    if choices is not None:
        recalled = _apply(found, choices, today, progress)
    first = FirstReading(headings, found.source, recalled is not None)
    return recalled or found, first


def keep(first: FirstReading, project: Project) -> None:
    """Remember how a list is read from now on.

    Parameters
    ----------
    first : FirstReading
    project : Project
        With the user's choices.
    """
    table, told, was = project.table, project.assumptions, first.source
    source, letters = project.source, project.table.letters
    columns = {r: letters[h] for r, h in project.roles.items() if h in letters}
    sheet = None
    if source.sheet != was.sheet and source.sheet in source.sheets:
        sheet = source.sheets.index(source.sheet)
    choices = ReadingChoices(
        digest(table.headings),
        columns,
        sheet=sheet,
        header_row=source.header_row if source.header_row != was.header_row else None,
        encoding=source.encoding if source.encoding != was.encoding else None,
        delimiter=source.delimiter if source.delimiter != was.delimiter else None,
        date_order=told.date_order,
        **{name: getattr(told, name) for name in KEPT},
    )
    remember(first.headings, choices)


def open_question(issues: Sequence[Issue]) -> Issue | None:
    """Find the column whose dates can be read in two orders, if nothing decided."""
    for issue in issues:
        open_order = issue.code is IssueCode.DATE_AMBIGUOUS
        if open_order and issue.severity is not Severity.NOTE:
            return issue
    return None


def _apply(
    found: Project, choices: ReadingChoices, today: date, progress: Progress
) -> Project | None:
    """Read a list as before; None where it is not such a list after all."""
    from churn_desktop.importing.importer import with_roles

    try:
        project = _read_again(found, choices, today, progress)
        if digest(project.table.headings) != choices.result:
            return None
        told = {name: getattr(choices, name) for name in KEPT}
        project = project.assuming(**told)
        roles = _roles(project, choices)
        if choices.shape is not None or roles != dict(project.roles):
            project = with_roles(project, roles)
    except ChurnDesktopError:
        return None
    if project.shape is None:
        return None
    if choices.date_order is not None and _is_open(project):
        project = project.assuming(date_order=choices.date_order)
    return project


def _read_again(
    found: Project, choices: ReadingChoices, today: date, progress: Progress
) -> Project:
    from churn_desktop.importing.importer import open_list
    from churn_desktop.importing.options import ReadOptions

    source = found.source
    if source.parts:
        return found
    sheet = source.sheet
    if choices.sheet is not None and choices.sheet < len(source.sheets):
        sheet = source.sheets[choices.sheet]
    options = ReadOptions(
        sheet=sheet,
        header_row=choices.header_row,
        assumptions=Assumptions(),
        encoding=choices.encoding,
        delimiter=choices.delimiter,
    )
    if options == ReadOptions(sheet=source.sheet):
        return found
    return open_list(source.path, options, today=today, progress=progress)


def _roles(project: Project, choices: ReadingChoices) -> dict[Role, str]:
    headings = {at: heading for heading, at in project.table.letters.items()}
    columns = choices.columns.items()
    return {role: headings[at] for role, at in columns if at in headings}


def _is_open(project: Project) -> bool:
    from churn_desktop.importing.columns import parse_columns

    _columns, issues = parse_columns(
        project.table, project.roles, project.assumptions, shape=project.shape
    )
    return open_question(issues) is not None
