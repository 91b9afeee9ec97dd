from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from churn_desktop.core.errors import (
    ChangedOnDisk,
    OpenElsewhere,
    UnwritableFile,
)
from churn_desktop.core.progress import Progress
from churn_desktop.core.project import Project
from churn_desktop.storage import journal, project_file
from churn_desktop.storage.journal import recovery_folder
from churn_desktop.storage.locks import Lock, LockedBy, acquire, lock_path
from churn_desktop.storage.project_file import load_project, save_project
from churn_desktop.storage.recovery import pending_recoveries, recover
from churn_desktop.ui.document import Document
from churn_desktop.ui.origin import Origin
from churn_desktop.ui.tasks import TaskRunner
from tests.ui.conftest import Opened
from tests.ui.made import TODAY, a_list, a_project

PATIENCE = 20_000


def edit(document: Document, months: int = 2) -> Project:
    document.apply("Stage", lambda p: p.assuming(early_months=months))
    assert document.project is not None
    return document.project


def save(document: Document, qtbot: QtBot, path: Path | None = None) -> None:
    with qtbot.waitSignal(document.file.saved, timeout=PATIENCE):
        document.file.save(path)


def reopened(path: Path, qtbot: QtBot, runner: TaskRunner) -> Document:
    document = Document(runner, today=lambda: TODAY)
    with qtbot.waitSignal(document.opened, timeout=PATIENCE):
        document.open(path)
    return document


def test_a_list_nobody_has_edited_is_not_dirty(opened: Opened) -> None:
    document = opened(a_list())
    assert not document.file.dirty
    assert document.file.name == "shops.xlsx"
    edit(document)
    assert document.file.dirty
    document.undo_stack.undo()
    assert not document.file.dirty


def test_what_is_saved_comes_back(
    opened: Opened, qtbot: QtBot, tmp_path: Path, runner: TaskRunner
) -> None:
    document, path = opened(a_list()), tmp_path / "shops.churn"
    edit(document)
    save(document, qtbot, path)
    assert not document.file.dirty
    assert document.undo_stack.isClean()
    assert document.file.name == "shops.churn"
    assert document.file.saved_at is not None
    assert lock_path(path).exists()
    document.close()
    assert not lock_path(path).exists()

    again = reopened(path, qtbot, runner)
    assert again.project is not None
    assert again.project.assumptions.early_months == 2
    assert again.file.imported is not None
    assert again.file.imported.assumptions.early_months == 3
    assert again.file.owner is None
    assert not again.file.dirty
    again.close()


def test_an_edit_during_a_save_is_not_taken_for_saved(
    opened: Opened, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, path = opened(a_list()), tmp_path / "shops.churn"
    going, usual = Event(), project_file.save_project

    def slowly(*given: object, **named: object) -> None:
        assert going.wait(20)
        usual(*given, **named)

    monkeypatch.setattr(project_file, "save_project", slowly)
    first = edit(document)
    document.file.save(path)
    assert document.file.saving
    second = edit(document, 5)
    with qtbot.waitSignal(document.file.saved, timeout=PATIENCE):
        going.set()
    assert document.file.dirty
    assert not document.undo_stack.isClean()
    assert load_project(path).project.assumptions == first.assumptions
    # The recovery file holds the newer edit, and offers it.
    assert document.file.settle(20)
    assert last_recorded(document) == second.assumptions.early_months
    document.undo_stack.undo()
    assert not document.file.dirty


def last_recorded(document: Document) -> int:
    """Read the recovery file as the next start would, were this one dead."""
    file = document.file
    autosave = file._autosave
    assert autosave is not None
    autosave.close()
    (recovery,) = pending_recoveries(recovery_folder())
    return recover(recovery).stored.project.assumptions.early_months


def test_every_edit_reaches_the_recovery_file(opened: Opened) -> None:
    document = opened(a_list())
    edit(document, 2)
    edit(document, 4)
    assert document.file.settle(20)
    assert last_recorded(document) == 4


def test_what_is_saved_is_not_offered_to_be_recovered(
    opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    document = opened(a_list())
    edit(document)
    save(document, qtbot, tmp_path / "shops.churn")
    assert document.file.settle(20)
    autosave = document.file._autosave
    assert autosave is not None
    autosave.close()
    assert pending_recoveries(recovery_folder()) == ()


def test_nothing_is_left_of_a_document_that_was_closed(opened: Opened) -> None:
    document = opened(a_list())
    edit(document)
    assert document.file.settle(20)
    document.close()
    assert list(recovery_folder().glob("*.churn")) == []


def test_a_second_window_may_not_write(
    opened: Opened, qtbot: QtBot, tmp_path: Path, runner: TaskRunner
) -> None:
    path = tmp_path / "shops.churn"
    first = opened(a_list())
    save(first, qtbot, path)
    second = reopened(path, qtbot, runner)
    assert isinstance(second.file.owner, LockedBy)
    edit(second)
    with qtbot.waitSignal(second.file.failed, timeout=PATIENCE) as failed:
        second.file.save()
    assert isinstance(failed.args[0], OpenElsewhere)
    save(second, qtbot, tmp_path / "copy.churn")
    assert second.file.owner is None
    assert second.file.name == "copy.churn"
    first.close()
    second.close()


def test_a_file_is_taken_over_once_it_is_free(
    opened: Opened, qtbot: QtBot, tmp_path: Path, runner: TaskRunner
) -> None:
    path = tmp_path / "shops.churn"
    first = opened(a_list())
    save(first, qtbot, path)
    second = reopened(path, qtbot, runner)
    with qtbot.waitSignal(second.file.failed, timeout=PATIENCE):
        second.file.take_over()
    edit(first)
    save(first, qtbot)
    first.close()
    with qtbot.waitSignal(second.file.differs, timeout=PATIENCE):
        second.file.take_over()
    assert second.file.owner is None
    assert isinstance(acquire(path), LockedBy)
    second.close()


def test_a_save_does_not_overwrite_what_somebody_else_wrote(
    opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    document, path = opened(a_list()), tmp_path / "shops.churn"
    save(document, qtbot, path)
    save_project(a_project(), path)
    theirs = path.read_bytes()
    edit(document)
    with qtbot.waitSignal(document.file.failed, timeout=PATIENCE) as failed:
        document.file.save()
    assert isinstance(failed.args[0], ChangedOnDisk)
    assert path.read_bytes() == theirs
    assert document.file.dirty
    with qtbot.waitSignal(document.file.saved, timeout=PATIENCE):
        document.file.save(anyway=True)
    assert path.read_bytes() != theirs
    document.close()


def test_a_change_on_disk_is_noticed_once_and_can_be_kept_out(
    opened: Opened, qtbot: QtBot, tmp_path: Path, runner: TaskRunner
) -> None:
    document, path = opened(a_list()), tmp_path / "shops.churn"
    save(document, qtbot, path)
    told: list[bool] = []
    document.file.differs.connect(lambda: told.append(True))

    def look() -> None:
        document.file.look()
        qtbot.waitUntil(lambda: not runner.busy)

    look()
    assert told == []
    save_project(a_project(), path)
    look()
    look()
    assert told == [True]
    document.file.keep_mine()
    qtbot.waitUntil(lambda: not runner.busy)
    look()
    assert told == [True]
    edit(document)
    save(document, qtbot)
    document.close()


def test_what_somebody_else_wrote_is_read_and_can_be_taken_back(
    opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    document, path = opened(a_list()), tmp_path / "shops.churn"
    save(document, qtbot, path)
    mine = edit(document)
    imported = document.file.imported
    save_project(a_project(), path)
    with qtbot.waitSignal(document.project_changed, timeout=PATIENCE):
        document.file.reload()
    qtbot.waitUntil(lambda: not document.file.dirty)
    assert document.project is not None
    assert len(document.project.table) == 4
    document.undo_stack.undo()
    assert document.project is mine
    assert document.file.imported is imported
    assert document.file.dirty
    document.undo_stack.redo()
    assert not document.file.dirty
    document.close()


def test_a_save_that_fails_changes_nothing(
    opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    document = opened(a_list())
    edit(document)
    nowhere = tmp_path / "no folder" / "shops.churn"
    with qtbot.waitSignal(document.file.failed, timeout=PATIENCE) as failed:
        document.file.save(nowhere)
    assert isinstance(failed.args[0], UnwritableFile)
    assert document.file.path is None
    assert document.file.dirty


def test_a_save_that_was_stopped_lets_go_of_the_file(
    opened: Opened, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, path = opened(a_list()), tmp_path / "shops.churn"
    begun, going = Event(), Event()

    def slowly(*_given: object, progress: Progress, **_named: object) -> None:
        begun.set()
        assert going.wait(20)
        progress(1, 2)

    monkeypatch.setattr(project_file, "save_project", slowly)
    document.file.save(path)
    assert begun.wait(20)
    with qtbot.waitSignal(document.file.stopped, timeout=PATIENCE):
        document.runner.cancel()
        going.set()
    assert not path.exists()
    lock = acquire(path)
    assert isinstance(lock, Lock)
    lock.release()
    assert not document.file.saving


def test_it_is_told_when_edits_would_not_survive(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = opened(a_list())
    assert document.file.settle(20)

    def full(*_given: object) -> None:
        raise UnwritableFile(Path("recovery"), "disk_full")

    monkeypatch.setattr(journal.Journal, "record", full)
    with qtbot.waitSignal(document.file.unsafe, timeout=PATIENCE) as told:
        edit(document)
    assert isinstance(told.args[0], UnwritableFile)
    document.close()


def test_an_origin_is_of_a_list_by_default() -> None:
    assert Origin().saved
    assert Origin().path is None
