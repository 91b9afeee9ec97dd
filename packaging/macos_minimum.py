"""Which macOS the libraries in a folder ask for: ``macos_minimum.py FOLDER``."""

from __future__ import annotations

import struct
import sys
from collections.abc import Iterator
from pathlib import Path

from macos_plist import plist
from pruning import keeps

PROMISED = plist("0")["LSMinimumSystemVersion"]

_MACHO, _FAT = 0xFEEDFACF, 0xCAFEBABE
_VERSION_MIN, _BUILD_VERSION = 0x24, 0x32


def main() -> None:
    """Print the newest that is asked for; fail when it is newer than promised."""
    folder = Path(sys.argv[1])
    asked: dict[tuple[int, int], str] = {}
    count = 0
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() or not path.is_file() or not keeps(name):
            continue
        for version in versions(path.read_bytes()):
            count += 1
            asked.setdefault(version, name)
    promised = tuple(map(int, PROMISED.split(".")))
    newest = max(asked, default=(99, 0))
    print(
        f"{count} programs ask for macOS {newest[0]}.{newest[1]} at most "
        f"({asked.get(newest)}); {PROMISED} is promised"
    )
    sys.exit(newest > promised)


def versions(data: bytes) -> Iterator[tuple[int, int]]:
    """Give the oldest macOS that each program in a file runs on."""
    if len(data) < 32:
        return
    if struct.unpack_from(">I", data)[0] == _FAT:
        for number in range(struct.unpack_from(">I", data, 4)[0]):
            start, size = struct.unpack_from(">II", data, 8 + 20 * number + 8)
            yield from versions(data[start : start + size])
        return
    if struct.unpack_from("<I", data)[0] != _MACHO:
        return
    place = 32
    for _ in range(struct.unpack_from("<I", data, 16)[0]):
        command, size = struct.unpack_from("<II", data, place)
        if command in (_VERSION_MIN, _BUILD_VERSION):
            at = place + (8 if command == _VERSION_MIN else 12)
            packed = struct.unpack_from("<I", data, at)[0]
            yield packed >> 16, packed >> 8 & 0xFF
        place += size


if __name__ == "__main__":
    main()
