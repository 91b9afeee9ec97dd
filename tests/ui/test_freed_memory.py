from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from churn_desktop.ui.freed_memory import give_back


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do so by themselves")
def test_freed_memory_is_given_back() -> None:
    def resident() -> int:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * 4096

    # Pieces below the size from which the C library asks the system for each.
    pieces = [np.ones(12_000) for _ in range(1_000)]
    kept = pieces[-1]
    full = resident()
    del pieces
    give_back()
    assert resident() < full - 48_000_000
    assert kept.sum() == 12_000


def test_nothing_happens_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    give_back()
