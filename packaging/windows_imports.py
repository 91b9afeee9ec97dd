"""Which libraries the programs in a folder are linked with, and which are missing.

``python packaging/windows_imports.py PAYLOAD``; Windows resolves them when they are
loaded, so one that is missing stops the program on the user's computer only.
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Iterator
from pathlib import Path

OF_WINDOWS = frozenset((
    "advapi32", "authz", "bcrypt", "bcryptprimitives", "cfgmgr32", "comctl32",
    "comdlg32", "crypt32", "d2d1", "d3d11", "d3d12", "d3d9", "dcomp", "dwmapi",
    "dwrite", "dxgi", "gdi32", "imm32", "iphlpapi", "kernel32", "mpr", "msvcrt",
    "netapi32", "ntdll", "ole32", "oleaut32", "powrprof", "propsys", "psapi", "rpcrt4",
    "secur32", "setupapi", "shcore", "shell32", "shlwapi", "ucrtbase",
    "uiautomationcore", "user32", "userenv", "usp10", "uxtheme", "version",
    "windowscodecs", "winmm", "winspool.drv", "winusb", "ws2_32", "wtsapi32",
))  # fmt: skip
"""Every Windows 10 has these."""


def main() -> None:
    """Print what is missing; fail when something is."""
    folder = Path(sys.argv[1])
    programs = [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in {".dll", ".exe", ".pyd"}
    ]
    there = {path.name.lower() for path in programs}
    libraries = {path.name: set(imported(path.read_bytes())) for path in programs}
    missing = {
        (name, library)
        for name, wanted in libraries.items()
        for library in wanted
        if library not in there and not is_of_windows(library)
    }
    count = len(set().union(*libraries.values()))
    for name, library in sorted(missing):
        print(f"missing: {library}, wanted by {name}")
    print(f"{len(programs)} programs, {count} libraries, {len(missing)} missing")
    sys.exit(bool(missing))


def is_of_windows(library: str) -> bool:
    """Tell whether Windows brings a library.

    Examples
    --------
    >>> is_of_windows("api-ms-win-crt-runtime-l1-1-0.dll"), is_of_windows("icuuc.dll")
    (True, False)
    """
    return (
        library.startswith("api-ms-win-") or library.removesuffix(".dll") in OF_WINDOWS
    )


def imported(data: bytes) -> Iterator[str]:
    """Give the names in a program's import tables, in small letters.

    Raises
    ------
    ValueError
        If it is not a 64-bit program for Windows.
    """
    head = struct.unpack_from("<I", data, 0x3C)[0]
    if data[:2] != b"MZ" or data[head : head + 4] != b"PE\0\0":
        raise ValueError("not a program for Windows")
    (sections,) = struct.unpack_from("<H", data, head + 6)
    (optional_size,) = struct.unpack_from("<H", data, head + 20)
    optional = head + 24
    if struct.unpack_from("<H", data, optional)[0] != 0x20B:
        raise ValueError("not a 64-bit program")
    places = [
        struct.unpack_from("<IIII", data, optional + optional_size + 40 * number + 8)
        for number in range(sections)
    ]

    def offset(address: int) -> int:
        for size, start, raw_size, raw in places:
            if start <= address < start + max(size, raw_size):
                return raw + address - start
        raise ValueError(f"address {address:#x} is in no section")

    # Of 16 directories, the second lists imports, the fourteenth delayed ones.
    for directory, entry_size, name_at in ((1, 20, 12), (13, 32, 4)):
        (address,) = struct.unpack_from("<I", data, optional + 112 + 8 * directory)
        while address:
            entry = data[offset(address) :][:entry_size]
            (name,) = struct.unpack_from("<I", entry, name_at)
            if not name:
                break
            text = data[offset(name) :][:260]
            yield text[: text.index(b"\0")].decode("ascii").lower()
            address += entry_size


if __name__ == "__main__":
    main()
