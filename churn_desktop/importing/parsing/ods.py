"""OpenDocument spreadsheets, as LibreOffice and others write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from xml.parsers import expat

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
from churn_desktop.importing.parsing.marks import Marks
from churn_desktop.importing.parsing.merged import Area, mark_merged
from churn_desktop.importing.parsing.number_formats import (
    number_text,
    time_text,
    to_number,
)
from churn_desktop.importing.parsing.packages import Package
from churn_desktop.importing.parsing.row_blocks import Row, row_blocks
from churn_desktop.importing.parsing.xml_stream import LONGEST, text_pieces, unescape

MOST_REPEATED = 5_000_000
"""More cells than this, filled by repeating a few, are no list."""

_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)(?:[.,]\d+)?)?Z?")
_TIME = re.compile(r"-?PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")
_ERROR = re.compile(r"#[A-Z/0!?]+|Err:\d+")
_OUTLINE = re.compile(
    r"<(?:style:style|style:table-properties|table:table) [^>]*>|</table:table>"
)
_NUMBERS = ("float", "currency", "percentage")

Beat = Callable[[int, int], None]


class OdsWorkbook:
    """An open spreadsheet; see `cells.Workbook`."""

    def __init__(self, path: Path, marks: Marks, beat: Beat) -> None:
        self._package = Package(path)
        self._beat = beat
        self._starts: list[int] = []
        self.sheets: list[SheetHead] = []
        self._find_tables()
        if not self.sheets:
            raise Refused(FileProblem.EMPTY, "no sheets")
        if any(name.startswith("basic/") for name in self._package.names()):
            marks.file(IssueCode.MACROS_IGNORED)

    def _find_tables(self) -> None:
        """Find where each sheet begins, so that others need not be parsed."""
        hidden: set[str] = set()
        style, depth, position, held = "", 0, 0, ""
        for text in self._pieces():
            held += text
            # An opening tag may be cut in two.
            end = held.rfind("<")
            end = len(held) if held.find(">", end) >= 0 else end
            for found in _OUTLINE.finditer(held, 0, end):
                tag = found[0]
                if tag.startswith("<style:style"):
                    style = _named(tag, "style:name")
                elif tag.startswith("<style:table-properties"):
                    if _named(tag, "table:display") == "false":
                        hidden.add(style)
                elif tag.startswith("</"):
                    depth -= 1
                else:
                    depth += not tag.endswith("/>")
                    if depth == 1:
                        name = unescape(_named(tag, "table:name"))
                        shown = _named(tag, "table:style-name") not in hidden
                        self.sheets.append(SheetHead(name, not shown, 0, 0))
                        self._starts.append(position + found.start())
            position += end
            held = held[end:]
            if len(held) > LONGEST:
                raise Refused(FileProblem.TOO_BIG, "element too long")

    def _pieces(self) -> Iterator[str]:
        total = self._package.size("content.xml")
        with self._package.open("content.xml") as part:
            yield from text_pieces(part, lambda done: self._beat(done, total))

    def blocks(self, sheet: int, marks: Marks) -> Iterator[Block]:
        """Read a sheet."""
        content = _Content(marks)
        yield from row_blocks(self._parsed(content, self._starts[sheet]))
        mark_merged(content.merged, marks)

    def _parsed(self, content: _Content, start: int) -> Iterator[tuple[int, Row]]:
        """Feed a table to the parser piece by piece and pass on the rows it gives."""
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler = content.start
        parser.EndElementHandler = content.end
        parser.CharacterDataHandler = content.data
        parser.Parse(b"<all>", False)
        position = 0
        for text in self._pieces():
            position += len(text)
            # To the end even when the table has ended: there the checksum is verified.
            if position <= start or content.ended:
                continue
            try:
                parser.Parse(text[max(0, start - position + len(text)) :], False)
            except expat.ExpatError:
                if not content.ended:
                    raise Refused(FileProblem.DAMAGED, "content.xml") from None
            yield from content.rows
            content.rows.clear()
        if not content.ended:
            raise Refused(FileProblem.DAMAGED, "content.xml")


def _named(tag: str, name: str) -> str:
    found = re.search(rf"""\b{name}\s*=\s*(?:"([^"]*)"|'([^']*)')""", tag)
    return (found[1] or found[2] or "") if found else ""


class _Content:
    """Takes the elements of one table and gathers its rows."""

    def __init__(self, marks: Marks) -> None:
        self.rows: list[tuple[int, Row]] = []
        self.merged: list[Area] = []
        self.ended = False
        self._marks = marks
        self._depth = 0
        self._row = self._row_repeat = self._column = self._repeated = 0
        self._cells: Row = []
        self._attributes: dict[str, str] = {}
        self._text: list[str] | None = None
        self._note = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self._depth += 1
        elif self._depth == 1 and not self.ended:
            self._inside(name, attributes)

    def _inside(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table-row":
            self._row_repeat = _count(attributes, "table:number-rows-repeated")
            self._column, self._cells = 0, []
            if attributes.get("table:visibility") in ("collapse", "filter"):
                shown = range(self._row + 1, self._row + 1 + self._row_repeat)
                self._marks.hidden_rows.update(islice(shown, 0, MAX_ROWS))
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._attributes, self._text = attributes, []
        elif name == "office:annotation":
            self._note += 1
        elif self._text is not None and not self._note:
            if name == "text:p" and self._text:
                self._text.append("\n")
            elif name == "text:s":
                self._text.append(" " * min(_count(attributes, "text:c"), 10_000))
            elif name == "text:tab":
                self._text.append("\t")
            elif name == "text:line-break":
                self._text.append("\n")

    def data(self, text: str) -> None:
        # Text outside paragraphs is only the layout of the XML.
        if self._text is not None and not self._note and text.strip("\n\r\t"):
            self._text.append(text)

    def end(self, name: str) -> None:
        if name == "table:table":
            self._depth -= 1
            self.ended = self.ended or not self._depth
        elif name == "office:annotation":
            self._note -= 1
        elif self._text is not None and name in (
            "table:table-cell",
            "table:covered-table-cell",
        ):
            self._end_cell("".join(self._text))
            self._text = None
        elif name == "table:table-row" and self._row_repeat:
            self._end_row()

    def _end_cell(self, text: str) -> None:
        count = _count(self._attributes, "table:number-columns-repeated")
        spanned = _count(self._attributes, "table:number-columns-spanned")
        tall = _count(self._attributes, "table:number-rows-spanned")
        if spanned > 1 or tall > 1:
            corner = self._row, self._row + tall
            self.merged.append((*corner, self._column, self._column + spanned))
        value, kind, doubt = _value(self._attributes, text)
        if kind:
            if self._column + count > MAX_COLUMNS:
                raise Refused(FileProblem.TOO_BIG, "columns", row=self._row + 1)
            for column in range(self._column, self._column + count):
                self._cells.append((column, value, kind))
                if doubt is not None:
                    self._marks.cell(doubt, self._row, column)
        self._column += count

    def _end_row(self) -> None:
        if self._cells:
            self._repeated += len(self._cells) * (self._row_repeat - 1)
            if (
                self._repeated > MOST_REPEATED
                or self._row + self._row_repeat > 2 * MAX_ROWS
            ):
                raise Refused(FileProblem.TOO_BIG, "repeated rows", row=self._row + 1)
            for row in range(self._row, self._row + self._row_repeat):
                self.rows.append((row, self._cells))
        self._row += self._row_repeat
        self._row_repeat = 0


def _count(attributes: dict[str, str], name: str) -> int:
    written = attributes.get(name, "1")
    return int(written) if written.isdecimal() and len(written) < 12 else 1


def _value(attributes: dict[str, str], text: str) -> tuple[str, Kind, IssueCode | None]:
    sort = attributes.get("office:value-type", "")
    if attributes.get("calcext:value-type") == "error" or (
        "table:formula" in attributes and _ERROR.fullmatch(text)
    ):
        return text or "#ERROR!", Kind.ERROR, IssueCode.ERROR_CELLS
    if sort in _NUMBERS:
        return _number(attributes.get("office:value", ""), text)
    if sort == "date":
        return _date(attributes.get("office:date-value", ""))
    if sort == "time":
        found = _TIME.fullmatch(attributes.get("office:time-value", ""))
        if found is None:
            return text, Kind.TEXT if text else Kind.BLANK, None
        hours, minutes, seconds = (int(part) for part in found.groups())
        clock = time_text((hours * 3600 + minutes * 60 + seconds) / 86_400)
        return clock or text, Kind.TEXT, None
    if sort == "boolean":
        true = attributes.get("office:boolean-value") == "true"
        return ("TRUE" if true else "FALSE"), Kind.FLAG, None
    text = attributes.get("office:string-value", text)
    if not text and not sort and "table:formula" in attributes:
        formula = attributes["table:formula"].removeprefix("of:")
        return formula, Kind.ERROR, IssueCode.FORMULA_WITHOUT_VALUE
    return text, Kind.TEXT if text else Kind.BLANK, None


def _number(written: str, shown: str) -> tuple[str, Kind, IssueCode | None]:
    try:
        text = number_text(to_number(written))
    except ValueError:
        raise Refused(FileProblem.DAMAGED, "number") from None
    if len(shown) > len(text) and shown.isdecimal() and shown.lstrip("0") == text:
        return shown, Kind.TEXT, IssueCode.LEADING_ZERO_FORMAT
    return text, Kind.NUMBER, IssueCode.PRECISION_LOST if is_inexact(text) else None


def _date(written: str) -> tuple[str, Kind, IssueCode | None]:
    found = _DATE.fullmatch(written)
    if found is None or found[1] < "1583":
        return written, Kind.TEXT, IssueCode.DATE_UNREADABLE
    if found[2] in (None, "00:00:00"):
        return found[1], Kind.DATE, None
    return f"{found[1]}T{found[2]}", Kind.DATE, None
