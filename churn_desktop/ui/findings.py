"""All that is known about a project, and how it is found out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from churn_desktop.core.calendar import to_date
from churn_desktop.core.progress import Progress
from churn_desktop.core.project import AHEAD, MONEY, Project
from churn_desktop.core.schema import Role
from churn_desktop.pages.model import PageId
from churn_desktop.ui.models.sheet_marks import Marks, mark
from churn_desktop.ui.models.sheet_values import SheetValues, sheet_values
from churn_desktop.ui.segments import Segment, groups, only

if TYPE_CHECKING:
    from churn_desktop.engine.analysis import Analysis
    from churn_desktop.importing.importer import Understanding
    from churn_desktop.pages.model import Report
    from churn_desktop.pages.report import Pages

ONLY_PERIODS = (
    "period",
    "fiscal_year_start",
    "early_months",
    "mid_months",
    "reactivation_in_nrr",
    "lapse_days",
    "avoidable",
    "commission_months",
    *MONEY,
    *AHEAD,
)
"""Assumptions that change figures but not how the list is read."""


@dataclass(frozen=True, slots=True, eq=False)
class Findings:
    """All that is known about one project, computed together.

    Attributes
    ----------
    project : Project
        What it was computed from.
    segment : Segment or None
        The customers it is about; None: all.
    understanding : Understanding
        Of all customers.
    analysis : Analysis
        Of the segment.
    pages : Pages
        Of the segment; laid out when they are asked for.
    marks : Marks
    values : SheetValues
    groups : mapping of Role to tuple of str
        The segments one could choose.
    """

    project: Project
    segment: Segment | None
    understanding: Understanding
    analysis: Analysis
    pages: Pages
    marks: Marks
    values: SheetValues
    groups: Mapping[Role, tuple[str, ...]]

    @property
    def as_of(self) -> date | None:
        """The day at whose end the list is read, if it has dates."""
        day = self.understanding.book.as_of
        return None if day is None else to_date(day)

    @property
    def report(self) -> Report:
        """Every page, laid out."""
        return self.pages.report()


def find_out(
    project: Project,
    segment: Segment | None,
    today: date,
    known: Findings | None,
    progress: Progress,
    page: PageId | None = None,
) -> Findings:
    """Understand and analyse a project, reusing what still holds.

    Parameters
    ----------
    project : Project
    segment : Segment or None
    today : datetime.date
    known : Findings or None
        What was found out last.
    progress : Progress
    page : PageId, optional
        The page on screen, which is laid out at once.

    Raises
    ------
    UnclearList
        If no column says who stayed how long.
    """
    from churn_desktop.engine.analysis import analyse
    from churn_desktop.importing.importer import understand
    from churn_desktop.pages.report import Pages

    if known is not None and reads_the_same(known.project, project):
        understanding, marks = known.understanding, known.marks
        values, found = known.values, known.groups
    else:
        understanding = understand(project, today=today, progress=progress)
        marks = mark(project.table, understanding.issues, understanding.set_aside)
        values = sheet_values(understanding.columns.values())
        found = groups(project)
    looked_at = understanding
    if segment is not None:
        book = only(understanding.book, project, segment)
        looked_at = replace(understanding, book=book)
    analysis = analyse(looked_at.book, project.assumptions, progress)
    pages = Pages(project, looked_at, analysis)
    if page is not None:
        pages.page(page)
    return Findings(
        project, segment, understanding, analysis, pages, marks, values, found
    )


def reads_the_same(one: Project, other: Project) -> bool:
    """Tell whether two projects lead to the same book."""
    if one.table is not other.table or dict(one.roles) != dict(other.roles):
        return False
    changes = {name: getattr(other.assumptions, name) for name in ONLY_PERIODS}
    return (
        replace(one.assumptions, **changes) == other.assumptions
        and one.shape == other.shape
        and one.reading_issues == other.reading_issues
    )
