"""Where everything of a page lies on its sheet, before any of it is written.

Formulas point from sheet to sheet in both directions, so all places come first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from churn_desktop.output.sheets.cells import reference, span
from churn_desktop.output.sheets.column_grid import (
    ColumnGrid,
    Columns,
    in_order,
    letters,
)
from churn_desktop.output.shown_blocks import shown_blocks
from churn_desktop.output.widths import wrap
from churn_desktop.pages.model import Block, Cards, Chart, Page, Table, Text

LINE = 13.5
"""Height of a line of text in points."""
MOST_LINES = 24
"""More of them in a cell cannot be seen: no row may be higher than 409 points."""
CHART_ROWS = 17
MOST_TABLE_ROWS = 20_000
"""Longer tables are cut in a report, and say so."""
MOST_MERGED_ROWS = 200
"""Longer tables have no merged cells, so that they can be sorted and stay quick."""

LONG = 20
"""Rows from which a table does not fit on the screen together with a chart."""

_TEXT_WIDTH = 112.0
_TITLE_ROWS = 4
_MOST_PRINTED_DETAILS = 80
_WIDEST_PRINT = 1800
"""In pixels; more on a page would be too small to read."""


@dataclass(frozen=True, slots=True)
class TablePlace:
    """Where a table lies.

    Attributes
    ----------
    sheet : str
    header : int
        Row of its headings, from 0; its rows follow.
    columns : mapping of str to Columns
        Of each measure; those for experts at the right.
    rows : int
        How many rows are written.
    printed : int
        How many columns of the sheet are meant for paper.
    """

    sheet: str
    header: int
    columns: Mapping[str, Columns]
    rows: int
    printed: int

    @property
    def first(self) -> int:
        """Its first row below the headings."""
        return self.header + 1

    @property
    def after(self) -> int:
        """The first column to its right."""
        return max(columns.after for columns in self.columns.values())

    @property
    def merged(self) -> bool:
        """Whether texts that run across columns have them merged."""
        return self.rows <= MOST_MERGED_ROWS

    def cell(self, row: int, measure: str, *, here: bool = False) -> str:
        """Write the reference of a cell, as seen from its own sheet or another."""
        place = (self.first + row, self.columns[measure].first)
        return reference(*place) if here else reference(*place, self.sheet)

    def span(self, measure: str) -> str:
        """Write the fixed reference of a whole column."""
        last = self.first + self.rows - 1
        return span(self.first, last, self.columns[measure].first, self.sheet)


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
    grid : ColumnGrid
    across : int
        How many columns a sentence runs across.
    terms : mapping of str to str
        What the words in the tables mean.
    foot : int
        Row of the terms; long details follow below.
    printed_rows, printed : int
        How many rows and columns are meant for paper: neither long details nor steps
        of the calculation that would need small print.
    """

    page: Page
    sheet: str
    blocks: tuple[Placed, ...]
    tables: Mapping[str, TablePlace]
    grid: ColumnGrid
    across: int
    terms: Mapping[str, str]
    foot: int
    printed_rows: int
    printed: int

    @property
    def chart_width(self) -> int:
        """How wide a chart is, in pixels: as wide as the sentences."""
        return self.grid.pixels(self.across)

    @property
    def used(self) -> int:
        """How many columns the sheet uses."""
        return max([self.across, *(place.after for place in self.tables.values())])

    def height(self, text: str, first: int = 0) -> float:
        """Give the height of a row with a text from a column to the right margin."""
        room = self.grid.width(Columns(first, self.across - first))
        return LINE * min(len(wrap(text, letters(room))), MOST_LINES) + 4


def place(page: Page, sheet: str, first_row: int = _TITLE_ROWS) -> SheetPlan:
    """Lay out a page, with what its words mean at the foot and long details last.

    Parameters
    ----------
    page : Page
    sheet : str
    first_row : int
        Where the blocks begin, below the title.
    """
    page = replace(page, blocks=shown_blocks(page))
    cards = [block for block in page.blocks if isinstance(block, Cards)]
    titles = [card.title for block in cards for card in block.cards]
    grid = ColumnGrid.of(page.tables, titles)
    terms = {
        measure.title: measure.note
        for table in page.tables
        for measure in table.measures
        if measure.note
    }
    first, details = _ordered(page)
    row, foot, placed, tables = first_row, 0, [], {}
    for at, block in enumerate([*first, *details]):
        if at == len(first):
            foot, row = row, row + len(terms) + 2
        placed.append(Placed(block, row))
        if isinstance(block, Table):
            tables[block.key] = _table_place(block, sheet, row, grid)
        row += _height(block)
    if not details:
        foot, row = row, row + len(terms) + 2
    across = grid.across(_TEXT_WIDTH)
    results = [tables[table.key] for table in page.tables if table not in details]
    printed = _printed(grid, across, results)
    cut = any(
        place.printed > printed or _is_cut(place, printed)
        for place in tables.values()
        if place not in results
    )
    if cut or sum(_height(block) for block in details) > _MOST_PRINTED_DETAILS:
        row = foot + len(terms) + 1
    return SheetPlan(
        page, sheet, tuple(placed), tables, grid, across, terms, foot, row, printed
    )


def _is_cut(place: TablePlace, columns: int) -> bool:
    """Tell whether the steps of a table's calculation would be torn."""
    return place.printed < columns < place.after


def _printed(grid: ColumnGrid, across: int, places: Sequence[TablePlace]) -> int:
    """Choose how many columns go on paper: no table is torn while it can be read."""
    least = most = max([across, *(place.printed for place in places)])
    while torn := [place.after for place in places if _is_cut(place, most)]:
        most = max(torn)
    return most if grid.pixels(most) <= _WIDEST_PRINT else least


def shown_rows(table: Table) -> int:
    """Tell how many rows of a table a report shows."""
    return min(len(table.frame), MOST_TABLE_ROWS)


def _ordered(page: Page) -> tuple[list[Block], list[Block]]:
    """Split off the long details, and let nothing tall stand above a long table.

    The headings of a page's only table stay in sight while one scrolls, which needs
    them near the top.
    """
    details: list[Block] = [
        block for block in page.blocks if isinstance(block, Table) and block.folded
    ]
    first = [block for block in page.blocks if block not in details]
    if len(page.tables) == 1 and not details and len(page.tables[0].frame) > LONG:
        at = first.index(page.tables[0]) + 1
        charts = [block for block in first[:at] if isinstance(block, Chart)]
        first[:at] = [block for block in first[:at] if block not in charts]
        first[at - len(charts) : at - len(charts)] = charts
    return first, details


def _table_place(table: Table, sheet: str, row: int, grid: ColumnGrid) -> TablePlace:
    header = row + (1 if table.title else 0)
    columns = grid.columns(table)
    printed = [columns[m.key].after for m in in_order(table) if not m.expert]
    return TablePlace(
        sheet, header, columns, shown_rows(table), max(printed, default=1)
    )


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
    notes += sum(event.row < shown_rows(block) for event in block.events)
    return (1 if block.title else 0) + 1 + shown_rows(block) + notes + 1
