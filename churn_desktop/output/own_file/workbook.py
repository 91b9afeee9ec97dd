"""Write edits into a copy of the user's own workbook."""

from __future__ import annotations

import re
from copy import copy
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from churn_desktop.core.grid import Kind, cell_name
from churn_desktop.output.own_file.edits import CellEdit, SheetEdits
from churn_desktop.output.own_file.parts import has_macros

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LONGEST_TEXT = 32_767
"""Characters a cell of a workbook can hold."""

_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|0|[1-9]\d*)(?:\.\d+)?")
_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_UNSPEAKABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DIGITS = 15


def write_own_workbook(
    source: Path, sheet: str, edits: SheetEdits, draft: Path
) -> tuple[str, ...]:
    """Write a copy of a workbook with some cells changed.

    Parameters
    ----------
    source : Path
    sheet : str
        The sheet the list is on.
    edits : SheetEdits
    draft : Path
        The copy.

    Returns
    -------
    tuple of str
        Names of cells that could not be written: they are hidden by a merged cell, or
        the text is longer than a cell can hold.
    """
    import openpyxl

    book = openpyxl.load_workbook(source, keep_vba=has_macros(source), rich_text=True)
    try:
        page = book[sheet]
        where = _rows_below(page, edits)
        refused = []
        for (row, column), edit in edits.cells.items():
            place = where + row - edits.last_row - 1 if row > edits.last_row else row
            if not _write(page, place, column, edit):
                refused.append(cell_name(place, column))
        _stretch_tables(page, edits, where)
        book.save(draft)
    finally:
        book.close()
        if book.vba_archive is not None:
            book.vba_archive.close()
    return tuple(refused)


def _rows_below(page: Worksheet, edits: SheetEdits) -> int:
    """Give the first row for added ones: right below the list where that is free."""
    first = edits.last_row + 1
    wanted = page.iter_rows(min_row=first, max_row=first + edits.added_rows - 1)
    if not edits.added_rows or first > page.max_row:
        return first
    free = all(cell.value is None for row in wanted for cell in row)
    return first if free else int(page.max_row) + 1


def _write(page: Worksheet, row: int, column: int, edit: CellEdit) -> bool:
    from openpyxl.cell.cell import MergedCell

    cell = page.cell(row, column)
    if isinstance(cell, MergedCell) or len(edit.text) > LONGEST_TEXT:
        return False
    if edit.example is not None and not cell.has_style:
        _dress(cell, page.cell(*edit.example))
    value = cell_value(edit, percent="%" in str(cell.number_format))
    cell.value = value
    if isinstance(value, str):
        # Else a text that begins with = would become a formula, #N/A an error.
        cell.data_type = "s"
    if cell.hyperlink is not None and value is None:
        cell.hyperlink = None
    return True


def cell_value(
    edit: CellEdit, *, percent: bool = False
) -> str | float | int | date | datetime | None:
    """Give what a cell is to hold: of the kind it had, if the text says such a thing.

    Examples
    --------
    >>> cell_value(CellEdit("1,234.5", Kind.NUMBER))
    1234.5
    >>> cell_value(CellEdit("007", Kind.NUMBER))
    '007'
    """
    text = _UNSPEAKABLE.sub("", edit.text)
    if not text:
        return None
    found: Any = None
    if edit.kind is Kind.NUMBER:
        found = _number(text.strip(), percent=percent)
    elif edit.kind is Kind.DATE:
        found = _day(text.strip())
    elif edit.kind is Kind.FLAG:
        found = {"TRUE": True, "FALSE": False}.get(text.strip().upper())
    return text if found is None else found


def _number(text: str, *, percent: bool) -> float | int | None:
    divisor = 1
    if percent and text.endswith("%"):
        text, divisor = text[:-1].rstrip(), 100
    if not _NUMBER.fullmatch(text) or sum(map(str.isdigit, text)) > _DIGITS:
        return None
    plain = text.replace(",", "")
    if divisor == 1 and "." not in plain:
        return int(plain)
    return float(plain) / divisor


def _day(text: str) -> date | datetime | None:
    found = _DATE.fullmatch(text)
    try:
        if found:
            year, month, day = map(int, found.groups())
            return datetime(year, month, day)
        return datetime.fromisoformat(text) if "T" in text else None
    except ValueError:
        return None


def _dress(cell: Any, example: Any) -> None:
    if example.has_style:
        cell.font, cell.fill = copy(example.font), copy(example.fill)
        cell.border, cell.alignment = copy(example.border), copy(example.alignment)
        cell.number_format = example.number_format
        cell.protection = copy(example.protection)


def _stretch_tables(page: Worksheet, edits: SheetEdits, where: int) -> None:
    """Let tables of the sheet hold the added rows and know the new headings."""
    from openpyxl.utils import range_boundaries

    for table in page.tables.values():
        for column in table.tableColumns:
            column.name = edits.renamed.get(column.name, column.name)
        left, top, right, bottom = range_boundaries(table.ref)
        adjacent = where == edits.last_row + 1 == bottom + 1
        if edits.added_rows and adjacent and not table.totalsRowCount:
            bottom += edits.added_rows
            table.ref = f"{cell_name(top, left)}:{cell_name(bottom, right)}"
            if table.autoFilter is not None:
                table.autoFilter.ref = table.ref
