from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from churn_desktop.ui.garbage import GarbageCollector, collect_what_is_due


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
