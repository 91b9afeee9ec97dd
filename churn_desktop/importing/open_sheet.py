"""One sheet, read: its list, what its columns mean and what kind of list it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from churn_desktop.core.errors import BadChoice
from churn_desktop.core.issues import Issue
from churn_desktop.core.progress import Progress
from churn_desktop.core.project import Project, Source
from churn_desktop.core.schema import Role, Shape
from churn_desktop.core.table import Table
from churn_desktop.importing import readers
from churn_desktop.importing.headings import heading_key
from churn_desktop.importing.known_cells import remember_cells
from churn_desktop.importing.layout import Layout, find_list
from churn_desktop.importing.options import ReadOptions
from churn_desktop.importing.recognise import recognise
from churn_desktop.importing.relevance import weigh
from churn_desktop.importing.shapes import fitting, settled


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """A sheet's list and what its columns mean.

    Attributes
    ----------
    path : Path
    raw : RawFile
    layout : Layout
    roles : mapping of Role to str
    shape : Shape or None
    doubts : tuple of Issue
        About the meaning of the columns.
    """

    path: Path
    raw: readers.RawFile
    layout: Layout
    roles: Mapping[Role, str]
    shape: Shape | None
    doubts: tuple[Issue, ...]

    @property
    def about_file(self) -> tuple[Issue, ...]:
        """What was doubtful about the file and the sheet, not about the columns."""
        header_row = self.layout.header_row
        used = self.roles.values()
        read = weigh(self.raw.issues, self.layout.table, used, header_row)
        return (*read, *self.layout.issues)

    @property
    def knows_customers(self) -> bool:
        """Whether its rows say who they are about."""
        return Role.CUSTOMER_ID in self.roles or Role.NAME in self.roles

    def project(self, options: ReadOptions, *more: Issue) -> Project:
        """Make a project of this list alone, with further issues."""
        raw = self.raw
        sheets = () if raw.grid.sheet is None else raw.sheets
        source = Source(
            path=self.path,
            sheet=raw.grid.sheet,
            sheets=tuple(sheet.name for sheet in sheets),
            header_row=self.layout.header_row,
            encoding=raw.encoding,
            delimiter=raw.delimiter,
            title=self.layout.title,
        )
        return Project(
            table=self.layout.table,
            source=source,
            shape=self.shape,
            roles=self.roles,
            assumptions=options.assumptions,
            reading_issues=(*self.about_file, *self.doubts, *more),
        )


def open_sheet(
    path: Path, sheet: str | None, options: ReadOptions, progress: Progress
) -> Opened:
    """Read a sheet and find its list.

    Raises
    ------
    UnreadableFile
        If the file cannot be read without risking wrong values.
    BadChoice
        If the sheet, the heading row or a heading that was asked for does not exist.
    """
    raw = readers.read_sheet(
        path,
        sheet,
        encoding=options.encoding,
        delimiter=options.delimiter,
        progress=progress,
    )
    layout = find_list(raw.grid, options.header_row, raw.cells)
    remember_cells(layout.table, raw.cells)
    chosen = existing(layout.table, options.columns)
    roles, doubts = recognise(layout.table, chosen, raw.grid.sheet)
    told = options.assumptions.shape
    roles, shape = settled(layout.table, fitting(roles, chosen), told)
    return Opened(path, raw, layout, roles, shape, doubts)


def try_sheet(
    path: Path, sheet: str | None, options: ReadOptions, progress: Progress
) -> Opened | None:
    """Read a sheet nobody asked for; None where the options do not fit it."""
    try:
        return open_sheet(path, sheet, options, progress)
    except BadChoice:
        return None


def existing(table: Table, columns: Mapping[Role, str]) -> dict[Role, str]:
    """Find the headings that were asked for, however they are written.

    Raises
    ------
    BadChoice
        If there is no such heading.
    """
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
