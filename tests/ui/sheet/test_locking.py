from __future__ import annotations

from collections.abc import Iterator
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from churn_desktop.core import project_edits
from churn_desktop.core.project import Project
from churn_desktop.pages.model import PageId
from churn_desktop.ui.main_window import MainWindow


@pytest.fixture
def may_end() -> Iterator[Event]:
    event = Event()
    yield event
    event.set()


@pytest.fixture
def window(full_window: MainWindow, may_end: Event, qtbot: QtBot) -> MainWindow:
    """A window in which rows are being inserted."""
    full_window.pages.choose(PageId.CUSTOMERS)
    full_window.document.apply("changing", lambda p: p.assuming(include_free=True))
    qtbot.waitUntil(lambda: full_window.document.settled)

    def insert(project: Project) -> Project:
        assert may_end.wait(20)
        return project_edits.insert_rows(project, 0, 2)

    full_window.document.long_edits.begin("inserting 2 rows", insert)
    return full_window


def editor(window: MainWindow) -> QLineEdit | None:
    sheet = window.pages.customers.sheet
    found = sheet.viewport().findChild(QLineEdit, "cellEdit")
    assert found is None or isinstance(found, QLineEdit)
    return found


def test_no_cell_opens_and_the_reason_is_shown(
    window: MainWindow, may_end: Event, qtbot: QtBot
) -> None:
    sheet = window.pages.customers.sheet
    sheet.go_to(0, 0)
    for key in (Qt.Key.Key_X, Qt.Key.Key_F2, Qt.Key.Key_Backspace):
        window.notices.forget("editing")
        qtbot.keyClick(sheet, key)
        assert "inserting 2 rows" in window.notices.text
        assert editor(window) is None
    may_end.set()
    qtbot.waitUntil(lambda: not window.document.long_edits.busy)
    assert "inserting" not in window.notices.text
    qtbot.keyClick(sheet, Qt.Key.Key_X)
    assert editor(window) is not None


def test_nothing_is_taken_back_meanwhile(
    window: MainWindow, may_end: Event, qtbot: QtBot
) -> None:
    undo = window.menus.actions["undo"]
    assert not undo.isEnabled()
    window.document.apply("changing", lambda p: p.assuming(include_free=False))
    assert not undo.isEnabled()
    may_end.set()
    qtbot.waitUntil(undo.isEnabled)
    assert undo.text().replace("&", "") == "Undo inserting 2 rows"


def test_closing_waits_for_it(window: MainWindow, may_end: Event, qtbot: QtBot) -> None:
    asked: list[bool] = []
    assert not window.saving.may_leave(lambda: asked.append(True))
    may_end.set()
    qtbot.waitUntil(lambda: asked == [True])
    assert window.document.file.dirty


def test_what_was_stopped_is_told(
    window: MainWindow, may_end: Event, qtbot: QtBot
) -> None:
    window.document.runner.cancel()
    may_end.set()
    qtbot.waitUntil(lambda: not window.document.long_edits.busy)
    assert window.notices.text.startswith("Stopped, the list is as it was")
