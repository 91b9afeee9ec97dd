"""Cells of a worksheet by a real XML parser, for XML no expression of ours expects."""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.parsers import expat

from churn_desktop.core.errors import FileProblem
from churn_desktop.core.grid import column_letters
from churn_desktop.importing.parsing.cells import MAX_COLUMNS, Refused

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})", re.IGNORECASE)


class RawCell(NamedTuple):
    """A cell as the XML has it.

    Attributes
    ----------
    letters, digits : str
        Its reference (``"AB"``, ``"17"``).
    attributes : str
        All others, such as ``' s="3" t="s"'``.
    formula : str
        The formula's element; empty where there is none.
    value : str
        The value or the text kept in the cell itself.
    """

    letters: str
    digits: str
    attributes: str
    formula: str
    value: str


class _Columns(dict[str, int]):
    """Column numbers of letters, counted from 0."""

    def __missing__(self, letters: str) -> int:
        number = 0
        for letter in letters.upper():
            number = number * 26 + ord(letter) - 64
        if not 0 < number <= MAX_COLUMNS:
            raise Refused(FileProblem.DAMAGED, f"column {letters}")
        self[letters] = number - 1
        return number - 1


COLUMNS = _Columns()


class _Handler:
    """Gathers cells however they are written."""

    def __init__(self, row: int) -> None:
        self.cells: list[RawCell] = []
        self.row = row
        self._column = 0
        self._attributes: dict[str, str] = {}
        self._parts: dict[str, str] = {}
        self._text: list[str] | None = None
        self._hints = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self._column = 0
        elif local == "c":
            self._attributes = attributes
            self._parts = {"f": "", "v": "", "t": ""}
        elif local == "rPh":
            self._hints += 1
        elif local in self._parts and not self._hints:
            self._text = []
            if local == "f":
                self._parts["f"] = "<f/>"

    def data(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local == "rPh":
            self._hints -= 1
        elif local == "c":
            self._finish()
        elif self._text is not None and local in self._parts:
            self._parts[local] += "".join(self._text)
            self._text = None

    def _finish(self) -> None:
        place = self._attributes.get("r")
        if place is None:
            letters, digits = column_letters(self._column + 1), str(self.row)
        else:
            found = _REFERENCE.fullmatch(place)
            if found is None:
                raise Refused(FileProblem.DAMAGED, f"cell {place[:20]}", row=self.row)
            letters, digits = found[1].upper(), found[2]
        self._column = COLUMNS[letters] + 1
        kept = [
            f' {name}="{self._attributes[name]}"'
            for name in ("s", "t")
            if name in self._attributes
        ]
        value = self._parts["v"] or self._parts["t"]
        self.cells.append(
            RawCell(letters, digits, "".join(kept), self._parts["f"], value)
        )
        self._parts = {}


def parse_rows(text: str, row: int) -> tuple[list[RawCell], int]:
    """Parse some ``<row>`` elements.

    Parameters
    ----------
    text : str
    row : int
        Number of the row before them, for rows that do not give their own.

    Returns
    -------
    cells : list of RawCell
    row : int
        Number of the last row.
    """
    handler = _Handler(row)
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.data
    try:
        parser.Parse(f"<all>{text}</all>", True)
    except (expat.ExpatError, ValueError):
        raise Refused(FileProblem.DAMAGED, "worksheet XML", row=row + 1) from None
    return handler.cells, handler.row
