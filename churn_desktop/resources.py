"""Where the files under ``resources/`` lie: bundle, wheel or checkout."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path


@cache
def root() -> Path:
    """Return the folder that holds samples, catalogues and icons."""
    for folder in _candidates():
        if folder.is_dir():
            return folder
    tried = ", ".join(str(folder) for folder in _candidates())
    raise FileNotFoundError(f"no resources folder at any of: {tried}")


def path(*parts: str) -> Path:
    """Return the path of one resource, as in ``path("samples", "list.xlsx")``.

    Raises
    ------
    FileNotFoundError
        If this copy of the program was built without that file.
    """
    found = root().joinpath(*parts)
    if not found.exists():
        raise FileNotFoundError(f"resource missing: {found}")
    return found


def notice() -> str | None:
    """Return what an installed copy says about the work of others that it contains.

    A checkout contains none, and says nothing.
    """
    for folder in root().parents[:2]:
        file = folder / "licences" / "NOTICE.txt"
        if file.is_file():
            return f"{file.parent}\n\n{file.read_text(encoding='utf-8')}"
    return None


def _candidates() -> list[Path]:
    package = Path(__file__).resolve().parent
    places = [package / "resources", package.parent / "resources"]
    unpacked = getattr(sys, "_MEIPASS", None)  # set by PyInstaller's start-up code
    if unpacked is not None:
        bundle = Path(unpacked)
        places = [bundle / "churn_desktop" / "resources", bundle / "resources", *places]
    return places
