"""The grid of the user's sheet."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QPoint, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from churn_desktop.core.table import Rows
from churn_desktop.i18n import gettext as _
from churn_desktop.ui.models.sheet_model import SheetModel
from churn_desktop.ui.views.badge_header import BadgeHeader
from churn_desktop.ui.views.grid import Grid, bounds
from churn_desktop.ui.views.sheet_delegate import MARGIN, SheetDelegate

SAMPLE_ROWS = 200
NARROWEST, WIDEST = 64, 320
CELLS_AT_ONCE = 50_000
"""More cells than this are copied by the worker."""


class SheetView(Grid):
    """Shows a `SheetModel`; a click on a heading asks for another order.

    Signals
    -------
    sort_wanted(int)
        A heading was clicked.
    meaning_wanted(int, QPoint)
        The menu of a heading was asked for, at a place on the screen.
    much_copied(object, object)
        Very many cells are to be copied: table positions and headings.
    """

    sort_wanted = Signal(int)
    meaning_wanted = Signal(int, object)
    much_copied = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("customersView")
        self.setAccessibleName(_("Customers, your own list"))
        self._delegate = SheetDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        header = BadgeHeader(self)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.sectionClicked.connect(self.sort_wanted)
        header.customContextMenuRequested.connect(self._ask_for_meaning)
        self.setHorizontalHeader(header)
        self._header = header
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultAlignment(
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        )
        rows.setHighlightSections(False)

    @property
    def header(self) -> BadgeHeader:
        """The headings."""
        return self._header

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            model.modelReset.connect(self._fit_row_numbers)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._delegate.dress()

    def sheet(self) -> SheetModel:
        """Give the model."""
        model = self.model()
        assert isinstance(model, SheetModel)
        return model

    def fit_columns(self) -> None:
        """Make each column as wide as its heading and its first cells need."""
        model, metrics = self.sheet(), self.fontMetrics()
        rows = range(min(len(model), SAMPLE_ROWS))
        for column in range(model.columnCount()):
            longest = max(
                (model.text(row, column) for row in rows), key=len, default=""
            )
            needed = metrics.horizontalAdvance(longest) + 2 * MARGIN + 4
            needed = max(needed, self._header.width_of(column), NARROWEST)
            self.setColumnWidth(column, min(needed, WIDEST))

    def edge(self, row: int, column: int, step: tuple[int, int]) -> tuple[int, int]:
        return self.sheet().edge(row, column, step)

    def copy(self) -> None:
        around, model = bounds(self.ranges()), self.sheet()
        if around is None:
            return
        top, bottom, left, right = around
        if (bottom - top + 1) * (right - left + 1) <= CELLS_AT_ONCE:
            super().copy()
            return
        headings = [model.heading(column) for column in range(left, right + 1)]
        self.much_copied.emit(model.positions(top, bottom), headings)

    def selected_cells(self) -> list[tuple[str, Rows]]:
        """Give the selected cells: for each column its heading and table positions."""
        model = self.sheet()
        cells = []
        for top, bottom, left, right in self.ranges():
            rows = model.positions(top, bottom)
            cells += [(model.heading(c), rows) for c in range(left, right + 1)]
        return cells

    def _ask_for_meaning(self, place: QPoint) -> None:
        column = self._header.logicalIndexAt(place)
        if column >= 0:
            where = self._header.mapToGlobal(place)
            self.meaning_wanted.emit(column, where)

    def _fit_row_numbers(self) -> None:
        """Give the row numbers the room of the largest one."""
        table = self.sheet().table
        last = str(table.rows[-1]) if table is not None and len(table) else "0"
        width = self.fontMetrics().horizontalAdvance("0" * max(len(last), 3))
        self.verticalHeader().setFixedWidth(width + 3 * MARGIN)
