"""Which sheets a workbook has, and where everything lies on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from churn_desktop.core.calendar import to_date
from churn_desktop.core.project import Project
from churn_desktop.engine.analysis import Analysis
from churn_desktop.i18n import gettext as _
from churn_desktop.output.sheets import cells
from churn_desktop.output.sheets.calculation import FIRST
from churn_desktop.output.sheets.change_sheet import ChangePlace
from churn_desktop.output.sheets.formulas import MOVEMENTS, MRR, LiveFormulas
from churn_desktop.output.sheets.list_place import ListPlace, goes_by_row
from churn_desktop.output.sheets.period_cells import PeriodCells
from churn_desktop.output.sheets.placement import SheetPlan, TablePlace, place
from churn_desktop.output.sheets.stay_sheet import StayPlace, stays_back
from churn_desktop.pages.model import Page, PageId, Report, Table

if TYPE_CHECKING:
    from churn_desktop.importing.importer import Understanding

MOST_LIVE_ROWS = 20_000
"""Longer lists have values instead of formulas that go back to their rows."""
ROWS_A_SHEET = cells.MOST_ROWS - FIRST

_LEDGER = "ledger"
_COUNTED = {"opening", "new", "returned", "lost", "joined_and_left", "closing"}


@dataclass(frozen=True, slots=True, eq=False)
class Assembly:
    """A report cut into sheets.

    Attributes
    ----------
    report, project, understanding, analysis
        What the workbook is made from.
    contents : str
        Name of the first sheet.
    sheets : mapping of PageId to str
        Name of the sheet of each page that has something to show.
    plans : mapping of PageId to SheetPlan
        All of them except the list itself.
    lists : tuple of (str, range)
        Name of each sheet of the list, and which of its rows stand there.
    source : ListPlace or None
        The list, when counts and sums go back to it.
    periods : PeriodCells or None
    stays : StayPlace or None
    changes : ChangePlace or None
    chart_cells : str
        Name of the sheet for cells that only charts need.
    formulas : LiveFormulas
    """

    report: Report
    project: Project
    understanding: Understanding
    analysis: Analysis
    contents: str
    sheets: Mapping[PageId, str]
    plans: Mapping[PageId, SheetPlan]
    lists: tuple[tuple[str, range], ...]
    source: ListPlace | None
    periods: PeriodCells | None
    stays: StayPlace | None
    changes: ChangePlace | None
    chart_cells: str
    formulas: LiveFormulas

    @property
    def live(self) -> bool:
        """Whether counts go back to the rows of the list."""
        return self.source is not None


def assemble(
    report: Report, project: Project, understanding: Understanding, analysis: Analysis
) -> Assembly:
    """Give every page and every calculation its sheet and every table its place."""
    live = _can_be_live(report, project, analysis)
    names = _Names()
    contents = names.take(_("Contents"))
    sheets: dict[PageId, str] = {}
    plans: dict[PageId, SheetPlan] = {}
    lists: tuple[tuple[str, range], ...] = ()
    for page in report.pages:
        if not page.blocks:
            continue
        sheets[page.id] = names.take(page.title)
        if page.id is PageId.CUSTOMERS:
            lists = _lists(sheets[page.id], len(project.table), names)
        else:
            shown = _without_ledger(page) if live else page
            plans[page.id] = place(shown, sheets[page.id])
    source = None
    if live:
        width = len(project.table.headings)
        source = ListPlace(sheets[PageId.CUSTOMERS], width, len(project.table))
    stays = _stays(analysis, names) if live else None
    changes = _changes(analysis, names) if live and MRR[0] in plans else None
    periods = _periods(plans, analysis, stays)
    chart_cells = names.take(_("Chart data"))
    live_formulas = LiveFormulas(plans, analysis, source, periods, changes)
    return Assembly(
        report, project, understanding, analysis, contents, sheets, plans, lists,
        source, periods, stays, changes, chart_cells, live_formulas,
    )  # fmt: skip


class _Names:
    """Names of sheets, each taken once."""

    def __init__(self) -> None:
        self.taken: list[str] = []

    def take(self, title: str) -> str:
        self.taken.append(cells.sheet_name(title, self.taken))
        return self.taken[-1]


def _can_be_live(report: Report, project: Project, analysis: Analysis) -> bool:
    pages = {page.id: page for page in report.pages if page.blocks}
    if PageId.CUSTOMERS not in pages or analysis.movements is None:
        return False
    if not goes_by_row(analysis.book):
        return False
    where, key = MOVEMENTS
    known = where in pages and any(t.key == key for t in pages[where].tables)
    # Spreadsheets count no days before 1900.
    counted = cells.serial(to_date(int(analysis.movements.bounds[0]))) is not None
    return known and counted and len(project.table) <= MOST_LIVE_ROWS


def _lists(name: str, rows: int, names: _Names) -> tuple[tuple[str, range], ...]:
    """Split a list that is longer than a sheet; never cut it."""
    parts = [
        range(first, min(first + ROWS_A_SHEET, rows))
        for first in range(0, max(rows, 1), ROWS_A_SHEET)
    ]
    more = [(names.take(name), part) for part in parts[1:]]
    return ((name, parts[0]), *more)


def _without_ledger(page: Page) -> Page:
    """Leave out the ledger, which has a sheet of its own with formulas."""
    kept = tuple(
        block
        for block in page.blocks
        if not (isinstance(block, Table) and block.key == _LEDGER)
    )
    return replace(page, blocks=kept)


def _stays(analysis: Analysis, names: _Names) -> StayPlace | None:
    movements, stays = analysis.movements, analysis.book.stays
    if movements is None:
        return None
    back = stays_back(stays, movements.bounds)
    return StayPlace(names.take(_("Stays")), len(stays), back)


def _changes(analysis: Analysis, names: _Names) -> ChangePlace | None:
    if analysis.revenue is None:
        return None
    rows = len(analysis.revenue.ledger())
    return ChangePlace(names.take(_("MRR changes")), rows) if rows else None


def _periods(
    plans: Mapping[PageId, SheetPlan], analysis: Analysis, stays: StayPlace | None
) -> PeriodCells | None:
    plan, movements = plans.get(MOVEMENTS[0]), analysis.movements
    table: TablePlace | None = None if plan is None else plan.tables.get(MOVEMENTS[1])
    if table is None or movements is None or not set(table.columns) >= _COUNTED:
        return None
    return PeriodCells(table, movements, stays)
