"""Headings of the user's sheet, each with a badge that says what it means."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPolygon
from PySide6.QtWidgets import QHeaderView, QWidget

from churn_desktop.ui.models.sheet_model import SheetModel
from churn_desktop.ui.theme import Colours, colours

MARGIN = 6
ARROW = 8
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ELIDE = Qt.TextElideMode.ElideRight


class BadgeHeader(QHeaderView):
    """Two lines for each column: the heading as it stands, and its meaning."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setSectionsMovable(False)
        self.setHighlightSections(False)
        self.setDefaultAlignment(_LEFT)
        self._sorted: tuple[int, bool] | None = None

    def show_sorting(self, column: int | None, *, descending: bool = False) -> None:
        """Point out the column the rows are sorted by."""
        self._sorted = None if column is None else (column, descending)
        self.viewport().update()

    def width_of(self, column: int) -> int:
        """Give the width that shows heading and badge in full."""
        model = cast("SheetModel", self.model())
        heading = QFontMetrics(_bold(self.font())).horizontalAdvance(
            model.heading(column)
        )
        badge = QFontMetrics(_small(self.font())).horizontalAdvance(model.badge(column))
        return max(heading + ARROW, badge + 2 * MARGIN) + 3 * MARGIN

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
        self._paint_heading(painter, inner, model.heading(index), index, look)
        if badge:
            self._paint_badge(painter, inner, badge, look)
        painter.restore()

    def _paint_heading(
        self, painter: QPainter, rect: QRect, text: str, index: int, look: Colours
    ) -> None:
        font = _bold(self.font())
        metrics = QFontMetrics(font)
        line = QRect(rect.left(), rect.top(), rect.width(), metrics.height())
        if self._sorted is not None and self._sorted[0] == index:
            line.setWidth(line.width() - ARROW - 4)
            self._paint_arrow(painter, line, look, descending=self._sorted[1])
        painter.setFont(font)
        painter.setPen(QColor(look.text))
        painter.drawText(line, _LEFT, metrics.elidedText(text, _ELIDE, line.width()))

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
