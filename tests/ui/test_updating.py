from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from churn_desktop.ui.dialogs.update_dialog import UpdateDialog
from churn_desktop.ui.main_window import MainWindow
from tests.ui.made import a_csv

PATIENCE = 20_000
LATE = "C999,Late Shop,2024-01-02,,100,Pro\n"


@pytest.fixture
def listed(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    window.open_path(a_csv(tmp_path))
    qtbot.waitUntil(lambda: window.document.findings is not None, timeout=PATIENCE)
    return window


def source(window: MainWindow) -> Path:
    assert window.document.project is not None
    return window.document.project.source.path


def add(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8") + LATE, encoding="utf-8")


def shown(window: MainWindow, qtbot: QtBot) -> UpdateDialog:
    qtbot.waitUntil(
        lambda: window.findChild(UpdateDialog) is not None, timeout=PATIENCE
    )
    dialog = window.findChild(UpdateDialog)
    assert isinstance(dialog, UpdateDialog)
    return dialog


def test_what_changed_is_shown_and_taken_back(listed: MainWindow, qtbot: QtBot) -> None:
    document = listed.document
    listed.assume("Stage", "early_months", 2)
    before, imported = document.project, document.file.imported
    assert before is not None
    add(source(listed))
    listed.menus.actions["update"].trigger()
    dialog = shown(listed, qtbot)
    assert "1 new" in dialog.summary.text()
    assert document.project is before
    dialog.accept()
    after = document.project
    assert after is not None
    assert len(after.table) == len(before.table) + 1
    assert after.assumptions == before.assumptions
    assert document.undo_stack.undoText() == "update from source file"
    assert document.file.imported is not imported
    document.undo_stack.undo()
    assert document.project is before
    assert document.file.imported is imported
    qtbot.waitUntil(lambda: document.settled)


def test_nothing_changes_without_a_word(listed: MainWindow, qtbot: QtBot) -> None:
    before = listed.document.project
    add(source(listed))
    listed.menus.actions["update"].trigger()
    shown(listed, qtbot).reject()
    assert listed.document.project is before


def test_a_file_without_news_asks_nothing(listed: MainWindow, qtbot: QtBot) -> None:
    before = listed.document.project
    listed.menus.actions["update"].trigger()
    qtbot.waitUntil(lambda: "nothing new" in listed.notices.text, timeout=PATIENCE)
    assert listed.document.project is before
    assert listed.findChild(UpdateDialog) is None


def test_another_file_can_be_chosen(
    listed: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = a_csv(tmp_path, "july.csv")
    add(other)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_a: ([str(other)], ""))
    listed.menus.actions["updateFrom"].trigger()
    shown(listed, qtbot).accept()
    assert source(listed) == other
    qtbot.waitUntil(lambda: listed.document.settled)


def test_a_file_that_is_gone_offers_another(listed: MainWindow, qtbot: QtBot) -> None:
    source(listed).unlink()
    listed.menus.actions["update"].trigger()
    qtbot.waitUntil(lambda: "not there" in listed.notices.text, timeout=PATIENCE)
    assert listed.notices.notice is not None
    assert listed.notices.notice.offers[0].title == "Choose another file…"
