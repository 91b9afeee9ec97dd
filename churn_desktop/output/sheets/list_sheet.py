"""The user's own list on its sheet, and beside it what was read from each row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from math import ceil
from typing import TYPE_CHECKING

from churn_desktop.core.grid import Kind
from churn_desktop.core.table import Table
from churn_desktop.i18n import gettext as _
from churn_desktop.output.sheets import cells, styles
from churn_desktop.output.sheets.calculation import HEADER, Column, write_column
from churn_desktop.output.sheets.sheet_setup import Setting, set_print, write_top
from churn_desktop.output.widths import width

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_EVERY = 2_000
_MOST_DIGITS = 15
_SAMPLE = 300
_READING = 13.0
_WIDEST_PAPER = 190.0
"""Letters across a page that can still be read."""


def write_list(
    sheet: Worksheet, title: str, table: Table, found: Sequence[Column],
    setting: Setting, rows: range,
) -> None:  # fmt: skip
    """Write some rows of the list with what was read from them.

    Parameters
    ----------
    sheet : Worksheet
    title : str
    table : Table
    found : sequence of Column
        For all rows of the table.
    setting : Setting
    rows : range
        Positions in the table that go on this sheet; it has room for a million.
    """
    made, total = setting.styles, 0.0
    write_top(sheet, title, setting)
    for at, heading in enumerate(table.headings):
        sheet.write_string(HEADER, at, cells.clean(heading), made(styles.HEADER))
        whole, kinds = table.column(heading)
        texts: list[str] = whole[rows.start : rows.stop].tolist()
        kind: list[int] = kinds[rows.start : rows.stop].tolist()
        _write_own(sheet, at, texts, kind, setting)
        wide = _width(heading, texts[:_SAMPLE])
        sheet.set_column(at, at, wide)
        total += wide
    for at, column in enumerate(found, start=len(table.headings)):
        sheet.write_string(HEADER, at, column.title, made(styles.ADDED_HEADER))
        part = replace(
            column,
            values=column.values[rows.start : rows.stop],
            formulas=column.formulas[rows.start : rows.stop],
        )
        write_column(sheet, HEADER + 1, at, part, setting)
        sheet.set_column(at, at, _READING)
        total += _READING
    sheet.set_row(HEADER, 34)
    sheet.write_string(
        3, 0, _("Your own columns first; grey headings: what was read from each row."),
        made(styles.SUBTITLE),
    )  # fmt: skip
    sheet.freeze_panes(HEADER + 1, 1)
    sheet.repeat_rows(HEADER)
    columns = len(table.headings) + len(found)
    sheet.autofilter(HEADER, 0, HEADER + max(len(rows), 1), columns - 1)
    set_print(sheet, setting)
    if total > _WIDEST_PAPER:
        # The first column, who it is about, stands on every page.
        sheet.repeat_columns(0)
        sheet.fit_to_pages(ceil(total / _WIDEST_PAPER), 0)


def _width(heading: str, sample: Iterable[object]) -> float:
    longest = max((width(str(text)) for text in sample), default=0)
    return min(max(longest, width(heading) / 2, 8), 34) + 2


def _write_own(
    sheet: Worksheet, column: int, texts: Sequence[str], kinds: Sequence[int],
    setting: Setting,
) -> None:  # fmt: skip
    """Write a column of the list as it stands in the file."""
    made = setting.styles
    # A number keeps away from the text that may stand right behind it.
    aside: styles.Look = {"align": "right", "indent": 1}
    plain, figure = made(), made(aside)
    day, moment = (
        made(aside, num_format=f"yyyy-mm-dd{time}") for time in ("", " hh:mm")
    )
    # A million cells: looking up the members of an enumeration would take seconds.
    blank, number, date, flag = map(
        int, (Kind.BLANK, Kind.NUMBER, Kind.DATE, Kind.FLAG)
    )
    for row, (text, kind) in enumerate(zip(texts, kinds, strict=True), HEADER + 1):
        if row % _EVERY == _EVERY - 1:
            setting.tick(_EVERY)
        if kind == blank:
            continue
        if kind == number and _is_exact(text):
            sheet.write_number(row, column, float(text), figure)
        elif kind == date and (when := cells.serial(datetime.fromisoformat(text))):
            sheet.write_number(row, column, when, day if when == int(when) else moment)
        elif kind == flag:
            sheet.write_boolean(row, column, text == "TRUE", plain)
        else:
            sheet.write_string(row, column, cells.clean(text), plain)


def _is_exact(text: str) -> bool:
    """Tell whether a number survives: spreadsheets keep fifteen digits."""
    if len(text) <= _MOST_DIGITS:
        return True
    return sum(letter.isdigit() for letter in text.partition("e")[0]) <= _MOST_DIGITS
