from __future__ import annotations

import importlib
import sys
import threading

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from churn_desktop.ui.main_window import MainWindow
from churn_desktop.ui.startup import warming_up
from churn_desktop.ui.startup.warming_up import HEAVY, PARTS, WarmingUp


@pytest.fixture
def imported(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """Names as they are imported, and whether the main thread had to."""
    names: list[tuple[str, bool]] = []

    def note(name: str) -> None:
        main = threading.current_thread() is threading.main_thread()
        names.append((name, main))
        if name == "pandas":
            raise ImportError(name)

    monkeypatch.setattr(warming_up.importlib, "import_module", note)
    monkeypatch.setattr(
        warming_up.gc, "freeze", lambda: names.append(("freeze", False))
    )
    return names


def test_everything_is_imported_beside_the_window(
    imported: list[tuple[str, bool]], qapp: QApplication, qtbot: QtBot
) -> None:
    done = threading.Event()
    warming = WarmingUp(done.set, qapp)
    with qtbot.waitSignal(warming.parts_imported):
        warming.begin()
    qtbot.waitUntil(done.is_set)
    assert imported == [(name, False) for name in (*PARTS, *HEAVY, "freeze")]
    warming.deleteLater()


def test_the_pages_of_a_window_need_nothing_else(window: MainWindow) -> None:
    for name in PARTS:
        importlib.import_module(name)
    before = set(sys.modules)
    window.prepare()
    made = {name for name in set(sys.modules) - before if "churn_desktop" in name}
    assert made == set()
