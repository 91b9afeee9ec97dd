from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from churn_desktop.core.errors import UnwritableFile
from churn_desktop.core.project import Project
from churn_desktop.storage import database, folders, journal
from churn_desktop.storage.journal import Journal, recovery_folder
from churn_desktop.storage.locks import is_held
from churn_desktop.storage.recovery import Recovery, pending_recoveries, recover
from tests.storage.made import a_project, content, write

LIST = Path("/lists/客户.xlsx")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "recovery"


@pytest.fixture
def kept(folder: Path) -> Iterator[Journal]:
    kept = Journal(folder, "one")
    yield kept
    kept.close()


def left_by(kept: Journal) -> Recovery | None:
    """Give what is offered when the window is gone."""
    kept.close()
    found = pending_recoveries(kept.path.parent)
    assert len(found) <= 1
    return found[0] if found else None


def recovered(kept: Journal) -> Project:
    left = left_by(kept)
    assert left is not None
    found = recover(left)
    assert found.complete
    return found.stored.project


def test_a_document_nobody_edited_is_not_offered(kept: Journal) -> None:
    kept.begin(a_project(), LIST)
    assert left_by(kept) is None
    assert not kept.path.exists()


def test_every_recorded_edit_survives(kept: Journal) -> None:
    imported = a_project()
    project = write(imported, "before")
    kept.begin(project, LIST, imported=imported)
    for text in ("first", "second", "third"):
        project = write(project, text).assuming(currency=text[:3].upper())
        kept.record(project)
    left = left_by(kept)
    assert left is not None
    assert left.document == LIST
    found = recover(left)
    assert content(found.stored.project) == content(project)
    assert content(found.stored.imported) == content(imported)
    assert found.made == left.made


def test_settings_of_the_window_survive_with_the_edits(kept: Journal) -> None:
    project = write(a_project(), "x")
    kept.begin(a_project(), LIST, view={"page": "customers"})
    kept.record(project)
    kept.record(project, {"page": "overview"})
    kept.record(project, {"page": "overview"})
    left = left_by(kept)
    assert left is not None
    found = recover(left)
    assert found.stored.view == {"page": "overview"}
    assert content(found.stored.project) == content(project)


def test_settings_come_along_when_the_file_is_written_anew(kept: Journal) -> None:
    kept.begin(a_project(), LIST, view={"page": "customers"}, saved=False)
    left = left_by(kept)
    assert left is not None
    assert recover(left).stored.view == {"page": "customers"}


def test_a_document_without_a_beginning_is_offered(kept: Journal) -> None:
    project = a_project()
    kept.record(project)
    left = left_by(kept)
    assert left is not None
    assert left.document == project.source.path
    assert content(recover(left).stored.project) == content(project)


def test_recovered_work_is_offered_again(kept: Journal) -> None:
    kept.begin(a_project(), LIST, saved=False)
    assert left_by(kept) is not None


def test_a_saved_document_is_not_offered(kept: Journal, tmp_path: Path) -> None:
    project = write(a_project(), "x")
    kept.begin(a_project(), LIST)
    kept.record(project)
    kept.saved(project, tmp_path / "saved.churn")
    assert left_by(kept) is None


def test_an_edit_after_saving_is_offered_under_the_new_name(
    kept: Journal, tmp_path: Path
) -> None:
    project = write(a_project(), "x")
    kept.begin(a_project(), LIST)
    kept.saved(project, tmp_path / "saved.churn")
    kept.record(write(project, "y"))
    left = left_by(kept)
    assert left is not None
    assert left.document == tmp_path / "saved.churn"


def test_undoing_back_to_what_was_saved_leaves_nothing_to_offer(kept: Journal) -> None:
    saved = a_project()
    kept.begin(saved, LIST)
    kept.record(write(saved, "x"))
    kept.record(saved)
    assert left_by(kept) is None


def test_what_was_given_up_is_gone(kept: Journal) -> None:
    kept.begin(a_project(), LIST)
    kept.record(write(a_project(), "x"))
    assert is_held(kept.path)
    kept.clear()
    assert list(kept.path.parent.iterdir()) == []


def test_it_can_begin_again(kept: Journal) -> None:
    kept.begin(a_project(), LIST)
    kept.record(write(a_project(), "x"))
    other = a_project(7)
    kept.begin(other, Path("/lists/other.csv"))
    kept.record(write(other, "y"))
    assert content(recovered(kept)) == content(write(other, "y"))


def test_the_same_state_is_written_once(kept: Journal) -> None:
    project = write(a_project(), "x")
    kept.begin(a_project(), LIST)
    kept.record(project)
    before = kept.path.read_bytes()
    kept.record(project)
    assert kept.path.read_bytes() == before


def test_an_edit_costs_what_it_changed(kept: Journal) -> None:
    project = a_project(100_000)
    kept.begin(project, LIST)
    before = kept.path.stat().st_size
    for number in range(20):
        project = write(project, "x", number * 1000)
        kept.record(project)
    assert kept.path.stat().st_size - before < 40_000


def test_a_long_history_is_written_anew(
    kept: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "MOST_REVISIONS", 5)
    project = a_project()
    kept.begin(project, LIST)
    for number in range(13):
        project = write(project, str(number))
        kept.record(project)
        assert kept._revision <= 5
    assert content(recovered(kept)) == content(project)


def test_a_file_that_grew_long_is_written_anew(
    kept: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "ROOM", 10_000)
    project = a_project()
    kept.begin(project, LIST)
    limit = kept._limit
    for number in range(30):
        project = write(project, os.urandom(2000).hex() + str(number))
        kept.record(project)
        assert kept.path.stat().st_size <= limit
    assert content(recovered(kept)) == content(project)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_only_its_owner_can_read_it(kept: Journal) -> None:
    kept.begin(a_project(), LIST)
    kept.record(write(a_project(), "x"))
    for path in kept.path.parent.iterdir():
        if path.suffix == ".churn" or path.name.endswith("-journal"):
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.path.parent.stat().st_mode) == 0o700


def test_the_folder_is_in_the_profile() -> None:
    assert recovery_folder().parent == folders.home()


def test_keys_are_made_up_where_none_is_given(folder: Path) -> None:
    assert Journal(folder).path != Journal(folder).path


def test_two_documents_of_one_key_do_not_mix(kept: Journal, folder: Path) -> None:
    kept.begin(a_project(), LIST)
    with pytest.raises(UnwritableFile, match="in_use"):
        Journal(folder, "one").begin(a_project(), LIST)


def test_a_recovery_file_somebody_removed_is_written_again(kept: Journal) -> None:
    kept.begin(a_project(), LIST)
    kept.path.unlink()
    project = write(a_project(), "x")
    kept.record(project)
    assert content(recovered(kept)) == content(project)


def test_a_folder_that_cannot_be_made_is_tried_again(
    folder: Path, kept: Journal
) -> None:
    folder.write_text("in the way")
    with pytest.raises(UnwritableFile):
        kept.begin(a_project(), LIST, imported=a_project(2))
    project = write(a_project(), "x")
    with pytest.raises(UnwritableFile):
        kept.record(project)
    folder.unlink()
    kept.record(project)
    left = left_by(kept)
    assert left is not None
    assert left.document == LIST
    assert content(recover(left).stored.imported) == content(a_project(2))


class FailingDatabase(sqlite3.Connection):
    """Fails at one of its statements, as a disk would."""

    left = 0
    error: BaseException = KeyboardInterrupt()

    def execute(self, *args: object) -> sqlite3.Cursor:
        FailingDatabase.left -= 1
        if FailingDatabase.left == 0:
            raise self.error
        return super().execute(*args)


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> type[FailingDatabase]:
    connect = sqlite3.connect
    monkeypatch.setattr(
        database.sqlite3,
        "connect",
        lambda *args, **options: connect(*args, **options, factory=FailingDatabase),
    )
    FailingDatabase.error = sqlite3.OperationalError("no")
    FailingDatabase.error.sqlite_errorcode = sqlite3.SQLITE_FULL
    FailingDatabase.left = 0
    return FailingDatabase


def test_a_record_that_fails_loses_nothing_and_the_next_makes_up_for_it(
    folder: Path, failing: type[FailingDatabase]
) -> None:
    first = write(a_project(), "first")
    second = write(first, "second")
    failed, number = 0, 0
    while failing.left <= 0:
        number += 1
        kept = Journal(folder, str(number))
        kept.begin(a_project(), LIST)
        kept.record(first)
        failing.left = number
        try:
            kept.record(second)
        except UnwritableFile:
            failed += 1
            kept.close()
            (left,) = pending_recoveries(folder)
            assert content(recover(left).stored.project) == content(first)
        third = write(second, "third")
        failing.left, left_over = 0, failing.left
        kept.record(third)
        assert content(recovered(kept)) == content(third)
        kept.clear()
        failing.left = left_over
    assert failed >= 8


def test_a_mistake_of_ours_is_not_blamed_on_the_disk(
    kept: Journal, failing: type[FailingDatabase]
) -> None:
    first = write(a_project(), "first")
    kept.begin(a_project(), LIST)
    kept.record(first)
    failing.error, failing.left = ZeroDivisionError(), 3
    with pytest.raises(ZeroDivisionError):
        kept.record(write(first, "second"))
    assert content(recovered(kept)) == content(first)


def test_a_disk_that_fails_at_undoing_does_not_spoil_the_next_file(
    kept: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What undoes a half-done change must never be applied to another file."""
    first = write(a_project(), "first")
    kept.begin(a_project(), LIST)
    kept.record(first)
    whole, undo = kept.path.read_bytes(), kept.path.with_name("one.churn-journal")
    database_of = kept._database
    assert database_of is not None
    database_of.execute("PRAGMA cache_size = 1")
    database_of.execute("BEGIN")
    for number in range(200):
        database_of.execute("INSERT INTO facts VALUES (?, ?)", (number, "x" * 1000))
    half, half_undo = kept.path.read_bytes(), undo.read_bytes()
    assert len(half) > len(whole)
    kept._disconnect()
    kept.path.write_bytes(half)
    undo.write_bytes(half_undo)
    second = write(first, "second" * 50)
    kept.record(second)
    assert content(recovered(kept)) == content(second)


def test_a_file_that_cannot_be_closed_is_left(kept: Journal) -> None:
    kept.begin(a_project(), LIST)

    class Stuck:
        def close(self) -> None:
            raise sqlite3.OperationalError("no")

    opened, kept._database = kept._database, Stuck()
    kept.close()
    assert opened is not None
    opened.close()
