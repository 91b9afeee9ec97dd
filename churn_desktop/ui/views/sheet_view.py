"""The grid of the user's sheet."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QWidget,
)

from churn_desktop.core.table import Rows
from churn_desktop.i18n import gettext as _
from churn_desktop.ui.models.sheet_model import SheetModel
from churn_desktop.ui.views.badge_header import BadgeHeader
from churn_desktop.ui.views.freezing_grid import FreezingGrid
from churn_desktop.ui.views.frozen_columns import FrozenColumns
from churn_desktop.ui.views.grid import Range, bounds
from churn_desktop.ui.views.sheet_delegate import MARGIN, SheetDelegate
from churn_desktop.ui.views.sheet_sizes import SheetSizes
from churn_desktop.ui.views.sheet_steps import ARROWS, STEPS, next_cell

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent, QWheelEvent

CELLS_AT_ONCE = 50_000
"""More cells than this are copied by the worker."""

_LEADING_AWAY = (
    *ARROWS,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
)
_TRIGGER = QAbstractItemView.EditTrigger
_TRIGGERS = _TRIGGER.EditKeyPressed | _TRIGGER.AnyKeyPressed | _TRIGGER.DoubleClicked
_NO_UPDATE = QItemSelectionModel.SelectionFlag.NoUpdate
_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect


class SheetView(FreezingGrid):
    """Shows a `SheetModel`; a click on a heading asks for another order.

    Signals
    -------
    sort_wanted(int, bool)
        A heading was clicked; whether it comes after those sorted by already.
    meaning_wanted(int, QPoint)
        The menu of a heading was asked for, at a place on the screen.
    filter_wanted(int)
        The drop-down of a heading was asked for.
    menu_wanted(QPoint)
        The menu of the cells was asked for, at a place on the screen.
    much_copied(object, object)
        Very many cells are to be copied: table positions and headings.
    same_typed(str)
        A text is to be written into every selected cell.
    column_moved(int, int)
        A heading was dragged from one place to another.
    locked_out()
        A cell was to be edited while none can be.
    """

    sort_wanted = Signal(int, bool)
    meaning_wanted = Signal(int, object)
    filter_wanted = Signal(int)
    menu_wanted = Signal(object)
    much_copied = Signal(object, object)
    same_typed = Signal(str)
    column_moved = Signal(int, int)
    locked_out = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("customersView")
        self.setAccessibleName(_("Customers, your own list"))
        self.setEditTriggers(_TRIGGERS)
        self._locked = False
        self._delegate = SheetDelegate(self)
        self._delegate.left.connect(self.leave_cell)
        self._delegate.same_wanted.connect(self.same_typed)
        self.setItemDelegate(self._delegate)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_for_menu)
        self.setTabKeyNavigation(True)
        self._tabbed_from: int | None = None
        self._header = BadgeHeader(self)
        self._dress_headers()
        self.sizes = SheetSizes(self, self._header)
        self.sizes.zoomed.connect(self._fit_row_numbers)
        self.sizes.zoomed.connect(self.freeze_again)

    def _tie(self, header: BadgeHeader) -> None:
        header.sort_wanted.connect(self.sort_wanted)
        header.filter_wanted.connect(self.filter_wanted)
        header.column_moved.connect(self.column_moved)
        header.menu_wanted.connect(self.meaning_wanted)

    def make_frozen(self) -> FrozenColumns:
        frozen = FrozenColumns(self)
        self._tie(frozen.header)
        frozen.delegate.left.connect(self.leave_cell)
        frozen.delegate.same_wanted.connect(self.same_typed)
        return frozen

    def _dress_headers(self) -> None:
        self._tie(self._header)
        self.setHorizontalHeader(self._header)
        rows = self.verticalHeader()
        rows.setAccessibleName(_("Row numbers"))
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultAlignment(
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        )
        rows.setHighlightSections(False)

    @property
    def header(self) -> BadgeHeader:
        """The headings."""
        return self._header

    def show_arranged(
        self, sorting: Mapping[str, bool], filters: Collection[str]
    ) -> None:
        """Point out by which columns the rows are sorted and filtered."""
        self._header.show_sorting(sorting)
        self._header.show_filters(filters)
        self.freeze_again()

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            model.modelReset.connect(self._fit_row_numbers)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._delegate.dress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # A bar below it must not hide the cell one is at.
        cell = self.visualRect(self.currentIndex())
        if (
            cell.bottom() > event.size().height()
            and cell.top() < event.oldSize().height()
        ):
            self.scrollTo(self.currentIndex())

    def sheet(self) -> SheetModel:
        """Give the model."""
        model = self.model()
        assert isinstance(model, SheetModel)
        return model

    def keep_place(self, change: Callable[[], None]) -> None:
        """Change the model; selection, scrolling and widths stay what they were."""
        model, current, pieces = self.sheet(), self.currentIndex(), self.ranges()
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        place = current.row(), current.column(), across.value(), down.value()
        before, height = model.headings, len(model)
        change()
        if model.headings != before or len(model) != height:
            self._follow_headings(before, model.headings)
        if not self.currentIndex().isValid():
            self._restore(pieces, *place)

    def _follow_headings(self, before: tuple[str, ...], after: tuple[str, ...]) -> None:
        self.sizes.rename(before, after)
        self.sizes.apply()
        self.follow_frozen(before, after)

    def _restore(
        self, pieces: list[Range], row: int, column: int, across: int, down: int
    ) -> None:
        """Select what was selected before everything was shown anew."""
        last, right = self.sheet().rowCount() - 1, self.sheet().columnCount() - 1
        if last < 0 or right < 0:
            return
        index = self.sheet().index
        current = index(min(max(row, 0), last), min(max(column, 0), right))
        chosen = QItemSelection()
        for top, bottom, first, final in pieces:
            if top <= last and first <= right:
                far = index(min(bottom, last), min(final, right))
                chosen.select(index(top, first), far)
        if chosen.isEmpty():
            chosen.select(current, current)
        self.selectionModel().setCurrentIndex(current, _NO_UPDATE)
        self.selectionModel().select(chosen, _SELECT)
        self.horizontalScrollBar().setValue(across)
        self.verticalScrollBar().setValue(down)

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

    # --- editing --------------------------------------------------------------------

    def set_locked(self, locked: bool) -> None:
        """Let no cell be edited for a while; `locked_out` tells that one was to be."""
        self._locked = locked

    def may_edit(self, _index: object, trigger: Any = _TRIGGERS, *_: object) -> bool:
        """Tell whether cells can be edited now, and tell the user when not."""
        if self._locked and _TRIGGERS & trigger:
            self.locked_out.emit()
        return not self._locked

    def edit(self, *asked: Any) -> Any:
        # Qt asks whether a cell is edited then; the slot of that name answers nothing.
        for frozen in self.frozen_views():
            if asked[0].column() < frozen.columns:
                return frozen.edit(*asked)
        return self.may_edit(*asked) and super().edit(*asked)

    def finish_editing(self) -> None:
        """Keep what is being typed into a cell."""
        for view in (self, *self.frozen_views()):
            editor = view.viewport().findChild(QLineEdit, "cellEdit")
            if editor is not None and editor.isVisible():
                view.commitData(editor)
                view.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def _delegates(self) -> list[SheetDelegate]:
        return [self._delegate, *(view.delegate for view in self.frozen_views())]

    # --- keys -----------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.sizes.step_zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shift = Qt.KeyboardModifier.ShiftModifier
        if key in STEPS and held in (Qt.KeyboardModifier.NoModifier, shift):
            self._step(key, back=held == shift)
        elif key == Qt.Key.Key_Backspace and not held:
            self.edit(self.currentIndex())
            for delegate in self._delegates():
                delegate.clear_editor()
        elif key == Qt.Key.Key_Down and held == Qt.KeyboardModifier.AltModifier:
            self.filter_wanted.emit(self.currentIndex().column())
        else:
            if key in _LEADING_AWAY:
                self._tabbed_from = None
            super().keyPressEvent(event)
            for delegate in self._delegates():
                delegate.begin(typing=key != Qt.Key.Key_F2)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._tabbed_from = None
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        self._delegate.begin(typing=False)

    def leave_cell(self, key: int, back: bool) -> None:
        """Take the keyboard back and go on as this key says, with Shift or without."""
        self.setFocus()
        if key:
            self._step(Qt.Key(key), back=back)

    def _step(self, key: Qt.Key, *, back: bool) -> None:
        """Go on as spreadsheets do after Enter, Tab or an arrow."""
        current, around = self.currentIndex(), bounds(self.ranges())
        if not current.isValid() or around is None:
            return
        here, is_tab = (
            (current.row(), current.column()),
            key
            in (
                Qt.Key.Key_Tab,
                Qt.Key.Key_Backtab,
            ),
        )
        step = STEPS.get(key) or ARROWS[key]
        if back and key != Qt.Key.Key_Backtab:
            step = (-step[0], -step[1])
        top, bottom, left, right = around
        if key not in ARROWS and (bottom > top or right > left):
            cell = next_cell(around, here, step)
            index = self.sheet().index(*cell)
            self.selectionModel().setCurrentIndex(index, _NO_UPDATE)
            self.scrollTo(index)
            return
        column = here[1] + step[1]
        if is_tab and self._tabbed_from is None:
            self._tabbed_from = here[1]
        elif not is_tab:
            column = self._tabbed_from if self._tabbed_from is not None else column
            self._tabbed_from = None
        row = min(max(here[0] + step[0], 0), len(self.sheet()) - 1)
        self.go_to(row, min(max(column, 0), self.sheet().columnCount() - 1))

    def _ask_for_menu(self, place: QPoint) -> None:
        self.menu_wanted.emit(self.viewport().mapToGlobal(place))

    def _fit_row_numbers(self) -> None:
        """Give the row numbers the room of the largest one."""
        table = self.sheet().table
        last = str(table.rows.max()) if table is not None and len(table) else "0"
        width = self.fontMetrics().horizontalAdvance("0" * max(len(last), 3))
        self.verticalHeader().setFixedWidth(width + 3 * MARGIN)
