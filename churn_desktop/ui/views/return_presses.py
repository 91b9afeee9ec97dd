"""Return presses the button that has the keyboard, as the space bar does."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget
from shiboken6 import isValid

_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PAD = Qt.KeyboardModifier.KeypadModifier


class ReturnPresses(QObject):
    """Follows the keyboard through windows; dialogs see to it themselves."""

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        app.focusChanged.connect(self._follow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Press the button that is watched."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        plain = not event.modifiers() & ~_PAD and not event.isAutoRepeat()
        wanted = plain and event.key() in _KEYS
        if wanted:
            cast("QAbstractButton", watched).click()
        return wanted

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is not None and isValid(old):
            old.removeEventFilter(self)
        button = isinstance(new, QAbstractButton)
        if new is not None and button and not isinstance(new.window(), QDialog):
            new.installEventFilter(self)
