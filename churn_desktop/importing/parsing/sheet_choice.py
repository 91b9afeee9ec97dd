"""Which sheet of a workbook is the list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from churn_desktop.core.grid import Kind
from churn_desktop.importing.parsing.cells import Block

PREVIEW_ROWS = 200
"""So many rows of each sheet are looked at."""

_HEADING_WITHIN = 30
_VALUE = re.compile(r"[¥￥$€£]?[-+(]?\d[\d.,:/年月日 -]*[%元)]?")


class Preview(NamedTuple):
    """The first rows of a sheet: ``{row: {column: (text, kind)}}``."""

    cells: dict[int, dict[int, tuple[str, int]]]
    rows: int
    """How many rows the sheet has, as far as that is known."""


def preview(blocks: Sequence[Block], rows: int) -> Preview:
    """Gather the filled cells of a sheet's first blocks."""
    cells: dict[int, dict[int, tuple[str, int]]] = {}
    for block in blocks:
        for column, (texts, kinds) in block.columns.items():
            for offset in range(min(block.height, PREVIEW_ROWS)):
                if kinds[offset]:
                    row = cells.setdefault(block.first + offset, {})
                    row[column] = texts[offset], kinds[offset]
    last = max(cells, default=-1) + 1
    return Preview(dict(sorted(cells.items())), max(rows, last))


def choose(previews: Sequence[Preview | None]) -> int | None:
    """Choose the sheet that looks most like a list, the first among equals.

    Parameters
    ----------
    previews : sequence of Preview or None
        None for sheets not to be chosen unasked.

    Returns
    -------
    int or None
        None when all are empty.
    """
    ranked = [
        (likeness(shown), -number)
        for number, shown in enumerate(previews)
        if shown is not None and shown.cells
    ]
    return -max(ranked)[1] if ranked else None


def likeness(shown: Preview) -> int:
    """Count what speaks for a list; 0 when no row could be its headings.

    A list has a row of headings about as wide as the sheet near its top and rows below
    it. More rows, and numbers or dates in some column, tell customers from a legend.
    """
    heading = _heading(shown)
    if heading is None:
        return 0
    names = shown.cells[heading]
    below = [row for number, row in shown.cells.items() if number > heading]
    filled = [row for row in below if len(row) * 2 > len(names) or len(row) > 2]
    if len(filled) < 2:
        return 1
    points = 2
    points += len(names) >= 3
    points += shown.rows - heading > 10
    columns = [[row[c] for row in filled if c in row] for c in names]
    points += 2 * any(_mostly_values(column) for column in columns if column)
    return points


def _heading(shown: Preview) -> int | None:
    """Find the first row that could be headings."""
    width = len({column for row in shown.cells.values() for column in row})
    for number, row in list(shown.cells.items())[:_HEADING_WITHIN]:
        texts = sum(kind == Kind.TEXT for _, kind in row.values())
        if len(row) >= 2 and len(row) * 2 >= width and texts * 3 >= len(row) * 2:
            return number
    return None


def _mostly_values(column: list[tuple[str, int]]) -> bool:
    values = sum(
        kind in (Kind.NUMBER, Kind.DATE, Kind.FLAG)
        or bool(_VALUE.fullmatch(text.strip()))
        for text, kind in column
    )
    return values * 3 >= len(column) * 2
