"""A chart on screen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPen
from PySide6.QtWidgets import QFileDialog, QMenu, QSizePolicy, QToolTip

from churn_desktop.core.errors import UnwritableFile
from churn_desktop.i18n import gettext as _
from churn_desktop.output.figures import PICTURE_KINDS, draw, save_picture
from churn_desktop.pages.explain import explain
from churn_desktop.pages.model import Chart, Table
from churn_desktop.ui.theme import colours
from churn_desktop.ui.views.chart_points import point_at

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPaintEvent, QWheelEvent

    from churn_desktop.output.charts.style import ThemeName

HEIGHT = 300
NARROWEST = 340


class ChartCanvas(FigureCanvasQTAgg):
    """Draws a chart; pointing at it tells values, a click goes to their cell.

    Signals
    -------
    point_chosen(int, str)
        Row number and measure of the table.
    failed(UnwritableFile)
        A picture could not be saved.
    """

    point_chosen = Signal(int, str)
    failed = Signal(object)

    def __init__(
        self, chart: Chart, table: Table, currency: str | None, theme: str
    ) -> None:
        figure = draw(
            chart, table, currency=currency, theme=cast("ThemeName", theme), dpi=96
        )
        super().__init__(figure)  # type: ignore[no-untyped-call]
        self.chart, self._table, self._currency = chart, table, currency
        self.setObjectName("chartCanvas")
        self.setAccessibleName(_("Chart: {title}").format(title=chart.title))
        self.setAccessibleDescription(
            _("The table beside it has the same values as numbers.")
        )
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumSize(NARROWEST, HEIGHT)
        self.setSizePolicy(
            QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding
        )
        self.setMouseTracking(True)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # The page scrolls, the chart does not.
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)  # type: ignore[no-untyped-call]
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(QColor(colours(self.palette()).accent), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
            painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)  # type: ignore[no-untyped-call]
        found = self.cell_at(event.position().toPoint())
        if found is None:
            self.unsetCursor()
            QToolTip.hideText()
            return
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        QToolTip.showText(event.globalPosition().toPoint(), self.tip(*found), self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)  # type: ignore[no-untyped-call]
        found = self.cell_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and found is not None:
            self.point_chosen.emit(*found)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.addAction(_("Copy as picture"), self.copy_picture)
        menu.addAction(_("Save picture as…"), self._ask_where_to_save)
        menu.popup(event.globalPos())

    def cell_at(self, place: QPoint) -> tuple[int, str] | None:
        """Find the cell whose value is drawn at a place of this widget."""
        axes = self.figure.axes[0]
        x, y = self.mouseEventCoords(place)  # type: ignore[no-untyped-call]
        return point_at(self.chart, self._table, axes, x, y)

    def tip(self, row: int, measure: str) -> str:
        """Say what a point shows and how it came about."""
        told = explain(self._table, row, measure, self._currency)
        return "\n".join(filter(None, (told.subject, told.expression, told.interval)))

    def copy_picture(self) -> None:
        """Put the chart on the clipboard as it is on screen."""
        QGuiApplication.clipboard().setPixmap(self.grab())

    def save(self, path: Path) -> None:
        """Save the chart as a picture of the kind the name ends with."""
        try:
            save_picture(self.figure, path)
        except UnwritableFile as error:
            self.failed.emit(error)

    def _ask_where_to_save(self) -> None:
        kinds = ";;".join(f"{kind.upper()} (*.{kind})" for kind in PICTURE_KINDS)
        chosen, kind = QFileDialog.getSaveFileName(
            self, _("Save picture"), f"{self.chart.key}.png", kinds
        )
        if chosen:
            path = Path(chosen)
            if path.suffix.lower().removeprefix(".") not in PICTURE_KINDS:
                path = path.with_name(f"{path.name}.{kind.split(' ')[0].lower()}")
            self.save(path)
