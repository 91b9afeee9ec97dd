"""Writes the lock files: which wheels each installer is made of, with their hashes.

``python packaging/lock.py [--only windows]``; needs ``uv``. The versions come
from ``pyproject.toml``, narrowed by `PINS`.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PYTHON = "3.11"

PINS = ("PySide6-Essentials==6.9.3",)
"""6.9 asks for no ICU of the system, for macOS 12 and for glibc 2.28."""

TARGETS = {
    "windows": ("x86_64-pc-windows-msvc",),
    "linux": ("x86_64-manylinux_2_28",),
    "macos": ("aarch64-apple-darwin", "x86_64-apple-darwin"),
}
TOOLS = {
    "windows": ("fonttools", "pylopdf-fonts-zh-cn"),
    "linux": ("fonttools", "pylopdf-fonts-zh-cn", "pyinstaller>=6.11,<7"),
    "macos": ("fonttools", "pylopdf-fonts-zh-cn", "pyinstaller>=6.11,<7"),
}
"""What makes the installer, beside what goes into it."""


def main() -> None:
    """Write the lock files that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=TARGETS, help="this system's alone")
    chosen = parser.parse_args().only
    for system in [chosen] if chosen else TARGETS:
        path = HERE / f"{system}.lock"
        path.write_text(lock(system), encoding="utf-8", newline="\n")
        print(f"{path.name}: {path.read_text().count('==')} packages")


def lock(system: str) -> str:
    """Give the text of one lock file."""
    wheels: dict[str, set[str]] = {}
    for platform in TARGETS[system]:
        for package in _resolve(platform, [*_wanted(), *PINS, *TOOLS[system]]):
            known = wheels.setdefault(f"{package['name']}=={package['version']}", set())
            known.update(wheel["hashes"]["sha256"] for wheel in package["wheels"])
    lines = [f"# Made by packaging/lock.py for {', '.join(TARGETS[system])}."]
    for name in sorted(wheels):
        hashes = (f"    --hash=sha256:{value}" for value in sorted(wheels[name]))
        lines.append(" \\\n".join((name, *hashes)))
    return "\n".join(lines) + "\n"


def _wanted() -> list[str]:
    settings = tomllib.loads((HERE.parent / "pyproject.toml").read_text("utf-8"))
    return [*settings["project"]["dependencies"]]


def _resolve(platform: str, wanted: Iterable[str]) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        source, result = Path(folder) / "wanted.in", Path(folder) / "pylock.toml"
        source.write_text("\n".join(wanted), encoding="utf-8")
        subprocess.run(
            [
                "uv", "pip", "compile", source, "--output-file", result, "--quiet",
                "--format", "pylock.toml", "--python-version", PYTHON,
                "--python-platform", platform, "--only-binary", ":all:",
            ],
            check=True,
        )  # fmt: skip
        packages: list[dict[str, Any]] = tomllib.loads(result.read_text("utf-8"))[
            "packages"
        ]
        return packages


if __name__ == "__main__":
    main()
