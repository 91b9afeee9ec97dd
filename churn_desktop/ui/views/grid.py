"""A table of cells with the keys and the copying people know from spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from churn_desktop.i18n import gettext as _
from churn_desktop.ui.clipboard import Cell, cells

Range = tuple[int, int, int, int]
"""First row, last row, first column, last column."""

_STEPS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect
_STAY = QItemSelectionModel.SelectionFlag.NoUpdate
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class GridModel(Protocol):
    """What a grid asks its model beyond what Qt knows."""

    def cell(self, row: int, column: int) -> Cell: ...

    def heading(self, column: int) -> str: ...


class Grid(QTableView):
    """A read-only table.

    Signals
    -------
    selected()
        Other cells are selected, or another one is the current one.
    """

    selected = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(True)
        per_pixel = QAbstractItemView.ScrollMode.ScrollPerPixel
        self.setHorizontalScrollMode(per_pixel)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 9)

    def ranges(self) -> list[Range]:
        """List the selected rectangles, never single cells: they may be millions."""
        chosen = self.selectionModel().selection()
        pieces = [chosen.at(number) for number in range(chosen.count())]
        return [(p.top(), p.bottom(), p.left(), p.right()) for p in pieces]

    def go_to(self, row: int, column: int, *, extend: bool = False) -> None:
        """Make a cell the current one; extend the selection to it or start anew."""
        target = self.model().index(row, column)
        if not target.isValid():
            return
        anchor = self._anchor() if extend else target
        self.selectionModel().setCurrentIndex(target, _STAY)
        self.selectionModel().select(QItemSelection(anchor, target), _SELECT)
        self.scrollTo(target)

    def copy(self) -> None:
        """Copy the selected cells, so that a spreadsheet can take them."""
        around = bounds(self.ranges())
        if around is not None:
            QGuiApplication.clipboard().setMimeData(cells(self._cells(*around)))

    def copy_with_headings(self) -> None:
        """Copy the selected cells with the headings of their columns above."""
        around = bounds(self.ranges())
        if around is None:
            return
        model = cast("GridModel", self.model())
        columns = self._shown(around[2], around[3])
        top = [Cell(model.heading(column), number=False) for column in columns]
        rows = [top, *self._cells(*around)]
        QGuiApplication.clipboard().setMimeData(cells(rows))

    def edge(self, row: int, column: int, step: tuple[int, int]) -> tuple[int, int]:
        """Give the cell that Ctrl with an arrow key leads to."""
        down, right = step
        rows, columns = self.model().rowCount(), self.model().columnCount()
        return (
            row if not down else (rows - 1 if down > 0 else 0),
            column if not right else (columns - 1 if right > 0 else 0),
        )

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            self.selectionModel().selectionChanged.connect(self._tell_selected)
            self.selectionModel().currentChanged.connect(self._tell_selected)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif not (self._go_to_edge(event) or self._select_lines(event)):
            super().keyPressEvent(event)

    def _go_to_edge(self, event: QKeyEvent) -> bool:
        step = _STEPS.get(Qt.Key(event.key()))
        current = self.currentIndex()
        if step is None or not event.modifiers() & _CTRL or not current.isValid():
            return False
        row, column = self.edge(current.row(), current.column(), step)
        self.go_to(row, column, extend=bool(event.modifiers() & _SHIFT))
        return True

    def _select_lines(self, event: QKeyEvent) -> bool:
        """Select whole columns on Ctrl+Space, whole rows on Shift+Space."""
        around = bounds(self.ranges())
        if event.key() != Qt.Key.Key_Space or around is None:
            return False
        top, bottom, left, right = around
        if event.modifiers() == _CTRL:
            top, bottom = 0, self.model().rowCount() - 1
        elif event.modifiers() == _SHIFT:
            left, right = 0, self.model().columnCount() - 1
        else:
            return False
        index = self.model().index
        picked = QItemSelection(index(top, left), index(bottom, right))
        self.selectionModel().select(picked, _SELECT)
        return True

    def _tell_selected(self) -> None:
        self.selected.emit()

    def _anchor(self) -> QModelIndex:
        """Give the cell a selection grows from: the corner far from the current."""
        current, pieces = self.currentIndex(), self.ranges()
        if len(pieces) != 1:
            return current
        top, bottom, left, right = pieces[0]
        row = bottom if current.row() == top else top
        column = right if current.column() == left else left
        return self.model().index(row, column)

    def _cells(
        self, top: int, bottom: int, left: int, right: int
    ) -> Iterable[Sequence[Cell]]:
        model, columns = cast("GridModel", self.model()), self._shown(left, right)
        for row in range(top, bottom + 1):
            yield [model.cell(row, column) for column in columns]

    def _shown(self, left: int, right: int) -> list[int]:
        return [c for c in range(left, right + 1) if not self.isColumnHidden(c)]


def bounds(pieces: Sequence[Range]) -> Range | None:
    """Give the smallest rectangle around some; None when there are none."""
    if not pieces:
        return None
    tops, bottoms, lefts, rights = zip(*pieces, strict=True)
    return min(tops), max(bottoms), min(lefts), max(rights)


def write_totals(count: int, numbers: int, total: float) -> str:
    """Say what is selected, as spreadsheets do; ``""`` for less than two cells.

    Parameters
    ----------
    count : int
        Cells that hold anything.
    numbers : int
        Those of them that are numbers.
    total : float
        Their sum.
    """
    if count < 2:
        return ""
    if not numbers:
        return _("Count: {count}").format(count=f"{count:,}")
    return _("Count: {count}   Sum: {total}   Average: {average}").format(
        count=f"{count:,}",
        total=_short(total),
        average=_short(total / numbers),
    )


def _short(number: float) -> str:
    text = f"{number:,.4f}" if abs(number) < 1 else f"{number:,.2f}"
    return text.rstrip("0").rstrip(".")
