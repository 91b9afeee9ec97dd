"""Where everything of a page lies on its sheet, before any of it is written.

Formulas point from sheet to sheet in both directions, so all places come first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from churn_desktop.output.cells import reference, span
from churn_desktop.output.widths import width, wrap
from churn_desktop.pages.formats import write_value
from churn_desktop.pages.model import (
    Block,
    Cards,
    Chart,
    Measure,
    Page,
    Table,
    Text,
    Unit,
)

LINE = 15.0
"""Height of a line of text in points."""
CHART_ROWS = 17
MOST_TABLE_ROWS = 20_000
"""Longer tables are cut in a report, and say so."""

_NARROWEST, _WIDEST = 9.5, 18.0
_NARROWEST_NAME, _WIDEST_NAME = 20.0, 44.0
_TEXT_WIDTH = 112.0
_TITLE_ROWS = 4

Widths: TypeAlias = list[float]


@dataclass(frozen=True, slots=True)
class TablePlace:
    """Where a table lies.

    Attributes
    ----------
    sheet : str
    header : int
        Row of its headings, from 0; its rows follow.
    columns : mapping of str to int
        Column of each measure, from 0; those for experts at the right.
    rows : int
        How many rows are written.
    printed : int
        How many columns are meant for paper.
    """

    sheet: str
    header: int
    columns: Mapping[str, int]
    rows: int
    printed: int

    @property
    def first(self) -> int:
        """Its first row below the headings."""
        return self.header + 1

    def cell(self, row: int, measure: str, *, here: bool = False) -> str:
        """Write the reference of a cell, as seen from its own sheet or another."""
        place = (self.first + row, self.columns[measure])
        return reference(*place) if here else reference(*place, self.sheet)

    def span(self, measure: str) -> str:
        """Write the fixed reference of a whole column."""
        last = self.first + self.rows - 1
        return span(self.first, last, self.columns[measure], self.sheet)


@dataclass(frozen=True, slots=True)
class Placed:
    """A block and the row where it begins."""

    block: Block
    row: int


@dataclass(frozen=True, slots=True, eq=False)
class SheetPlan:
    """The lay-out of a page.

    Attributes
    ----------
    page : Page
    sheet : str
        Name of the sheet.
    blocks : tuple of Placed
    tables : mapping of str to TablePlace
        By the key of the table.
    widths : list of float
        Of each column, in letters.
    across : int
        How many columns a sentence runs across.
    foot : int
        The first row below everything.
    """

    page: Page
    sheet: str
    blocks: tuple[Placed, ...]
    tables: Mapping[str, TablePlace]
    widths: Widths
    across: int
    foot: int

    @property
    def text_columns(self) -> int:
        """How many letters fit on a line of a sentence."""
        return int(sum(self.widths[: self.across]) * 0.95)


def place(page: Page, sheet: str, first_row: int = _TITLE_ROWS) -> SheetPlan:
    """Lay out a page, its long details last.

    Parameters
    ----------
    page : Page
    sheet : str
    first_row : int
        Where the blocks begin, below the title.
    """
    widths = _column_widths(page.tables)
    across = 0
    while sum(widths[:across]) < _TEXT_WIDTH:
        across += 1
        if across > len(widths):
            widths.append(_NARROWEST + 2)
    blocks = [block for block in page.blocks if not _folded(block)]
    blocks += [block for block in page.blocks if _folded(block)]
    row, placed, tables = first_row, [], {}
    for block in blocks:
        placed.append(Placed(block, row))
        if isinstance(block, Table):
            tables[block.key] = _table_place(block, sheet, row)
        row += _height(block)
    return SheetPlan(page, sheet, tuple(placed), tables, widths, across, row)


def text_height(text: str, letters: int) -> float:
    """Give the height of the row that holds a sentence."""
    return LINE * len(wrap(text, letters)) + 3


def shown_rows(table: Table) -> int:
    """Tell how many rows of a table a report shows."""
    return min(len(table.frame), MOST_TABLE_ROWS)


def _folded(block: Block) -> bool:
    return isinstance(block, Table) and block.folded


def _table_place(table: Table, sheet: str, row: int) -> TablePlace:
    header = row + (1 if table.title else 0)
    measures = in_order(table)
    columns = {measure.key: at for at, measure in enumerate(measures)}
    printed = sum(not measure.expert for measure in measures)
    return TablePlace(sheet, header, columns, shown_rows(table), printed)


def in_order(table: Table) -> list[Measure]:
    """List the measures from left to right: those for experts at the end."""
    return sorted(table.measures, key=lambda measure: measure.expert)


def _height(block: Block) -> int:
    """Count the rows a block takes, the gap below it included."""
    if isinstance(block, Text):
        return 1
    if isinstance(block, Chart):
        return CHART_ROWS + 1
    if isinstance(block, Cards):
        return len(block.cards) + 1
    cut = shown_rows(block) < len(block.frame)
    notes = bool(block.faint) + bool(block.marked) + cut
    return (1 if block.title else 0) + 1 + shown_rows(block) + notes + 1


def _column_widths(tables: tuple[Table, ...]) -> Widths:
    widths: Widths = [_NARROWEST_NAME]
    for table in tables:
        for at, measure in enumerate(in_order(table)):
            if at == len(widths):
                widths.append(_NARROWEST)
            limits = _limits(at, measure)
            widths[at] = max(widths[at], min(_wanted(table, measure), limits))
    return widths


def _limits(at: int, measure: Measure) -> float:
    if at == 0:
        return _WIDEST_NAME
    return _WIDEST_NAME if measure.unit is Unit.TEXT else _WIDEST


def _wanted(table: Table, measure: Measure) -> float:
    """Give the width of the longest value, or of the longest word above it."""
    words = max((width(word) for word in measure.title.split()), default=0)
    # A heading may take two lines, three when its words are long.
    heading = max(min(words, 16), width(measure.title) / 2)
    sample = table.frame[measure.key].iloc[:500]
    longest = max(
        (width(write_value(v, measure.unit, "CNY")) for v in sample), default=0
    )
    return max(heading, longest) + 2.5


def header_height(table: Table, widths: Widths) -> float:
    """Give the height of a table's heading row."""
    lines = max(
        len(wrap(measure.title, int(widths[at] * 0.9)))
        for at, measure in enumerate(in_order(table))
    )
    return LINE * max(lines, 1) + 6
