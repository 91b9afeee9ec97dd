"""Open a project file for a window: the right to write it, its content, its print."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from churn_desktop.core.progress import Progress, silent
from churn_desktop.storage.database import MAGIC
from churn_desktop.storage.fingerprints import Fingerprint, fingerprint
from churn_desktop.storage.locks import Lock, LockedBy, acquire
from churn_desktop.storage.project_file import SUFFIX, StoredProject, load_project


@dataclass(frozen=True, slots=True, eq=False)
class OpenProject:
    """A project file and what its window needs to know about it.

    Attributes
    ----------
    path : Path
    stored : StoredProject
    lock : Lock or LockedBy
        Whether this window may write it, or who else has it open.
    known : Fingerprint or None
        Of the file as it was read.
    """

    path: Path
    stored: StoredProject
    lock: Lock | LockedBy
    known: Fingerprint | None


def is_project(path: Path) -> bool:
    """Tell whether a file is to be opened as a project; its content counts too."""
    if path.suffix.lower() == SUFFIX:
        return True
    with suppress(OSError), path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC
    return False


def open_project(path: Path, progress: Progress = silent) -> OpenProject:
    """Read a project file and ask for the right to write it.

    Parameters
    ----------
    path : Path
    progress : Progress
        May raise `Cancelled`; then nobody has the file.

    Raises
    ------
    UnreadableFile, NotAProject, ProjectTooNew, DamagedProject
        See `load_project`.
    """
    if not path.is_file():
        # No lock beside a file that does not exist.
        load_project(path, progress)
    lock = acquire(path)
    try:
        # Taken first: a change while it is read is then noticed later.
        known = fingerprint(path)
        return OpenProject(path, load_project(path, progress), lock, known)
    except BaseException:
        if isinstance(lock, Lock):
            lock.release()
        raise
