"""Where an open document comes from, and where it is kept until it is saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from churn_desktop.core.project import Project
from churn_desktop.storage import folders
from churn_desktop.storage.fingerprints import Fingerprint
from churn_desktop.storage.locks import Lock, LockedBy


@dataclass(frozen=True, slots=True, eq=False)
class Origin:
    """Where a project comes from when it is opened.

    Attributes
    ----------
    path : Path or None
        Its project file; None for a list nobody has saved as a project.
    imported : Project or None
        As its list was first read; None: the project itself.
    view : mapping of str to object
        Settings of the window kept in the project file.
    lock : Lock, LockedBy or None
        Whether this window may write the project file, or who else may.
    known : Fingerprint or None
        Of the project file as it was read.
    saved : bool
        Whether nothing is lost if it is closed right away.
    """

    path: Path | None = None
    imported: Project | None = None
    view: Mapping[str, object] = field(default_factory=dict)
    lock: Lock | LockedBy | None = None
    known: Fingerprint | None = None
    saved: bool = True


def usual_recovery_folder() -> Path:
    """Give the folder of recovery files; it may be one that cannot be written."""
    from churn_desktop.storage.journal import recovery_folder

    try:
        return recovery_folder()
    except OSError:
        # Writing there will fail too, and that is told.
        return folders.home() / "recovery"
