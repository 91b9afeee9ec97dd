from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from churn_desktop.core.errors import UnwritableFile
from churn_desktop.storage import recent
from churn_desktop.storage.fingerprints import changed, fingerprint
from churn_desktop.storage.locks import Lock, LockedBy, acquire
from churn_desktop.storage.project_file import load_project, save_project
from churn_desktop.ui.main_window import MainWindow
from churn_desktop.ui.origin import Origin
from tests.ui.made import a_list, a_project

PATIENCE = 20_000


def choose(monkeypatch: pytest.MonkeyPatch, path: Path | str) -> list[str]:
    """Answer the next questions for a file name."""
    proposed: list[str] = []

    def answer(_window: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        proposed.append(name)
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    return proposed


def edit(window: MainWindow, months: int = 2) -> None:
    window.assume("Stage", "early_months", months)


def save_as(window: MainWindow, qtbot: QtBot, path: Path) -> None:
    with qtbot.waitSignal(window.saving.saved, timeout=PATIENCE):
        window.document.file.save(path)


def box(window: MainWindow, qtbot: QtBot) -> QMessageBox:
    def find() -> QMessageBox | None:
        found = window.findChildren(QMessageBox, "unsavedBox")
        return next((one for one in found if one.isVisible()), None)

    qtbot.waitUntil(lambda: find() is not None)
    shown = find()
    assert shown is not None
    return shown


def press(shown: QMessageBox, words: str) -> None:
    buttons = [b for b in shown.findChildren(QPushButton) if b.text() == words]
    buttons[0].click()


def offer(window: MainWindow, title: str) -> None:
    assert window.notices.notice is not None
    [found] = [one for one in window.notices.notice.offers if one.title == title]
    found.act()


def test_the_first_save_asks_for_a_name(
    full_window: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    proposed = choose(monkeypatch, tmp_path / "mine")
    edit(full_window)
    assert full_window.isWindowModified()
    with qtbot.waitSignal(full_window.saving.saved, timeout=PATIENCE):
        full_window.menus.actions["save"].trigger()
    assert proposed == ["shops.churn"]
    path = tmp_path / "mine.churn"
    assert load_project(path).project.assumptions.early_months == 2
    assert not full_window.isWindowModified()
    assert full_window.windowTitle() == "mine.churn[*] - Churn Desktop"
    assert full_window.saving.label.text().startswith("Saved ")
    assert recent.recent_files()[0] == path
    edit(full_window, 4)
    with qtbot.waitSignal(full_window.saving.saved, timeout=PATIENCE):
        full_window.menus.actions["save"].trigger()
    assert len(proposed) == 1
    assert load_project(path).project.assumptions.early_months == 4


def test_saving_can_be_called_off(
    full_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch, "")
    edit(full_window)
    full_window.saving.save()
    assert not full_window.document.file.saving
    assert full_window.isWindowModified()


def test_nothing_is_asked_where_nothing_would_be_lost(
    full_window: MainWindow, qtbot: QtBot
) -> None:
    edit(full_window)
    full_window.document.undo_stack.undo()
    with qtbot.waitSignal(full_window.closed):
        full_window.close()
    assert full_window.findChildren(QMessageBox) == []


def test_a_window_with_unsaved_changes_asks_once(
    full_window: MainWindow, qtbot: QtBot
) -> None:
    edit(full_window)
    assert not full_window.close()
    assert not full_window.close()
    shown = box(full_window, qtbot)
    assert "shops.xlsx" in shown.text()
    buttons = [b.text() for b in shown.findChildren(QPushButton)]
    assert sorted(buttons) == ["Cancel", "Don't save", "Save"]
    with qtbot.waitSignal(full_window.saving.stayed):
        press(shown, "Cancel")
    assert full_window.isVisible()
    assert full_window.isWindowModified()


def test_changes_can_be_given_up(full_window: MainWindow, qtbot: QtBot) -> None:
    edit(full_window)
    full_window.close()
    with qtbot.waitSignal(full_window.closed):
        press(box(full_window, qtbot), "Don't save")


def test_a_window_closes_once_its_changes_are_saved(
    full_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "mine.churn"
    save_as(full_window, qtbot, path)
    edit(full_window)
    full_window.close()
    with qtbot.waitSignal(full_window.closed, timeout=PATIENCE):
        press(box(full_window, qtbot), "Save")
    assert load_project(path).project.assumptions.early_months == 2


def test_a_window_stays_when_its_changes_cannot_be_saved(
    full_window: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    choose(monkeypatch, tmp_path / "no folder" / "mine.churn")
    edit(full_window)
    full_window.close()
    with qtbot.waitSignal(full_window.saving.stayed, timeout=PATIENCE):
        press(box(full_window, qtbot), "Save")
    qtbot.waitUntil(lambda: "could not be written" in full_window.notices.text)
    assert full_window.isVisible()
    better = tmp_path / "mine.churn"
    choose(monkeypatch, better)
    with qtbot.waitSignal(full_window.saving.saved, timeout=PATIENCE):
        offer(full_window, "Save under another name…")
    assert better.exists()
    assert full_window.isVisible()
    assert "could not" not in full_window.notices.text


def test_closing_the_list_asks_too(full_window: MainWindow, qtbot: QtBot) -> None:
    edit(full_window)
    full_window.close_list()
    assert full_window.document.project is not None
    press(box(full_window, qtbot), "Don't save")
    assert full_window.document.project is None
    assert full_window.start_page.isVisible()
    assert not full_window.isWindowModified()


def test_the_imported_list_comes_back_and_goes_again(full_window: MainWindow) -> None:
    document = full_window.document
    imported = document.project
    edit(full_window)
    edited = document.project
    full_window.menus.actions["revert"].trigger()
    assert document.project is imported
    assert document.undo_stack.undoText() == "reverting to imported"
    document.undo_stack.undo()
    assert document.project is edited


def test_a_project_open_elsewhere_says_so(
    window: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "shops.churn"
    save_project(a_list(), path)
    lock = acquire(path)
    assert isinstance(lock, Lock)
    window.open_path(path)
    qtbot.waitUntil(lambda: window.document.settled and bool(window.document.findings))
    assert window.windowTitle() == "shops.churn (read-only)[*] - Churn Desktop"
    assert "open in another window" in window.notices.text
    edit(window)
    proposed = choose(monkeypatch, "")
    window.saving.save()
    assert proposed == [str(tmp_path / "shops - copy.churn")]
    lock.release()
    offer(window, "Try again")
    qtbot.waitUntil(lambda: window.document.file.owner is None)
    assert window.windowTitle() == "shops.churn[*] - Churn Desktop"
    assert isinstance(acquire(path), LockedBy)
    window.document.close()


def test_another_computer_can_be_overruled(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "shops.churn"
    save_project(a_list(), path)
    owner = LockedBy(1, "desk-2")
    origin = Origin(path, lock=owner, known=fingerprint(path))
    window.document.adopt(a_list(), origin)
    assert "“desk-2”" in window.notices.text
    offer(window, "Open for editing")
    qtbot.waitUntil(lambda: window.document.file.owner is None, timeout=PATIENCE)
    qtbot.waitUntil(lambda: window.document.settled)
    window.document.close()


def test_what_others_wrote_is_offered(
    full_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "mine.churn"
    save_as(full_window, qtbot, path)
    edit(full_window)
    save_project(a_project(), path)
    full_window.saving.save()
    qtbot.waitUntil(lambda: "changed by another" in full_window.notices.text)
    offer(full_window, "Keep mine")
    qtbot.waitUntil(lambda: not full_window.document.runner.busy)
    with qtbot.waitSignal(full_window.saving.saved, timeout=PATIENCE):
        full_window.saving.save()
    save_project(a_project(), path)
    full_window.document.file.look()
    qtbot.waitUntil(lambda: "changed by another" in full_window.notices.text)
    offer(full_window, "Reload")
    qtbot.waitUntil(lambda: len(full_window.document.project.table) == 4)
    qtbot.waitUntil(lambda: full_window.document.settled)
    assert not full_window.isWindowModified()
    full_window.document.close()


def test_a_project_that_is_gone_is_written_again(
    full_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "mine.churn"
    save_as(full_window, qtbot, path)
    path.unlink()
    full_window.saving.save()
    qtbot.waitUntil(lambda: "no longer where it was" in full_window.notices.text)
    with qtbot.waitSignal(full_window.saving.saved, timeout=PATIENCE):
        offer(full_window, "Save again")
    assert not changed(path, fingerprint(path))
    assert "no longer" not in full_window.notices.text
    full_window.document.close()


def test_it_is_said_when_edits_are_not_safe_and_when_they_are(
    full_window: MainWindow, qtbot: QtBot
) -> None:
    file = full_window.document.file
    file.report(UnwritableFile(Path("recovery"), "disk_full"))
    qtbot.waitUntil(lambda: "disk is full" in full_window.notices.text)
    file.report(None)
    qtbot.waitUntil(lambda: "disk is full" not in full_window.notices.text)


def test_a_stopped_save_is_told(full_window: MainWindow) -> None:
    full_window.document.file.stopped.emit()
    assert "not saved" in full_window.notices.text


def test_a_sign_of_qt_in_a_name_is_no_mark(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    window.document.adopt(a_list(), Origin(tmp_path / "a[*]b.churn"))
    assert window.windowTitle() == "a[*][*]b.churn[*] - Churn Desktop"
    qtbot.waitUntil(lambda: window.document.settled)
