"""Starting the program: until its window is on screen, and until it is ready.

Beside the checkout the frozen program is measured, where ``make package`` has built one
or ``CHURN_DESKTOP_PROGRAM`` names one.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

from bench.timing import Row

ROOT = Path(__file__).resolve().parents[1]
FROZEN = ROOT / "build/linux/dist/churn-desktop/churn-desktop"
ROUNDS = 5
LIMIT = 60.0

QT_ALONE = """
import json, sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1280, 820)
window.show()
def leave():
    with open(sys.argv[-1], "w") as file:
        json.dump({"shown": time.time()}, file)
    app.quit()
QTimer.singleShot(0, lambda: QTimer.singleShot(0, leave))
app.exec()
"""


def rows() -> Iterator[Row]:
    """Start each program in turns, once more than is counted."""
    programs = {
        "Qt": [sys.executable, "-c", QT_ALONE],
        "checkout": [sys.executable, "-m", "churn_desktop", "--start-times"],
    }
    frozen = os.environ.get("CHURN_DESKTOP_PROGRAM") or shutil.which(str(FROZEN))
    if frozen:
        programs["frozen"] = [frozen, "--start-times"]
    taken = _start_in_turns(programs)
    qt = taken["Qt"]["shown"]
    for name in list(programs)[1:]:
        shown, ready = taken[name]["shown"], taken[name]["ready"]
        yield Row(f"start, {name}: window shown", 0, shown, "Qt alone", qt, "0.25 s")
        yield Row(f"start, {name}: ready", 0, ready, target="1.2 s")


def _start_in_turns(
    programs: Mapping[str, Sequence[str]],
) -> dict[str, dict[str, float]]:
    taken: dict[str, list[dict[str, float]]] = {name: [] for name in programs}
    for _ in range(ROUNDS + 1):
        for name, command in programs.items():
            taken[name].append(start(command))
    return {
        name: {moment: median(one[moment] for one in all_[1:]) for moment in all_[0]}
        for name, all_ in taken.items()
    }


def start(command: Sequence[str]) -> dict[str, float]:
    """Start a program and give the seconds until each moment that it notes."""
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "times.json"
        environment = {
            **os.environ,
            "CHURN_DESKTOP_HOME": folder,
            "XDG_CONFIG_HOME": folder,
            "PYTHONPATH": str(ROOT),
            # As installed: the modules are compiled once, not at each start.
            "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "churn-bytecode"),
        }
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        if not {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"} & environment.keys():
            environment["QT_QPA_PLATFORM"] = "offscreen"
        began = time.time()
        done = subprocess.run(
            [*command, str(result)],
            env=environment, cwd=folder, check=False, timeout=LIMIT,
            capture_output=True, text=True,
        )  # fmt: skip
        if done.returncode:
            raise SystemExit(f"{command[0]} did not start: {done.stderr}")
        moments = json.loads(result.read_text(encoding="utf-8"))
    return {name: moment - began for name, moment in moments.items()}
