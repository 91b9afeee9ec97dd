"""A ring around what has the keyboard: the style alone hardly shows it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QFocusFrame,
    QLineEdit,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)
from shiboken6 import isValid

from churn_desktop.ui.theme import colours

RINGED = (QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit)
FRAMED = "card"
"""Widgets of this kind have a frame of their own that shows the keyboard."""


class OnTop(QProxyStyle):
    """Lets a ring lie over its widget, where the usual style shows what is beside it.

    Where a widget touches the edge of its box there is nothing beside it.
    """

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        answer: QStyleHintReturn | None = None,
    ) -> int:
        if hint == QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1
        if hint == QStyle.StyleHint.SH_FocusFrame_Mask:
            return 0
        return super().styleHint(hint, option, widget, answer)


class Ring(QFocusFrame):
    """Lies around a widget and follows it; Qt sees to both."""

    def __init__(self) -> None:
        super().__init__()
        style = OnTop()
        style.setParent(self)
        self.setStyle(style)

    def paintEvent(self, _event: QPaintEvent) -> None:
        target, holder = self.widget(), self.parentWidget()
        if target is None or holder is None:
            return
        look = colours(self.palette())
        # On a button in the accent's own colour it would not be seen.
        primary = target.property("kind") == "primary"
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.text if primary else look.accent), 2))
        # What touches the edge of its box wears the ring inside: no side is cut off.
        box = holder.rect().translated(-self.pos())
        room = QRectF(self.rect() & box).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(room, 3, 3)
        painter.end()


class FocusRing(QObject):
    """Shows a ring while somebody goes through a window with the keyboard."""

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        self.ring: Ring | None = None
        app.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        # It goes with the window it was last seen in.
        if self.ring is not None and not isValid(self.ring):
            self.ring = None
        # Who clicks knows where; Qt's own mark of keys is lost with the next focus.
        by_mouse = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        framed = new is not None and new.property("kind") == FRAMED
        if not isinstance(new, RINGED) or framed or by_mouse:
            if self.ring is not None:
                self.ring.setWidget(None)  # type: ignore[arg-type]
            return
        if self.ring is None:
            self.ring = Ring()
        self.ring.setWidget(new)
