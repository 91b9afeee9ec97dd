"""The first columns of a sheet, which stay in place while the others are scrolled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
)

from churn_desktop.ui.views.badge_header import BadgeHeader
from churn_desktop.ui.views.sheet_delegate import SheetDelegate

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPainter, QWheelEvent

    from churn_desktop.ui.views.sheet_view import SheetView

Index: TypeAlias = QModelIndex | QPersistentModelIndex

LEFT_OVER = 120
"""So much of the sheet is to be seen beside the frozen columns in any case."""

EDGE = 2
"""Width of the line on the right."""


class FrozenColumns(QTableView):
    """A second view of the same cells above the first, with the keyboard left to it.

    Model, selection, rows on screen and the sizes of everything are those of the sheet.
    """

    def __init__(self, sheet: SheetView) -> None:
        super().__init__(sheet)
        self._sheet, self._columns = sheet, 0
        self.setObjectName("frozenColumns")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(sheet)
        self.setFrameShape(QFrame.Shape.NoFrame)
        never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(never)
        self.setVerticalScrollBarPolicy(never)
        self.setVerticalScrollMode(sheet.verticalScrollMode())
        self.setHorizontalScrollMode(sheet.horizontalScrollMode())
        self.setAutoScroll(False)
        self.setWordWrap(False)
        self.setEditTriggers(sheet.editTriggers())
        self.setSelectionMode(sheet.selectionMode())
        self.header = BadgeHeader(self)
        self.setHorizontalHeader(self.header)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.hide()
        self.setModel(sheet.model())
        own = self.selectionModel()
        self.setSelectionModel(sheet.selectionModel())
        own.deleteLater()
        self.delegate = _FrozenDelegate(self, sheet)
        self.setItemDelegate(self.delegate)
        self._connect()

    def _connect(self) -> None:
        sheet = self._sheet
        custom = Qt.ContextMenuPolicy.CustomContextMenu
        self.setContextMenuPolicy(custom)
        self.customContextMenuRequested.connect(self._ask_for_menu)
        down, own = sheet.verticalScrollBar(), self.verticalScrollBar()
        down.valueChanged.connect(own.setValue)
        own.valueChanged.connect(down.setValue)
        sheet.header.sectionResized.connect(self._follow)
        self.header.sectionResized.connect(self._lead)

    @property
    def columns(self) -> int:
        """How many columns stay in place."""
        return self._columns

    def show_columns(self, columns: int) -> None:
        """Keep so many columns in place."""
        self._columns = columns
        self._sheet.sizes.dress(self)
        for column in range(columns):
            self.setColumnWidth(column, self._sheet.columnWidth(column))
        self.place()
        self.show()
        self.raise_()
        self.verticalScrollBar().setValue(self._sheet.verticalScrollBar().value())

    def place(self) -> None:
        """Cover the first columns of the sheet and their headings."""
        sheet = self._sheet
        cells, headings = sheet.viewport().geometry(), sheet.header.geometry()
        wanted = sum(sheet.columnWidth(column) for column in range(self._columns))
        width = max(min(wanted, cells.width() - LEFT_OVER), 0)
        self.setGeometry(
            cells.left(),
            headings.top(),
            width + EDGE,
            cells.bottom() - headings.top() + 1,
        )

    def covers(self, place: QPoint) -> bool:
        """Tell whether a place of the sheet's cells is under these."""
        return place.x() < self.width() - EDGE

    def indexAt(self, place: QPoint) -> QModelIndex:
        # A selection may be drawn from here into the cells beside.
        if self.covers(place):
            return super().indexAt(place)
        return self._sheet.index_beside(place)

    def index_here(self, place: QPoint) -> QModelIndex:
        """Give the cell at a place that these columns cover."""
        return super().indexAt(place)

    def scrollTo(self, index: Index, hint: Any = None) -> None:
        """Do nothing: the sheet scrolls."""

    def edit(self, *asked: Any) -> Any:
        if not self._sheet.may_edit(*asked):
            return False
        return super().edit(*asked)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            delegate = self.itemDelegate()
            if isinstance(delegate, SheetDelegate):
                delegate.dress()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._sheet.setFocus()
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        self.delegate.begin(typing=False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._sheet.wheelEvent(event)

    def _ask_for_menu(self, place: QPoint) -> None:
        self._sheet.menu_wanted.emit(self.viewport().mapToGlobal(place))

    def _follow(self, column: int, _old: int, width: int) -> None:
        if column < self._columns and self.columnWidth(column) != width:
            self.setColumnWidth(column, width)
        self.place()

    def _lead(self, column: int, _old: int, width: int) -> None:
        if column < self._columns and self._sheet.columnWidth(column) != width:
            self._sheet.setColumnWidth(column, width)


class _FrozenDelegate(SheetDelegate):
    """Frames the current cell although the keyboard is the sheet's."""

    def __init__(self, view: QAbstractItemView, sheet: SheetView) -> None:
        super().__init__(view)
        self._sheet = sheet

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        if self._sheet.hasFocus() and index == self._sheet.currentIndex():
            option.state |= QStyle.StateFlag.State_HasFocus
        super().paint(painter, option, index)
