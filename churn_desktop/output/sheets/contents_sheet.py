"""The first sheet: what the report is about, where everything is, how to read it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from churn_desktop.i18n import gettext as _
from churn_desktop.output.sheets import cells, styles
from churn_desktop.output.sheets.calculation import FIRST
from churn_desktop.output.sheets.cells import literal
from churn_desktop.output.sheets.column_grid import letters
from churn_desktop.output.sheets.list_place import ROW, ListPlace
from churn_desktop.output.sheets.period_cells import OK, PeriodCells
from churn_desktop.output.sheets.placement import LINE
from churn_desktop.output.sheets.sheet_setup import Setting, set_print, write_across
from churn_desktop.output.sheets.styles import Styles
from churn_desktop.output.widths import shorten, wrap
from churn_desktop.pages.model import Chart, Page, PageId, Report, Text
from churn_desktop.pages.sentences import listing
from churn_desktop.pages.terms import role_title

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_ACROSS = 6
_WIDTHS = (24, 20, 20, 20, 20, 16)
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents.

    Attributes
    ----------
    title : str
    text : str
        What the sheet says, in one line.
    sheet : str or None
        Name of the sheet; None when the page is missing.
    """

    title: str
    text: str
    sheet: str | None


@dataclass(frozen=True, slots=True)
class Check:
    """A control that the report passes.

    Attributes
    ----------
    title : str
    formula : str
        Gives "OK", or else a warning.
    value : str
    """

    title: str
    formula: str
    value: str


def page_entry(page: Page, sheet: str | None) -> Entry:
    """Give the line of a page: its first sentence, or what it lacks."""
    if sheet is None:
        needed = listing([role_title(role) for role in page.missing], 5)
        text = _("Not in this report: nothing to show for this list.")
        if page.missing:
            text = _("Not in this report; it needs a column for: {what}.").format(
                what=needed
            )
        return Entry(page.title, text, None)
    if page.id is PageId.CUSTOMERS:
        text = _("Your own list, and beside it what was read from each row.")
        return Entry(page.title, text, sheet)
    # The title of a chart is the page's message.
    messages = [block.title for block in page.blocks if isinstance(block, Chart)]
    messages += [block.text for block in page.blocks if isinstance(block, Text)]
    return Entry(page.title, messages[0] if messages else "", sheet)


def period_check(periods: PeriodCells) -> Check:
    """Check that in every period the movements lead from the start to the end."""
    count, good = periods.table.rows, periods.movements.balanced
    formula = (
        f"IF(COUNTIF({periods.checks},{literal(OK)})={count},{literal(OK)},"
        f"{literal(_('check!'))})"
    )
    title = _(
        "At start + new + returned − lost − joined and left = at end, in every period"
    )
    return Check(title, formula, OK if good else _("check!"))


def revenue_check(controls: str, *, good: bool) -> Check:
    """Check that the movements of revenue lead from the start to the end."""
    formula = (
        f"IF(AND(MAX({controls})<0.01,MIN({controls})>-0.01),{literal(OK)},"
        f"{literal(_('check!'))})"
    )
    title = _("MRR at start, with all its movements, = MRR at end, in every period")
    return Check(title, formula, OK if good else _("check!"))


def order_check(source: ListPlace, numbers: Sequence[int]) -> Check:
    """Check that nobody has sorted the list: formulas go by the place of a row.

    Every row carries its number; the numbers times their places add up to the same
    only as long as each stands where it did.
    """
    cells_with_numbers = source.span(ROW)
    total = sum(number * place for place, number in enumerate(numbers, start=FIRST + 1))
    formula = (
        f"IF(SUMPRODUCT({cells_with_numbers},ROW({cells_with_numbers}))={total},"
        f"{literal(OK)},{literal(_('check!'))})"
    )
    title = _(
        "The rows of the sheet “{sheet}” stand in their order: filter them as you "
        "like, but do not sort them"
    )
    return Check(title.format(sheet=source.sheet), formula, OK)


def write_contents(
    sheet: Worksheet, report: Report, entries: Sequence[Entry], checks: Sequence[Check],
    remarks: Iterable[str], setting: Setting,
) -> None:  # fmt: skip
    """Write title, list of sheets, checks and how to read the report."""
    made = setting.styles
    sheet.hide_gridlines(2)
    for at, wide in enumerate(_WIDTHS):
        sheet.set_column(at, at, wide)
    sheet.set_row(0, 36)
    look = made(styles.TITLE, {"font_size": 22, "valign": "vcenter"})
    sheet.write_string(0, 0, cells.clean(report.title), look)
    sheet.write_string(1, 0, _("Customers who stayed and customers who left"),
                       made({"font_size": 13, "font_color": styles.MUTED}))  # fmt: skip
    row = 2
    for line in (report.as_of, report.source):
        if line:
            row += 1
            sheet.write_string(row, 0, cells.clean(line), made(styles.SUBTITLE))
    row = _write_entries(sheet, row + 2, entries, made)
    row = _write_checks(sheet, row + 1, checks, made)
    sheet.write_string(row + 1, 0, _("How to read this report"), made(styles.HEADING))
    row += 2
    for text in remarks:
        write_across(sheet, row, 0, _ACROSS - 1, text, made(styles.SENTENCE))
        lines = len(wrap(text, letters(sum(_WIDTHS))))
        sheet.set_row(row, LINE * lines + 4)
        row += 1
    sheet.print_area(0, 0, row, _ACROSS - 1)
    set_print(sheet, setting)
    sheet.set_portrait()
    sheet.fit_to_pages(1, 1)
    sheet.activate()


def _write_entries(
    sheet: Worksheet, row: int, entries: Sequence[Entry], made: Styles
) -> int:
    head = made(styles.HEADER, {"align": "left"})
    sheet.write_string(row, 0, _("Sheet"), head)
    write_across(sheet, row, 1, _ACROSS - 1, _("What it says"), head)
    for entry in entries:
        row += 1
        look, text = styles.LONG_NAME, shorten(entry.text, _LONGEST)
        if entry.sheet is None:
            look = {**look, "font_color": styles.MUTED, "italic": True}
            sheet.write_string(row, 0, cells.clean(entry.title), made(look))
        else:
            target = f"internal:{cells.quoted(entry.sheet)}!A1"
            link = made(styles.CELL, styles.LINK, {"bold": True})
            sheet.write_url(row, 0, target, link, cells.clean(entry.sheet))
        write_across(sheet, row, 1, _ACROSS - 1, text, made(look))
        lines = len(wrap(text, letters(sum(_WIDTHS[1:]))))
        sheet.set_row(row, LINE * lines + 5)
    return row + 1


def _write_checks(
    sheet: Worksheet, row: int, checks: Sequence[Check], made: Styles
) -> int:
    if not checks:
        return row
    sheet.write_string(row, 0, _("Checks"), made(styles.HEADING))
    for check in checks:
        row += 1
        sheet.write_formula(row, 0, f"={check.formula}", made(styles.GOOD), check.value)
        write_across(sheet, row, 1, _ACROSS - 1, check.title, made(styles.LONG_NAME))
        sheet.conditional_format(
            row, 0, row, 0,
            {"type": "cell", "criteria": "!=", "value": literal(OK),
             "format": made({"bg_color": styles.MARK, "font_color": styles.INK})},
        )  # fmt: skip
    return row + 2
