"""A disk that fails, stops or is watched at one chosen call (Linux with a C compiler).

Programs see it only when they were started with it: ``started_with_disk``.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

_HEAD = struct.Struct("<4i2q")


class Mode(IntEnum):
    """What happens at the chosen call."""

    PASS = 0
    FAIL = 1
    FAIL_FROM = 2
    """It fails, and everything after it that needs room."""
    KILL = 3
    """The process ends before it, as by ``kill -9``."""
    KILL_HALF = 4
    """The process ends in the middle of it, if it writes."""


class Kind(IntEnum):
    """What a recorded call did."""

    CREATE = 0
    WRITE = 1
    TRUNCATE = 2
    SYNC = 3
    RENAME = 4
    UNLINK = 5


@dataclass(frozen=True, slots=True)
class Call:
    """One call that changed a file.

    Attributes
    ----------
    kind : Kind
    path : str
    other : str
        What it was renamed to.
    offset : int
        Where was written, or the new length.
    data : bytes
    """

    kind: Kind
    path: str
    other: str
    offset: int
    data: bytes


class Disk:
    """The disk under one folder, as this process sees it."""

    def __init__(self, folder: Path) -> None:
        self._c = ctypes.CDLL(None)
        self._c.disk_choose.argtypes = [ctypes.c_int, ctypes.c_long, ctypes.c_int]
        self._c.disk_calls.restype = ctypes.c_long
        self._c.disk_watch(os.fsencode(folder.resolve()))

    @property
    def calls(self) -> int:
        """How many calls there were since `choose`."""
        return int(self._c.disk_calls())

    def choose(self, mode: Mode = Mode.PASS, call: int = -1, error: int = 0) -> None:
        """Choose what happens at a call, counted from now."""
        self._c.disk_choose(mode, call, error)

    def record(self, handle: int) -> None:
        """Write every call into an open file outside the folder; -1 ends it."""
        self._c.disk_record(handle)


def calls_in(data: bytes) -> Iterator[tuple[Call, int]]:
    """Read back what was recorded, each call with where its record ends."""
    at = 0
    while at < len(data):
        kind, first, second, _, offset, size = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        path, at = os.fsdecode(data[at : at + first]), at + first
        other, at = os.fsdecode(data[at : at + second]), at + second
        written = b""
        if kind == Kind.WRITE:
            written, at = data[at : at + size], at + size
        yield Call(Kind(kind), path, other, offset, written), at


def available() -> bool:
    """Tell whether such a disk can be had here."""
    return sys.platform == "linux" and shutil.which("cc") is not None


def started_with_disk(
    module: str, arguments: Sequence[str], folder: Path
) -> subprocess.CompletedProcess[str]:
    """Run a module of ours on such a disk."""
    library = folder / "disk.so"
    source = Path(__file__).with_name("disk.c")
    flags = ["-shared", "-fPIC", "-O1", "-o", str(library), str(source), "-ldl"]
    subprocess.run(["cc", *flags], check=True)
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        env=os.environ | {"LD_PRELOAD": str(library)},
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
