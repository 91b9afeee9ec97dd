"""Workbooks of Excel 2 to 2003."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import xlrd
from xlrd.compdoc import CompDocError

from churn_desktop.core.errors import FileProblem
from churn_desktop.core.grid import Kind
from churn_desktop.core.issues import IssueCode
from churn_desktop.importing.parsing.cell_values import show
from churn_desktop.importing.parsing.cells import Block, Refused, SheetHead
from churn_desktop.importing.parsing.marks import Marks
from churn_desktop.importing.parsing.merged import mark_merged
from churn_desktop.importing.parsing.number_formats import (
    GENERAL,
    Style,
    built_in,
    classify,
    number_text,
)
from churn_desktop.importing.parsing.row_blocks import Row, row_blocks

Beat = Callable[[int, int], None]


class XlsWorkbook:
    """An open workbook; see `cells.Workbook`."""

    def __init__(self, path: Path, marks: Marks, beat: Beat) -> None:
        self._beat = beat
        self._book = _open(path)
        self._styles: dict[int, Style] = {}
        if not self._book.nsheets:
            raise Refused(FileProblem.EMPTY, "no worksheet")
        if "_VBA_PROJECT_CUR\0".encode("utf-16-le") in path.read_bytes():
            marks.file(IssueCode.MACROS_IGNORED)

    @property
    def sheets(self) -> list[SheetHead]:
        """The worksheets, in the workbook's order."""
        hidden = self._book._sheet_visibility  # noqa: SLF001 - loading costs seconds
        return [
            SheetHead(name, bool(hidden[number]), 0, 0)
            for number, name in enumerate(self._book.sheet_names())
        ]

    def blocks(self, sheet: int, marks: Marks) -> Iterator[Block]:
        """Read a worksheet."""
        try:
            loaded = self._book.sheet_by_index(sheet)
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever xlrd stumbles over
            name = self._book.sheet_names()[sheet]
            detail = type(error).__name__
            raise Refused(FileProblem.DAMAGED, detail, sheet=name) from None
        yield from row_blocks(self._rows(loaded, marks))
        for row, info in loaded.rowinfo_map.items():
            if info.hidden and row < loaded.nrows:
                marks.hidden_rows.add(row + 1)
        mark_merged(loaded.merged_cells, marks)

    def _rows(self, sheet: Any, marks: Marks) -> Iterator[tuple[int, Row]]:
        for number in range(sheet.nrows):
            if not number % 512:
                self._beat(number, sheet.nrows)
            row: Row = []
            kinds, values = sheet.row_types(number), sheet.row_values(number)
            for column, (kind, value) in enumerate(zip(kinds, values, strict=True)):
                if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) or value == "":
                    continue
                style = self._style(sheet, number, column)
                text, what, doubt = self._value(kind, value, style)
                if doubt is not None:
                    marks.cell(doubt, number, column)
                row.append((column, text, what))
            yield number, row

    def _style(self, sheet: Any, row: int, column: int) -> Style:
        if self._book.biff_version < 50:
            key = sheet.cell_xf_index(row, column)
        else:
            key = sheet._cell_xf_indexes[row][column]  # noqa: SLF001 - public is slow
        style = self._styles.get(key)
        if style is None:
            style = self._styles[key] = self._find_style(key)
        return style

    def _find_style(self, key: int) -> Style:
        if not 0 <= key < len(self._book.xf_list):
            return GENERAL
        number = self._book.xf_list[key].format_key
        known = self._book.format_map.get(number)
        style = classify(known.format_str or "") if known else GENERAL
        return built_in(number) if style == GENERAL else style

    def _value(
        self, kind: int, value: Any, style: Style
    ) -> tuple[str, Kind, IssueCode | None]:
        if kind == xlrd.XL_CELL_TEXT:
            return value, Kind.TEXT, None
        if kind == xlrd.XL_CELL_BOOLEAN:
            return ("TRUE" if value else "FALSE"), Kind.FLAG, None
        if kind == xlrd.XL_CELL_ERROR:
            text = xlrd.error_text_from_code.get(value, "#ERROR!")
            return text, Kind.ERROR, IssueCode.ERROR_CELLS
        return show(number_text(value), style, bool(self._book.datemode))


def _open(path: Path, forgiving: bool = False) -> Any:
    """Open a workbook; its sheets are loaded when they are read."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123
        try:
            return xlrd.open_workbook(
                str(path),
                logfile=nowhere,
                formatting_info=True,
                on_demand=True,
                ignore_workbook_corruption=forgiving,
            )
        except xlrd.XLRDError as error:
            if "encrypted" in str(error):
                raise Refused(FileProblem.ENCRYPTED, "xls") from None
            raise Refused(FileProblem.DAMAGED, "xls") from None
        except CompDocError as error:
            # Containers that PHPExcel writes name a sector twice; Excel opens them.
            if "Workbook corruption: seen" in str(error) and not forgiving:
                return _open(path, forgiving=True)
            raise Refused(FileProblem.DAMAGED, "container") from None
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever xlrd stumbles over
            raise Refused(FileProblem.DAMAGED, type(error).__name__) from None
