"""Workbooks of the xlsx family: the parts of the package and its sheets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from churn_desktop.core.errors import FileProblem
from churn_desktop.core.issues import IssueCode
from churn_desktop.importing.parsing.cell_values import CellValues
from churn_desktop.importing.parsing.cells import Block, Refused, SheetHead
from churn_desktop.importing.parsing.marks import Marks
from churn_desktop.importing.parsing.merged import area, mark_merged
from churn_desktop.importing.parsing.number_formats import Style, built_in, classify
from churn_desktop.importing.parsing.packages import (
    Package,
    first,
    local_name,
    truth,
)
from churn_desktop.importing.parsing.shared_strings import read_strings
from churn_desktop.importing.parsing.sheet_cells import SheetReader
from churn_desktop.importing.parsing.xml_stream import text_pieces

_DIMENSION = re.compile(r'dimension ref="[A-Z]+\d+:([A-Z]+)(\d+)"')

Beat = Callable[[int, int], None]


class XlsxWorkbook:
    """An open workbook.

    Parameters
    ----------
    path : Path
    marks : Marks
        For what concerns the whole workbook.
    beat : callable
        Told ``(done, total)`` bytes while a sheet is read.
    """

    def __init__(self, path: Path, marks: Marks, beat: Beat) -> None:
        self._package = Package(path)
        self._beat = beat
        main = self._main_part()
        book = self._package.xml(main)
        relations = self._package.relations(main)
        self._related = dict(relations.values())
        self._date1904 = truth(first(book, "workbookPr"), "date1904")
        self._values: CellValues | None = None
        self._sheets: list[tuple[SheetHead, str]] = []
        others = 0
        for element in book.iter():
            if local_name(element) != "sheet":
                continue
            identity = next((v for k, v in element.items() if k.endswith("}id")), "")
            kind, part = relations.get(identity, ("", ""))
            if kind == "worksheet":
                name, state = element.get("name", ""), element.get("state", "visible")
                rows, columns = self._dimension(part)
                head = SheetHead(name, state != "visible", rows, columns)
                self._sheets.append((head, part))
            elif not kind:
                raise Refused(FileProblem.DAMAGED, "sheet without a part")
            else:
                others += 1
        if not self._sheets:
            detail = "no worksheet" if others else "no sheets"
            raise Refused(FileProblem.EMPTY, detail)
        self._mark_extras(marks)

    def _main_part(self) -> str:
        for kind, part in self._package.relations("").values():
            if kind == "officeDocument" and part in self._package:
                return part
        for name in self._package.names():
            if name.endswith("workbook.xml"):
                return name
        raise Refused(FileProblem.DAMAGED, "part missing: workbook")

    def _mark_extras(self, marks: Marks) -> None:
        names = self._package.names()
        if any(name.endswith("vbaproject.bin") for name in names):
            marks.file(IssueCode.MACROS_IGNORED)
        if any("macrosheets/" in name for name in names):
            marks.file(IssueCode.MACROS_IGNORED)
        if any("externallinks/" in name for name in names):
            marks.file(IssueCode.EXTERNAL_LINK)

    @property
    def sheets(self) -> list[SheetHead]:
        """The worksheets, in the workbook's order."""
        return [head for head, _ in self._sheets]

    def blocks(self, sheet: int, marks: Marks) -> Iterator[Block]:
        """Read a worksheet; see `cells.Workbook`."""
        _, part = self._sheets[sheet]
        if self._values is None:
            self._values = self._cell_values()
        total = self._package.size(part)
        with self._package.open(part) as stream:
            pieces = text_pieces(stream, lambda done: self._beat(done, total))
            reader = SheetReader(pieces, self._values)
            yield from reader.blocks(marks)
        areas = map(area, reader.merged)
        mark_merged((found for found in areas if found is not None), marks)

    def _cell_values(self) -> CellValues:
        strings: list[str] = []
        part = self._related.get("sharedStrings", "")
        if part in self._package:
            with self._package.open(part) as stream:
                pieces = text_pieces(stream, lambda _done: self._beat(0, 0))
                strings = read_strings(pieces)
        part = self._related.get("styles", "")
        styles = self._styles(part) if part in self._package else None
        return CellValues(strings, styles, self._date1904)

    def _styles(self, part: str) -> list[Style]:
        root = self._package.xml(part)
        codes = {
            element.get("numFmtId", ""): element.get("formatCode", "")
            for element in root.iter()
            if local_name(element) == "numFmt"
        }
        formats = first(root, "cellXfs")
        if formats is None:
            return []
        return [_style(xf.get("numFmtId", "0"), codes) for xf in formats]

    def _dimension(self, part: str) -> tuple[int, int]:
        """Read how large a sheet says it is; only ever a hint."""
        if part not in self._package:
            return 0, 0
        with self._package.open(part) as stream:
            start = stream.read(2048).decode("utf-8", "replace")
        found = _DIMENSION.search(start)
        if found is None:
            return 0, 0
        columns = 0
        for letter in found[1]:
            columns = columns * 26 + ord(letter) - 64
        return int(found[2]), columns


def _style(number: str, codes: dict[str, str]) -> Style:
    code = codes.get(number)
    if code:
        return classify(code)
    return built_in(int(number)) if number.isdecimal() else built_in(0)
