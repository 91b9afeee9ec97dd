from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from churn_desktop.storage import folders
from churn_desktop.ui import bug_reports
from churn_desktop.ui.bug_reports import BugDialog, bug_hook, describe, write_down

NOW = datetime(2024, 3, 5, 14, 30, tzinfo=UTC)


def a_bug(run: Callable[..., None]) -> None:
    phones: dict[str, str] = {}
    try:
        phones["Zhang Wei, 138 0000 0000"]
    except KeyError as error:
        run(type(error), error, error.__traceback__)


def log() -> str:
    return (folders.home() / bug_reports.LOG_NAME).read_text(encoding="utf-8")


def test_a_description_says_where_but_nothing_from_the_list() -> None:
    told: list[str] = []
    a_bug(lambda kind, _error, trace: told.append(describe(kind, trace, NOW)))
    assert "KeyError" in told[0]
    assert "test_bug_reports.py" in told[0]
    assert "a_bug" in told[0]
    assert "2024-03-05T14:30:00" in told[0]
    assert "Zhang" not in told[0]


def test_bugs_are_written_down_and_shown() -> None:
    shown: list[str] = []
    a_bug(bug_hook(shown.append))
    assert len(shown) == 1
    assert shown[0] in log()
    assert "Zhang" not in log()


def test_only_one_bug_is_shown_at_a_time() -> None:
    shown: list[str] = []

    def show(details: str) -> None:
        shown.append(details)
        a_bug(hook)

    hook = bug_hook(show)
    a_bug(hook)
    assert len(shown) == 1
    assert log().count("KeyError") == 2
    a_bug(hook)
    assert len(shown) == 2


def test_the_log_does_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bug_reports, "LOG_LIMIT", 100)
    for number in range(20):
        write_down(f"{number:02}" + "x" * 50)
    assert len(log()) < 300
    assert "19x" in log()


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of another kind")
def test_nobody_else_may_read_the_log() -> None:
    write_down("words")
    path = folders.home() / bug_reports.LOG_NAME
    assert path.stat().st_mode & 0o077 == 0


def test_details_can_be_copied_without_closing(qtbot: QtBot) -> None:
    dialog = BugDialog("where it happened")
    qtbot.addWidget(dialog)
    dialog.show()
    buttons = {b.text().replace("&", ""): b for b in dialog.findChildren(QPushButton)}
    buttons["Copy details"].click()
    assert QGuiApplication.clipboard().text() == "where it happened"
    assert dialog.isVisible()
