"""What a disk may hold after the power failed: written is not yet kept.

Only what was flushed is certain. Whether anything else arrived, in which order, or in
part, is up to the disk; each `image` is one such outcome.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from bench.crash.disk import Call, Kind

SECTOR = 512


class _File:
    """A file: what is certain to be on the disk, and what was written since."""

    def __init__(self) -> None:
        self.kept = bytearray()
        self.later: list[Call] = []

    def content(self, share: float, chance: random.Random) -> bytes:
        """Give what is there if so much of what was not flushed arrived."""
        data = bytearray(self.kept)
        for call in self.later:
            _apply(data, call, share, chance)
        return bytes(data)


class Power:
    """Follows the calls of a program and says what a power cut would leave.

    Attributes
    ----------
    names : dict
        Path to file, as the program sees it.
    kept_names : dict
        Path to file, as is certain to be on the disk.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names: dict[str, _File] = {}
        for path in folder.rglob("*"):
            if path.is_file():
                file = _File()
                file.kept = bytearray(path.read_bytes())
                self.names[str(path)] = file
        self.kept_names = dict(self.names)

    def follow(self, call: Call) -> None:
        """Take note of one call."""
        if call.kind is Kind.CREATE:
            self.names[call.path] = _File()
        elif call.kind is Kind.RENAME:
            self.names[call.other] = self.names.pop(call.path)
        elif call.kind is Kind.UNLINK:
            self.names.pop(call.path, None)
        elif call.kind is Kind.SYNC:
            self._flush(call.path)
        elif call.path in self.names:
            self.names[call.path].later.append(call)

    def images(self, seed: int) -> Iterator[dict[str, bytes]]:
        """Give what the folder may hold, as path to content."""
        chance = random.Random(seed)
        for names in (self.names, self.kept_names):
            for share in (0.0, 0.5, 1.0):
                yield {
                    path: file.content(share, chance) for path, file in names.items()
                }

    def _flush(self, path: str) -> None:
        file = self.names.get(path)
        if file is not None:
            file.kept = bytearray(file.content(1.0, random.Random()))
            file.later.clear()
            return
        for name in {**self.kept_names, **self.names}:
            if str(Path(name).parent) == path:
                if name in self.names:
                    self.kept_names[name] = self.names[name]
                else:
                    del self.kept_names[name]


def put(image: dict[str, bytes], folder: Path, target: Path) -> None:
    """Write an image of one folder into another."""
    for path, content in image.items():
        copy = target / Path(path).relative_to(folder)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(content)


def _apply(data: bytearray, call: Call, share: float, chance: random.Random) -> None:
    if call.kind is Kind.TRUNCATE:
        if share == 1.0 or chance.random() < share:
            del data[call.offset :]
            data.extend(bytes(call.offset - len(data)))
        return
    for start in range(0, len(call.data), SECTOR):
        if share == 1.0 or chance.random() < share:
            at, piece = call.offset + start, call.data[start : start + SECTOR]
            data.extend(bytes(max(at + len(piece) - len(data), 0)))
            data[at : at + len(piece)] = piece
