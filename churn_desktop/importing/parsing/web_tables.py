"""Web pages and XML that programs save under the name of a workbook."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from churn_desktop.core.errors import FileProblem
from churn_desktop.core.grid import Kind
from churn_desktop.core.issues import IssueCode
from churn_desktop.importing.parsing.cell_values import is_inexact
from churn_desktop.importing.parsing.cells import (
    MAX_COLUMNS,
    MAX_ROWS,
    Block,
    Refused,
    SheetHead,
)
from churn_desktop.importing.parsing.encodings import decode
from churn_desktop.importing.parsing.marks import Marks
from churn_desktop.importing.parsing.number_formats import number_text, to_number
from churn_desktop.importing.parsing.packages import local_name
from churn_desktop.importing.parsing.row_blocks import Row, row_blocks

LARGEST = 64 << 20
_CHARSET = re.compile(rb"""charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n]+")


class WebPage:
    """The first table of a web page that has more than one row; all cells are text."""

    def __init__(self, path: Path) -> None:
        data = _read(path)
        declared = _CHARSET.search(data[:4096])
        parser = _Tables()
        decoded = None
        with contextlib.suppress(LookupError):
            decoded = decode(data, declared[1].decode()) if declared else None
        if decoded is None or "\ufffd" in decoded.text:
            decoded = decode(data)
        if decoded is None:
            raise Refused(FileProblem.WEB_PAGE, "encoding")
        parser.feed(decoded.text)
        parser.close()
        tables = [table for table in parser.tables if any(table)]
        if not tables:
            raise Refused(FileProblem.WEB_PAGE, "no table")
        self._rows = next((table for table in tables if len(table) > 1), tables[0])
        self.sheets = [SheetHead("", False, len(self._rows), 0)]

    def blocks(self, _sheet: int, _marks: Marks) -> Iterator[Block]:
        """Read the table."""
        for number, row in enumerate(self._rows):
            if len(row) > MAX_COLUMNS:
                raise Refused(FileProblem.TOO_BIG, "columns", row=number + 1)
        return row_blocks(
            (
                number,
                [(c, text, Kind.TEXT) for c, text in enumerate(row) if text],
            )
            for number, row in enumerate(self._rows)
        )


def _read(path: Path) -> bytes:
    if path.stat().st_size > LARGEST:
        raise Refused(FileProblem.TOO_BIG, "markup")
    return path.read_bytes()


class _Tables(HTMLParser):
    """Gathers the text of the cells of all tables that are not inside another."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self._depth = 0
        self._cell: list[str] | None = None
        self._span = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append([])
        elif self._depth == 1 and tag == "tr":
            self._finish()
            self.tables[-1].append([])
        elif self._depth == 1 and tag in ("td", "th"):
            self._finish()
            if not self.tables[-1]:
                self.tables[-1].append([])
            self._cell = []
            span = dict(attrs).get("colspan") or "1"
            self._span = int(span) if span.isdecimal() and len(span) < 6 else 1
        elif tag == "br" and self._cell is not None:
            self._cell.append("\x00")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self._finish()
            self._depth = max(0, self._depth - 1)
        elif tag in ("td", "th", "tr") and self._depth == 1:
            self._finish()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def _finish(self) -> None:
        if self._cell is None or self._depth != 1:
            return
        # A page's line ends are spaces; only <br> is a line end.
        text = _SPACE.sub(" ", "".join(self._cell)).replace("\xa0", " ")
        lines = [line.strip(" ") for line in text.split("\x00")]
        row = self.tables[-1][-1]
        row.append("\n".join(lines).strip("\n"))
        row += [""] * (min(self._span, MAX_COLUMNS) - 1)
        self._cell = None


class XmlSpreadsheet:
    """A workbook that Excel 2002 or 2003 saved as XML."""

    def __init__(self, path: Path) -> None:
        try:
            root = fromstring(_read(path), forbid_dtd=True)
        except DefusedXmlException:
            raise Refused(FileProblem.UNSAFE, "document type declaration") from None
        except (ParseError, ValueError, LookupError):
            raise Refused(FileProblem.DAMAGED, "xml") from None
        self._tables: list[Element | None] = []
        self.sheets: list[SheetHead] = []
        for sheet in root:
            if local_name(sheet) != "Worksheet":
                continue
            visible = next(
                (e.text for e in sheet.iter() if local_name(e) == "Visible"), ""
            )
            name = _attribute(sheet, "Name")
            self.sheets.append(SheetHead(name, bool(visible), 0, 0))
            self._tables.append(
                next((e for e in sheet if local_name(e) == "Table"), None)
            )
        if not self.sheets:
            raise Refused(FileProblem.EMPTY, "no sheets")

    def blocks(self, sheet: int, marks: Marks) -> Iterator[Block]:
        """Read a sheet."""
        return row_blocks(self._rows(self._tables[sheet], marks))

    def _rows(self, table: Element | None, marks: Marks) -> Iterator[tuple[int, Row]]:
        number = -1
        for element in table if table is not None else ():
            if local_name(element) != "Row":
                continue
            number = _index(element, number + 1, MAX_ROWS)
            if _attribute(element, "Hidden") == "1":
                marks.hidden_rows.add(number + 1)
            row: Row = []
            column = -1
            for cell in element:
                if local_name(cell) != "Cell":
                    continue
                column = _index(cell, column + 1, MAX_COLUMNS)
                text, kind, doubt = _xml_value(cell)
                if kind:
                    row.append((column, text, kind))
                if doubt is not None:
                    marks.cell(doubt, number, column)
                column += int(_attribute(cell, "MergeAcross") or 0)
            yield number, row
            number += int(_attribute(element, "Span") or 0)


def _attribute(element: Element, name: str) -> str:
    found = (v for k, v in element.items() if k.rpartition("}")[2] == name)
    return next(found, "")


def _index(element: Element, following: int, most: int) -> int:
    written = _attribute(element, "Index")
    number = int(written) - 1 if written.isdecimal() else following
    if not 0 <= number < most:
        raise Refused(FileProblem.DAMAGED, "cell outside the sheet")
    return number


def _xml_value(cell: Element) -> tuple[str, Kind, IssueCode | None]:
    data = next((e for e in cell if local_name(e) == "Data"), None)
    text = "".join(data.itertext()) if data is not None else ""
    sort = _attribute(data, "Type") if data is not None else ""
    if not text:
        if _attribute(cell, "Formula") and sort != "String":
            return "=", Kind.ERROR, IssueCode.FORMULA_WITHOUT_VALUE
        return "", Kind.BLANK, None
    if sort == "Number":
        try:
            number = number_text(to_number(text))
        except ValueError:
            return text, Kind.TEXT, None
        doubt = IssueCode.PRECISION_LOST if is_inexact(number) else None
        return number, Kind.NUMBER, doubt
    if sort == "DateTime":
        day, _, clock = text.partition("T")
        clock = clock.partition(".")[0]
        midnight = clock in ("", "00:00:00")
        return (day if midnight else f"{day}T{clock}"), Kind.DATE, None
    if sort == "Boolean":
        return ("TRUE" if text == "1" else "FALSE"), Kind.FLAG, None
    if sort == "Error":
        return text, Kind.ERROR, IssueCode.ERROR_CELLS
    return text, Kind.TEXT, None
