"""The parent's side of the import: start the child process, listen, end it."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from array import array
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import IO, Any

from churn_desktop.core.errors import FileProblem, UnreadableFile
from churn_desktop.core.progress import Progress
from churn_desktop.core.table import Texts

PATIENCE = 8.0
"""Seconds without a sign of life after which a file counts as too slow."""

_SECONDS_PER_BYTE = 1 / (1 << 20)
"""Large workbooks of old formats are opened in one go, at some megabytes a second."""

_LOOK_EVERY = 0.05
_FLAG = "--import-worker"


def worker_main() -> int:
    """Be the child process."""
    from churn_desktop.importing.parsing.worker_process import main

    main()
    return 0


def ask(
    path: Path, request: dict[str, Any], progress: Progress
) -> Generator[list[Any], None, None]:
    """Send one request to a fresh child process and give its replies.

    The child is gone when the iterator is closed or used up, however that happens.

    Parameters
    ----------
    path : Path
        The file, for errors.
    request : dict
    progress : Progress
        Called often; when it raises, the child is killed.

    Raises
    ------
    UnreadableFile
        DAMAGED when the child died, TOO_SLOW when it fell silent.
    """
    child = _start()
    assert child.stdin is not None
    assert child.stdout is not None
    lines: queue.Queue[bytes] = queue.Queue(maxsize=32)
    listener = threading.Thread(
        target=_listen, args=(child.stdout, lines), name="import listener", daemon=True
    )
    listener.start()
    try:
        with contextlib.suppress(OSError):  # a child that died at once is told below
            child.stdin.write(json.dumps(request).encode() + b"\n")
            child.stdin.flush()
        size = path.stat().st_size if path.exists() else 0
        patience = PATIENCE + _SECONDS_PER_BYTE * size
        yield from _replies(path, lines, progress, patience)
    finally:
        child.kill()
        child.wait()
        while listener.is_alive():
            with contextlib.suppress(queue.Empty):
                lines.get(timeout=0.01)
        with contextlib.suppress(OSError):
            child.stdin.close()
        child.stdout.close()


def _replies(
    path: Path, lines: queue.Queue[bytes], progress: Progress, patience: float
) -> Iterator[list[Any]]:
    done, total = 0, 0
    heard = time.monotonic()
    while True:
        progress(done, total, phase="reading")
        try:
            line = lines.get(timeout=_LOOK_EVERY)
        except queue.Empty:
            if time.monotonic() - heard > patience:
                raise UnreadableFile(path, FileProblem.TOO_SLOW) from None
            continue
        heard = time.monotonic()
        if not line.endswith(b"\n"):
            raise UnreadableFile(path, FileProblem.DAMAGED, detail="reader died")
        reply: list[Any] = json.loads(line)
        if reply[0] == "progress":
            done, total = reply[1], reply[2]
            continue
        yield reply
        if reply[0] in ("done", "error"):
            return


def _listen(output: IO[bytes], lines: queue.Queue[bytes]) -> None:
    """Pass lines on; an empty one says that the child is gone."""
    with contextlib.suppress(OSError, ValueError):
        for line in output:
            lines.put(line)
    lines.put(b"")


def _start() -> subprocess.Popen[bytes]:
    """Start this program again as the child, from whatever folder we are in."""
    environment = dict(os.environ)
    if getattr(sys, "frozen", False):
        command = [sys.executable, _FLAG]
    else:
        command = [sys.executable, "-m", "churn_desktop", _FLAG]
        here = str(Path(__file__).resolve().parents[2])
        paths = [here, environment.get("PYTHONPATH", "")]
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, paths))
        # Modules of the folder the program was started in stay out.
        environment["PYTHONSAFEPATH"] = "1"
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=tempfile.gettempdir(),
        env=environment,
        bufsize=1 << 16,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


class Columns:
    """Puts the child's blocks together into whole columns."""

    def __init__(self) -> None:
        self._pieces: dict[int, list[tuple[int, tuple[str, ...], bytes]]] = {}
        self._texts: dict[int, list[str]] = {}

    def add(self, first: int, columns: list[list[Any]]) -> None:
        """Take the columns of a ``block`` reply."""
        for number, digits, texts, codes in columns:
            if codes is not None:
                known = self._texts.setdefault(number, [])
                known += texts
                numbers = array("I", base64.b64decode(codes))
                whole = (*map(known.__getitem__, numbers),)
            else:
                whole = (*texts,)
            kinds = digits.encode("ascii").translate(_KINDS)
            # Tuples of text, unlike lists, are nothing the garbage collector looks at.
            self._pieces.setdefault(number, []).append((first, whole, kinds))

    def whole(self, number: int, height: int) -> tuple[Texts, bytes]:
        """Give one column with a cell for every row; its pieces are forgotten."""
        import numpy as np

        texts = np.full(height, "", dtype=object)
        kinds = bytearray(height)
        following = 0
        for first, some, marks in self._pieces.pop(number, []):
            after = min(first + len(some), height)
            if first < following:
                _lay_over(texts, kinds, first, some, marks)
            elif first < after:
                texts[first:after] = some[: after - first]
                kinds[first:after] = marks[: after - first]
            following = max(following, after)
        return texts, bytes(kinds)


_KINDS = bytes.maketrans(b"0123456789", bytes(range(10)))


def _lay_over(
    texts: Texts, kinds: bytearray, first: int, some: tuple[str, ...], marks: bytes
) -> None:
    """Add cells of rows that a file gives more than once."""
    for row, (text, kind) in enumerate(zip(some, marks, strict=True), first):
        if kind and row < len(texts):
            texts[row] = text
            kinds[row] = kind
