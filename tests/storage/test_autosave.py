from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import SimpleQueue
from threading import Event

import pytest

from churn_desktop.core.errors import ChurnDesktopError, UnwritableFile
from churn_desktop.core.project import Project
from churn_desktop.storage.autosave import Autosave
from churn_desktop.storage.journal import Journal
from churn_desktop.storage.recovery import pending_recoveries, recover
from tests.storage.made import a_project, content, write

LIST = Path("/lists/客户.xlsx")
PATIENCE = 30.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "recovery"


@pytest.fixture
def journal(folder: Path) -> Journal:
    return Journal(folder, "one")


@pytest.fixture
def reports() -> SimpleQueue[ChurnDesktopError | None]:
    return SimpleQueue()


@pytest.fixture
def autosave(
    journal: Journal, reports: SimpleQueue[ChurnDesktopError | None]
) -> Iterator[Autosave]:
    autosave = Autosave(journal, reports.put, pause=0, rest=0, retry=0.01)
    yield autosave
    autosave.close()


def recovered(folder: Path) -> Project:
    (left,) = pending_recoveries(folder)
    return recover(left).stored.project


def test_edits_are_written_without_anybody_waiting(
    autosave: Autosave, folder: Path
) -> None:
    project = a_project()
    autosave.begin(project, LIST)
    for number in range(20):
        project = write(project, str(number))
        autosave.record(project)
    assert autosave.settle(PATIENCE)
    autosave.close()
    assert content(recovered(folder)) == content(project)


def test_closing_writes_what_is_left(autosave: Autosave, folder: Path) -> None:
    project = write(a_project(), "x")
    autosave.begin(a_project(), LIST)
    autosave.record(project)
    autosave.close()
    assert content(recovered(folder)) == content(project)


def test_a_document_that_was_given_up_leaves_nothing(
    autosave: Autosave, folder: Path
) -> None:
    autosave.begin(a_project(), LIST)
    autosave.record(write(a_project(), "x"))
    autosave.clear()
    assert not folder.exists() or list(folder.iterdir()) == []


def test_a_saved_document_is_not_offered(autosave: Autosave, folder: Path) -> None:
    project = write(a_project(), "x")
    autosave.begin(a_project(), LIST)
    autosave.record(project)
    autosave.saved(project, LIST.with_suffix(".churn"))
    autosave.close()
    assert pending_recoveries(folder) == ()


def test_work_that_was_recovered_stays_safe(autosave: Autosave, folder: Path) -> None:
    autosave.begin(a_project(), LIST, imported=a_project(9), saved=False)
    autosave.close()
    (left,) = pending_recoveries(folder)
    assert content(recover(left).stored.imported) == content(a_project(9))


def held(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> tuple[Event, Event, list[str]]:
    """Keep the first write waiting and note what is written at all."""
    started, go, written = Event(), Event(), []

    def slowly(name: str) -> Callable[..., None]:
        method = getattr(journal, name)

        def call(project: Project, *args: object, **options: object) -> None:
            written.append(f"{name} {project.table.frame['Fee'].iloc[0]}")
            started.set()
            assert go.wait(PATIENCE)
            method(project, *args, **options)

        return call

    for name in ("begin", "record", "saved"):
        monkeypatch.setattr(journal, name, slowly(name))
    return started, go, written


def test_only_the_newest_of_many_states_is_written(
    autosave: Autosave, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    started, go, written = held(journal, monkeypatch)
    project = write(a_project(), "0")
    autosave.begin(project, LIST)
    assert started.wait(PATIENCE)
    for number in range(1, 4):
        autosave.record(write(project, str(number)))
    autosave.saved(write(project, "4"), LIST)
    for number in range(5, 9):
        autosave.record(write(project, str(number)))
    assert not autosave.settle(0)
    go.set()
    assert autosave.settle(PATIENCE)
    assert written == ["begin 0", "record 3", "saved 4", "record 8"]


def test_another_document_makes_older_states_needless(
    autosave: Autosave, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    started, go, written = held(journal, monkeypatch)
    autosave.begin(write(a_project(), "a"), LIST)
    assert started.wait(PATIENCE)
    autosave.record(write(a_project(), "b"))
    autosave.begin(write(a_project(), "c"), LIST)
    go.set()
    assert autosave.settle(PATIENCE)
    assert written == ["begin a", "begin c"]


def test_a_failure_is_said_once_and_the_write_repeated(
    autosave: Autosave,
    folder: Path,
    reports: SimpleQueue[ChurnDesktopError | None],
) -> None:
    folder.write_text("in the way")
    project = write(a_project(), "x")
    autosave.begin(a_project(), LIST)
    autosave.record(project)
    error = reports.get(timeout=PATIENCE)
    assert isinstance(error, UnwritableFile)
    assert not autosave.settle(PATIENCE)
    folder.unlink()
    assert reports.get(timeout=PATIENCE) is None
    assert autosave.settle(PATIENCE)
    assert reports.empty()
    autosave.close()
    assert content(recovered(folder)) == content(project)


def test_closing_does_not_wait_for_a_disk_that_fails(
    autosave: Autosave, folder: Path, reports: SimpleQueue[ChurnDesktopError | None]
) -> None:
    folder.write_text("in the way")
    autosave.record(a_project())
    assert reports.get(timeout=PATIENCE) is not None
    autosave.close()
    autosave.close()


def test_a_newer_state_takes_the_place_of_one_that_failed(
    autosave: Autosave, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    started, go, written = Event(), Event(), []

    def fail(project: Project, view: object = None) -> None:
        written.append(project.table.frame["Fee"].iloc[0])
        started.set()
        assert go.wait(PATIENCE)
        if len(written) == 1:
            raise UnwritableFile(LIST, "disk_full")

    monkeypatch.setattr(journal, "record", fail)
    autosave.record(write(a_project(), "a"))
    assert started.wait(PATIENCE)
    autosave.record(write(a_project(), "b"))
    go.set()
    autosave.close()
    assert written == ["a", "b"]


def test_a_mistake_of_ours_is_said_and_writing_goes_on(
    autosave: Autosave,
    journal: Journal,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said: SimpleQueue[type[BaseException]] = SimpleQueue()
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: said.put(kind))
    record = journal.record
    monkeypatch.setattr(journal, "record", lambda *_: 1 / 0)
    autosave.record(a_project())
    assert said.get(timeout=PATIENCE) is ZeroDivisionError
    monkeypatch.setattr(journal, "record", record)
    project = write(a_project(), "x")
    autosave.record(project)
    assert autosave.settle(PATIENCE)
    autosave.close()
    assert content(recovered(folder)) == content(project)
    assert said.empty()


def test_nobody_need_listen(journal: Journal, folder: Path) -> None:
    folder.write_text("in the way")
    autosave = Autosave(journal)
    autosave.record(a_project())
    assert not autosave.settle(PATIENCE)
    autosave.clear()


def test_a_document_nobody_edits_is_written_later(
    journal: Journal, folder: Path
) -> None:
    autosave = Autosave(journal, rest=PATIENCE)
    autosave.begin(a_project(), LIST)
    assert not autosave.settle(0)
    assert not journal.path.exists()
    # Who asks whether all is safe need not wait for it.
    assert autosave.settle(PATIENCE)
    assert journal.path.exists()
    autosave.clear()


def test_an_edit_is_not_kept_waiting(journal: Journal, folder: Path) -> None:
    autosave = Autosave(journal, rest=10 * PATIENCE, pause=0)
    project = write(a_project(), "x")
    autosave.begin(a_project(), LIST)
    autosave.record(project)
    autosave.close()
    assert content(recovered(folder)) == content(project)
