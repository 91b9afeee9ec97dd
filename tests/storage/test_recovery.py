from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from churn_desktop.core.errors import DamagedProject, NotAProject, ProjectTooNew
from churn_desktop.storage.journal import Journal
from churn_desktop.storage.locks import Lock, acquire, lock_path
from churn_desktop.storage.recovery import (
    Recovery,
    dismiss,
    pending_recoveries,
    recover,
)
from tests.storage.made import a_project, content, write

LIST = Path("/lists/客户.xlsx")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "recovery"
    folder.mkdir()
    return folder


def leave(folder: Path, key: str, *texts: str) -> Path:
    """Leave behind what a window that died had written."""
    journal = Journal(folder, key)
    project = a_project()
    journal.begin(project, LIST)
    for text in texts:
        project = write(project, text)
        journal.record(project)
    journal.close()
    return journal.path


def meddle(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute(statement)
        database.commit()


def only(folder: Path) -> Recovery:
    (found,) = pending_recoveries(folder)
    return found


def test_nothing_is_pending_at_first(folder: Path) -> None:
    assert pending_recoveries(folder) == ()
    assert pending_recoveries(folder / "gone") == ()


def test_it_is_offered_until_somebody_answers(folder: Path) -> None:
    leave(folder, "one", "x")
    for _ in range(3):
        recovery = only(folder)
        assert recovery.document == LIST
        assert content(recover(recovery).stored.project) == content(
            write(a_project(), "x")
        )
    dismiss(recovery)
    assert list(folder.iterdir()) == []
    dismiss(recovery)
    assert list(folder.iterdir()) == []


def test_the_newest_comes_first(folder: Path) -> None:
    paths = [leave(folder, key, "x") for key in ("b", "c", "a")]
    found = pending_recoveries(folder)
    assert [recovery.path for recovery in found] == paths[::-1]
    assert sorted((r.made for r in found), reverse=True) == [r.made for r in found]


def test_documents_of_living_windows_are_not_offered(folder: Path) -> None:
    path = leave(folder, "one", "x")
    lock = acquire(path)
    assert isinstance(lock, Lock)
    assert pending_recoveries(folder) == ()
    dismiss(Recovery(path, LIST, datetime.now(UTC)))
    assert path.exists()
    lock.release()
    assert only(folder).path == path


def test_what_nobody_needs_is_cleared_away(folder: Path) -> None:
    path = leave(folder, "one")
    assert path.exists()
    draft = folder / ".churn-0123456789ab.churn"
    draft.write_bytes(b"half")
    assert pending_recoveries(folder) == ()
    assert list(folder.iterdir()) == [draft]
    os.utime(draft, (0, 0))
    assert pending_recoveries(folder) == ()
    assert list(folder.iterdir()) == []


def test_the_state_before_damaged_edits_is_recovered(folder: Path) -> None:
    path = leave(folder, "one", "first", "second", "third")
    meddle(path, "UPDATE cells SET texts = x'00' WHERE revision = 3")
    found = recover(only(folder))
    assert not found.complete
    assert content(found.stored.project) == content(write(a_project(), "first"))
    assert found.made < only(folder).made


@pytest.mark.parametrize("number", [0, 1])
def test_without_any_intact_state_it_says_so_once(folder: Path, number: int) -> None:
    path = leave(folder, "one", "first")
    meddle(path, f"UPDATE revisions SET digest = x'00' WHERE number = {number}")
    with pytest.raises(DamagedProject):
        recover(only(folder))
    meddle(path, f"DELETE FROM revisions WHERE number = {number}")
    with pytest.raises(DamagedProject):
        recover(only(folder))


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM facts",
        "DELETE FROM revisions",
        "UPDATE facts SET value = 'x'",
        "UPDATE revisions SET made = 'yesterday'",
        "UPDATE revisions SET made = '2024-03-01T00:00:00'",
    ],
)
def test_one_that_cannot_say_what_it_is_is_offered_all_the_same(
    folder: Path, statement: str
) -> None:
    path = leave(folder, "one", "first")
    meddle(path, statement)
    leave(folder, "two", "x")
    found = {recovery.path: recovery for recovery in pending_recoveries(folder)}
    assert found.keys() == {path, folder / "two.churn"}


@pytest.mark.parametrize("data", [b"", b"SQLite format 3\0", b"text" * 1000])
def test_one_that_is_no_project_is_offered_all_the_same(
    folder: Path, data: bytes
) -> None:
    (folder / "one.churn").write_bytes(data)
    recovery = only(folder)
    assert recovery.document is None
    with pytest.raises(NotAProject):
        recover(recovery)
    dismiss(recovery)
    assert pending_recoveries(folder) == ()


def test_one_of_a_newer_version_waits_for_it(folder: Path) -> None:
    path = leave(folder, "one", "first")
    meddle(path, "PRAGMA user_version = 2")
    with pytest.raises(ProjectTooNew):
        recover(only(folder))
    assert path.exists()


def test_a_change_that_was_half_done_is_not_there(folder: Path) -> None:
    path = leave(folder, "one", "first")
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA cache_size = 1")
        database.execute("BEGIN")
        for number in range(200):
            database.execute("INSERT INTO facts VALUES (?, ?)", (number, "x" * 1000))
        half = path.read_bytes()
        undo = path.with_name(f"{path.name}-journal")
        half_undo = undo.read_bytes()
    path.write_bytes(half)
    undo.write_bytes(half_undo)
    found = recover(only(folder))
    assert content(found.stored.project) == content(write(a_project(), "first"))
    dismiss(only(folder))
    assert not undo.exists()
    assert not lock_path(path).exists()
