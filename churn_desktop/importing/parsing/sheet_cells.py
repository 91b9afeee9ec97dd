"""The cells of one worksheet part, in blocks.

There are three ways to the cells of a piece of XML, from the fastest to the most
patient: an expression for whole rows that are all alike (`row_pattern`), one for cells
as Excel, WPS, LibreOffice, openpyxl and others write them, and an XML parser
(`sheet_parser`). Each counts only if it finds exactly as many rows or cells as the
piece has.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import Protocol

from churn_desktop.core.errors import FileProblem
from churn_desktop.importing.parsing.cells import MAX_ROWS, Block, Piece, Refused
from churn_desktop.importing.parsing.marks import Marks
from churn_desktop.importing.parsing.row_pattern import RowPattern, learn
from churn_desktop.importing.parsing.sheet_parser import COLUMNS, RawCell, parse_rows
from churn_desktop.importing.parsing.xml_stream import (
    excel_text,
    unescape,
    whole_elements,
)

SPARSE_ROWS = 1000
"""A gap of so many rows begins a new block."""

_LONGEST_HEAD = 1 << 23
_ROOT = re.compile(r"<((?:[\w.-]+:)?)worksheet\b[^>]*>")
_MERGED = re.compile(r'<(?:[\w.-]+:)?mergeCell [^>]*?ref="([^"]*)"')


class Convert(Protocol):
    """Makes texts and kinds of raw cells; see `cell_values.CellValues`."""

    def sort(self, attributes: str) -> object:
        """Give what matters of a cell's attributes."""
        ...

    def cells(self, cells: Sequence[RawCell], column: int, marks: Marks) -> Piece:
        """Convert cells of one column."""
        ...

    def alike(
        self,
        attributes: str,
        values: Sequence[str],
        place: tuple[int, int],
        marks: Marks,
    ) -> Piece | None:
        """Convert values of consecutive cells; None when they need a closer look."""
        ...


class SheetReader:
    """Reads one worksheet part from top to bottom.

    Parameters
    ----------
    pieces : iterator of str
        The part, see `xml_stream.text_pieces`.
    convert : Convert
    """

    def __init__(self, pieces: Iterator[str], convert: Convert) -> None:
        self._pieces = pieces
        self._convert = convert
        self._prefix = ""
        self._row = 0
        self._pattern: RowPattern | None = None
        self.merged: list[str] = []

    def blocks(self, marks: Marks) -> Iterator[Block]:
        """Give the rows that hold anything, in the file's order."""
        rest = self._open()
        if rest is None:
            return
        pattern = _cell_pattern(self._prefix)
        opening, closing = f"<{self._prefix}row", f"</{self._prefix}sheetData>"
        for text in whole_elements(rest, opening, closing):
            if text.startswith(closing):
                self.merged = _MERGED.findall(text)
                return
            if "hidden=" in text:
                self._hidden(text, marks)
            if block := self._alike(text, marks):
                yield block
                continue
            found: list[RawCell] = pattern.findall(text)
            if "<!" in text or text.count(f"<{self._prefix}c") != len(found):
                cells, self._row = parse_rows(text, self._row)
                yield from self._laid_out(cells, marks)
                continue
            self._learn(found)
            if found:
                self._row = int(found[-1][1])
                cells = _unescaped(found) if "&" in text else found
                yield from self._laid_out(cells, marks)
            else:
                self._row += text.count(opening)

    def _open(self) -> Iterator[str] | None:
        """Go to the first row; None when the sheet has no rows at all."""
        head = ""
        for text in self._pieces:
            head += text
            root = _ROOT.search(head)
            if root is not None:
                prefix = root[1]
                data = re.search(rf"<{prefix}sheetData\b[^>]*?(/?)>", head)
                if data is not None:
                    self._prefix = prefix
                    return (
                        None if data[1] else chain([head[data.end() :]], self._pieces)
                    )
                if f"</{prefix}worksheet>" in head:
                    return None
            if len(head) > _LONGEST_HEAD:
                break
        raise Refused(FileProblem.DAMAGED, "worksheet")

    def _hidden(self, text: str, marks: Marks) -> None:
        for attributes in re.findall(rf"<{self._prefix}row ([^>]*)>", text):
            if re.search(r'\bhidden="(?:1|true)"', attributes):
                number = re.search(r'\br="(\d+)"', attributes)
                if number:
                    marks.hidden_rows.add(int(number[1]))

    def _learn(self, found: Sequence[RawCell]) -> None:
        # The first row may be the headings, unlike all others.
        rest = [cell for cell in found if cell[1] != found[0][1]]
        learned = learn(self._prefix, rest, self._convert.sort)
        self._pattern = learned or self._pattern

    def _alike(self, text: str, marks: Marks) -> Block | None:
        """Read rows that are all as the rows before them."""
        if self._pattern is None or "<!" in text:
            return None
        found = self._pattern.values(text)
        if found is None:
            return None
        first, columns = found
        height = len(columns[0])
        if first < 1 or first + height - 1 > MAX_ROWS:
            return None
        aside = Marks()
        escaped = "&" in text or "_x" in text
        block = Block(first - 1, height)
        for (number, attributes), column in zip(
            self._pattern.columns, columns, strict=True
        ):
            values: Sequence[str] = column
            if escaped:
                values = [excel_text(unescape(value)) for value in column]
            place = first - 1, number
            made = self._convert.alike(attributes, values, place, aside)
            if made is None:
                return None
            if any(made.kinds):
                block.columns[number] = made
        marks.update(aside)
        self._row = first + height - 1
        return block

    def _laid_out(self, cells: Sequence[RawCell], marks: Marks) -> Iterator[Block]:
        if not cells:
            return
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
        self, cells: Sequence[RawCell], first: int, last: int, marks: Marks
    ) -> Block:
        by_column: defaultdict[str, list[RawCell]] = defaultdict(list)
        for cell in cells:
            by_column[cell[0]].append(cell)
        block = Block(first - 1, last - first + 1)
        rows = [*map(str, range(first, last + 1))]
        for letters, column in by_column.items():
            number = COLUMNS[letters]
            made = self._convert.cells(column, number, marks)
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


def _cell_pattern(p: str) -> re.Pattern[str]:
    keep = '(?: xml:space="preserve")?'
    formula = rf"(<{p}f(?:>| [^>]*[^>/]>)[^<]*+</{p}f>|<{p}f(?: [^>]*)?/>)?+"
    opened = rf"(?:<{p}v{keep}>|<{p}is><{p}t{keep}>)"
    closed = rf"(?:</{p}v>|</{p}t></{p}is>)"
    value = rf"(?:{opened}([^<]*+){closed}|<{p}v/>|<{p}is/>)?+"
    return re.compile(
        rf'<{p}c r="([A-Z]{{1,3}}+)([0-9]{{1,7}}+)"([^>/]*+)'
        rf"(?:/>|>{formula}{value}</{p}c>)"
    )


def _unescaped(cells: Sequence[RawCell]) -> list[RawCell]:
    return [
        RawCell(letters, digits, attributes, unescape(formula), unescape(value))
        for letters, digits, attributes, formula, value in cells
    ]
