from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]

# In a process of its own, because there is one application in each.
HAND_OVER = """
from PySide6.QtCore import QEvent, QUrl
from PySide6.QtGui import QFileOpenEvent
from churn_desktop.ui.startup.application import Application
app = Application([])
app.file_wanted.connect(lambda path: print(repr(path.name)))
assert app.sendEvent(app, QFileOpenEvent({path!r}))
assert not app.sendEvent(app, QFileOpenEvent(QUrl("https://example.org/list.churn")))
app.sendEvent(app, QEvent(QEvent.Type.ApplicationFontChange))
"""


def test_a_file_that_the_system_hands_over_is_passed_on(tmp_path: Path) -> None:
    script = HAND_OVER.replace("{path!r}", repr(str(tmp_path / "客户.churn")))
    told = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", script],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    assert told.stdout == "'客户.churn'\n"
