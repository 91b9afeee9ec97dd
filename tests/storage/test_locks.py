from __future__ import annotations

import errno
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from churn_desktop.storage import locks
from churn_desktop.storage.locks import Lock, LockedBy, acquire, is_held, lock_path

HOLD = """
import sys
from pathlib import Path
from churn_desktop.storage.locks import acquire
lock = acquire(Path(sys.argv[1]))
print(type(lock).__name__, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "客户.churn"


@contextmanager
def another_process(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Start a process that has a file open."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "Lock\n"
        try:
            yield process
        finally:
            process.kill()


def sign(path: Path, **facts: object) -> None:
    signed = {"pid": 1, "host": "elsewhere", "since": "2024-03-01T09:00:00+00:00"}
    lock_path(path).write_text(json.dumps(signed | facts), encoding="utf-8")


def taken(path: Path, *, steal: bool = False) -> LockedBy:
    owner = acquire(path, steal=steal)
    assert isinstance(owner, LockedBy)
    return owner


def ours(path: Path, *, steal: bool = False) -> Lock:
    lock = acquire(path, steal=steal)
    assert isinstance(lock, Lock)
    return lock


def test_a_second_window_learns_who_has_the_file(path: Path) -> None:
    with ours(path):
        owner = taken(path)
        assert (owner.pid, owner.host) == (os.getpid(), socket.gethostname())
        assert owner.here
        assert owner.since is not None
        assert is_held(path)
        assert taken(path, steal=True) == owner
    assert not lock_path(path).exists()
    assert not is_held(path)
    ours(path).release()


def test_releasing_twice_does_no_harm(path: Path) -> None:
    lock = ours(path)
    lock.release()
    with ours(path):
        lock.release()
        assert is_held(path)


def test_a_close_that_fails_has_let_go(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    close = os.close

    def fail(handle: int) -> None:
        close(handle)
        raise OSError(errno.EIO, "no")

    lock = ours(path)
    with monkeypatch.context() as patched:
        patched.setattr(os, "close", fail)
        lock.release()
    ours(path).release()


def test_another_process_has_it_until_it_dies(path: Path) -> None:
    with another_process(path) as process:
        owner = taken(path)
        assert (owner.pid, owner.here) == (process.pid, True)
        assert is_held(path)
        process.send_signal(signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
        process.wait()
        # What it left behind is in nobody's way.
        assert lock_path(path).exists()
        assert not is_held(path)
        with ours(path):
            assert taken(path).pid == os.getpid()


def test_another_computer_is_believed_until_told_otherwise(path: Path) -> None:
    sign(path)
    owner = taken(path)
    assert (owner.pid, owner.host, owner.here) == (1, "elsewhere", False)
    assert not is_held(path)
    with ours(path, steal=True):
        assert taken(path).here


@pytest.mark.parametrize("text", ["", "{", "[]", '{"pid": 1}', '{"pid": "x"}', "\0"])
def test_a_file_nobody_signed_is_in_nobodys_way(path: Path, text: str) -> None:
    lock_path(path).write_text(text)
    ours(path).release()


def test_a_folder_that_cannot_be_written_needs_no_lock(path: Path) -> None:
    lock = ours(path.parent / "gone" / path.name)
    lock.release()
    assert not is_held(path.parent / "gone" / path.name)


def test_the_longest_names_can_be_locked(path: Path) -> None:
    long = path.with_name("x" * 249 + ".churn")
    with ours(long):
        assert taken(long).here


def test_one_that_was_removed_meanwhile_locks_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold, times = locks._hold, []

    def removed_first(handle: int) -> None:
        hold(handle)
        times.append(handle)
        if len(times) == 1:
            lock_path(path).unlink()

    monkeypatch.setattr(locks, "_hold", removed_first)
    with ours(path):
        assert len(times) == 2
        assert lock_path(path).exists()


def test_one_that_is_always_removed_is_not_ours(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "_is_at", lambda *_: False)
    assert taken(path) == LockedBy()


def test_a_lock_is_held_without_a_name_on_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", refuse)
        lock = ours(path)
    assert taken(path) == LockedBy()
    lock.release()


class TestWhereTheDiskKnowsNoLocks:
    @pytest.fixture(autouse=True)
    def _no_locks(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(handle: int) -> None:
            raise OSError(errno.ENOTSUP, "no locks here")

        monkeypatch.setattr(locks, "_hold", refuse)

    def test_a_living_process_keeps_the_file(self, path: Path) -> None:
        with ours(path):
            assert taken(path).pid == os.getpid()
            assert taken(path, steal=True).pid == os.getpid()
            assert is_held(path)
        ours(path).release()

    def test_a_dead_one_does_not(self, path: Path) -> None:
        with subprocess.Popen([sys.executable, "-c", ""]) as process:
            process.wait()
        sign(path, pid=process.pid, host=socket.gethostname())
        assert not is_held(path)
        ours(path).release()
        sign(path, pid=-1, host=socket.gethostname())
        ours(path).release()

    def test_another_computer_can_be_overruled(self, path: Path) -> None:
        sign(path)
        assert taken(path).host == "elsewhere"
        ours(path, steal=True).release()

    def test_a_process_of_somebody_else_is_alive(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def not_allowed(pid: int, number: int) -> None:
            raise PermissionError

        monkeypatch.setattr(os, "kill", not_allowed)
        sign(path, host=socket.gethostname())
        assert taken(path).pid == 1

    def test_nobody_is_asked_by_a_signal_that_kills(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "platform", "win32")
        sign(path, pid=99_999_999, host=socket.gethostname())
        assert taken(path).pid == 99_999_999
