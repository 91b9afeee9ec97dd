"""The cells of one worksheet part, in blocks.

Each piece of XML is searched with one regular expression for cells as Excel, WPS,
LibreOffice, openpyxl and others write them. Where it does not find exactly as many cells
as the piece has, the piece goes to an XML parser instead, which gives the same fields.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple
from xml.parsers import expat

from churn_desktop.core.errors import FileProblem
from churn_desktop.importing.cells import (
    MAX_COLUMNS,
    MAX_ROWS,
    Block,
    Piece,
    Refused,
)
from churn_desktop.importing.marks import Marks
from churn_desktop.importing.xml_stream import unescape, whole_elements

_ROOT = re.compile(r"<((?:[\w.-]+:)?)worksheet\b[^>]*>")
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})", re.IGNORECASE)
_MERGED = re.compile(r'<(?:[\w.-]+:)?mergeCell [^>]*?ref="([^"]*)"')
SPARSE_ROWS = 1000
"""A gap of so many rows begins a new block."""


class RawCell(NamedTuple):
    """A cell's reference, style, type, formula, value and inline text, as in the XML."""

    letters: str
    digits: str
    style: str
    type: str
    formula: str
    value: str
    inline: str


Convert = Callable[[list[RawCell], int, Marks], Piece]
"""Makes texts and kinds of the cells of one column (its number given)."""


class _Letters(dict[str, int]):
    """Column numbers of letters, counted from 0."""

    def __missing__(self, letters: str) -> int:
        number = 0
        for letter in letters.upper():
            number = number * 26 + ord(letter) - 64
        if not 0 < number <= MAX_COLUMNS:
            raise Refused(FileProblem.DAMAGED, f"column {letters}")
        self[letters] = number - 1
        return number - 1


_LETTERS = _Letters()


class SheetReader:
    """Reads one worksheet part from top to bottom.

    Parameters
    ----------
    pieces : iterator of str
        The part, see `xml_stream.text_pieces`.
    convert : callable
        Makes a `Piece` of the cells of a column.
    """

    def __init__(self, pieces: Iterator[str], convert: Convert) -> None:
        self._pieces = pieces
        self._convert = convert
        self._prefix = ""
        self._row = 0
        self.merged: list[str] = []

    def blocks(self, marks: Marks) -> Iterator[Block]:
        """Give the rows that hold anything, in the file's order."""
        rest = self._open()
        if rest is None:
            return
        pattern = _pattern(self._prefix)
        counted = [f"<{self._prefix}c{end}" for end in (" ", ">", "/", "\n")]
        opening, closing = f"<{self._prefix}row", f"</{self._prefix}sheetData>"
        for text in whole_elements(rest, opening, closing):
            if text.startswith(closing):
                self.merged = _MERGED.findall(text)
                return
            found = pattern.findall(text)
            if "<!" in text or sum(map(text.count, counted)) != len(found):
                cells = _by_parser(text, self._row)
            else:
                cells = found
                if "&" in text:
                    cells = [_unescaped(*cell) for cell in found]
            if "hidden=" in text:
                self._hidden(text, marks)
            if cells:
                self._row = int(cells[-1][1])
                yield from self._laid_out(cells, marks)
            else:
                self._row += text.count(opening)

    def _open(self) -> Iterator[str] | None:
        head = ""
        for text in self._pieces:
            head += text
            root = _ROOT.search(head)
            if root is None:
                if len(head) > 1 << 20:
                    break
                continue
            data = re.search(rf"<{root[1]}sheetData\b[^>]*?(/?)>", head)
            if data is None:
                if f"</{root[1]}worksheet>" in head:
                    return None
                continue
            self._prefix = root[1]
            if data[1]:
                return None
            return _chain(head[data.end() :], self._pieces)
        raise Refused(FileProblem.DAMAGED, "worksheet")

    def _hidden(self, text: str, marks: Marks) -> None:
        rows = re.findall(rf"<{self._prefix}row ([^>]*)>", text)
        for attributes in rows:
            if re.search(r'\bhidden="(?:1|true)"', attributes):
                number = re.search(r'\br="(\d+)"', attributes)
                if number:
                    marks.hidden_rows.add(int(number[1]))

    def _laid_out(self, cells: list[RawCell], marks: Marks) -> Iterator[Block]:
        numbers = sorted(map(int, {cell[1] for cell in cells}))
        if numbers[-1] > MAX_ROWS or numbers[0] < 1:
            bad = next(c for c in cells if not 0 < int(c[1]) <= MAX_ROWS)
            raise Refused(FileProblem.DAMAGED, f"cell {bad[0]}{bad[1]}")
        starts = [numbers[0]]
        starts += [b for a, b in pairwise(numbers) if b - a > SPARSE_ROWS]
        if len(starts) == 1:
            yield self._block(cells, numbers[0], numbers[-1], marks)
            return
        for start, following in pairwise([*starts, MAX_ROWS + 1]):
            part = [cell for cell in cells if start <= int(cell[1]) < following]
            yield self._block(part, start, max(int(c[1]) for c in part), marks)

    def _block(
        self, cells: list[RawCell], first: int, last: int, marks: Marks
    ) -> Block:
        by_column: defaultdict[str, list[RawCell]] = defaultdict(list)
        for cell in cells:
            by_column[cell[0]].append(cell)
        height = last - first + 1
        block = Block(first - 1, height)
        rows = [*map(str, range(first, last + 1))]
        for letters, column in by_column.items():
            number = _LETTERS[letters]
            made = self._convert(column, number, marks)
            if any(made.kinds):
                block.columns[number] = _spread(made, column, rows)
        return block


def _spread(made: Piece, column: list[RawCell], rows: list[str]) -> Piece:
    """Put each cell at its row."""
    numbers = [cell[1] for cell in column]
    if numbers == rows:
        return made
    first = int(rows[0])
    texts = [""] * len(rows)
    kinds = bytearray(len(rows))
    for number, text, kind in zip(numbers, made.texts, made.kinds, strict=True):
        row = int(number) - first
        texts[row] = text
        kinds[row] = kind
    return Piece(texts, bytes(kinds))


def _chain(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _pattern(p: str) -> re.Pattern[str]:
    formula = rf"(<{p}f(?:>| [^>]*[^>/]>)[^<]*</{p}f>|<{p}f(?: [^>]*)?/>)?"
    value = rf'<{p}v(?: xml:space="preserve")?>([^<]*)</{p}v>|<{p}v/>'
    inline = (
        rf'<{p}is><{p}t(?: xml:space="preserve")?>([^<]*)</{p}t></{p}is>|<{p}is/>'
    )
    reference = r'r="([A-Z]{1,3})([0-9]{1,7})"'
    style, kind = r'(?: s="([0-9]+)")?', r'(?: t="([A-Za-z]+)")?'
    return re.compile(
        rf"<{p}c {reference}{style}{kind}(?:/>|>{formula}(?:{value}|{inline})?</{p}c>)"
    )


def _unescaped(
    letters: str,
    digits: str,
    style: str,
    kind: str,
    formula: str,
    value: str,
    inline: str,
) -> RawCell:
    texts = unescape(formula), unescape(value), unescape(inline)
    return RawCell(letters, digits, style, kind, *texts)


class _Parser:
    """Gathers cells however they are written."""

    def __init__(self, row: int) -> None:
        self.cells: list[RawCell] = []
        self._row = row
        self._column = 0
        self._attributes: dict[str, str] = {}
        self._parts: dict[str, str] = {}
        self._text: list[str] | None = None
        self._hint = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0
        elif local == "c":
            self._attributes = attributes
            self._parts = {"f": "", "v": "", "t": ""}
        elif local == "rPh":
            self._hint += 1
        elif local in self._parts and not self._hint:
            self._text = []
            if local == "f":
                self._parts["f"] = "<f/>"

    def data(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local == "rPh":
            self._hint -= 1
        elif local == "c":
            self._finish()
        elif self._text is not None and local in self._parts:
            self._parts[local] += "".join(self._text)
            self._text = None

    def _finish(self) -> None:
        place = self._attributes.get("r")
        if place is None:
            letters, digits = _name(self._column), str(self._row)
        else:
            found = _REFERENCE.fullmatch(place.replace("$", ""))
            if found is None:
                raise Refused(FileProblem.DAMAGED, f"cell {place[:20]}", row=self._row)
            letters, digits = found[1].upper(), found[2]
        self._column = _LETTERS[letters] + 1
        style = self._attributes.get("s", "")
        kind = self._attributes.get("t", "")
        parts = self._parts
        self.cells.append(
            RawCell(letters, digits, style, kind, parts["f"], parts["v"], parts["t"])
        )
        self._parts = {}


def _name(column: int) -> str:
    from churn_desktop.core.grid import column_letters

    return column_letters(column + 1)


def _by_parser(text: str, row: int) -> list[RawCell]:
    gathered = _Parser(row)
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = gathered.start
    parser.EndElementHandler = gathered.end
    parser.CharacterDataHandler = gathered.data
    try:
        parser.Parse(f"<all>{text}</all>", True)
    except (expat.ExpatError, ValueError):
        raise Refused(FileProblem.DAMAGED, "worksheet XML", row=row + 1) from None
    return gathered.cells
