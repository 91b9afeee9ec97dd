from __future__ import annotations

import json
import threading
import time
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from churn_desktop.ui.start_times import StartTimes


def test_both_moments_are_noted_then_the_program_ends(
    qtbot: QtBot, tmp_path: Path
) -> None:
    began = time.time()
    window, target = QWidget(), tmp_path / "times.json"
    qtbot.addWidget(window)
    left: list[int] = []
    window.show()
    times = StartTimes(window, target, left.append)
    qtbot.waitUntil(lambda: bool(times._moments))
    assert not left
    # The libraries are loaded beside the window.
    thread = threading.Thread(target=times.loaded.emit)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: left == [0])
    found = json.loads(target.read_text(encoding="utf-8"))
    assert began <= found["shown"] <= found["ready"] <= time.time()


def test_a_window_that_is_on_screen_already(qtbot: QtBot, tmp_path: Path) -> None:
    window, target = QWidget(), tmp_path / "times.json"
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    left: list[int] = []
    StartTimes(window, target, left.append).loaded.emit()
    qtbot.waitUntil(lambda: left == [0])
    assert target.exists()
