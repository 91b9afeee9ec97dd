"""Garbage is collected on the main thread only, because Qt objects must die there.

Python collects whenever some thread has made enough objects. A window that was closed
is often garbage in a circle, and would then be taken apart by the thread that reads a
list.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

MILLISECONDS = 300


class GarbageCollector(QObject):
    """Takes collecting over from Python while it lives."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self)
        timer.timeout.connect(collect_what_is_due)
        timer.start(MILLISECONDS)
        self.destroyed.connect(gc.enable)


def collect_what_is_due() -> int:
    """Collect the generations that Python would have, and tell how many objects."""
    collected = 0
    due = zip(gc.get_count(), gc.get_threshold(), strict=True)
    for generation, (count, threshold) in enumerate(due):
        if not 0 < threshold < count:
            break
        collected = gc.collect(generation)
    return collected
