from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from churn_desktop.ui.memory import (
    GarbageCollector,
    collect_what_is_due,
    give_back,
)


class Circle:
    """Garbage that reference counting leaves, and that says who collected it."""

    def __init__(self, died_on: list[threading.Thread]) -> None:
        self.died_on = died_on
        self.itself = self

    def __del__(self) -> None:
        self.died_on.append(threading.current_thread())


@pytest.fixture
def collector(qtbot: QtBot) -> Iterator[GarbageCollector]:
    enabled = gc.isenabled()
    collector = GarbageCollector()
    yield collector
    collector.deleteLater()
    qtbot.waitUntil(gc.isenabled)
    if not enabled:
        gc.disable()


@pytest.mark.usefixtures("collector")
def test_garbage_waits_for_the_main_thread(qtbot: QtBot) -> None:
    died_on: list[threading.Thread] = []

    def litter() -> None:
        for _ in range(2_000):
            Circle(died_on)

    worker = threading.Thread(target=litter)
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: len(died_on) == 2_000)
    assert set(died_on) == {threading.main_thread()}


def test_nothing_is_collected_before_it_is_due() -> None:
    gc.collect()
    died_on: list[threading.Thread] = []
    enabled = gc.isenabled()
    gc.disable()
    try:
        Circle(died_on)
        collect_what_is_due()
        assert not died_on
        gc.collect()
        assert len(died_on) == 1
    finally:
        if enabled:
            gc.enable()


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
