"""Who has a project file open, so that a second window does not overwrite the first.

A small file beside it says who; the operating system holds a lock on that small file
for as long as the process lives, so that one left by a crash is never in the way.
"""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from churn_desktop.core.errors import OpenElsewhere

if sys.platform == "win32":
    import msvcrt

    # Beyond the text, which others are to read.
    _OFFSET = 1 << 30

    def _hold(handle: int) -> None:
        os.lseek(handle, _OFFSET, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _hold(handle: int) -> None:
        # Not lockf: it would let two windows of one process have the same file.
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


_TAKEN = {errno.EACCES, errno.EAGAIN, errno.EDEADLK, errno.EWOULDBLOCK}
_LONGEST_NAME = 200
_ATTEMPTS = 10


@dataclass(frozen=True, slots=True)
class LockedBy:
    """Who has a file open.

    Attributes
    ----------
    pid : int or None
        None where it cannot be known.
    host : str
        Name of the computer; ``""`` where it cannot be known.
    since : datetime.datetime or None
    """

    pid: int | None = None
    host: str = ""
    since: datetime | None = None

    @property
    def here(self) -> bool:
        """Whether it is a process of this computer."""
        return self.host == _this_computer()


class Lock:
    """The right to write a file, until it is released or the process ends."""

    def __init__(self, path: Path | None = None, handle: int | None = None) -> None:
        self._path, self._handle = path, handle

    def release(self) -> None:
        """Let others have the file; may be called twice."""
        handle, self._handle = self._handle, None
        if handle is None or self._path is None:
            return
        if sys.platform == "win32":
            # An open file cannot be removed there.
            _close(handle)
            _remove(self._path)
        else:
            _remove(self._path)
            _close(handle)

    def __enter__(self) -> Lock:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


def acquire(path: Path, *, steal: bool = False) -> Lock | LockedBy:
    """Get the right to write a file, or learn who has it.

    Parameters
    ----------
    path : Path
        The file; it need not exist.
    steal : bool
        Take it from another computer, which may have died without saying so. A
        process of this computer that is alive keeps what it has.
    """
    beside = lock_path(path)
    for _ in range(_ATTEMPTS):
        try:
            handle = os.open(beside, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError:
            # Nobody can write into that folder, so nobody can be overwritten either.
            return Lock()
        owner = _take(handle, steal=steal)
        if owner is not None:
            _close(handle)
            return owner
        if _is_at(beside, handle):
            _sign(handle)
            return Lock(beside, handle)
        # Its owner removed it after it was opened here: this one locks nothing.
        _close(handle)
    return LockedBy()


def hold(path: Path, *, steal: bool = False) -> Lock:
    """Get the right to write a file; see `acquire`.

    Raises
    ------
    OpenElsewhere
        If somebody else has it.
    """
    lock = acquire(path, steal=steal)
    if isinstance(lock, LockedBy):
        raise OpenElsewhere(path, lock.host, lock.since, here=lock.here)
    return lock


def release(locks: Iterable[Lock | LockedBy]) -> None:
    """Let others have the files this window has."""
    for lock in locks:
        if isinstance(lock, Lock):
            lock.release()


def same_file(one: Path, other: Path) -> bool:
    """Tell whether two paths lead to the same file; it need not exist."""
    return _whole(one) == _whole(other)


def is_held(path: Path) -> bool:
    """Tell whether a living process of this computer has the right to write a file."""
    try:
        handle = os.open(lock_path(path), os.O_RDWR)
    except OSError:
        return False
    try:
        return _take(handle, steal=True) is not None
    finally:
        _close(handle)


def lock_path(path: Path) -> Path:
    """Name the small file that says who has a file open."""
    return path.with_name(f".~lock.{path.name[:_LONGEST_NAME]}#")


def _whole(path: Path) -> str:
    return os.path.normcase(os.path.realpath(path))


def _take(handle: int, *, steal: bool) -> LockedBy | None:
    """Lock an open file; None when it is ours now."""
    try:
        _hold(handle)
    except OSError as error:
        owner = _owner(handle)
        if error.errno in _TAKEN:
            return owner or LockedBy()
        # Some network drives know no locks: what is written there has to do.
        if owner is None or (owner.here and not _alive(owner.pid)):
            return None
        return None if steal and not owner.here else owner
    owner = _owner(handle)
    if owner is None or owner.here or steal:
        return None
    return owner


def _owner(handle: int) -> LockedBy | None:
    """Read who signed; None when nobody did."""
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        signed = json.loads(os.read(handle, 1000))
        return LockedBy(
            int(signed["pid"]),
            str(signed["host"]),
            datetime.fromisoformat(signed["since"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _this_computer() -> str:
    import socket

    return socket.gethostname()


def _sign(handle: int) -> None:
    signed = {
        "pid": os.getpid(),
        "host": _this_computer(),
        "since": datetime.now(UTC).isoformat(),
    }
    # The lock holds without a name on it.
    with suppress(OSError):
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, json.dumps(signed).encode())


def _alive(pid: int | None) -> bool:
    if pid is None or pid <= 0:
        return False
    if sys.platform == "win32":
        # Asking with a signal would end the process there.
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _is_at(path: Path, handle: int) -> bool:
    with suppress(OSError):
        return os.path.samestat(path.stat(), os.fstat(handle))
    return False


def _close(handle: int) -> None:
    # Even a close that fails has let go of the file.
    with suppress(OSError):
        os.close(handle)


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()
