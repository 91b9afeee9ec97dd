"""Notice that another program, or another computer, changed a file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a file was when it was last looked at.

    Attributes
    ----------
    size : int
    mtime_ns : int
    digest : bytes
        Of the whole content: a sheet can change in its last row alone.
    """

    size: int
    mtime_ns: int
    digest: bytes


def fingerprint(path: Path) -> Fingerprint | None:
    """Take the fingerprint of a file; None when there is none to read."""
    digest = hashlib.blake2b(digest_size=16)
    try:
        with path.open("rb") as file:
            before = path.stat()
            while block := file.read(_BLOCK):
                digest.update(block)
    except OSError:
        return None
    return Fingerprint(before.st_size, before.st_mtime_ns, digest.digest())


def changed(path: Path, known: Fingerprint | None) -> bool:
    """Tell whether a file has another content now, or has come or gone.

    A file that was only touched, as synchronising folders do, has not changed.
    """
    try:
        now = path.stat()
    except OSError:
        return known is not None
    if known is not None and (now.st_size, now.st_mtime_ns) == (
        known.size,
        known.mtime_ns,
    ):
        return False
    found = fingerprint(path)
    return (found and found.digest) != (known and known.digest)
