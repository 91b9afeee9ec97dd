from __future__ import annotations

import json
import threading
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from churn_desktop.ui.startup.start_times import StartTimes


def test_both_moments_are_noted_then_the_program_ends(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    began = time.time()
    target = tmp_path / "times.json"
    left: list[int] = []
    times = StartTimes(qapp, target, left.append)
    times.note_shown()
    assert not left
    # The libraries are loaded beside the window.
    thread = threading.Thread(target=times.loaded.emit)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: left == [0])
    times.setParent(None)
    found = json.loads(target.read_text(encoding="utf-8"))
    assert began <= found["shown"] <= found["ready"] <= time.time()
