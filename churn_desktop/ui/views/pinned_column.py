"""The names of a page's rows, which stay while the other columns are scrolled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QTableView

from churn_desktop.ui.views.title_header import TitleHeader

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QWheelEvent

    from churn_desktop.ui.views.page_grid import PageGrid

EDGE = 2
"""Width of the line on the right."""

WIDEST = 0.5
"""Names that take more than this share of the room are scrolled away as well."""


class PinnedColumn(QTableView):
    """Shows the first column above a grid that was scrolled to the side.

    Model, selection and keyboard are those of the grid.
    """

    def __init__(self, grid: PageGrid) -> None:
        super().__init__(grid)
        self._grid = grid
        self.setObjectName("frozenColumns")
        self.setAccessibleName(grid.accessibleName())
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(grid)
        self.setFrameShape(QFrame.Shape.NoFrame)
        never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(never)
        self.setVerticalScrollBarPolicy(never)
        self.setVerticalScrollMode(grid.verticalScrollMode())
        self.setAlternatingRowColors(grid.alternatingRowColors())
        self.setEditTriggers(grid.editTriggers())
        self.setSelectionMode(grid.selectionMode())
        self.setWordWrap(grid.wordWrap())
        self.setHorizontalHeader(TitleHeader(self))
        self.verticalHeader().hide()
        self.setModel(grid.model())
        own = self.selectionModel()
        self.setSelectionModel(grid.selectionModel())
        own.deleteLater()
        for column in range(1, grid.model().columnCount()):
            self.hideColumn(column)
        down, here = grid.verticalScrollBar(), self.verticalScrollBar()
        down.valueChanged.connect(here.setValue)
        here.valueChanged.connect(down.setValue)
        grid.horizontalHeader().sectionResized.connect(self.place)
        grid.verticalHeader().sectionResized.connect(self._follow_row)
        self.doubleClicked.connect(grid.doubleClicked)

    def place(self) -> None:
        """Cover the names that were scrolled away, or go where none were."""
        grid, wide = self._grid, self._grid.columnWidth(0)
        cells, headings = grid.viewport().geometry(), grid.horizontalHeader().geometry()
        scrolled = grid.horizontalScrollBar().value() > 0
        if not scrolled or wide > WIDEST * cells.width():
            self.hide()
            return
        self.setColumnWidth(0, wide)
        self.horizontalHeader().setFixedHeight(headings.height())
        self.setGeometry(
            cells.left(),
            headings.top(),
            wide + EDGE,
            cells.bottom() - headings.top() + 1,
        )
        if self.isHidden():
            self._follow_rows()
            self.show()
            self.raise_()
        self.verticalScrollBar().setValue(grid.verticalScrollBar().value())

    def _follow_rows(self) -> None:
        usual = self._grid.verticalHeader().defaultSectionSize()
        self.verticalHeader().setDefaultSectionSize(usual)
        if self.wordWrap():
            for row in range(self.model().rowCount()):
                self.setRowHeight(row, self._grid.rowHeight(row))

    def _follow_row(self, row: int, _old: int, high: int) -> None:
        self.setRowHeight(row, high)

    def scrollTo(self, index: Any, hint: Any = None) -> None:
        """Do nothing: the grid scrolls."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grid.setFocus()
        super().mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._grid.wheelEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._grid.contextMenuEvent(event)
