"""How long a start takes, measured without anybody at the screen."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class StartTimes(QObject):
    """Notes when a window is on screen and when it is ready, and ends the program.

    The moments are seconds since 1970, because only who started the program knows when
    that was.
    """

    loaded = Signal()
    """To be emitted, from any thread, once the heavy libraries are there."""

    def __init__(
        self, window: QWidget, target: Path, leave: Callable[[int], None]
    ) -> None:
        super().__init__(window)
        self._target, self._leave = target, leave
        self._moments: dict[str, float] = {}
        handle = window.windowHandle()
        if handle.isExposed():
            self._note_soon("shown")
        else:
            handle.installEventFilter(self)
        self.loaded.connect(lambda: self._note_soon("ready"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the first time that the system wants the window drawn."""
        if event.type() == QEvent.Type.Expose:
            watched.removeEventFilter(self)
            self._note_soon("shown")
        return False

    def _note_soon(self, what: str) -> None:
        # Behind everything that waits now, such as the drawing itself.
        QTimer.singleShot(0, self, lambda: self._note(what))

    def _note(self, what: str) -> None:
        self._moments[what] = time.time()
        if self._moments.keys() == {"shown", "ready"}:
            self._target.write_text(json.dumps(self._moments), encoding="utf-8")
            self._leave(0)
