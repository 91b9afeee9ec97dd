"""Headings of the user's sheet, each with a badge that says what it means."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import cast

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPen,
    QPolygon,
)
from PySide6.QtWidgets import QHeaderView, QWidget

from churn_desktop.i18n import gettext as _
from churn_desktop.pages.terms import heading_title
from churn_desktop.ui.models.sheet_model import SheetModel
from churn_desktop.ui.theme import Colours, colours

MARGIN = 6
ARROW = 8
BUTTON = 16
"""Width of the button that opens a column's drop-down."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ELIDE = Qt.TextElideMode.ElideRight


class BadgeHeader(QHeaderView):
    """Two lines for each column: the heading as it stands, and its meaning.

    Signals
    -------
    sort_wanted(int, bool)
        A heading was clicked, and whether with Shift.
    filter_wanted(int)
        The button of a heading was pressed.
    column_moved(int, int)
        A heading was dragged from one place to another.
    menu_wanted(int, QPoint)
        The menu of a heading was asked for, at a place on the screen.
    """

    sort_wanted = Signal(int, bool)
    filter_wanted = Signal(int)
    column_moved = Signal(int, int)
    menu_wanted = Signal(int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setAccessibleName(_("Headings"))
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setDefaultAlignment(_LEFT)
        self._sorted: dict[str, tuple[int, bool]] = {}
        self._filtered: frozenset[str] = frozenset()
        self._with_shift = self._putting_back = False
        self.sectionClicked.connect(self._ask_to_sort)
        self.sectionMoved.connect(self._tell_moved)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_for_menu)

    def show_sorting(self, sorting: Mapping[str, bool]) -> None:
        """Point out the columns the rows are sorted by.

        Parameters
        ----------
        sorting : mapping of str to bool
            Headings, the most important first, and whether descending.
        """
        self._sorted = {
            heading: (place, descending)
            for place, (heading, descending) in enumerate(sorting.items(), start=1)
        }
        self.viewport().update()

    def show_filters(self, headings: Collection[str]) -> None:
        """Point out the columns that are filtered."""
        self._filtered = frozenset(headings)
        self.viewport().update()

    def copy_marks(self, other: BadgeHeader) -> None:
        """Point out what other headings of the same columns do."""
        self._sorted, self._filtered = other._sorted, other._filtered

    def button(self, column: int) -> QRect:
        """Give where the button of a heading is."""
        right = self.sectionViewportPosition(column) + self.sectionSize(column)
        height = QFontMetrics(_bold(self.font())).height()
        return QRect(right - BUTTON - 2, 3, BUTTON, height + 2)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        column = self.logicalIndexAt(event.position().toPoint())
        left = event.button() == Qt.MouseButton.LeftButton
        self._with_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if (
            left
            and column >= 0
            and self.button(column).contains(event.position().toPoint())
        ):
            self.filter_wanted.emit(column)
            return
        super().mousePressEvent(event)

    def _ask_for_menu(self, place: QPoint) -> None:
        column = self.logicalIndexAt(place)
        if column >= 0:
            self.menu_wanted.emit(column, self.mapToGlobal(place))

    def _ask_to_sort(self, column: int) -> None:
        self.sort_wanted.emit(column, self._with_shift)

    def _tell_moved(self, _logical: int, source: int, target: int) -> None:
        """Leave the order of the columns to the model, which knows it by heading."""
        if self._putting_back:
            return

        def put_back() -> None:
            self._putting_back = True
            self.moveSection(target, source)
            self._putting_back = False
            self.column_moved.emit(source, target)

        # Not while the header is still busy with the mouse.
        QTimer.singleShot(0, self, put_back)

    def width_of(self, column: int) -> int:
        """Give the width that shows heading and badge in full."""
        model = cast("SheetModel", self.model())
        heading = QFontMetrics(_bold(self.font())).horizontalAdvance(
            heading_title(model.heading(column))
        )
        badge = QFontMetrics(_small(self.font())).horizontalAdvance(model.badge(column))
        room = heading + 3 * ARROW + BUTTON
        return max(room, badge + 2 * MARGIN) + 3 * MARGIN

    def sizeHint(self) -> QSize:
        lines = QFontMetrics(self.font()).height() + self._badge_height()
        return QSize(super().sizeHint().width(), lines + 4 * 4)

    def paintSection(self, painter: QPainter, rect: QRect, index: int) -> None:
        model = self.model()
        if not isinstance(model, SheetModel):
            return
        look = colours(self.palette())
        painter.save()
        painter.fillRect(rect, QColor(look.window))
        painter.setPen(QColor(look.line))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(MARGIN, 4, -MARGIN, -4)
        badge = model.badge(index)
        heading = heading_title(model.heading(index))
        self._paint_heading(painter, inner, heading, look)
        if badge:
            self._paint_badge(painter, inner, badge, look)
        painter.restore()

    def _paint_heading(
        self, painter: QPainter, rect: QRect, text: str, look: Colours
    ) -> None:
        font = _bold(self.font())
        metrics = QFontMetrics(font)
        line = QRect(rect.left(), rect.top(), rect.width(), metrics.height())
        line.setWidth(line.width() - BUTTON + 2)
        self._paint_button(painter, line, look, filtered=text in self._filtered)
        if text in self._sorted:
            place, descending = self._sorted[text]
            line.setWidth(line.width() - ARROW - 4)
            self._paint_arrow(painter, line, look, descending=descending)
            if len(self._sorted) > 1:
                line.setWidth(line.width() - ARROW)
                self._paint_place(painter, line, look, place)
        painter.setFont(font)
        painter.setPen(QColor(look.text))
        painter.drawText(line, _LEFT, metrics.elidedText(text, _ELIDE, line.width()))

    def _paint_place(
        self, painter: QPainter, line: QRect, look: Colours, place: int
    ) -> None:
        painter.setFont(_small(self.font()))
        painter.setPen(QColor(look.accent))
        painter.drawText(line.right() + 2, line.bottom() - 3, str(place))

    @staticmethod
    def _paint_button(
        painter: QPainter, line: QRect, look: Colours, *, filtered: bool
    ) -> None:
        """Draw a funnel, filled where the column is filtered."""
        x, y = line.right() + 5, line.center().y() - 3
        shape = QPolygon(
            [QPoint(x, y), QPoint(x + 10, y), QPoint(x + 6, y + 4),
             QPoint(x + 6, y + 8), QPoint(x + 4, y + 7), QPoint(x + 4, y + 4)]
        )  # fmt: skip
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(look.accent if filtered else look.faint)
        painter.setPen(QPen(colour, 1))
        painter.setBrush(colour if filtered else Qt.BrushStyle.NoBrush)
        painter.drawPolygon(shape)

    @staticmethod
    def _paint_arrow(
        painter: QPainter, line: QRect, look: Colours, *, descending: bool
    ) -> None:
        x, y = line.right() + 4, line.center().y()
        tip, foot = (y + 3, y - 2) if descending else (y - 3, y + 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.accent))
        painter.drawPolygon(
            QPolygon(
                [QPoint(x, foot), QPoint(x + ARROW, foot), QPoint(x + ARROW // 2, tip)]
            )
        )

    def _paint_badge(
        self, painter: QPainter, rect: QRect, text: str, look: Colours
    ) -> None:
        font = _small(self.font())
        metrics = QFontMetrics(font)
        text = metrics.elidedText(text, _ELIDE, rect.width() - 2 * MARGIN)
        width = metrics.horizontalAdvance(text) + 2 * MARGIN
        height = self._badge_height()
        pill = QRect(rect.left(), rect.bottom() - height + 1, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.badge))
        painter.drawRoundedRect(QRectF(pill), height / 2, height / 2)
        painter.setFont(font)
        painter.setPen(QColor(look.on_badge))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)

    def _badge_height(self) -> int:
        return QFontMetrics(_small(self.font())).height() + 2


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(max(font.pointSizeF() * 0.88, 7))
    return small
