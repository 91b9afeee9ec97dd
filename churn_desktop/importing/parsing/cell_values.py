"""From a worksheet's raw cells to text and kind, column by column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from churn_desktop.core.errors import FileProblem
from churn_desktop.core.grid import Kind
from churn_desktop.core.issues import IssueCode
from churn_desktop.importing.parsing.cells import Piece, Refused, piece
from churn_desktop.importing.parsing.marks import Marks
from churn_desktop.importing.parsing.number_formats import (
    GENERAL,
    Shown,
    Style,
    date_text,
    number_text,
    time_text,
    to_number,
)
from churn_desktop.importing.parsing.sheet_parser import RawCell
from churn_desktop.importing.parsing.xml_stream import excel_text

Value: TypeAlias = tuple[str, Kind]

_BLANK: Value = ("", Kind.BLANK)
_FORMULA = re.compile(r"<[^>]*>")
_ATTRIBUTE = re.compile(r'\b(\w+)="([^"]*)"')
_OUTSIDE = re.compile(r"\[\d+\]|WEBSERVICE\(|https?://", re.IGNORECASE)
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)(?:\.\d+)?)?Z?")
# So few digits without zeros at either end are the shortest of their number.
_SHORTEST = re.compile(
    r"(?!-0$)-?(?:0|[1-9][0-9]{0,7}+)(?:\.[0-9]{0,6}[1-9])?+|[1-9][0-9]{0,30}+"
)
_REMEMBERED = 1 << 18
LONGEST_EXACT = 15
"""Excel keeps so many digits of a number."""


class _Numbers(dict[str, str]):
    """The shortest digits of a number as the file writes it."""

    def __missing__(self, written: str) -> str:
        if len(self) > _REMEMBERED:
            self.clear()
        exact = not written or _SHORTEST.fullmatch(written)
        text = self[written] = written if exact else _number(written)
        return text


def _number(written: str) -> str:
    try:
        return number_text(to_number(written))
    except ValueError:
        raise Refused(FileProblem.DAMAGED, "number") from None


class _Dates(dict[str, str]):
    """The date of a day number as the file writes it; empty where there is none."""

    def __init__(self, date1904: bool) -> None:
        super().__init__()
        self._date1904 = date1904

    def __missing__(self, written: str) -> str:
        if len(self) > _REMEMBERED:
            self.clear()
        text = date_text(float(_number(written)), self._date1904) if written else ""
        self[written] = text or ""
        return text or ""


def show(text: str, style: Style, date1904: bool) -> tuple[str, Kind, IssueCode | None]:
    """Give what a number stands for by its number format.

    Parameters
    ----------
    text : str
        The number's shortest digits.
    style : Style
    date1904 : bool

    Examples
    --------
    >>> show("45356", Style(Shown.DATE), False)
    ('2024-03-05', <Kind.DATE: 3>, None)
    >>> show("123", Style(Shown.PADDED, 6), False)[0]
    '000123'
    """
    if style.shown is Shown.PADDED and text.isdecimal():
        doubt = IssueCode.LEADING_ZERO_FORMAT if len(text) < style.digits else None
        return text.zfill(style.digits), Kind.TEXT, doubt
    if style.shown is Shown.DATE:
        when = date_text(float(text), date1904)
        if when is None:
            return text, Kind.NUMBER, IssueCode.DATE_UNREADABLE
        return when, Kind.DATE, None
    if style.shown in (Shown.TIME, Shown.DURATION):
        serial = float(text)
        # The day number of a real date that is only shown as a time of day.
        if style.shown is Shown.TIME and serial >= 366:
            when = date_text(serial, date1904)
            return (when, Kind.DATE, None) if when else (text, Kind.NUMBER, None)
        if (clock := time_text(serial)) is not None:
            return clock, Kind.TEXT, None
    inexact = len(text) > LONGEST_EXACT and is_inexact(text)
    return text, Kind.NUMBER, IssueCode.PRECISION_LOST if inexact else None


def is_inexact(text: str) -> bool:
    """Whether a whole number has more digits than Excel keeps."""
    digits = text.removeprefix("-")
    return len(digits) > LONGEST_EXACT and digits.isdecimal()


class CellValues:
    """Converts the cells of one workbook; see `sheet_cells.Convert`.

    Parameters
    ----------
    strings : list of str
        The shared texts.
    styles : list of Style or None
        By style number; None when the workbook has lost them.
    date1904 : bool
    """

    def __init__(
        self, strings: list[str], styles: list[Style] | None, date1904: bool
    ) -> None:
        self._strings = strings
        self._styles = styles
        self._date1904 = date1904
        self._numbers = _Numbers()
        self._dates = _Dates(date1904)
        self._sorts: dict[str, tuple[str, Style]] = {}

    def cells(self, cells: Sequence[RawCell], column: int, marks: Marks) -> Piece:
        """Convert cells of one column."""
        pairs = []
        for cell in cells:
            try:
                pairs.append(self._one(cell, column, marks))
            except Refused as refused:
                refused.row = int(cell[1])
                raise
        return Piece([text for text, _ in pairs], bytes([kind for _, kind in pairs]))

    def alike(
        self,
        attributes: str,
        values: Sequence[str],
        place: tuple[int, int],
        marks: Marks,
    ) -> Piece | None:
        """Convert consecutive cells of one column, all of one sort.

        Parameters
        ----------
        attributes : str
        values : sequence of str
            Without any escapes; empty for blank cells.
        place : (int, int)
            Row and column of the first, counted from 0.
        marks : Marks

        Returns
        -------
        Piece or None
            None when single cells need a closer look.
        """
        sort, style = self.sort(attributes)
        if sort == "s":
            return piece(self._shared(values), Kind.TEXT)
        if sort == "inlineStr":
            return piece([*values], Kind.TEXT)
        if sort not in ("", "n"):
            return None
        if style.shown is Shown.NUMBER:
            texts = [*map(self._numbers.__getitem__, values)]
            if max(map(len, texts)) > LONGEST_EXACT:
                for row, text in enumerate(texts, place[0]):
                    if is_inexact(text):
                        marks.cell(IssueCode.PRECISION_LOST, row, place[1])
            return piece(texts, Kind.NUMBER)
        if style.shown is Shown.DATE:
            dates = [*map(self._dates.__getitem__, values)]
            if dates.count("") == values.count(""):
                return piece(dates, Kind.DATE)
        return None

    def _shared(self, values: Sequence[str]) -> list[str]:
        strings = self._strings
        try:
            if "" in values:
                return [strings[int(number)] if number else "" for number in values]
            return [*map(strings.__getitem__, map(int, values))]
        except (IndexError, ValueError):
            raise Refused(FileProblem.DAMAGED, "shared string missing") from None

    def sort(self, attributes: str) -> tuple[str, Style]:
        """Give type and style of a cell by its attributes."""
        found = self._sorts.get(attributes)
        if found is None:
            named = dict(_ATTRIBUTE.findall(attributes))
            style = self._style(named.get("s", "0"))
            found = self._sorts[attributes] = named.get("t", ""), style
        return found

    def _style(self, written: str) -> Style:
        number = int(written) if written.isdecimal() else 0
        if self._styles is None:
            if number:
                raise Refused(FileProblem.DAMAGED, "styles missing")
            return GENERAL
        return self._styles[number] if number < len(self._styles) else GENERAL

    def _one(self, cell: RawCell, column: int, marks: Marks) -> Value:
        _, digits, attributes, formula, value = cell
        sort, style = self.sort(attributes)
        row = int(digits) - 1
        if formula:
            inside = _FORMULA.sub("", formula)
            if _OUTSIDE.search(inside):
                marks.cell(IssueCode.EXTERNAL_LINK, row, column)
            if not value and sort not in ("str", "inlineStr"):
                marks.cell(IssueCode.FORMULA_WITHOUT_VALUE, row, column)
                return f"={inside}", Kind.ERROR
        if not value:
            return _BLANK
        if sort == "s":
            return _text(self._shared((value,))[0])
        if sort in ("str", "inlineStr"):
            return _text(excel_text(value))
        if sort == "e":
            marks.cell(IssueCode.ERROR_CELLS, row, column)
            return value, Kind.ERROR
        if sort == "b":
            return ("FALSE" if value in ("0", "false") else "TRUE"), Kind.FLAG
        if sort == "d":
            return _iso(value)
        text, kind, doubt = show(self._numbers[value], style, self._date1904)
        if doubt is not None:
            marks.cell(doubt, row, column)
        return text, kind


def _text(text: str) -> Value:
    return (text, Kind.TEXT) if text else _BLANK


def _iso(value: str) -> Value:
    """Convert a date that the file keeps as ISO text."""
    found = _ISO.fullmatch(value)
    if found is None:
        return value, Kind.TEXT
    clock = found[2]
    if clock in (None, "00:00:00"):
        return found[1], Kind.DATE
    return f"{found[1]}T{clock}", Kind.DATE
