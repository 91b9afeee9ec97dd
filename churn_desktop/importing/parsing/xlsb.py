"""Binary workbooks of the xlsx family: the same parts, written as records."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from pathlib import Path

from churn_desktop.core.errors import FileProblem
from churn_desktop.core.grid import Kind
from churn_desktop.core.issues import IssueCode
from churn_desktop.importing.parsing.cell_values import show
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
    GENERAL,
    Style,
    built_in,
    classify,
    number_text,
)
from churn_desktop.importing.parsing.packages import Package
from churn_desktop.importing.parsing.row_blocks import Row, row_blocks

# Record types, by the names of the format's specification ([MS-XLSB] 2.3).
_ROW_HEADER = 0
_CELL_BLANK = 1
_CELL_RK = 2
_CELL_ERROR = (3, 11)
_CELL_BOOL = (4, 10)
_CELL_TEXT = (6, 8)
_CELL_SHARED = 7
_CELL_RICH = 62
_SHARED_ITEM = 19
_FORMAT = 44
_XF = 47
_SHEET_END = 146
_WORKBOOK_PROPERTIES = 153
_SHEET = 156
_MERGED = 176
_BEGIN_CELL_XFS = 617
_END_CELL_XFS = 618

_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
_HIDDEN = 0x10

Beat = Callable[[int, int], None]
Record = tuple[int, bytes]


def records(data: bytes) -> Iterator[Record]:
    """Give the type and the body of every record.

    Raises
    ------
    Refused
        If a record is cut off.
    """
    at, end = 0, len(data)
    while at < end:
        try:
            kind = data[at]
            at += 1
            if kind & 0x80:
                kind = (kind & 0x7F) | (data[at] & 0x7F) << 7
                at += 1
            length = shift = 0
            while True:
                part = data[at]
                at += 1
                length |= (part & 0x7F) << shift
                shift += 7
                if not part & 0x80 or shift == 28:
                    break
        except IndexError:
            raise Refused(FileProblem.DAMAGED, "record cut off") from None
        if at + length > end:
            raise Refused(FileProblem.DAMAGED, "record cut off")
        yield kind, data[at : at + length]
        at += length


def _text(body: bytes, at: int) -> tuple[str, int]:
    """Read a counted UTF-16 text and give what follows it."""
    (count,) = struct.unpack_from("<I", body, at)
    end = at + 4 + 2 * count
    if end > len(body):
        raise Refused(FileProblem.DAMAGED, "text cut off")
    return body[at + 4 : end].decode("utf-16-le", "replace"), end


class XlsbWorkbook:
    """An open workbook; see `cells.Workbook`."""

    def __init__(self, path: Path, marks: Marks, beat: Beat) -> None:
        self._package = Package(path)
        self._beat = beat
        main = next(n for n in self._package.names() if n.endswith("workbook.bin"))
        relations = self._package.relations(main)
        self._parts = dict(relations.values())
        self._date1904 = False
        self._sheets: list[tuple[SheetHead, str]] = []
        for kind, body in self._records(main):
            if kind == _WORKBOOK_PROPERTIES and body:
                self._date1904 = bool(body[0] & 1)
            elif kind == _SHEET:
                state, identity, name = _sheet_entry(body)
                sort, part = relations.get(identity, ("", ""))
                if sort == "worksheet":
                    head = SheetHead(name, state != 0, 0, 0)
                    self._sheets.append((head, part))
        if not self._sheets:
            raise Refused(FileProblem.EMPTY, "no worksheet")
        self._strings: list[str] | None = None
        self._styles: list[Style] = []
        if any(name.endswith("vbaproject.bin") for name in self._package.names()):
            marks.file(IssueCode.MACROS_IGNORED)

    @property
    def sheets(self) -> list[SheetHead]:
        """The worksheets, in the workbook's order."""
        return [head for head, _ in self._sheets]

    def blocks(self, sheet: int, marks: Marks) -> Iterator[Block]:
        """Read a worksheet."""
        if self._strings is None:
            self._strings = self._shared_strings()
            self._styles = self._cell_styles()
        merged: list[Area] = []
        rows = self._rows(self._sheets[sheet][1], marks, merged)
        yield from row_blocks(rows)
        mark_merged(merged, marks)

    def _records(self, part: str) -> Iterator[Record]:
        with self._package.open(part) as stream:
            data = stream.read()
        try:
            yield from records(data)
        except struct.error:
            raise Refused(FileProblem.DAMAGED, "record too short") from None

    def _shared_strings(self) -> list[str]:
        part = self._parts.get("sharedStrings", "")
        if part not in self._package:
            return []
        found = self._records(part)
        return [_text(body, 1)[0] for kind, body in found if kind == _SHARED_ITEM]

    def _cell_styles(self) -> list[Style]:
        part = self._parts.get("styles", "")
        if part not in self._package:
            return []
        codes: dict[int, str] = {}
        styles = []
        inside = False
        for kind, body in self._records(part):
            if kind == _FORMAT:
                codes[struct.unpack_from("<H", body)[0]] = _text(body, 2)[0]
            elif kind in (_BEGIN_CELL_XFS, _END_CELL_XFS):
                inside = kind == _BEGIN_CELL_XFS
            elif kind == _XF and inside:
                number = struct.unpack_from("<HH", body)[1]
                code = codes.get(number)
                styles.append(classify(code) if code else built_in(number))
        return styles

    def _rows(
        self, part: str, marks: Marks, merged: list[Area]
    ) -> Iterator[tuple[int, Row]]:
        number, row = -1, Row()
        total = self._package.size(part)
        done = 0
        for kind, body in self._records(part):
            done += len(body) + 2
            try:
                if kind == _ROW_HEADER:
                    yield number, row
                    number, row = struct.unpack_from("<I", body)[0], []
                    if number >= MAX_ROWS:
                        raise Refused(FileProblem.DAMAGED, "row number")
                    if body[11] & _HIDDEN:
                        marks.hidden_rows.add(number + 1)
                    self._beat(min(done, total), total)
                elif kind == _MERGED:
                    top, bottom, left, right = struct.unpack_from("<4I", body)
                    merged.append((top, bottom + 1, left, right + 1))
                elif kind <= 11 or kind == _CELL_RICH:
                    self._take(kind, body, number, row, marks)
                elif kind == _SHEET_END:
                    yield number, row
                    number, row = -1, []
            except (struct.error, IndexError):
                raise Refused(FileProblem.DAMAGED, "cell", row=number + 1) from None

    def _take(
        self, kind: int, body: bytes, number: int, row: Row, marks: Marks
    ) -> None:
        column, style = struct.unpack_from("<II", body)
        if column >= MAX_COLUMNS or number < 0:
            raise Refused(FileProblem.DAMAGED, "cell outside the sheet")
        text, what, doubt = self._value(kind, body, style & 0xFFFFFF)
        if what:
            row.append((column, text, what))
            if doubt is not None:
                marks.cell(doubt, number, column)

    def _value(
        self, kind: int, body: bytes, style: int
    ) -> tuple[str, Kind, IssueCode | None]:
        if kind == _CELL_BLANK:
            return "", Kind.BLANK, None
        if kind == _CELL_SHARED:
            assert self._strings is not None
            text = self._strings[struct.unpack_from("<I", body, 8)[0]]
            return text, Kind.TEXT if text else Kind.BLANK, None
        if kind in _CELL_TEXT or kind == _CELL_RICH:
            text, _ = _text(body, 8 + (kind == _CELL_RICH))
            return text, Kind.TEXT if text else Kind.BLANK, None
        if kind in _CELL_ERROR:
            text = _ERRORS.get(body[8], "#ERROR!")
            return text, Kind.ERROR, IssueCode.ERROR_CELLS
        if kind in _CELL_BOOL:
            return ("TRUE" if body[8] else "FALSE"), Kind.FLAG, None
        if kind == _CELL_RK:
            value = _small(struct.unpack_from("<i", body, 8)[0])
        else:
            (value,) = struct.unpack_from("<d", body, 8)
        known = style < len(self._styles)
        shown = self._styles[style] if known else GENERAL
        return show(number_text(value), shown, self._date1904)


def _sheet_entry(body: bytes) -> tuple[int, str, str]:
    """Give a sheet's state, relation and name; Excel 2007's beta had one field more."""
    for start in (8, 12):
        try:
            identity, at = _text(body, start)
            name, end = _text(body, at)
        except (Refused, struct.error):
            continue
        if end == len(body):
            return struct.unpack_from("<I", body)[0], identity, name
    raise Refused(FileProblem.DAMAGED, "sheet entry")


def _small(packed: int) -> float:
    """Unpack a number of 30 bits, maybe in hundredths.

    Examples
    --------
    >>> _small(123 << 2 | 2), _small(12345 << 2 | 3)
    (123.0, 123.45)
    """
    if packed & 2:
        value = float(packed >> 2)
    else:
        bits = (packed & 0xFFFFFFFC) << 32
        (value,) = struct.unpack("<d", struct.pack("<Q", bits))
    return value / 100 if packed & 1 else value
