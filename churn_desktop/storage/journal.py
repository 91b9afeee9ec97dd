"""The recovery file of one open document: what is not yet saved survives a crash.

It is a project file in the user's own profile that grows by one revision for each
edit. Adding one costs what the edit changed, not what the sheet holds.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import RLock

from churn_desktop.core.errors import UnwritableFile
from churn_desktop.core.project import Project
from churn_desktop.files import write_safely
from churn_desktop.storage.database import failing_as_system, open_to_add
from churn_desktop.storage.locks import Lock, acquire
from churn_desktop.storage.project_file import SUFFIX, StoredProject, fill
from churn_desktop.storage.revisions import add_revision

MOST_REVISIONS = 5000
GROWTH = 2
"""A recovery file this many times as long as it began is written anew."""

_ROOM = 4 << 20
_DOCUMENT, _SAVED = "document", "saved"


@dataclass(frozen=True, slots=True, eq=False)
class _Base:
    """What the recovery file starts from."""

    project: Project
    imported: Project
    document: Path
    saved: bool


class Journal:
    """Writes what happens to one document; safe to call from any thread.

    Parameters
    ----------
    folder : Path
        Where recovery files are (`recovery.folder`).
    key : str
        Names the document among all that are open, a file name without ending.
    """

    def __init__(self, folder: Path, key: str) -> None:
        self.path = folder / f"{key}{SUFFIX}"
        self._guard = RLock()
        self._lock: Lock | None = None
        self._database: sqlite3.Connection | None = None
        self._imported: Project | None = None
        self._document: Path | None = None
        self._saved: Project | None = None
        self._last: Project | None = None
        self._next = 0
        self._limit = 0
