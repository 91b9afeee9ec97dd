"""A chart on screen."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, cast

from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPen
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolTip

from churn_desktop.i18n import gettext as _
from churn_desktop.output.figures import draw, event_at, write_picture
from churn_desktop.pages.model import Chart, Event, Table
from churn_desktop.ui.theme import colours
from churn_desktop.ui.views.cell_menu import (
    CellOfPage,
    add_copies,
    add_customers,
    add_notes,
)
from churn_desktop.ui.views.chart_points import Cell, neighbour, place_of, point_at

if TYPE_CHECKING:
    from PySide6.QtGui import (
        QContextMenuEvent,
        QKeyEvent,
        QMouseEvent,
        QPaintEvent,
        QWheelEvent,
    )

    from churn_desktop.output.charts.style import ThemeName

HEIGHT = 300
NARROWEST = 340
_RING = 9

_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class ChartCanvas(FigureCanvasQTAgg):
    """Draws a chart; pointing at it tells values, a double click shows customers.

    A click on the sign of a note is there to change it. Arrow keys walk over the
    points, Return does what a double click does.

    Signals
    -------
    point_chosen(int, str)
        Row number and measure of the table: how the value came about is wanted.
    point_opened(int, str)
        The customers behind a point are wanted.
    cell_wanted(int, str)
        The cell of a point is wanted.
    note_wanted(date, str)
        A note of a day is to be written; the text is that of one to edit, or empty.
    picture_wanted(callable)
        A picture is to be saved: what writes it to a path, on any thread.
    """

    point_chosen = Signal(int, str)
    point_opened = Signal(int, str)
    cell_wanted = Signal(int, str)
    note_wanted = Signal(object, str)
    picture_wanted = Signal(object)

    def __init__(
        self, chart: Chart, table: Table, currency: str | None, theme: str
    ) -> None:
        look = cast("ThemeName", theme)
        figure = draw(chart, table, currency=currency, theme=look, dpi=96)
        super().__init__(figure)
        self.chart, self._table, self._currency = chart, table, currency
        self._theme = look
        self._current: Cell | None = None
        self.setObjectName("chartCanvas")
        self.setAccessibleName(_("Chart: {title}").format(title=chart.title))
        self.setAccessibleDescription(
            _("The table beside it has the same values as numbers.")
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(NARROWEST, HEIGHT)
        self.setSizePolicy(
            QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding
        )
        self.setMouseTracking(True)

    # --- what Qt tells --------------------------------------------------------------

    def let_go(self) -> None:
        """Forget the customers behind the values: the chart leaves the screen.

        Figures refer to themselves in circles, so that it stays for a while, and with
        it all that it knows: of a long list hundreds of megabytes.
        """
        self._table = replace(self._table, members=None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # The page scrolls, the chart does not.
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.hasFocus():
            return
        painter = QPainter(self)
        painter.setPen(QPen(QColor(colours(self.palette()).accent), 2))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        place = None if self._current is None else self._place(*self._current)
        if place is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawEllipse(place, _RING, _RING)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        tip = self._tip_at(event.position().toPoint())
        if not tip:
            self.unsetCursor()
            QToolTip.hideText()
            return
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        QToolTip.showText(event.globalPosition().toPoint(), tip, self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        place = event.position().toPoint()
        note, found = self.note_at(place), self.cell_at(place)
        if note is not None:
            self.note_wanted.emit(note.when, note.text)
        elif found is not None:
            self._choose(found)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        found = self.cell_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and found is not None:
            self._open(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            found = neighbour(self.chart, self._table, self._current, *step)
            if found is not None:
                self._choose(found)
                place = self._place(*found)
                if place is not None:
                    QToolTip.showText(self.mapToGlobal(place), self.tip(*found), self)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current:
            self._open(self._current)
        else:
            # Its own shortcuts belong to windows of matplotlib.
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == event.Reason.Mouse
        found = self.cell_at(event.pos()) if by_mouse else self._current
        menu = self.menu(found, self.note_at(event.pos()) if by_mouse else None)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    # --- what can be done -----------------------------------------------------------

    def menu(self, found: Cell | None, note: Event | None = None) -> QMenu:
        """Make the menu of a note, of a point, or of the chart where there is none."""
        menu = QMenu(self)
        if note is not None:
            change = partial(self.note_wanted.emit, note.when, note.text)
            menu.addAction(_("Edit this note…"), change)
            menu.addSeparator()
        elif found is not None:
            cell = CellOfPage(self._table, *found, self._currency)
            add_copies(menu, cell)
            menu.addAction(
                _("Show in the table"), lambda: self.cell_wanted.emit(*found)
            )
            add_customers(menu, cell, lambda: self.point_opened.emit(*found))
            add_notes(menu, cell, self.note_wanted.emit)
            menu.addSeparator()
        menu.addAction(_("Copy as picture"), self.copy_picture)
        menu.addAction(_("Save picture as…"), self._want_picture)
        return menu

    def cell_at(self, place: QPoint) -> Cell | None:
        """Find the cell whose value is drawn at a place of this widget."""
        axes = self.figure.axes[0]
        x, y = self.mouseEventCoords(place)
        return point_at(self.chart, self._table, axes, x, y)

    def note_at(self, place: QPoint) -> Event | None:
        """Find the note whose sign is drawn at a place of this widget."""
        x, y = self.mouseEventCoords(place)
        return event_at(self.figure, x, y)

    def tip(self, row: int, measure: str) -> str:
        """Say what a point shows and how it came about."""
        return CellOfPage(self._table, row, measure, self._currency).tip

    def copy_picture(self) -> None:
        """Put the chart on the clipboard as it is on screen."""
        QGuiApplication.clipboard().setPixmap(self.grab())

    def _choose(self, found: Cell) -> None:
        self._current = found
        # A reader of the screen says it: there is nothing else to hear of a picture.
        self.setAccessibleDescription(self.tip(*found))
        self.update()
        self.point_chosen.emit(*found)

    def _open(self, found: Cell) -> None:
        if CellOfPage(self._table, *found, self._currency).has_members:
            self.point_opened.emit(*found)
        else:
            self.cell_wanted.emit(*found)

    def _place(self, row: int, measure: str) -> QPoint | None:
        """Give the place of a point on this widget."""
        axes = self.figure.axes[0]
        found = place_of(self.chart, self._table, axes, row, measure)
        if found is None:
            return None
        ratio = self.device_pixel_ratio
        return QPoint(round(found[0] / ratio), round(self.height() - found[1] / ratio))

    def _tip_at(self, place: QPoint) -> str:
        """Say what is at a place: a note or a point; nothing elsewhere."""
        note = self.note_at(place)
        if note is not None:
            return f"{note.sign} {note.when}\n{note.text}"
        found = self.cell_at(place)
        return "" if found is None else self.tip(*found)

    def _want_picture(self) -> None:
        # Drawn anew: what is on screen may change while the file is written.
        wide, high = self.figure.get_size_inches()
        self.picture_wanted.emit(
            partial(
                write_picture,
                chart=self.chart,
                table=self._table,
                currency=self._currency,
                theme=self._theme,
                size=(float(wide), float(high)),
            )
        )
