"""Paints the cells of the user's sheet; nothing is asked twice."""

from __future__ import annotations

from typing import TypeAlias, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from churn_desktop.core.issues import Severity
from churn_desktop.ui.models.sheet_model import SheetModel
from churn_desktop.ui.theme import Colours, colours

Index: TypeAlias = QModelIndex | QPersistentModelIndex

MARGIN = 6

_FLAGS = Qt.TextFlag.TextSingleLine | Qt.AlignmentFlag.AlignVCenter
_RIGHT = int(_FLAGS | Qt.AlignmentFlag.AlignRight)
_LEFT = int(_FLAGS | Qt.AlignmentFlag.AlignLeft)


class SheetDelegate(QStyledItemDelegate):
    """Draws a cell straight from the model, which is what keeps scrolling smooth."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        model = cast("SheetModel", index.model())
        row, column = index.row(), index.column()
        look, rect = colours(option.palette), option.rect
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        background = _background(model.severity(row, column), look, selected=selected)
        if background:
            painter.fillRect(rect, QColor(background))
        text = model.text(row, column)
        if text:
            painter.setPen(QColor(look.faint if model.is_set_aside(row) else look.text))
            inner = rect.adjusted(MARGIN, 0, -MARGIN, 0)
            metrics = option.fontMetrics
            # Measuring costs more than drawing; most cells are plainly short enough.
            if len(text) * metrics.height() > inner.width():
                plain = " ".join(text.split()) if "\n" in text else text
                right = Qt.TextElideMode.ElideRight
                text = metrics.elidedText(plain, right, inner.width())
            flags = _RIGHT if model.is_numeric(column) else _LEFT
            painter.drawText(inner, flags, text)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(look.accent), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))


def _background(
    severity: Severity | None, look: Colours, *, selected: bool
) -> str | None:
    if selected:
        return look.selected
    if severity is None:
        return None
    return {
        Severity.ERROR: look.error,
        Severity.WARNING: look.warning,
        Severity.NOTE: look.note,
    }[severity]
