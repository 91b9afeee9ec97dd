"""The user's own sheet as a fast table model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from churn_desktop.core.grid import Kind
from churn_desktop.core.issues import Issue, Severity
from churn_desktop.core.schema import Role
from churn_desktop.core.table import Rows, Table
from churn_desktop.pages.terms import heading_title
from churn_desktop.ui.clipboard import Cell
from churn_desktop.ui.models.sheet_cells import cell_texts
from churn_desktop.ui.models.sheet_marks import Marks

Index: TypeAlias = QModelIndex | QPersistentModelIndex

BLOCK = 128
BLOCKS_KEPT = 64
ROWS_LOOKED_AT = 20_000
"""How many decide whether a column is one of numbers."""

_NO_KIND = Kind.BLANK
_NOT_TEXT = (Kind.NUMBER, Kind.DATE, Kind.FLAG, Kind.BLANK)
_NOWHERE = QModelIndex()
_EDITABLE = (
    Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsEditable
    | Qt.ItemFlag.ItemNeverHasChildren
)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class _Block(NamedTuple):
    """Some rows on screen: for each column its texts, and its doubts if it has any."""

    texts: list[list[str]]
    doubts: list[list[Severity | None] | None]
    aside: list[bool] | None


class SheetModel(QAbstractTableModel):
    """Shows a table's rows in an order of its own; filtered rows are not in it.

    There is no proxy model and no object for each cell: rows on screen go through one
    permutation, and text is fetched in blocks of `BLOCK` rows. Columns on screen are
    some of the table's or all, in an order of their own, too.

    Signals
    -------
    typed(int, int, str)
        A text was typed into a cell; the model itself changes nothing.
    """

    typed = Signal(int, int, str)

    def __init__(
        self,
        explain: Callable[[Issue], str],
        title: Callable[[Role], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._explain, self._title = explain, title
        self._table: Table | None = None
        self._headings: tuple[str, ...] = ()
        self._roles: dict[str, Role] = {}
        self._marks = Marks()
        self._order: Rows | None = None
        self._blocks: dict[int, _Block] = {}
        self._numeric: list[bool] = []

    @property
    def table(self) -> Table | None:
        """The table on screen."""
        return self._table

    @property
    def order(self) -> Rows | None:
        """Table positions in the order on screen; None: all, as in the file."""
        return self._order

    def show(self, table: Table | None) -> None:
        """Show another table, in the file's order."""
        self.beginResetModel()
        self._table = table
        self._headings = () if table is None else table.headings
        self._numeric = [_is_numeric(table, name) for name in self._headings]
        self._order = None
        self._marks = Marks()
        self._blocks.clear()
        self.endResetModel()

    def change(
        self,
        table: Table,
        headings: tuple[str, ...],
        order: Rows | None,
        came: Rows | None = None,
    ) -> None:
        """Show an edited table; doubts stay with their rows until they are known anew.

        Parameters
        ----------
        table : Table
        headings : tuple of str
            The columns on screen.
        order : ndarray of int64 or None
            The rows on screen; None: all, as in the file.
        came : ndarray of int64 or None
            For each row its position before, -1 for a new one; None: all as before.
        """
        height = len(table) if order is None else len(order)
        same = (height, len(headings)) == (len(self), len(self._headings))
        if not same:
            self.beginResetModel()
        moved = came is not None or order is not self._order
        if came is not None:
            self._marks = self._marks.moved(came)
        self._table, self._order, self._headings = table, order, headings
        self._numeric = [_is_numeric(table, name) for name in headings]
        self._blocks.clear()
        if not same:
            self.endResetModel()
            return
        self._redraw(numbers=moved)
        self._redraw_headings()

    @property
    def headings(self) -> tuple[str, ...]:
        """The columns on screen."""
        return self._headings

    def show_meanings(self, roles: Mapping[Role, str]) -> None:
        """Show what each column means."""
        self._roles = {heading: role for role, heading in roles.items()}
        self._redraw_headings()

    def show_marks(self, marks: Marks) -> None:
        """Show which cells are doubtful."""
        self._marks = marks
        self._blocks.clear()
        self._redraw(numbers=False)

    def show_order(self, order: Rows | None) -> None:
        """Show other rows, or the same in another order."""
        same = len(self) == (self._height if order is None else len(order))
        if same:
            self._order = order
            self._blocks.clear()
            self._redraw()
            return
        self.beginResetModel()
        self._order = order
        self._blocks.clear()
        self.endResetModel()

    def __len__(self) -> int:
        return self._height if self._order is None else len(self._order)

    def position(self, row: int) -> int:
        """Give the table position of a row on screen."""
        return row if self._order is None else int(self._order[row])

    def positions(self, first: int, last: int) -> Rows:
        """Give the table positions of some rows on screen, the last included."""
        if self._order is None:
            return np.arange(first, last + 1, dtype=np.int64)
        return self._order[first : last + 1]

    def heading(self, column: int) -> str:
        """Give the heading of a column."""
        return self._headings[column]

    def heading_of(self, role: Role) -> str | None:
        """Give the heading that has a meaning, None when there is none."""
        found = (heading for heading, r in self._roles.items() if r is role)
        return next(found, None)

    def meaning(self, column: int) -> Role | None:
        """Give the meaning of a column."""
        return self._roles.get(self._headings[column])

    def badge(self, column: int) -> str:
        """Give the title of a column's meaning, ``""`` when it has none."""
        role = self.meaning(column)
        return "" if role is None else self._title(role)

    def text(self, row: int, column: int) -> str:
        """Give the text of a cell."""
        number, place = divmod(row, BLOCK)
        block = self._blocks.get(number) or self._fetch(number)
        return block.texts[column][place]

    def look(self, row: int, column: int) -> tuple[str, Severity | None, bool]:
        """Give all that painting a cell needs: text, doubt, and whether set aside."""
        number, place = divmod(row, BLOCK)
        block = self._blocks.get(number) or self._fetch(number)
        doubts = block.doubts[column]
        return (
            block.texts[column][place],
            None if doubts is None else doubts[place],
            block.aside is not None and block.aside[place],
        )

    def cell(self, row: int, column: int) -> Cell:
        """Give a cell as a spreadsheet reads it."""
        kind = _NO_KIND
        if self._table is not None:
            heading = self._headings[column]
            kind = self._table.kinds[heading][self.position(row)]
        return Cell(self.text(row, column), number=kind in _NOT_TEXT)

    def edge(self, row: int, column: int, step: tuple[int, int]) -> tuple[int, int]:
        """Give the end of the filled cells in one direction, as spreadsheets do.

        Parameters
        ----------
        row, column : int
            Where to begin.
        step : tuple of int
            One row or one column forwards or backwards.
        """
        if self._table is None:
            return row, column
        down, right = step
        if down:
            filled = ~self._table.blank(self._headings[column])
            line = filled if self._order is None else filled[self._order]
            return _end_of_block(line, row, down), column
        position = self.position(row)
        line = np.array([self._table.kinds[h][position] for h in self._headings]) != 0
        return row, _end_of_block(line, column, right)

    def is_numeric(self, column: int) -> bool:
        """Tell whether a column is to be aligned on its right."""
        return self._numeric[column]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self._numeric[index.column()] else _LEFT
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._reasons(self._headings[index.column()], index.row())
        return None

    def setData(
        self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        if str(value) == self.text(index.row(), index.column()):
            return False
        self.typed.emit(index.row(), index.column(), str(value))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _EDITABLE if index.isValid() else Qt.ItemFlag.NoItemFlags

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation == Qt.Orientation.Vertical:
            return self._row_header(section, role)
        if not 0 <= section < len(self._headings):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return heading_title(self._headings[section])
        if role in (
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            told = heading_title(self._headings[section]), self.badge(section)
            return "\n".join(filter(None, told))
        return None

    def _row_header(self, row: int, role: int) -> object:
        if self._table is None or not 0 <= row < len(self):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return str(self._table.rows[self.position(row)])
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._reasons(None, row)
        return None

    @property
    def _height(self) -> int:
        return 0 if self._table is None else len(self._table)

    def _reasons(self, heading: str | None, row: int) -> str | None:
        if self._table is None:
            return None
        position = self.position(row)
        marked = (
            self._marks.of_row(position)
            if heading is None
            else self._marks.of_cell(heading, position)
        )
        if marked is None:
            return None
        number = int(self._table.rows[position])
        issues = self._marks.reasons(heading, number) or (marked,)
        # The sentence is about this one cell, not about all that share its fate.
        return "\n\n".join(self._explain(_of_row(i, number)) for i in issues)

    def _fetch(self, number: int) -> _Block:
        """Get all about a block of rows, forgetting the oldest block."""
        table = self._table
        assert table is not None
        start = number * BLOCK
        rows = self.positions(start, min(start + BLOCK, len(self)) - 1)
        block = _Block(
            [cell_texts(table, heading, rows) for heading in self._headings],
            [self._marks.severities(heading, rows) for heading in self._headings],
            self._marks.aside(rows),
        )
        while len(self._blocks) >= BLOCKS_KEPT:
            del self._blocks[next(iter(self._blocks))]
        self._blocks[number] = block
        return block

    def _redraw(self, *, numbers: bool = True) -> None:
        if not len(self) or not self._headings:
            return
        last = self.index(len(self) - 1, len(self._headings) - 1)
        self.dataChanged.emit(self.index(0, 0), last)
        if numbers:
            # Qt goes through all of them.
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self) - 1)

    def _redraw_headings(self) -> None:
        if self._headings:
            self.headerDataChanged.emit(
                Qt.Orientation.Horizontal, 0, len(self._headings) - 1
            )


def _of_row(issue: Issue, row: int) -> Issue:
    facts = {key: fact for key, fact in issue.facts.items() if key != "count"}
    return replace(issue, rows=(row,), facts=facts)


def _end_of_block(filled: npt.NDArray[np.bool_], start: int, step: int) -> int:
    """Find where a run of filled cells ends, or the next one begins."""
    ahead = filled[start + 1 :] if step > 0 else filled[:start][::-1]
    if not len(ahead):
        return start
    inside = filled[start] and ahead[0]
    stops = np.flatnonzero(ahead != inside)
    distance = len(ahead) if not len(stops) else int(stops[0]) + (0 if inside else 1)
    return start + step * distance


def _is_numeric(table: Table | None, heading: str) -> bool:
    """Tell whether most of a column's filled cells are numbers."""
    if table is None:
        return False
    kinds = table.kinds[heading][:ROWS_LOOKED_AT]
    filled = int(np.count_nonzero(kinds != Kind.BLANK))
    return 0 < filled < 2 * int(np.count_nonzero(kinds == Kind.NUMBER))
