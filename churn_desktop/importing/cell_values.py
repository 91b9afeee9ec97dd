"""From a worksheet's raw cells to text and kind, column by column."""

from __future__ import annotations

import re
from typing import TypeAlias

from churn_desktop.core.errors import FileProblem
from churn_desktop.core.grid import Kind
from churn_desktop.core.issues import IssueCode
from churn_desktop.importing.cells import Piece, Refused, piece
from churn_desktop.importing.marks import Marks
from churn_desktop.importing.number_formats import (
    GENERAL,
    Shown,
    Style,
    date_text,
    number_text,
    time_text,
)
from churn_desktop.importing.sheet_cells import RawCell
from churn_desktop.importing.xml_stream import excel_text

Value: TypeAlias = tuple[str, Kind]

_BLANK: Value = ("", Kind.BLANK)
_FORMULA = re.compile(r"<[^>]*>")
_OUTSIDE = re.compile(r"\[\d+\]|WEBSERVICE\(|https?://", re.IGNORECASE)
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)(?:\.\d+)?)?Z?")
_REMEMBERED = 1 << 18
LONGEST_EXACT = 15
"""Excel keeps so many digits of a number."""


class _Numbers(dict[str, str]):
    """The shortest digits of a number as the file writes it."""

    def __missing__(self, written: str) -> str:
        if len(self) > _REMEMBERED:
            self.clear()
        if not written or _plain(written):
            text = written
        else:
            text = _number(written)
        self[written] = text
        return text


def _plain(written: str) -> bool:
    """Whether these digits are the shortest already."""
    return written.isdecimal() and written.isascii() and (written[0] != "0" or written == "0")


def _number(written: str) -> str:
    try:
        value = float(written)
        if value in (float("inf"), float("-inf")) or value != value:
            raise ValueError
    except ValueError:
        raise Refused(FileProblem.DAMAGED, "number") from None
    return number_text(value)


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


def show(
    text: str, style: Style, date1904: bool
) -> tuple[str, Kind, IssueCode | None]:
    """Give what a number stands for by its number format.

    Parameters
    ----------
    text : str
        The number's shortest digits.
    style : Style
    date1904 : bool

    Returns
    -------
    text : str
    kind : Kind
    doubt : IssueCode or None

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
    """Converts the cells of one workbook.

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
        self._known: dict[str, Style] = {"": self._style(0)}

    def __call__(self, cells: list[RawCell], column: int, marks: Marks) -> Piece:
        """Convert cells of one column; see `sheet_cells.Convert`."""
        _, _, styles, types, formulas, values, inlines = zip(*cells, strict=True)
        if not any(formulas):
            made = self._all_alike(set(types), set(styles), values, inlines)
            if made is not None:
                _mark_inexact(made, cells, column, marks)
                return made
        pairs = [self._one(cell, column, marks) for cell in cells]
        return Piece([text for text, _ in pairs], bytes([kind for _, kind in pairs]))

    def _all_alike(
        self,
        types: set[str],
        styles: set[str],
        values: tuple[str, ...],
        inlines: tuple[str, ...],
    ) -> Piece | None:
        """Convert a whole column at once where all its cells are of one sort."""
        if types == {"s"}:
            if "" in values:
                return None
            return piece(self._shared(values), Kind.TEXT)
        if types == {"inlineStr"}:
            return piece([*map(excel_text, inlines)], Kind.TEXT)
        if types <= {"", "n"}:
            shown = {self._style_of(style).shown for style in styles}
            if shown == {Shown.NUMBER}:
                return piece([*map(self._numbers.__getitem__, values)], Kind.NUMBER)
            if shown == {Shown.DATE}:
                dates = [*map(self._dates.__getitem__, values)]
                if dates.count("") == values.count(""):
                    return piece(dates, Kind.DATE)
        return None

    def _shared(self, values: tuple[str, ...]) -> list[str]:
        try:
            strings = self._strings
            return [strings[number] for number in map(int, values)]
        except (IndexError, ValueError):
            raise Refused(FileProblem.DAMAGED, "shared string missing") from None

    def _style_of(self, number: str) -> Style:
        style = self._known.get(number)
        if style is None:
            style = self._known[number] = self._style(int(number))
        return style

    def _style(self, number: int) -> Style:
        if self._styles is None:
            if number:
                raise Refused(FileProblem.DAMAGED, "styles missing")
            return GENERAL
        return self._styles[number] if number < len(self._styles) else GENERAL

    def _one(self, cell: RawCell, column: int, marks: Marks) -> Value:
        """Convert one cell that needs a closer look."""
        row = int(cell[1]) - 1
        _, _, style, kind, formula, value, inline = cell
        if formula:
            inside = _FORMULA.sub("", formula)
            if _OUTSIDE.search(inside):
                marks.cell(IssueCode.EXTERNAL_LINK, row, column)
            if not value and kind != "str":
                marks.cell(IssueCode.FORMULA_WITHOUT_VALUE, row, column)
                return f"={inside}" if inside else "=", Kind.ERROR
        if kind == "inlineStr":
            return _text(inline or value)
        if not value:
            return _BLANK
        if kind == "e":
            marks.cell(IssueCode.ERROR_CELLS, row, column)
            return excel_text(value), Kind.ERROR
        if kind == "s":
            return _text(self._shared((value,))[0], escapes=False)
        if kind == "str":
            return _text(value)
        if kind == "b":
            return ("FALSE" if value in ("0", "false") else "TRUE"), Kind.FLAG
        if kind == "d":
            return _iso(value)
        return self._number(value, self._style_of(style), row, column, marks)

    def _number(
        self, written: str, style: Style, row: int, column: int, marks: Marks
    ) -> Value:
        text, kind, doubt = show(self._numbers[written], style, self._date1904)
        if doubt is not None:
            marks.cell(doubt, row, column)
        return text, kind


def _mark_inexact(
    made: Piece, cells: list[RawCell], column: int, marks: Marks
) -> None:
    if Kind.NUMBER in made.kinds and max(map(len, made.texts)) > LONGEST_EXACT:
        for cell, text, kind in zip(cells, made.texts, made.kinds, strict=True):
            if kind == Kind.NUMBER and is_inexact(text):
                marks.cell(IssueCode.PRECISION_LOST, int(cell[1]) - 1, column)


def _text(text: str, escapes: bool = True) -> Value:
    if escapes:
        text = excel_text(text)
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
