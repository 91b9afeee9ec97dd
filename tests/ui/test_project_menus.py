from __future__ import annotations

from datetime import date
from pathlib import Path

from pytestqt.qtbot import QtBot

from churn_desktop.core.project import Note
from churn_desktop.pages.model import PageId
from churn_desktop.storage.project_file import load_project
from churn_desktop.ui.dialogs.backups_dialog import BackupsDialog
from churn_desktop.ui.dialogs.notes_dialog import NotesDialog
from churn_desktop.ui.main_window import MainWindow

PATIENCE = 20_000
NOTE = Note(date(2024, 2, 1), "Price rise")


def save(window: MainWindow, qtbot: QtBot, path: Path | None = None) -> None:
    with qtbot.waitSignal(window.saving.saved, timeout=PATIENCE):
        window.document.file.save(path)


def test_notes_are_an_edit_like_any_other(
    full_window: MainWindow, qtbot: QtBot
) -> None:
    document = full_window.document
    for text, count in (("Price rise", 1), ("", 1)):
        full_window.menus.actions["notes"].trigger()
        dialog = full_window.findChildren(NotesDialog)[-1]
        dialog.when.show_date(NOTE.when)
        dialog.text.setText(text)
        dialog.add()
        dialog.accept()
        # Nothing was changed the second time, so there is nothing to take back.
        assert document.undo_stack.count() == count
    assert document.project is not None
    assert document.project.notes == (NOTE,)
    assert document.undo_stack.undoText() == "editing of notes"
    document.undo_stack.undo()
    assert document.project.notes == ()
    qtbot.waitUntil(lambda: document.settled)


def test_a_backup_is_restored_and_that_is_taken_back(
    full_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path, document = tmp_path / "shops.churn", full_window.document
    backups = full_window.menus.actions["backups"]
    assert not backups.isEnabled()
    save(full_window, qtbot, path)
    assert backups.isEnabled()
    full_window.assume("Stage", "early_months", 2)
    save(full_window, qtbot)
    backups.trigger()
    dialog = full_window.findChild(BackupsDialog)
    assert isinstance(dialog, BackupsDialog)
    assert dialog.list.count() == 1
    with qtbot.waitSignal(document.project_changed, timeout=PATIENCE):
        dialog.restore_button.click()
    assert document.project is not None
    assert document.project.assumptions.early_months == 3
    qtbot.waitUntil(lambda: not full_window.isWindowModified())
    assert load_project(path).project.assumptions.early_months == 3
    assert document.undo_stack.undoText() == "restoring a backup"
    document.undo_stack.undo()
    assert document.project.assumptions.early_months == 2
    save(full_window, qtbot)
    document.close()


def test_a_backup_is_opened_beside_the_project(
    full_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "shops.churn"
    save(full_window, qtbot, path)
    full_window.assume("Stage", "early_months", 2)
    save(full_window, qtbot)
    full_window.menus.actions["backups"].trigger()
    dialog = full_window.findChild(BackupsDialog)
    assert isinstance(dialog, BackupsDialog)
    with qtbot.waitSignal(full_window.copy_wanted) as wanted:
        dialog.copy_button.click()
    assert wanted.args is not None
    assert load_project(wanted.args[0]).project.assumptions.early_months == 3
    full_window.document.close()


def test_a_project_opens_on_the_page_it_was_saved_on(
    full_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path, document = tmp_path / "shops.churn", full_window.document
    full_window.pages.choose(PageId.PERIODS)
    save(full_window, qtbot, path)
    full_window.close_list()
    full_window.open_path(path)
    qtbot.waitUntil(lambda: document.findings is not None, timeout=PATIENCE)
    assert full_window.pages.chosen is PageId.PERIODS
    qtbot.waitUntil(lambda: document.settled)
    document.close()
