"""The grid of a page's table."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QTableView, QWidget

from churn_desktop.i18n import gettext as _
from churn_desktop.pages.editing import Act
from churn_desktop.pages.model import Table, Unit
from churn_desktop.ui.models.page_table_model import TEXTUAL, PageTableModel
from churn_desktop.ui.theme import colours
from churn_desktop.ui.views.cell_menu import (
    CellOfPage,
    add_copies,
    add_customers,
    add_notes,
)
from churn_desktop.ui.views.grid import Grid
from churn_desktop.ui.views.pinned_column import PinnedColumn
from churn_desktop.ui.views.title_header import TitleHeader

SAMPLE_ROWS = 60
ROWS_ON_SCREEN = 14
ROWS_THAT_WRAP = 300
"""Sentences are broken into lines in tables no longer than this."""
WIDEST_TEXT, NARROW_TEXT, WIDEST_NUMBER, NARROWEST = 380, 120, 180, 56
PADDING = 18


class PageGrid(Grid):
    """Shows a table of measures.

    Signals
    -------
    chosen(Table, int, str)
        A cell became the current one: row number and measure.
    opened(Table, int, str)
        The customers behind a cell are wanted.
    note_wanted(date, str)
        A note of a day is to be written; the text is that of one to edit, or empty.
    source_wanted(Source)
        The cell that a row leads to is wanted.
    act_wanted(Act, tuple of int)
        Something is to be done with rows.
    """

    chosen = Signal(object, int, str)
    opened = Signal(object, int, str)
    note_wanted = Signal(object, str)
    source_wanted = Signal(object)
    act_wanted = Signal(object, object)

    def __init__(
        self,
        table: Table,
        currency: str | None,
        *,
        expert: bool,
        parent: QWidget | None = None,
    ) -> None:
        self._pinned: PinnedColumn | None = None
        super().__init__(parent)
        self._currency = currency
        self._wanted: list[int] = []
        self.setAccessibleName(table.title)
        self.setAlternatingRowColors(True)
        self.verticalHeader().hide()
        self._header = TitleHeader(self)
        self.setHorizontalHeader(self._header)
        look = colours(self.palette())
        self.setModel(PageTableModel(table, currency, look, expert=expert, parent=self))
        self._fit()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.selected.connect(self._tell_chosen)
        self.doubleClicked.connect(self._open)
        self.horizontalScrollBar().valueChanged.connect(self._pin)

    @property
    def table(self) -> Table:
        """The table on screen."""
        return self.page_model().table

    def page_model(self) -> PageTableModel:
        """Give the model."""
        model = self.model()
        assert isinstance(model, PageTableModel)
        return model

    def current_cell(self) -> tuple[int, str] | None:
        """Give row number and measure of the current cell."""
        index = self.currentIndex()
        if not index.isValid():
            return None
        return index.row(), self.page_model().measures[index.column()].key

    def choose(self, row: int, measure: str) -> None:
        """Make a cell the current one; its row when the measure is not on screen."""
        column = self.page_model().column(measure)
        self.go_to(row, 0 if column is None else column)

    def natural_width(self) -> int:
        """Give the width that shows every column."""
        scrolls = self.page_model().rowCount() > ROWS_ON_SCREEN
        bar = self.verticalScrollBar().sizeHint().width() if scrolls else 0
        return sum(self._wanted) + 2 * self.frameWidth() + bar

    def sizeHint(self) -> QSize:
        rows = min(self.page_model().rowCount(), ROWS_ON_SCREEN)
        height = sum(self.rowHeight(row) for row in range(rows))
        height += self.horizontalHeader().sizeHint().height() + 2 * self.frameWidth()
        if self.horizontalHeader().length() > self.viewport().width():
            height += self.horizontalScrollBar().sizeHint().height()
        return QSize(self.natural_width(), height)

    def minimumSizeHint(self) -> QSize:
        few = min(self.page_model().rowCount(), 4) + 2
        return QSize(200, min(self.sizeHint().height(), few * 26 + 20))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._squeeze(self.viewport().width())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Only now it is known how many rows fit.
        QTimer.singleShot(0, self, self._scroll_to_what_matters)

    def updateGeometries(self) -> None:
        super().updateGeometries()
        if self._pinned is not None:
            self._pinned.place()

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QTableView.ScrollHint = QTableView.ScrollHint.EnsureVisible,
    ) -> None:
        super().scrollTo(index, hint)
        if self._pinned is not None and self._pinned.isVisible() and index.column():
            across = self.horizontalScrollBar()
            hidden = self._pinned.width() - self.visualRect(index).left()
            across.setValue(across.value() - max(hidden, 0))

    def _pin(self) -> None:
        """Keep the names of the rows in sight."""
        if self._pinned is None:
            self._pinned = PinnedColumn(self)
        self._pinned.place()

    def _scroll_to_what_matters(self) -> None:
        """Show the current cell, or else the latest period."""
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())
        elif self.page_model().measures[0].unit is Unit.PERIOD:
            self.scrollToBottom()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Space and not event.modifiers() and self._acts:
            self._do(self._acts[0])
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        found = self.current_cell()
        if found is not None:
            menu = self.menu(*found)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(event.globalPos())

    def menu(self, row: int, measure: str) -> QMenu:
        """Make the menu of a cell."""
        menu = QMenu(self)
        for act in self._acts:
            menu.addAction(act.text, partial(self._do, act))
        if self._acts:
            menu.addSeparator()
        menu.addAction(_("Copy"), self.copy)
        menu.addAction(_("Copy with headings"), self.copy_with_headings)
        cell = self._cell(row, measure)
        add_copies(menu, cell)
        menu.addAction(_("Copy table as picture"), self.copy_picture)
        add_customers(menu, cell, lambda: self._ask(row, measure))
        add_notes(menu, cell, self.note_wanted.emit)
        return menu

    def copy_picture(self) -> None:
        """Put the table on the clipboard as it is on screen."""
        QGuiApplication.clipboard().setPixmap(self.grab())

    def has_members(self, row: int, measure: str) -> bool:
        """Tell whether a cell knows the customers behind it."""
        return self._cell(row, measure).has_members

    def _cell(self, row: int, measure: str) -> CellOfPage:
        return CellOfPage(self.table, row, measure, self._currency)

    def selection_totals(self) -> tuple[int, int, float]:
        """Count the filled cells and the numbers that are selected; add these up."""
        model, filled, numbers, total = self.page_model(), 0, 0, 0.0
        for top, bottom, left, right in self.ranges():
            for column in range(left, right + 1):
                values = model.numbers(column)[top : bottom + 1]
                known = ~np.isnan(values)
                numbers += int(known.sum())
                total += float(values[known].sum())
                filled += model.filled(column, top, bottom)
        return filled, numbers, total

    @property
    def _acts(self) -> tuple[Act, ...]:
        return self.table.acts

    def _do(self, act: Act) -> None:
        rows = {
            row
            for top, bottom, _left, _right in self.ranges()
            for row in range(top, bottom + 1)
        }
        if self.currentIndex().isValid():
            rows.add(self.currentIndex().row())
        if rows:
            self.act_wanted.emit(act, tuple(sorted(rows)))

    def _tell_chosen(self) -> None:
        found = self.current_cell()
        if found is not None:
            self.chosen.emit(self.table, *found)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            key = self.page_model().measures[index.column()].key
            if self._acts and key == self.table.act_measure:
                self._do(self._acts[0])
            elif self.has_members(index.row(), key):
                self._ask(index.row(), key)
            elif index.row() < len(self.table.leads):
                self.source_wanted.emit(self.table.leads[index.row()])

    def _ask(self, row: int, measure: str) -> None:
        self.opened.emit(self.table, row, measure)

    def _fit(self) -> None:
        """Size columns by their heading and their first cells."""
        model, metrics = self.page_model(), self.fontMetrics()
        rows = range(min(model.rowCount(), SAMPLE_ROWS))
        for column, measure in enumerate(model.measures):
            texts = [model.text(row, column) for row in rows]
            needed = max(map(metrics.horizontalAdvance, texts), default=0)
            textual = measure.unit in TEXTUAL
            widest = WIDEST_TEXT if textual else WIDEST_NUMBER
            heading = self._header.width_of(measure.title)
            width = max(min(needed + PADDING, widest), heading, NARROWEST)
            self.setColumnWidth(column, width)
            self._wanted.append(width)
        self.setWordWrap(model.rowCount() <= ROWS_THAT_WRAP)
        self.setMaximumWidth(self.natural_width())
        self._fit_rows()

    def _squeeze(self, room: int) -> None:
        """Make sentences narrower where the columns do not fit side by side."""
        cap = widest_that_fits(self._wanted, room, NARROW_TEXT)
        for column, width in enumerate(self._wanted):
            self.setColumnWidth(column, min(width, cap))
        self._fit_rows()

    def _fit_rows(self) -> None:
        """Give sentences as many lines as they need."""
        model = self.page_model()
        if not self.wordWrap():
            return
        texts = [
            column
            for column, measure in enumerate(model.measures)
            if measure.unit is Unit.TEXT
        ]
        least = self.verticalHeader().defaultSectionSize()
        for row in range(model.rowCount()):
            needed = max((self._height_of(row, column) for column in texts), default=0)
            self.setRowHeight(row, max(least, needed))
        self.updateGeometry()

    def _height_of(self, row: int, column: int) -> int:
        width = self.columnWidth(column) - 10
        wrap = int(Qt.TextFlag.TextWordWrap)
        text = self.page_model().text(row, column)
        box = self.fontMetrics().boundingRect(QRect(0, 0, width, 10_000), wrap, text)
        return box.height() + 8


def widest_that_fits(wanted: Sequence[int], room: int, least: int) -> int:
    """Find how wide a column may be so that all of them fit side by side.

    Examples
    --------
    >>> widest_that_fits([50, 300, 200], 450, 100)
    200
    >>> widest_that_fits([50, 300, 200], 100, 100)
    100
    """
    rest, cap = room, max(wanted, default=least)
    for number, width in enumerate(sorted(wanted)):
        cap = rest // (len(wanted) - number)
        if width > cap:
            return max(cap, least)
        rest -= width
    return max(wanted, default=least)
