"""How long a start takes, measured without anybody at the screen."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal


class StartTimes(QObject):
    """Notes when a window is on screen and when it is ready, and ends the program.

    The moments are seconds since 1970, because only who started the program knows when
    that was.
    """

    loaded = Signal()
    """To be emitted, from any thread, once the heavy libraries are there."""

    def __init__(
        self, parent: QObject, target: Path, leave: Callable[[int], None]
    ) -> None:
        super().__init__(parent)
        self._target, self._leave = target, leave
        self._moments: dict[str, float] = {}
        self.loaded.connect(self._note_ready)

    def note_shown(self) -> None:
        """Call it once the window is drawn."""
        self._note("shown")

    def _note_ready(self) -> None:
        self._note("ready")

    def _note(self, what: str) -> None:
        self._moments[what] = time.time()
        if self._moments.keys() == {"shown", "ready"}:
            self._target.write_text(json.dumps(self._moments), encoding="utf-8")
            self._leave(0)
