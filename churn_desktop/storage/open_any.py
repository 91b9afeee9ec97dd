"""Open whatever a command is given: lists, or one project with its edits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path

from churn_desktop.core.errors import BadChoice
from churn_desktop.core.progress import Progress, silent
from churn_desktop.core.project import Assumptions, Project
from churn_desktop.core.schema import PeriodLength
from churn_desktop.importing.importer import open_lists, with_roles
from churn_desktop.importing.options import ReadOptions
from churn_desktop.storage.open_project import is_project
from churn_desktop.storage.project_file import load_project


def open_any(
    paths: Sequence[Path],
    options: ReadOptions,
    *,
    today: date,
    progress: Progress = silent,
    period: PeriodLength | None = None,
) -> Project:
    """Read lists, or a project as it was saved with what is said besides.

    Parameters
    ----------
    paths : sequence of Path
        A project file, a list, or several lists of different days.
    options : ReadOptions
        Of a project, meanings and assumptions that are not the usual ones take the
        place of its own.
    today : datetime.date
    progress : Progress
    period : PeriodLength, optional
        Said expressly, so that it holds although it is the usual one.

    Raises
    ------
    BadChoice
        If something is said about reading the file that a project has settled.
    UnreadableFile, NotAProject, ProjectTooNew, DamagedProject, NotASeries
    """
    if len(paths) != 1 or not is_project(paths[0]):
        return open_lists(paths, options, today=today, progress=progress)
    project = load_project(paths[0], progress).project
    source = project.source
    if options.sheet not in (None, source.sheet):
        known = () if source.sheet is None else (source.sheet,)
        raise BadChoice("sheet", str(options.sheet), known)
    if options.header_row not in (None, source.header_row):
        row = str(options.header_row)
        raise BadChoice("header_row", row, (str(source.header_row),))
    usual = Assumptions()
    said = {
        field.name: value
        for field in fields(Assumptions)
        if (value := getattr(options.assumptions, field.name))
        != getattr(usual, field.name)
    }
    if period is not None:
        said["period"] = PeriodLength(period)
    if not said and not options.columns:
        return project
    changed = project.assuming(**said)
    if options.columns or "shape" in said:
        return with_roles(changed, {**project.roles, **options.columns})
    return changed
