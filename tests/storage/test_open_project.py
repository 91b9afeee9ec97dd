from __future__ import annotations

from pathlib import Path

import pytest

from churn_desktop.core.errors import NotAProject, UnreadableFile
from churn_desktop.core.progress import Cancelled
from churn_desktop.storage.fingerprints import changed
from churn_desktop.storage.locks import Lock, LockedBy, acquire, lock_path
from churn_desktop.storage.open_project import is_project, open_project
from churn_desktop.storage.project_file import save_project
from tests.storage.made import a_project, content


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "客户.churn"
    save_project(a_project(), path)
    return path


def test_the_first_may_write_and_the_second_learns_who_does(path: Path) -> None:
    first = open_project(path)
    second = open_project(path)
    assert isinstance(first.lock, Lock)
    assert isinstance(second.lock, LockedBy)
    assert second.lock.here
    assert content(second.stored.project) == content(a_project())
    assert not changed(path, first.known)
    first.lock.release()
    third = open_project(path)
    assert isinstance(third.lock, Lock)
    third.lock.release()


def test_nobody_has_a_file_that_could_not_be_opened(path: Path) -> None:
    path.write_bytes(b"PK")
    with pytest.raises(NotAProject):
        open_project(path)
    assert not lock_path(path).exists()


def test_nobody_has_a_file_when_opening_was_cancelled(path: Path) -> None:
    def stop(done: int, total: int, phase: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        open_project(path, stop)
    lock = acquire(path)
    assert isinstance(lock, Lock)
    lock.release()


def test_nothing_is_left_beside_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        open_project(tmp_path / "gone.churn")
    assert list(tmp_path.iterdir()) == []


def test_a_project_is_known_by_its_name_or_its_content(path: Path) -> None:
    assert is_project(path)
    copy = path.with_name("mail attachment.bin")
    copy.write_bytes(path.read_bytes())
    assert is_project(copy)
    listed = path.with_name("list.csv")
    listed.write_text("a,b\n")
    assert not is_project(listed)
    assert is_project(path.with_name("gone.CHURN"))
    assert not is_project(path.with_name("gone.xlsx"))
