"""Every sheet of the workbook, written in the order in which it is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from churn_desktop.core.progress import Progress
from churn_desktop.i18n import gettext as _
from churn_desktop.output.sheets.assembly import MOST_LIVE_ROWS, Assembly
from churn_desktop.output.sheets.calculation import FIRST, Column, write_calculation
from churn_desktop.output.sheets.cells import quoted, reference
from churn_desktop.output.sheets.change_sheet import write_changes
from churn_desktop.output.sheets.contents_sheet import (
    Check,
    Entry,
    order_check,
    page_entry,
    period_check,
    revenue_check,
    write_contents,
)
from churn_desktop.output.sheets.formulas import MRR
from churn_desktop.output.sheets.list_place import readings
from churn_desktop.output.sheets.list_sheet import write_list
from churn_desktop.output.sheets.native_charts import insert_chart
from churn_desktop.output.sheets.native_series import HelperCells
from churn_desktop.output.sheets.page_sheet import write_page
from churn_desktop.output.sheets.sheet_setup import Setting, add_sheet
from churn_desktop.output.sheets.stay_sheet import write_stays
from churn_desktop.output.sheets.styles import MUTED, Styles
from churn_desktop.pages.formats import period_label
from churn_desktop.pages.model import Chart, PageId
from churn_desktop.pages.sentences import join

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet


class Ticks:
    """Turns cells written into progress.

    Parameters
    ----------
    total : int
        How many cells there are about.
    progress : Progress
    """

    def __init__(self, total: int, progress: Progress) -> None:
        self.done, self.total, self.progress = 0, max(total, 1), progress

    def __call__(self, count: int) -> None:
        self.done = min(self.done + count, self.total)
        self.progress(self.done, self.total, "writing")


def write_sheets(
    workbook: Workbook, assembly: Assembly, name: str, progress: Progress
) -> None:
    """Write all sheets of a report.

    Parameters
    ----------
    workbook : Workbook
    assembly : Assembly
    name : str
        File name, for the footers.
    progress : Progress
        Counts cells, phase ``writing``.
    """
    report, table = assembly.report, assembly.project.table
    cells = len(table) * (len(table.headings) + 6)
    for plan in assembly.plans.values():
        cells += sum(int(shown.frame.size) for shown in plan.page.tables)
    words = [part for part in (report.as_of, report.source) if part]
    setting = Setting(
        Styles(workbook), assembly.formulas, report.currency, " · ".join(words),
        assembly.contents, name, Ticks(cells, progress), _rows_of(assembly),
    )  # fmt: skip
    contents = add_sheet(workbook, assembly.contents)
    sheets = _add_sheets(workbook, assembly)
    _write_list(sheets, assembly, setting)
    helpers = HelperCells(assembly.chart_cells, FIRST)
    for plan in assembly.plans.values():
        setting.tick(0)
        write_page(sheets[plan.sheet], plan, setting)
        for placed in plan.blocks:
            if isinstance(placed.block, Chart):
                sheet = sheets[plan.sheet]
                insert_chart(workbook, sheet, plan, placed, helpers, report.currency)
    entries = [page_entry(page, assembly.sheets.get(page.id)) for page in report.pages]
    entries += _write_calculations(workbook, assembly, helpers, setting)
    write_contents(
        contents, report, entries, _checks(assembly), _remarks(assembly), setting
    )


def _rows_of(assembly: Assembly) -> Callable[[int], str] | None:
    """Give links to the rows of the list where it stands on one sheet."""
    if len(assembly.lists) != 1:
        return None
    sheet = quoted(assembly.lists[0][0])
    return lambda position: f"internal:{sheet}!{reference(FIRST + position, 0)}"


def _add_sheets(workbook: Workbook, assembly: Assembly) -> dict[str, Worksheet]:
    """Add the sheets of the pages; a very long list has several."""
    names: list[str] = []
    for page, name in assembly.sheets.items():
        parts = [part for part, _rows in assembly.lists]
        names += parts if page is PageId.CUSTOMERS else [name]
    return {name: add_sheet(workbook, name) for name in names}


def _write_list(
    sheets: dict[str, Worksheet], assembly: Assembly, setting: Setting
) -> None:
    table = assembly.project.table
    for name, rows in assembly.lists:
        found = readings(
            assembly.analysis.book, assembly.understanding, assembly.source,
            table.rows.tolist(),
        )  # fmt: skip
        write_list(sheets[name], name, table, found, setting, rows)
    if assembly.periods is not None:
        assembly.periods.write(sheets[assembly.periods.table.sheet], setting)


def _write_calculations(
    workbook: Workbook, assembly: Assembly, helpers: HelperCells, setting: Setting
) -> list[Entry]:
    """Write the sheets that only calculate, after all others and with grey tabs."""
    book, source, periods = assembly.analysis.book, assembly.source, assembly.periods
    entries = []

    def add(name: str, text: str) -> Worksheet:
        setting.tick(0)
        sheet = add_sheet(workbook, name)
        sheet.set_tab_color(MUTED)
        entries.append(Entry(name, text, name))
        return sheet

    if source is not None and assembly.stays is not None:
        text = _("Calculation: when each customer came and left.")
        sheet = add(assembly.stays.sheet, text)
        write_stays(sheet, book, assembly.stays, source, setting)
    revenue = assembly.analysis.revenue
    if source is not None and periods is not None and assembly.changes is not None:
        assert revenue is not None
        text = _("Calculation: every change of what a customer pays.")
        sheet = add(assembly.changes.sheet, text)
        ledger, labels = revenue.ledger(), _labels(assembly)
        write_changes(sheet, ledger, book, labels, source, periods, setting)
    if helpers.columns:
        text = _("Calculation: cells that only the charts need.")
        sheet = add(helpers.sheet, text)
        columns = [
            Column(
                title,
                [value for _cell, value in found],
                [cell for cell, _v in found],
                written,
            )
            for title, found, written in zip(
                helpers.titles, helpers.columns, helpers.formats, strict=True
            )
        ]
        write_calculation(sheet, helpers.sheet, text, columns, setting)
    return entries


def _labels(assembly: Assembly) -> list[str]:
    chosen = assembly.analysis.assumptions
    movements = assembly.analysis.movements
    return [
        period_label(period, chosen.period, chosen.fiscal_year_start)
        for period in (() if movements is None else movements.periods)
    ]


def _checks(assembly: Assembly) -> list[Check]:
    checks = []
    if assembly.periods is not None:
        checks.append(period_check(assembly.periods))
    plan, revenue = assembly.plans.get(MRR[0]), assembly.analysis.revenue
    table = None if plan is None else plan.tables.get(MRR[1])
    if table is not None and revenue is not None and "control" in table.columns:
        checks.append(revenue_check(table.span("control"), good=revenue.balanced))
    if assembly.source is not None:
        rows = assembly.project.table.rows.tolist()
        checks.append(order_check(assembly.source, rows))
    return checks


def _remarks(assembly: Assembly) -> list[str]:
    """Say how to read the report and what in it is live."""
    if assembly.live:
        first = _(
            "The figures are formulas. Change a start, an end or an amount in the grey "
            "columns of the sheet “{sheet}”, and the counts of every period, their "
            "rates and charts follow. Sentences keep what the program wrote; so do "
            "customer-days, lifetimes, cohorts and groups."
        ).format(sheet=assembly.sheets[PageId.CUSTOMERS])
        if assembly.changes is not None:
            changes = _(
                "The sheet “{sheet}” keeps its rows: when a change moves to another "
                "period, the check of the MRR above says so."
            ).format(sheet=assembly.changes.sheet)
            first = join(first, changes)
    elif len(assembly.project.table) > MOST_LIVE_ROWS:
        first = _(
            "The list has more than {rows} rows, so counts and sums are values here; "
            "rates are formulas over them."
        ).format(rows=f"{MOST_LIVE_ROWS:,}")
    else:
        first = _("Counts and sums are values here; rates are formulas over them.")
    return [
        first,
        _(
            "Blue headings: results. Grey headings: steps of the calculation and "
            "details for experts."
        ),
        _(
            "A 95 % interval says how far chance alone may have moved a figure: the "
            "fewer customers, the wider."
        ),
        _("“{words}” means there is nothing to divide by; it is not 0.").format(
            words=_("not defined")
        ),
        _(
            "Italics: the period is not over. Shaded: outside usual variation; the "
            "note on the cell says why."
        ),
    ]
