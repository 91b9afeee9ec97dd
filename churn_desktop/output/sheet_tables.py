"""A table of a page on its sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
from churn_desktop.output import cells, styles
from churn_desktop.output.placement import (
    LINE,
    SheetPlan,
    header_height,
    in_order,
    shown_rows,
)
from churn_desktop.output.sheet_setup import WORDS, Setting, write_cell
from churn_desktop.output.widths import wrap
from churn_desktop.pages.formats import is_defined
from churn_desktop.pages.model import Measure, Table, Unit

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_EVERY = 500


def write_table(
    sheet: Worksheet, plan: SheetPlan, row: int, table: Table, setting: Setting
) -> None:
    """Write a table's title, headings, rows and what its looks mean."""
    made, place = setting.styles, plan.tables[table.key]
    if table.title:
        sheet.write_string(row, 0, cells.clean(table.title), made(styles.HEADING))
        sheet.set_row(row, 20)
    sheet.set_row(place.header, header_height(table, plan.widths))
    for at, measure in enumerate(in_order(table)):
        head = styles.ADDED_HEADER if measure.expert else styles.HEADER
        look = made(head, {"align": "left"} if at == 0 else {})
        sheet.write_string(place.header, at, cells.clean(measure.title), look)
        _write_column(sheet, plan, table, at, measure, setting)
    _set_heights(sheet, plan, table)
    after = place.first + place.rows
    for line in _legend(table):
        sheet.write_string(after, 0, line, made(styles.SUBTITLE, {"font_size": 9}))
        after += 1


def _write_column(
    sheet: Worksheet, plan: SheetPlan, table: Table, at: int, measure: Measure,
    setting: Setting,
) -> None:  # fmt: skip
    made, live, page = setting.styles, setting.live, plan.page.id
    first, rows = plan.tables[table.key].first, shown_rows(table)
    values = table.frame[measure.key].tolist()[:rows]
    number_format = cells.number_format(measure.unit, setting.currency, values)
    for row, value in enumerate(values):
        if row % _EVERY == _EVERY - 1:
            setting.tick(_EVERY)
        look = styles.NUMBER
        if measure.unit in WORDS:
            look = styles.LONG_NAME if measure.unit is Unit.TEXT else styles.NAME
        extra = [styles.FAINT] if row in table.faint else []
        reason = table.marked.get((row, measure.key))
        if reason is not None:
            extra.append(styles.MARKED)
            sheet.write_comment(first + row, at, cells.clean(reason), {"x_scale": 2})
        formula = live.formula(page, table, row, measure)
        if (
            formula is None
            and cells.number(value) is None
            and measure.unit not in WORDS
        ):
            extra.append({"font_color": styles.MUTED})
        formatted = made(look, *extra, num_format=number_format)
        write_cell(sheet, first + row, at, value, measure.unit, formatted, formula)


def _set_heights(sheet: Worksheet, plan: SheetPlan, table: Table) -> None:
    """Make rows as high as their longest text needs; merged cells hinder Excel."""
    place = plan.tables[table.key]
    texts = [
        (table.frame[measure.key].tolist(), int(plan.widths[at] * 0.95))
        for at, measure in enumerate(in_order(table))
        if measure.unit is Unit.TEXT
    ]
    for row in range(place.rows):
        lines = max(
            (len(wrap(str(v[row]), room)) for v, room in texts if is_defined(v[row])),
            default=1,
        )
        if lines > 1:
            sheet.set_row(place.first + row, LINE * lines)


def _legend(table: Table) -> list[str]:
    lines = []
    missing = len(table.frame) - shown_rows(table)
    if missing:
        text = ngettext(
            "{count} more row is not shown here.",
            "{count} more rows are not shown here.",
            missing,
        )
        lines.append(text.format(count=f"{missing:,}"))
    if table.faint:
        lines.append(_("In italics: not final, the period is not over."))
    if table.marked:
        lines.append(_("Shaded: stands out; the note on the cell says why."))
    return lines
