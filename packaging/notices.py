"""Collects the licences of everything an installer brings along."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

HERE = Path(__file__).resolve().parent
OWN = HERE / "licences"

# Packages that only help to build, and so are not handed on.
BUILD_ONLY = re.compile(
    r"(altgraph|macholib|pyinstaller|pyinstaller_hooks_contrib"
    r"|pylopdf_fonts_zh_cn|setuptools)-"
)
# Qt for Python is handed on under the LGPL, whose text lies beside it.
NOT_OURS = {"LicenseRef-Qt-Commercial.txt"}


def collect(installed: Path, folder: Path) -> None:
    """Write one file for each library, and those that hold for all.

    Parameters
    ----------
    installed : Path
        The site-packages folder with all ``.dist-info`` folders.
    folder : Path
    """
    folder.mkdir(parents=True, exist_ok=True)
    for source in OWN.iterdir():
        shutil.copyfile(source, folder / source.name)
    shutil.copyfile(HERE.parent / "LICENSE", folder / "Churn Desktop.txt")
    for info in sorted(installed.glob("*.dist-info")):
        texts = [path for path in _licences(info) if path.name not in NOT_OURS]
        if BUILD_ONLY.match(info.name) or not texts:
            continue
        name = info.name.removesuffix(".dist-info").replace("-", " ")
        whole = "\n\n".join(
            f"--- {path.relative_to(info).as_posix()} ---\n\n"
            + path.read_text(encoding="utf-8", errors="replace")
            for path in texts
        )
        (folder / f"{name}.txt").write_text(whole, encoding="utf-8", newline="\n")


def _licences(info: Path) -> list[Path]:
    named = re.compile(r"licen[cs]e|copying|notice|authors", re.IGNORECASE)
    return [
        path
        for path in sorted(info.rglob("*"))
        if path.is_file()
        and (path.relative_to(info).parts[0] == "licenses" or named.match(path.name))
    ]
