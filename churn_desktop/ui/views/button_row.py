"""Buttons that hold several lines of words, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from churn_desktop.ui.views.line_breaks import together

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

NARROWEST = 172
GAP = 10


class WordButton(QPushButton):
    """A button as high as its words need at the width it has."""

    def __init__(self, labels: Sequence[QLabel], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 10, 14, 10)
        self._column.setSpacing(2)
        for label in labels:
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._column.addWidget(label)
        self._column.addStretch()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def sizeHint(self) -> QSize:
        return QSize(NARROWEST, self.heightForWidth(max(self.width(), NARROWEST)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def heightForWidth(self, width: int) -> int:
        return self._column.totalHeightForWidth(width)


class ButtonRow(QWidget):
    """Word buttons of one height, in as many lines as they need."""

    def __init__(
        self, buttons: Sequence[WordButton], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._buttons, self._across = buttons, 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        # A row that is too narrow becomes two: its first width must not be its least.
        self._grid.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._place(len(buttons))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(max((self.width() + GAP) // (NARROWEST + GAP), 1))
        width = (self.width() - (self._across - 1) * GAP) // max(self._across, 1)
        height = max((b.heightForWidth(width) for b in self._buttons), default=0)
        for button in self._buttons:
            button.setFixedHeight(height)

    def minimumSizeHint(self) -> QSize:
        return QSize(NARROWEST, super().minimumSizeHint().height())

    def _place(self, across: int) -> None:
        across = min(across, len(self._buttons))
        if not across:
            return
        # Lines of even length look calmer than a full one and a rest.
        lines = -(-len(self._buttons) // across)
        across = -(-len(self._buttons) // lines)
        if across == self._across:
            return
        self._across = across
        for number, button in enumerate(self._buttons):
            self._grid.addWidget(button, number // across, number % across)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < across else 0)


def words(text: str, kind: str) -> QLabel:
    """Make a label of one of the kinds the theme knows."""
    label = QLabel(together(text))
    label.setProperty("kind", kind)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
