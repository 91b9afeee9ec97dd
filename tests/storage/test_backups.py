from __future__ import annotations

import os
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from churn_desktop.core.errors import UnwritableFile
from churn_desktop.storage import backups, folders
from churn_desktop.storage.backups import KEPT, keep, list_backups, restore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "客户.churn"
    path.write_bytes(b"0")
    return path


def texts(path: Path) -> list[bytes]:
    return [backup.path.read_bytes() for backup in list_backups(path)]


def test_a_file_without_backups_has_none(path: Path) -> None:
    assert list_backups(path) == ()
    assert keep(path.with_name("gone.churn")) is None
    assert keep(path.parent) is None


def test_the_last_ten_are_kept_newest_first(path: Path) -> None:
    for number in range(KEPT + 3):
        path.write_bytes(b"%d" % number)
        assert keep(path) is not None
    assert texts(path) == [b"%d" % n for n in range(KEPT + 2, 2, -1)]
    newest = list_backups(path)[0]
    assert newest.size == 2
    assert abs((datetime.now(UTC) - newest.made).total_seconds()) < 3600


def test_the_same_content_is_kept_once(path: Path) -> None:
    first = keep(path)
    for _ in range(KEPT + 1):
        assert keep(path) == first
    assert texts(path) == [b"0"]


def test_files_of_one_name_in_two_folders_are_two(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / path.name
    other.parent.mkdir()
    other.write_bytes(b"other")
    keep(path)
    keep(other)
    assert (texts(path), texts(other)) == ([b"0"], [b"other"])


def test_backups_outlive_their_file(path: Path) -> None:
    keep(path)
    path.unlink()
    assert texts(path) == [b"0"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_only_their_owner_can_read_them(path: Path) -> None:
    path.chmod(0o644)
    backup = keep(path)
    assert backup is not None
    assert stat.S_IMODE(backup.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(backup.path.parent.stat().st_mode) == 0o700


def test_restoring_makes_a_backup_of_what_was_there(path: Path) -> None:
    first = keep(path)
    assert first is not None
    path.write_bytes(b"1")
    restore(first, path)
    assert path.read_bytes() == b"0"
    assert texts(path) == [b"1", b"0"]
    path.unlink()
    restore(first, path)
    assert path.read_bytes() == b"0"


def test_restoring_what_is_gone_changes_nothing(path: Path) -> None:
    first = keep(path)
    assert first is not None
    first.path.unlink()
    path.write_bytes(b"1")
    with pytest.raises(UnwritableFile):
        restore(first, path)
    assert path.read_bytes() == b"1"
    assert list_backups(path) == ()


def test_other_files_there_are_no_backups(path: Path) -> None:
    backup = keep(path)
    assert backup is not None
    backup.path.with_name("notes.txt").write_text("mine")
    backup.path.with_name(".churn-0123456789ab.churn").write_text("half")
    assert texts(path) == [b"0"]


def test_a_profile_that_cannot_be_written_is_no_error(path: Path) -> None:
    home = folders.home()
    home.parent.mkdir(parents=True, exist_ok=True)
    home.write_text("in the way")
    assert keep(path) is None
    assert list_backups(path) == ()


def test_a_failed_copy_leaves_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(path)

    def fill_up(source: Path, target: Path) -> None:
        target.write_bytes(b"ha")
        raise OSError(28, "no space")

    monkeypatch.setattr(backups.shutil, "copyfile", fill_up)
    path.write_bytes(b"1")
    assert keep(path) is None
    assert texts(path) == [b"0"]
    assert len(list(list_backups(path)[0].path.parent.iterdir())) == 1
