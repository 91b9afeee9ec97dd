"""When memory is freed: garbage, and what the C library keeps of it.

Garbage is collected on the main thread only, because Qt objects must die there.
Python collects whenever some thread has made enough objects. A window that was closed
is often garbage in a circle, and would then be taken apart by the thread that reads a
list.
"""

from __future__ import annotations

import gc
import sys
from contextlib import suppress

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


def give_back() -> None:
    """Have the C library return what it keeps in case it is needed again.

    The one of Linux keeps hundreds of megabytes after work on a long list; those of
    Windows and macOS return large pieces by themselves.
    """
    if sys.platform == "linux":
        import ctypes

        # Another C library than GNU's has no such function.
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
