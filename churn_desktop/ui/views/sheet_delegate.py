"""Paints the cells of the user's sheet; nothing is asked twice."""

from __future__ import annotations

from typing import TypeAlias

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from churn_desktop.core.issues import Severity
from churn_desktop.ui.models.sheet_model import SheetModel
from churn_desktop.ui.theme import colours

Index: TypeAlias = QModelIndex | QPersistentModelIndex

MARGIN = 6

_FLAGS = Qt.TextFlag.TextSingleLine | Qt.AlignmentFlag.AlignVCenter
_RIGHT = int(_FLAGS | Qt.AlignmentFlag.AlignRight)
_LEFT = int(_FLAGS | Qt.AlignmentFlag.AlignLeft)
_ELIDE = Qt.TextElideMode.ElideRight


class SheetDelegate(QStyledItemDelegate):
    """Draws a cell straight from the model, which is what keeps scrolling smooth."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self.dress()

    def dress(self) -> None:
        """Take over colours and font of the view once, not for every cell."""
        look = colours(self._view.palette())
        self._text, self._faint = QColor(look.text), QColor(look.faint)
        self._selected, self._frame = (
            QColor(look.selected),
            QPen(QColor(look.accent), 2),
        )
        self._grounds = {
            Severity.ERROR: QColor(look.error),
            Severity.WARNING: QColor(look.warning),
            Severity.NOTE: QColor(look.note),
        }
        self._metrics = QFontMetrics(self._view.font())
        self._widest = self._metrics.maxWidth()

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        model = index.model()
        assert isinstance(model, SheetModel)
        column, rect, state = index.column(), option.rect, option.state
        text, doubt, aside = model.look(index.row(), column)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._selected)
        elif doubt is not None:
            painter.fillRect(rect, self._grounds[doubt])
        if text:
            rect.adjust(MARGIN, 0, -MARGIN, 0)
            # Measuring costs more than drawing; most cells are plainly short enough.
            if len(text) * self._widest > rect.width():
                plain = " ".join(text.split()) if "\n" in text else text
                text = self._metrics.elidedText(plain, _ELIDE, rect.width())
            painter.setPen(self._faint if aside else self._text)
            painter.drawText(rect, _RIGHT if model.is_numeric(column) else _LEFT, text)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(self._frame)
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))
