from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from churn_desktop import files
from churn_desktop.core.errors import UnwritableFile
from churn_desktop.core.progress import Cancelled
from churn_desktop.files import clear_drafts, write_safely


class HandClock:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float, /) -> None:
        self.now += seconds


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "报告.xlsx"
    path.write_bytes(b"old")
    return path


def only(path: Path) -> bytes:
    """Give what a file holds, sure that it is alone in its folder."""
    assert list(path.parent.iterdir()) == [path]
    return path.read_bytes()


def writes(text: bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(text)

    return write


def fails_with(error: BaseException) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raise error

    return fail


def windows(code: int) -> PermissionError:
    error = PermissionError(errno.EACCES, "in the way")
    error.winerror = code
    return error


def test_makes_and_replaces(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    for text in (b"first", b"second"):
        write_safely(path, writes(text))
        assert only(path) == text


def test_writer_gets_a_private_file_of_the_same_kind(tmp_path: Path) -> None:
    def write(draft: Path) -> None:
        assert draft.parent == tmp_path
        assert draft.suffix == ".xlsx"
        if os.name != "nt":
            assert stat.S_IMODE(draft.stat().st_mode) == 0o600
        draft.write_bytes(b"new")

    write_safely(tmp_path / f"{'长' * 80}.xlsx", write)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_permissions_stay_as_they_were(old: Path, tmp_path: Path) -> None:
    old.chmod(0o640)
    write_safely(old, writes(b"new"))
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    ordinary, ours = tmp_path / "ordinary", tmp_path / "ours"
    ordinary.touch()
    write_safely(ours, writes(b"new"))
    assert ours.stat().st_mode == ordinary.stat().st_mode


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_link_stays_a_link(old: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.xlsx"
    link.symlink_to(old)
    write_safely(link, writes(b"new"))
    assert link.is_symlink()
    assert old.read_bytes() == b"new"


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EDQUOT, "disk_full"),
        (errno.EACCES, "not_permitted"),
        (errno.EROFS, "not_permitted"),
        (errno.EIO, "failed"),
    ],
)
@pytest.mark.parametrize("step", ["write", "fsync", "verify", "chmod", "replace"])
def test_any_failing_step_leaves_the_old_file(
    step: str, number: int, problem: str, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = fails_with(OSError(number, "no"))
    write, verify = writes(b"new"), None
    if step == "write":

        def write(path: Path) -> None:
            path.write_bytes(b"ne")
            failing()
    elif step == "verify":
        verify = failing
    elif step == "fsync":
        monkeypatch.setattr(os, "fsync", failing)
    else:
        monkeypatch.setattr(Path, step, failing)
    with pytest.raises(UnwritableFile) as raised:
        write_safely(old, write, verify=verify)
    assert (raised.value.path, raised.value.problem) == (old, problem)
    monkeypatch.undo()
    assert only(old) == b"old"


def test_cancelling_goes_through(old: Path) -> None:
    with pytest.raises(Cancelled):
        write_safely(old, fails_with(Cancelled()))
    assert only(old) == b"old"


def test_a_new_file_that_failed_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFile):
        write_safely(tmp_path / "new.xlsx", fails_with(OSError(errno.EIO, "no")))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("code", [5, 32, 33])
def test_a_file_open_elsewhere_is_waited_for(
    code: int, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, replace = HandClock(), Path.replace

    def busy_for_a_second(self: Path, target: Path) -> Path:
        if clock.now < 1:
            raise windows(code)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", busy_for_a_second)
    write_safely(old, writes(b"new"), clock=clock)
    assert only(old) == b"new"


def test_a_file_that_stays_open_elsewhere_is_in_use(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = HandClock()
    monkeypatch.setattr(Path, "replace", fails_with(windows(32)))
    with pytest.raises(UnwritableFile, match="in_use"):
        write_safely(old, writes(b"new"), clock=clock)
    assert files.PATIENCE <= clock.now < files.PATIENCE + 0.5
    assert only(old) == b"old"


def test_a_missing_folder_is_a_failure(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFile, match="failed"):
        write_safely(tmp_path / "nowhere" / "report.xlsx", writes(b"new"))


def test_only_ordinary_files_are_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "report.xlsx"
    folder.mkdir()
    with pytest.raises(UnwritableFile, match="failed"):
        write_safely(folder, writes(b"new"))
    assert folder.is_dir()


def test_a_protected_file_is_respected(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(UnwritableFile, match="not_permitted"):
        write_safely(old, writes(b"new"))
    assert only(old) == b"old"


def test_a_folder_that_cannot_be_flushed_is_no_failure(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flush = os.fsync

    def only_files(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "not here")
        flush(handle)

    monkeypatch.setattr(os, "fsync", only_files)
    write_safely(old, writes(b"new"))
    assert only(old) == b"new"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_a_private_file_is_private_whatever_it_replaces(old: Path) -> None:
    old.chmod(0o644)
    write_safely(old, writes(b"new"), private=True)
    assert only(old) == b"new"
    assert stat.S_IMODE(old.stat().st_mode) == 0o600


def test_only_drafts_of_dead_programs_are_cleared_away(tmp_path: Path) -> None:
    left = tmp_path / ".churn-0123456789ab.xlsx"
    others = [tmp_path / ".churn-mine.xlsx", tmp_path / "churn-0123456789ab.xlsx"]
    for path in (left, *others):
        path.write_bytes(b"half")
    written = left.stat().st_mtime
    clear_drafts(tmp_path, lambda: written + files.FORGOTTEN - 1)
    assert left.exists()
    clear_drafts(tmp_path, lambda: written + files.FORGOTTEN + 1)
    assert sorted(tmp_path.iterdir()) == sorted(others)


def test_clearing_away_never_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clear_drafts(tmp_path / "nowhere")
    left = tmp_path / ".churn-0123456789ab.xlsx"
    left.write_bytes(b"half")
    monkeypatch.setattr(Path, "unlink", fails_with(OSError(errno.EACCES, "no")))
    clear_drafts(tmp_path, lambda: left.stat().st_mtime + files.FORGOTTEN + 1)
    assert left.exists()
