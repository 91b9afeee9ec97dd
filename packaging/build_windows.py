"""Builds the installer for Windows; runs on Linux, with Python 3.11.

``python packaging/build_windows.py [--fast] [--python ZIP] [--sign COMMAND]`` writes
``dist/ChurnDesktop-VERSION-windows-x64-setup.exe``. Needs ``uv``, ``makensis`` and
mingw, all installed by ``packaging/setup-packaging.sh``.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

import windows_payload

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
WINDOWS = HERE / "windows"
MINGW = "x86_64-w64-mingw32-"

LAUNCHERS = {"ChurnDesktop.exe": "-mwindows", "churn-desktop.exe": "-mconsole"}


def main() -> None:
    """Build payload and installer."""
    options = _read()
    if sys.version_info[:2] != (3, 11):
        raise SystemExit("Python 3.11 is needed: its bytecode is what the program runs")
    began = time.monotonic()
    build = options.build
    payload, installed = build / "payload", build / "wheels"
    shutil.rmtree(payload, ignore_errors=True)
    shutil.rmtree(installed, ignore_errors=True)
    payload.mkdir(parents=True)
    windows_payload.libraries(installed)
    windows_payload.python(payload / "python", options.python, build)
    windows_payload.site_packages(installed, payload)
    windows_payload.program(payload)
    windows_payload.fonts_and_licences(installed, payload)
    for name in LAUNCHERS:
        launcher(build, payload / name)
        _sign(options.sign, payload / name)
    files = [path for path in payload.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    print(f"payload: {size / 1e6:.1f} MB, {len(files)} files")
    print(f"payload seconds: {time.monotonic() - began:.1f}", flush=True)
    result = options.output / f"ChurnDesktop-{version()}-windows-x64-setup.exe"
    installer(payload, result, options.sign, fast=options.fast)
    _sign(options.sign, result)
    print(f"installer: {result.stat().st_size / 1e6:.1f} MB, {result.name}")
    print(f"seconds: {time.monotonic() - began:.1f}")
    print(f"processor seconds: {sum(os.times()[:4]):.1f}")


def _read() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=Path, default=ROOT / "build" / "windows")
    parser.add_argument("--output", type=Path, default=ROOT / "dist")
    parser.add_argument(
        "--python", type=Path, metavar="ZIP",
        help="the embeddable package of Python, as python.org offers it",
    )  # fmt: skip
    parser.add_argument(
        "--sign", default="", metavar="COMMAND",
        help="a command that signs the file whose path is added to it",
    )  # fmt: skip
    parser.add_argument(
        "--fast", action="store_true", help="a larger installer, in less time"
    )
    return parser.parse_args()


def version() -> str:
    """Read the program's version."""
    text = (ROOT / "churn_desktop" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "(\d+\.\d+\.\d+)"$', text, re.MULTILINE)
    if found is None:
        raise SystemExit("Windows wants a version of three numbers")
    return found[1]


def launcher(build: Path, result: Path) -> None:
    """Compile the program that a double click starts."""
    resources = build / "launcher.o"
    numbers = version().replace(".", ",") + ",0"
    subprocess.run(
        [
            f"{MINGW}windres", WINDOWS / "launcher.rc", resources,
            f"--include-dir={WINDOWS}", f"--include-dir={ROOT / 'resources/icons'}",
            f"-DVERSION_NUMBERS={numbers}", f'-DVERSION_TEXT=\\"{version()}\\"',
        ],
        check=True,
    )  # fmt: skip
    kind = LAUNCHERS[result.name]
    subprocess.run(
        [
            f"{MINGW}gcc", WINDOWS / "launcher.c", resources, "-o", result,
            "-std=c11", "-O2", "-Wall", "-Wextra", "-Werror", "-municode", "-static",
            "-s", kind, *(["-DCONSOLE"] if kind == "-mconsole" else []),
            f'-DPYTHON_DLL=L"{windows_payload.PYTHON_DLL}"',
        ],
        check=True,
    )  # fmt: skip


def installer(payload: Path, result: Path, sign: str, *, fast: bool) -> None:
    """Pack the payload."""
    result.parent.mkdir(parents=True, exist_ok=True)
    defined = {
        "PAYLOAD": payload.resolve(),
        "OUTFILE": result.resolve(),
        "ICON": ROOT / "resources" / "icons" / "app.ico",
        "VERSION": version(),
        "COMPRESSOR": "bzip2" if fast else "lzma",
    }
    if sign:
        defined["SIGN"] = sign
    subprocess.run(
        [
            "makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8",
            *(f"-D{name}={value}" for name, value in defined.items()),
            WINDOWS / "installer.nsi",
        ],
        check=True,
    )  # fmt: skip


def _sign(command: str, path: Path) -> None:
    if command:
        subprocess.run([*shlex.split(command), path], check=True)


if __name__ == "__main__":
    main()
