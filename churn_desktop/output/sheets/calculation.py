"""Sheets that only calculate: columns of formulas under grey headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from churn_desktop.output.sheets import cells, styles
from churn_desktop.output.sheets.column_grid import letters
from churn_desktop.output.sheets.sheet_setup import (
    Setting,
    set_print,
    write_across,
    write_top,
)
from churn_desktop.output.sheets.styles import Look
from churn_desktop.output.widths import wrap

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

HEADER = 4
"""Row of the headings, from 0."""
FIRST = HEADER + 1
"""Row of the first cells."""
_EVERY = 2_000
_ACROSS = 11
_WIDE = 13.0
_LINE = 13.5

Value: TypeAlias = str | float | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a calculation.

    Attributes
    ----------
    title : str
    values : sequence
        Text, numbers, or None for blank cells.
    formulas : sequence of str or None
        For each value the formula that gives it, without its equals sign; None for a
        fixed one. Empty: all are fixed.
    num_format : str
    """

    title: str
    values: Sequence[Value]
    formulas: Sequence[str | None] = ()
    num_format: str = "General"


def write_calculation(
    sheet: Worksheet, title: str, text: str, columns: Sequence[Column], setting: Setting
) -> None:
    """Write a sheet of calculations: what it is for, and its columns."""
    made = setting.styles
    write_top(sheet, title, setting)
    sheet.set_row(3, 32)
    write_across(sheet, 3, 0, _ACROSS - 1, text, made(styles.SENTENCE))
    lines = [len(wrap(column.title, letters(_WIDE * 0.85))) for column in columns]
    sheet.set_row(HEADER, max([34, *(_LINE * count + 8 for count in lines)]))
    sheet.set_column(0, max(len(columns), _ACROSS) - 1, _WIDE)
    for at, column in enumerate(columns):
        sheet.write_string(
            HEADER, at, cells.clean(column.title), made(styles.ADDED_HEADER)
        )
        write_column(sheet, FIRST, at, column, setting)
    sheet.freeze_panes(FIRST, 1)
    sheet.repeat_rows(HEADER)
    set_print(sheet, setting)


def write_column(
    sheet: Worksheet, first: int, at: int, column: Column, setting: Setting
) -> None:
    """Write the cells of one column, the first of them in a given row."""
    text = any(isinstance(value, str) for value in column.values[:1])
    align: Look = {"align": "center"} if text else {}
    look = setting.styles(align, num_format=column.num_format)
    formulas = column.formulas or [None] * len(column.values)
    for row, (value, formula) in enumerate(
        zip(column.values, formulas, strict=True), start=first
    ):
        if row % _EVERY == _EVERY - 1:
            setting.tick(_EVERY)
        if formula is not None:
            stored = "" if value is None else value
            sheet.write_formula(row, at, f"={formula}", look, stored)
        elif isinstance(value, str):
            sheet.write_string(row, at, cells.clean(value), look)
        elif value is not None:
            sheet.write_number(row, at, value, look)
