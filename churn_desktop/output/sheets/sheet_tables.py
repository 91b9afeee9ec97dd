"""A table of a page on its sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
from churn_desktop.output.sheets import cells, styles
from churn_desktop.output.sheets.column_grid import in_order, letters
from churn_desktop.output.sheets.placement import LINE, SheetPlan, shown_rows
from churn_desktop.output.sheets.sheet_setup import (
    WORDS,
    Setting,
    write_across,
    write_cell,
)
from churn_desktop.output.sheets.styles import Look
from churn_desktop.output.widths import wrap
from churn_desktop.pages.formats import event_lines, is_defined, with_signs
from churn_desktop.pages.model import Measure, Table, Unit

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_EVERY = 500
_NUMBER = "customer_id"
_MOST_LINKED = 1_000
"""With many links a workbook opens slowly, and a sheet takes only so many."""
_MOST_LINES = 8
"""The rest of a text is in its cell, but not all in sight."""


def write_table(
    sheet: Worksheet, plan: SheetPlan, row: int, table: Table, setting: Setting
) -> None:
    """Write a table's title, headings, rows and what its looks mean."""
    made, place = setting.styles, plan.tables[table.key]
    if table.title:
        sheet.write_string(row, 0, cells.clean(table.title), made(styles.HEADING))
        sheet.set_row(row, 20)
    _write_headings(sheet, plan, table, setting)
    for measure in in_order(table):
        _write_column(sheet, plan, table, measure, setting)
    if table.shaded:
        _shade(sheet, plan, table)
    if place.merged:
        _set_heights(sheet, plan, table)
    after = place.first + place.rows
    for line in _legend(table):
        sheet.write_string(after, 0, line, made(styles.SUBTITLE, {"font_size": 9}))
        after += 1


def _write_headings(
    sheet: Worksheet, plan: SheetPlan, table: Table, setting: Setting
) -> None:
    place, lines = plan.tables[table.key], 1
    for measure in in_order(table):
        columns = place.columns[measure.key]
        head = styles.ADDED_HEADER if measure.expert else styles.HEADER
        left = measure.unit in WORDS
        indent = int(left and columns.first > 0)
        align: Look = {"align": "left" if left else "right", "indent": indent}
        look = setting.styles(head, align)
        last = columns.after - 1
        write_across(sheet, place.header, columns.first, last, measure.title, look)
        # Bold letters on a coloured ground need more room than others.
        room = letters(plan.grid.width(columns) * 0.85)
        lines = max(lines, len(wrap(measure.title, room)))
    sheet.set_row(place.header, LINE * min(lines, _MOST_LINES) + 8)


def _write_column(
    sheet: Worksheet, plan: SheetPlan, table: Table, measure: Measure, setting: Setting
) -> None:
    made, live, page = setting.styles, setting.live, plan.page.id
    place, columns = plan.tables[table.key], plan.tables[table.key].columns[measure.key]
    at, last = columns.first, columns.after - 1
    values = table.frame[measure.key].tolist()[: place.rows]
    if table.events and measure is table.measures[0]:
        values = [
            with_signs(table, row, value) if isinstance(value, str) else value
            for row, value in enumerate(values)
        ]
    number_format = cells.number_format(measure.unit, setting.currency, values)
    linked = measure.key == _NUMBER and place.rows <= _MOST_LINKED
    for row, value in enumerate(values):
        if row % _EVERY == _EVERY - 1:
            setting.tick(_EVERY)
        looks = _looks(table, row, measure, merged=place.merged)
        blank = table.shaded and not is_defined(value)
        formula = None if blank else live.formula(page, table, row, measure)
        if formula is None and measure.unit not in WORDS and not is_defined(value):
            looks.append({"font_color": styles.MUTED})
        look = made(*looks, num_format=number_format)
        if last > at and place.merged:
            sheet.merge_range(place.first + row, at, place.first + row, last, "", look)
        link = _link(table, row, measure, setting) if linked else None
        if blank:
            sheet.write_blank(place.first + row, at, None, look)
        elif link is not None and value:
            look = made(*looks, styles.LINK, num_format=number_format)
            text = cells.clean(str(value))
            sheet.write_url(place.first + row, at, link, look, text)
        else:
            write_cell(
                sheet, place.first + row, at, value, measure.unit, look, formula,
                measure.by_zero,
            )  # fmt: skip
        reason = table.marked.get((row, measure.key))
        if reason is not None:
            note = {"x_scale": 2, "y_scale": 0.8}
            sheet.write_comment(place.first + row, at, cells.clean(reason), note)


def _link(table: Table, row: int, measure: Measure, setting: Setting) -> str | None:
    """Lead from a customer's number to the first of their rows in the list."""
    if table.members is None or setting.list_row is None:
        return None
    found = table.members(row, measure.key)
    if found is None or not len(found):
        return None
    return setting.list_row(int(found.min()))


def _shade(sheet: Worksheet, plan: SheetPlan, table: Table) -> None:
    """Shade rates by their size; the colours follow when the values change."""
    place = plan.tables[table.key]
    columns = [
        place.columns[measure.key].first
        for measure in table.measures
        if measure.unit is Unit.RATE
    ]
    if columns and place.rows:
        last = place.first + place.rows - 1
        scale = {
            "type": "2_color_scale",
            "min_color": styles.PAPER,
            "max_color": styles.DEEP,
        }
        sheet.conditional_format(place.first, min(columns), last, max(columns), scale)


def _looks(table: Table, row: int, measure: Measure, *, merged: bool) -> list[Look]:
    look = styles.NUMBER
    if measure.unit in WORDS:
        wrapped = merged and measure.unit is Unit.TEXT
        look = styles.LONG_NAME if wrapped else styles.NAME
        # Away from the number that may stand right before it.
        look = {**look, "indent": int(measure is not table.measures[0])}
    looks = [look]
    if row in table.faint:
        looks.append(styles.FAINT)
    if (row, measure.key) in table.marked:
        looks.append(styles.MARKED)
    return looks


def _set_heights(sheet: Worksheet, plan: SheetPlan, table: Table) -> None:
    """Make rows as high as their longest text; merged cells do not do it themselves."""
    place = plan.tables[table.key]
    texts = [
        (
            table.frame[measure.key].tolist(),
            letters(plan.grid.width(place.columns[measure.key])),
        )
        for measure in table.measures
        if measure.unit is Unit.TEXT
    ]
    for row in range(place.rows):
        lines = [
            len(wrap(str(found[row]), room))
            for found, room in texts
            if is_defined(found[row])
        ]
        if max(lines, default=1) > 1:
            high = min(max(lines), _MOST_LINES)
            sheet.set_row(place.first + row, LINE * high + 3)


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
    if table.marked and table.shaded:
        lines.append(_("In bold: stands out; the note on the cell says why."))
    elif table.marked:
        lines.append(_("Shaded: stands out; the note on the cell says why."))
    return [*lines, *map(cells.clean, event_lines(table, shown_rows(table)))]
