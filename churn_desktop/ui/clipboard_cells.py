"""Cells that another program put on the clipboard, or this one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from churn_desktop.ui.clipboard import BREAKS, FORMULA_STARTS, OWN_FORMAT

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData


def read_cells(data: QMimeData) -> list[list[str]]:
    """Give the block of cells on the clipboard; empty when it holds no text.

    Every row has the same length; what is missing at the end of one is blank.
    """
    rows = parse_cells(data.text())
    if data.hasFormat(OWN_FORMAT):
        rows = [[_without_guard(text) for text in row] for row in rows]
    return rows


def parse_cells(text: str) -> list[list[str]]:
    r"""Read cells as spreadsheets write them: tabs, and quotes around line breaks.

    A cell in quotes that holds no break is one that really has quotes, as Excel puts
    it.

    Examples
    --------
    >>> parse_cells('a\t"two\nlines"\r\n"b"\t')
    [['a', 'two\nlines'], ['"b"', '']]
    """
    rows = _quoted_rows(text) if '"' in text else _plain_rows(text)
    width = max(map(len, rows), default=0)
    if not width:
        return []
    return [
        row if len(row) == width else row + [""] * (width - len(row)) for row in rows
    ]


def _plain_rows(text: str) -> list[list[str]]:
    """Read cells none of which is in quotes; what is copied may be very much."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not lines[-1]:
        del lines[-1]
    return [line.split("\t") for line in lines]


def _quoted_rows(text: str) -> list[list[str]]:
    rows: list[list[str]] = [[]]
    at, end = 0, len(text)
    while at < end:
        cell, at = _cell(text, at)
        rows[-1].append(cell)
        if at >= end:
            break
        if text[at] == "\t":
            at += 1
            if at == end:
                rows[-1].append("")
            continue
        at += 2 if text.startswith("\r\n", at) else 1
        if at < end:
            rows.append([])
    return rows


def _cell(text: str, at: int) -> tuple[str, int]:
    """Read one cell; give it and where it ends."""
    if text.startswith('"', at):
        quoted = _quoted(text, at)
        if quoted is not None:
            return quoted
    ends = [place for mark in BREAKS if (place := text.find(mark, at)) >= 0]
    stop = min(ends, default=len(text))
    return text[at:stop], stop


def _quoted(text: str, at: int) -> tuple[str, int] | None:
    """Read a cell in quotes; None when these are the cell's own."""
    stop = at + 1
    while True:
        stop = text.find('"', stop)
        if stop < 0:
            return None
        if text.startswith('""', stop):
            stop += 2
            continue
        break
    inner, after = text[at + 1 : stop], stop + 1
    if after < len(text) and text[after] not in BREAKS:
        return None
    if not any(mark in inner for mark in BREAKS) and '""' not in inner:
        return None
    return inner.replace('""', '"'), after


def _without_guard(text: str) -> str:
    """Take away the apostrophe that keeps a text from becoming a formula."""
    return text[1:] if text.startswith("'") and text[1:2] in FORMULA_STARTS else text
