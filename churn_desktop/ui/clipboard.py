"""Cells on the clipboard, so that a spreadsheet takes them for what they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from PySide6.QtCore import QByteArray, QMimeData

CELLS_WITH_FORMAT = 100_000
"""More cells than this are copied as plain text only."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
BREAKS = "\t\n\r"
OWN_FORMAT = "application/x-churn-desktop-cells"
"""Marks what this program copied, so that pasting it here gives the same cells."""

_AS_TEXT = """ sdnum="1033;0;@" style='mso-number-format:"\\@"'"""
_LINE_BREAK = '<br style="mso-data-placement:same-cell">'


class Cell(NamedTuple):
    """One cell: what it says and whether a spreadsheet may read it as a number."""

    text: str
    number: bool


def cells(rows: Iterable[Sequence[Cell]]) -> QMimeData:
    """Put rows of cells into a form that any spreadsheet can paste.

    Text stays text (``000007`` keeps its zeros, ``=1+1`` is no formula), numbers and
    percentages become numbers.
    """
    table = [list(row) for row in rows]
    data = as_data("\n".join("\t".join(plain(cell) for cell in row) for row in table))
    if sum(len(row) for row in table) <= CELLS_WITH_FORMAT:
        lines = ("<tr>" + "".join(_marked(c) for c in row) + "</tr>" for row in table)
        data.setHtml(f"<table>{''.join(lines)}</table>")
    return data


def as_data(text: str) -> QMimeData:
    """Put cells that are already plain text into a form to paste."""
    data = QMimeData()
    data.setText(text)
    data.setData(OWN_FORMAT, QByteArray(b"1"))
    return data


def plain(cell: Cell) -> str:
    """Write one cell as plain text for the clipboard."""
    text = cell.text
    if not cell.number and text.startswith(FORMULA_STARTS):
        text = f"'{text}"
    if any(mark in text for mark in BREAKS):
        text = '"' + text.replace('"', '""') + '"'
    return text


def _marked(cell: Cell) -> str:
    text = escape(cell.text).replace("\n", _LINE_BREAK)
    return f"<td>{text}</td>" if cell.number else f"<td{_AS_TEXT}>{text}</td>"
