"""Where the program keeps its own data on this computer."""

from __future__ import annotations

import os
import sys
from pathlib import Path

OVERRIDE = "CHURN_DESKTOP_HOME"
"""Environment variable that puts everything into a folder of one's choice."""


def home() -> Path:
    """Return the program's own folder for this user; it may not exist yet.

    ``%APPDATA%/Churn Desktop`` on Windows, ``~/Library/Application Support/Churn
    Desktop`` on macOS, ``$XDG_DATA_HOME/churn-desktop`` elsewhere.
    """
    chosen = os.environ.get(OVERRIDE)
    if chosen:
        return Path(chosen).expanduser()
    if sys.platform == "win32":
        return _from("APPDATA", Path.home() / "AppData" / "Roaming") / "Churn Desktop"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Churn Desktop"
    return _from("XDG_DATA_HOME", Path.home() / ".local" / "share") / "churn-desktop"


def make(*parts: str) -> Path:
    """Return a folder inside `home`, made readable by its owner only."""
    folder = home()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for part in parts:
        folder /= part
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _from(variable: str, otherwise: Path) -> Path:
    # A relative path here is a mistake in the settings and is to be ignored.
    named = Path(os.environ.get(variable, ""))
    return named if named.is_absolute() else otherwise
