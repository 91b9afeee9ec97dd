"""Memory that was freed, for the rest of the computer."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress


def give_back() -> None:
    """Have the C library return what it keeps in case it is needed again.

    The one of Linux keeps hundreds of megabytes after work on a long list; those of
    Windows and macOS return large pieces by themselves.
    """
    if sys.platform == "linux":
        # Another C library than GNU's has no such function.
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
