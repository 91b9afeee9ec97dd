"""What every sheet of the workbook has in common: title, print set-up, values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING

from churn_desktop.i18n import gettext as _
from churn_desktop.output.sheets import cells, styles
from churn_desktop.output.sheets.live import LiveSource
from churn_desktop.output.sheets.styles import Styles
from churn_desktop.output.widths import shorten
from churn_desktop.pages.formats import is_defined, write_value
from churn_desktop.pages.model import Unit

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

WORDS = (Unit.TEXT, Unit.PERIOD)
SIDES, TOP, BOTTOM = 0.5, 0.6, 0.7
"""Margins of the paper in inches."""

_NO_MISTAKES = ("number_stored_as_text", "formula_differs", "formula_range")


@dataclass(frozen=True, slots=True)
class Setting:
    """What all sheets of a workbook share.

    Attributes
    ----------
    styles : Styles
    live : LiveSource
    currency : str or None
    subtitle : str
        As-of date and source.
    contents : str
        Name of the sheet of contents.
    file_name : str
        For the footer.
    tick : callable
        Takes the number of cells written since it was called last; may raise
        `Cancelled`.
    list_row : callable or None
        Takes a position in the list; gives the link to its row.
    """

    styles: Styles
    live: LiveSource
    currency: str | None
    subtitle: str
    contents: str
    file_name: str
    tick: Callable[[int], None]
    list_row: Callable[[int], str] | None = None


def new_workbook(target: BytesIO, title: str, today: date | None = None) -> Workbook:
    """Make a workbook in which no text of a list becomes a formula or a link.

    Parameters
    ----------
    target : BytesIO
    title : str
        For the file's properties.
    today : datetime.date, optional
        Stands there too; the current day when not given.
    """
    from xlsxwriter.workbook import Workbook

    # In memory: no parts of a customer list in a shared temporary folder.
    options = {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
    }  # fmt: skip
    workbook = Workbook(target, options)
    when = datetime.combine(today or date.today(), time())
    workbook.set_properties(
        {"title": cells.clean(title), "created": when, "comments": "Churn Desktop"}
    )
    return workbook


def add_sheet(workbook: Workbook, name: str) -> Worksheet:
    """Add a sheet that takes formulas as they are.

    The library looks through every formula for two dozen newer functions, of which
    this program uses none: that is most of the time a long report takes.
    """
    from xlsxwriter.worksheet import Worksheet

    class PlainWorksheet(Worksheet):  # type: ignore[misc]
        def _prepare_formula(
            self,
            formula: str,
            expand_future_functions: bool = False,  # noqa: ARG002
        ) -> str:
            return formula.removeprefix("=")

    return workbook.add_worksheet(name, worksheet_class=PlainWorksheet)


def write_top(sheet: Worksheet, title: str, setting: Setting) -> None:
    """Write the title, what the figures rest on and the way back to the contents."""
    made = setting.styles
    sheet.hide_gridlines(2)
    # Ids that look like numbers are no mistakes, nor are rows that differ.
    sheet.ignore_errors(dict.fromkeys(_NO_MISTAKES, "A1:XFD1048576"))
    sheet.set_row(0, 28)
    look = made(styles.TITLE, {"valign": "vcenter"})
    sheet.write_string(0, 0, cells.clean(title), look)
    sheet.write_string(1, 0, cells.clean(setting.subtitle), made(styles.SUBTITLE))
    back = f"internal:{cells.quoted(setting.contents)}!A1"
    sheet.write_url(2, 0, back, made(styles.LINK), f"← {setting.contents}")


def set_print(sheet: Worksheet, setting: Setting) -> None:
    """Print on A4, all columns on one page, with file name and page numbers."""
    set_paper(sheet, setting.file_name)


def set_paper(sheet: Worksheet, name: str = "Churn Desktop") -> None:
    """Print on A4, all columns on one page, with a name and page numbers below."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=SIDES, right=SIDES, top=TOP, bottom=BOTTOM)
    pages = _("Page {page} of {pages}").format(page="&P", pages="&N")
    # A footer holds 255 letters at most.
    name = cells.in_footer(shorten(name, 60))
    sheet.set_footer(f"&L&8{name}&C&8&A&R&8{pages}")


def write_cell(
    sheet: Worksheet, row: int, column: int, value: object, unit: Unit, look: Format,
    formula: str | None = None, undefined: str = "",
) -> None:  # fmt: skip
    """Write one value, as a formula with the value stored where there is one.

    What is not defined is written in words, never as a number; ``undefined`` are
    other words than the usual ones.
    """
    known = is_defined(value)
    words = undefined if undefined and not known else write_value(value, unit)
    if formula is not None:
        stored = cells.number(value)
        sheet.write_formula(
            row, column, f"={formula}", look, words if stored is None else stored
        )
    elif unit in WORDS or not known:
        text = cells.clean(words)
        if text:
            sheet.write_string(row, column, text, look)
        else:
            sheet.write_blank(row, column, None, look)
    elif isinstance(value, date):
        day = cells.serial(value)
        if day is None:
            sheet.write_string(row, column, value.isoformat(), look)
        else:
            sheet.write_number(row, column, day, look)
    else:
        sheet.write_number(row, column, cells.number(value) or 0, look)


def write_across(
    sheet: Worksheet, row: int, first: int, last: int, text: str, look: Format
) -> None:
    """Write a text over several columns."""
    if last > first:
        sheet.merge_range(row, first, row, last, "", look)
    sheet.write_string(row, first, cells.clean(text), look)
