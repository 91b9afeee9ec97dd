"""A page drawn on a sheet of the workbook; knows no churn, only tables and texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from churn_desktop.i18n import gettext as _
from churn_desktop.output.sheets import cells, styles
from churn_desktop.output.sheets.column_grid import Columns, letters
from churn_desktop.output.sheets.page_breaks import (
    break_pages,
    heights_of,
    pieces_of,
    room_of,
)
from churn_desktop.output.sheets.placement import LINE, SheetPlan
from churn_desktop.output.sheets.sheet_setup import (
    Setting,
    set_print,
    write_across,
    write_cell,
    write_top,
)
from churn_desktop.output.sheets.sheet_tables import write_table
from churn_desktop.output.sheets.styles import Styles
from churn_desktop.output.widths import wrap
from churn_desktop.pages.formats import write_interval
from churn_desktop.pages.model import Card, Cards, Table, Text

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_DEEPEST_FREEZE = 14
_SMALL = 0.9
"""Size of the letters of definitions, compared with others."""


def write_page(sheet: Worksheet, plan: SheetPlan, setting: Setting) -> None:
    """Write everything of a page except its charts."""
    sheet.set_column(0, 0, plan.grid.name)
    sheet.set_column(1, plan.used - 1, plan.grid.cell)
    write_top(sheet, plan.page.title, setting)
    for placed in plan.blocks:
        block = placed.block
        if isinstance(block, Text):
            _write_text(sheet, plan, placed.row, block, setting.styles)
        elif isinstance(block, Cards):
            for at, card in enumerate(block.cards, start=placed.row):
                _write_card(sheet, plan, at, card, setting)
        elif isinstance(block, Table):
            write_table(sheet, plan, placed.row, block, setting)
    _write_terms(sheet, plan, setting.styles)
    _arrange(sheet, plan, setting)


def _write_text(
    sheet: Worksheet, plan: SheetPlan, row: int, block: Text, made: Styles
) -> None:
    look = made(styles.WARNING if block.warning else styles.SENTENCE)
    write_across(sheet, row, 0, plan.across - 1, block.text, look)
    sheet.set_row(row, plan.height(block.text))


def _write_card(
    sheet: Worksheet, plan: SheetPlan, row: int, card: Card, setting: Setting
) -> None:
    """Write a figure that deserves the first look: name, value, interval, remark."""
    made = setting.styles
    sheet.set_row(row, 32)
    sheet.write_string(row, 0, cells.clean(card.title), made(styles.CARD_TITLE))
    origin = setting.live.origin(card.source) if card.source else None
    number_format = cells.number_format(card.unit, setting.currency, [card.value])
    look = made(styles.CARD_VALUE, num_format=number_format)
    if cells.number(card.value) is None:
        look = made(styles.CARD_VALUE, {"font_size": 11, "font_color": styles.MUTED})
    # Two columns, because a large figure is wider than a column of a table.
    sheet.merge_range(row, 1, row, 2, "", look)
    write_cell(sheet, row, 1, card.value, card.unit, look, origin)
    note, interval = made(styles.CARD_NOTE), ""
    if card.interval is not None:
        interval = write_interval(*card.interval, card.unit, setting.currency)
        interval = _("{interval} (95 %)").format(interval=interval) if interval else ""
    write_across(sheet, row, 3, 4, interval, note)
    write_across(sheet, row, 5, plan.across - 1, card.note, note)


def _write_terms(sheet: Worksheet, plan: SheetPlan, made: Styles) -> None:
    """Define every term of the page's tables."""
    row = plan.foot
    if not plan.terms:
        return
    sheet.write_string(row, 0, _("What the words mean"), made(styles.HEADING))
    for title, note in plan.terms.items():
        row += 1
        sheet.write_string(row, 0, cells.clean(title), made(styles.TERM))
        write_across(sheet, row, 1, plan.across - 1, note, made(styles.TERM_NOTE))
        wide = plan.grid.width(Columns(1, plan.across - 1))
        lines = len(wrap(note, letters(wide / _SMALL)))
        lines = max(lines, len(wrap(title, letters(plan.grid.name))))
        sheet.set_row(row, _SMALL * LINE * lines + 3)


def _arrange(sheet: Worksheet, plan: SheetPlan, setting: Setting) -> None:
    """Keep headings in sight on the screen and on every printed page."""
    set_print(sheet, setting)
    tables = list(plan.tables.values())
    sheet.print_area(0, 0, plan.printed_rows - 1, plan.printed - 1)
    room = room_of(plan.grid.pixels(plan.printed))
    breaks = break_pages(pieces_of(plan), heights_of(sheet.row_sizes), room)
    sheet.set_h_pagebreaks(breaks.rows)
    if breaks.repeated is not None:
        sheet.repeat_rows(breaks.repeated)
    if tables and tables[0].header <= _DEEPEST_FREEZE and len(tables) == 1:
        sheet.freeze_panes(tables[0].first, 1)
    else:
        sheet.freeze_panes(1, 0)
