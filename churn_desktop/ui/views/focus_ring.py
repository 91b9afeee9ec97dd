"""A ring around what has the keyboard: the style alone hardly shows it."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QWidget,
)

from churn_desktop.ui.theme import colours

RINGED = (QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit)


class Ring(QWidget):
    """Lies over a widget, lets every click through and keeps its size."""

    def __init__(self, target: QWidget) -> None:
        super().__init__(target)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setGeometry(target.rect())
        target.installEventFilter(self)
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, target = colours(self.palette()), self.parentWidget()
        primary = target is not None and target.property("kind") == "primary"
        # On a button in the accent's own colour it would not be seen.
        painter.setPen(QPen(QColor(look.on_accent if primary else look.accent), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)
        painter.end()


class FocusRing(QObject):
    """Shows a ring while somebody goes through a window with the keyboard."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._ring: Ring | None = None
        app.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        ring, self._ring = self._ring, None
        if ring is not None:
            # It is gone already where its widget is.
            with suppress(RuntimeError):
                ring.hide()
                ring.deleteLater()
        # Who clicks knows where; Qt's own mark of keys is lost with the next focus.
        by_mouse = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if isinstance(new, RINGED) and not by_mouse:
            self._ring = Ring(new)
