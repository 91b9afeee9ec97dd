"""The bytes of a large text file, in UTF-8 whatever it is written in."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from churn_desktop.core.issues import Issue, IssueCode, Severity
from churn_desktop.core.progress import Progress
from churn_desktop.importing.parsing.cells import Refused
from churn_desktop.importing.parsing.encodings import decode
from churn_desktop.importing.parsing.preflight import (
    FileType,
    named_otherwise,
    sniff,
)

SMALLEST, LARGEST = 1 << 20, 160 << 20
"""In bytes; starting the child costs less than a file that is smaller."""

PADDING = 64
"""So many bytes follow the text, so that whole words can be read at its end."""

_UTF8, _CHINESE = "utf-8", "gb18030"
_PIECE = 1 << 20
_ROOM = PADDING + len(b"\r\n")

Bytes: TypeAlias = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class TextBytes:
    """A text in UTF-8 that ends with the end of a line.

    Attributes
    ----------
    data : ndarray of uint8
        The text and `PADDING` bytes that mean nothing.
    encoding : str
        Of the file.
    issues : tuple of Issue
        How sure the encoding is.
    """

    data: Bytes
    encoding: str
    issues: tuple[Issue, ...] = ()

    def __len__(self) -> int:
        return len(self.data) - PADDING

    def start(self, size: int) -> str:
        """Decode so many bytes at its beginning."""
        return bytes(self.data[: min(size, len(self))]).decode(_UTF8, "ignore")


def text_bytes(
    path: Path, encoding: str | None, progress: Progress
) -> TextBytes | None:
    """Read a large text file in UTF-8 or, if it cannot be that, in GB 18030.

    Parameters
    ----------
    path : Path
    encoding : str or None
        What the user chose.
    progress : Progress
        May raise `Cancelled`.

    Returns
    -------
    TextBytes or None
        None for every other file.
    """
    if encoding not in (None, _UTF8, _CHINESE):
        return None
    try:
        if not SMALLEST <= path.stat().st_size <= LARGEST:
            return None
        found = sniff(path)
        if found is not FileType.TEXT or named_otherwise(path, found):
            return None
        return _read(path, encoding, progress)
    except (OSError, Refused, UnicodeDecodeError):
        # Whatever it is, the child says it.
        return None


def _read(path: Path, encoding: str | None, progress: Progress) -> TextBytes | None:
    with path.open("rb") as file:
        sample = file.read(_PIECE)
    if encoding == _CHINESE:
        return _transcoded(path, (), progress)
    if encoding == _UTF8 or _starts_as_utf8(sample):
        return _as_it_is(path)
    whole_lines = sample[: sample.rfind(b"\n") + 1]
    decoded = decode(whole_lines)
    if decoded is None or decoded.encoding != _CHINESE:
        return None
    severity = Severity.NOTE if decoded.sure else Severity.WARNING
    facts = {"encoding": _CHINESE}
    issue = Issue(IssueCode.ENCODING_GUESSED, severity, None, (), None, facts)
    return _transcoded(path, (issue,), progress)


def _starts_as_utf8(sample: bytes) -> bool:
    """Tell whether a text may be UTF-8; whether it is shows when it is decoded."""
    if sample.startswith(codecs.BOM_UTF8):
        return True
    decoder = codecs.getincrementaldecoder(_UTF8)()
    try:
        decoder.decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _as_it_is(path: Path) -> TextBytes:
    with path.open("rb") as file:
        if file.read(len(codecs.BOM_UTF8)) != codecs.BOM_UTF8:
            file.seek(0)
        size = path.stat().st_size - file.tell()
        data = np.empty(size + _ROOM, dtype=np.uint8)
        # Never more than was there a moment ago.
        read = file.readinto(data[:size].data)
    return TextBytes(_ended(data[: read + _ROOM]), _UTF8)


def _transcoded(
    path: Path, issues: tuple[Issue, ...], progress: Progress
) -> TextBytes | None:
    """Bring a text into UTF-8, some at a time: others want to work too."""
    decoder = codecs.getincrementaldecoder(_CHINESE)()
    data = bytearray()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            progress(0, 1, phase="reading")
            if _is_other_text(piece):
                return None
            data += decoder.decode(piece).encode()
    decoder.decode(b"", final=True)
    data += bytes(_ROOM)
    return TextBytes(_ended(np.frombuffer(data, np.uint8)), _CHINESE, issues)


def _is_other_text(piece: bytes) -> bool:
    """Tell whether a part of a Chinese text seems to be in UTF-8 all the same."""
    if piece.isascii():
        return False
    return _starts_as_utf8(piece)


def _ended(data: Bytes) -> Bytes:
    """End the last line of a text that is followed by `_ROOM` for that."""
    size = len(data) - _ROOM
    last_lines = bytes(data[max(0, size - _PIECE) : size])
    end = b""
    if not last_lines.endswith(b"\n"):
        end = b"\r\n" if b"\r\n" in last_lines else b"\n"
    data[size : size + len(end)] = np.frombuffer(end, dtype=np.uint8)
    return data[: size + len(end) + PADDING]
