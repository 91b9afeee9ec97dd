"""Write a file whole or not at all; what was there before stays until the end."""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from churn_desktop.core.errors import UnwritableFile

PATIENCE = 2.0
"""Seconds to wait for another program to let go of the file."""

FORGOTTEN = 3600.0
"""Seconds after which a draft is certain to have been left by a program that died."""

_PAUSE = 0.1
_DRAFT = ".churn-"
_FULL = {errno.ENOSPC, errno.EDQUOT}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
# What Windows says while somebody else has the file open: access denied, sharing
# violation, lock violation.
_IN_USE = {5, 32, 33}


class Clock(Protocol):
    """The part of the `time` module that waiting needs."""

    def monotonic(self) -> float:
        """Give seconds that only grow."""
        ...

    def sleep(self, seconds: float, /) -> None:
        """Wait."""
        ...


def write_safely(
    path: Path,
    write: Callable[[Path], object],
    *,
    verify: Callable[[Path], None] | None = None,
    private: bool = False,
    clock: Clock = time,
) -> None:
    """Write a file under another name and put it in place once it is complete.

    Parameters
    ----------
    path : Path
        The file to make or to replace.
    write : callable
        Gets the path of an empty file in the same folder, with the same ending,
        that only its owner can read, and fills it.
    verify : callable, optional
        Gets the filled file before it replaces anything; raises `OSError` when it
        cannot be read back.
    private : bool
        Whether only its owner may read the finished file; else it has the permissions
        of the file it replaces, or those usual for a new one.
    clock : Clock
        Replaced in tests.

    Raises
    ------
    UnwritableFile
        ``"in_use"`` when another program keeps the file open for `PATIENCE` seconds,
        ``"disk_full"``, ``"not_permitted"``, or ``"failed"``. The file that was there
        is unchanged and no other file is left behind. Whatever else ``write`` raises,
        as on a cancel, goes through after the same clearing up.
    """
    target = Path(os.path.realpath(path))
    try:
        if target.exists() and not target.is_file():
            # Replacing a device or a pipe would destroy it.
            raise UnwritableFile(path, "failed")
        if target.exists() and not os.access(target, os.W_OK):
            raise UnwritableFile(path, "not_permitted")
        _write_beside(target, write, verify, clock, private=private)
    except OSError as error:
        raise UnwritableFile(path, problem_of(error)) from error


def clear_drafts(folder: Path, clock: Callable[[], float] = time.time) -> None:
    """Remove what `write_safely` could not, because the program was killed in it.

    Parameters
    ----------
    folder : Path
    clock : callable
        Gives the time in seconds; replaced in tests.
    """
    with suppress(OSError):
        for draft in folder.glob(f"{_DRAFT}{'[0-9a-f]' * 12}*"):
            with suppress(OSError):
                if clock() - draft.lstat().st_mtime > FORGOTTEN:
                    draft.unlink()


def problem_of(error: OSError) -> str:
    """Give the word of `UnwritableFile` for what went wrong."""
    if _windows_code(error) in _IN_USE:
        return "in_use"
    if error.errno in _FULL:
        return "disk_full"
    return "not_permitted" if error.errno in _FORBIDDEN else "failed"


def _write_beside(
    target: Path,
    write: Callable[[Path], object],
    verify: Callable[[Path], None] | None,
    clock: Clock,
    *,
    private: bool,
) -> None:
    # A short name of its own: the target's may already be as long as names can be.
    draft = target.with_name(f"{_DRAFT}{os.urandom(6).hex()}{target.suffix[:16]}")
    try:
        mode = _make(draft, target)
        write(draft)
        _flush(draft)
        if verify is not None:
            verify(draft)
        if not private:
            draft.chmod(mode)
        _replace(draft, target, clock)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
    _flush_folder(target.parent)


def _make(draft: Path, target: Path) -> int:
    """Make an empty private file; give the permissions it shall end with."""
    handle = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
    usual = stat.S_IMODE(os.fstat(handle).st_mode)
    os.close(handle)
    draft.chmod(0o600)
    return stat.S_IMODE(target.stat().st_mode) if target.exists() else usual


def _flush(draft: Path) -> None:
    with draft.open("rb+") as file:
        os.fsync(file.fileno())


def _replace(draft: Path, target: Path, clock: Clock) -> None:
    """Put the draft in place, waiting a little for whoever has the target open."""
    deadline = clock.monotonic() + PATIENCE
    while True:
        try:
            draft.replace(target)
        except OSError as error:
            if _windows_code(error) not in _IN_USE or clock.monotonic() >= deadline:
                raise
        else:
            return
        clock.sleep(_PAUSE)


def _flush_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system offers that."""
    if os.name == "nt":
        return
    # The file itself is complete and in place; some network folders refuse this.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _windows_code(error: OSError) -> int | None:
    return getattr(error, "winerror", None)
