"""Once a window is on screen: what could only make it come later."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class FirstPaint(QObject):
    """Does things, in order, as soon as a window that was shown is drawn.

    Parameters
    ----------
    window : QWidget
        Already told to show itself; the system draws it when it likes.
    *calls : callable
    """

    def __init__(self, window: QWidget, *calls: Callable[[], object]) -> None:
        super().__init__(window)
        self._calls = calls
        handle = window.windowHandle()
        if handle.isExposed():
            self._do_soon()
        else:
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the first time that the system wants the window drawn."""
        if event.type() == QEvent.Type.Expose:
            watched.removeEventFilter(self)
            self._do_soon()
        return False

    def _do_soon(self) -> None:
        # Behind everything that waits now, such as the drawing itself.
        for call in self._calls:
            QTimer.singleShot(0, self, call)
