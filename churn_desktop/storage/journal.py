"""The recovery file of one open document: what is not yet saved survives a crash.

It is a project file in the user's own profile that grows by one revision for each
edit. Adding one costs what the edit changed, not what the sheet holds.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from threading import RLock

from churn_desktop.core.errors import UnwritableFile
from churn_desktop.core.project import Project
from churn_desktop.files import problem_of, write_safely
from churn_desktop.storage import folders
from churn_desktop.storage.database import failing_as_system, open_to_add
from churn_desktop.storage.locks import Lock, LockedBy, acquire
from churn_desktop.storage.project_file import SUFFIX, StoredProject, fill
from churn_desktop.storage.revisions import View, add_revision

MOST_REVISIONS = 5000
GROWTH = 2
"""A recovery file so many times as long as it began is written anew."""

ROOM = 4 << 20
"""Bytes it may grow in any case."""

DOCUMENT, SAVED = "document", "saved"
"""Facts a recovery file has: the path as JSON, the last revision that was saved."""

_SET = "REPLACE INTO facts VALUES (?, ?)"


class Journal:
    """Writes what happens to one document; may be called from any thread.

    Parameters
    ----------
    folder : Path
        Where recovery files are; see `recovery_folder`.
    key : str
        Names the document among all that are open, by default a name of its own.
    """

    def __init__(self, folder: Path, key: str = "") -> None:
        self.path = folder / f"{key or secrets.token_hex(8)}{SUFFIX}"
        self._guard = RLock()
        self._lock: Lock | LockedBy | None = None
        self._database: sqlite3.Connection | None = None
        self._imported: Project | None = None
        self._document: Path | None = None
        self._saved: Project | None = None
        self._last: Project | None = None
        self._view: View = {}
        self._last_view: View = {}
        self._revision = 0
        self._limit = 0

    def begin(
        self,
        project: Project,
        document: Path,
        *,
        imported: Project | None = None,
        view: View | None = None,
        saved: bool = True,
    ) -> None:
        """Start with a document, before anyone edits it.

        Parameters
        ----------
        project : Project
        document : Path
            Its project file, or the list it was imported from; what people are told
            when they are offered to recover it.
        imported : Project, optional
            The project as its list was first read; by default the project itself.
        view : mapping, optional
            Settings of the window, as `json` can write them.
        saved : bool
            Whether nothing is lost without it; such a document is not offered.

        Raises
        ------
        UnwritableFile
            `record` tries again.
        """
        with self._guard:
            self._imported, self._document = imported or project, document
            self._saved, self._view = project if saved else None, view or {}
            self._start(project)

    def record(self, project: Project, view: View | None = None) -> None:
        """Make the project as it is now survive; it does once this returns.

        Parameters
        ----------
        project : Project
        view : mapping, optional
            Settings of the window; by default as they were.

        Raises
        ------
        UnwritableFile
            What was recorded before is intact, and the next call writes all of it.
        """
        with self._guard:
            self._view = self._view if view is None else view
            self._write(project)

    def saved(self, project: Project, document: Path) -> None:
        """Note that a state of the project is in its project file.

        Raises
        ------
        UnwritableFile
        """
        with self._guard:
            self._saved, self._document = project, document
            self._write(project)

    def close(self) -> None:
        """Stop writing; what is not saved will be offered at the next start."""
        with self._guard:
            self._disconnect()
            if isinstance(self._lock, Lock):
                self._lock.release()
            self._lock = None

    def clear(self) -> None:
        """Stop writing and forget everything: the document was saved or given up."""
        with self._guard:
            self._disconnect()
            remove(self.path)
            self.close()

    def _write(self, project: Project) -> None:
        if self._database is None or not self._size():
            self._start(project)
            return
        is_known = project is self._last and self._view == self._last_view
        if is_known and project is not self._saved:
            return
        self._add(self._database, project)
        # Only now: the edit must not wait until a large sheet is written.
        if self._revision > MOST_REVISIONS or self._size() > self._limit:
            self._start(project)

    def _start(self, project: Project) -> None:
        """Write a recovery file that holds this state alone."""
        self._disconnect()
        imported = self._imported or project
        document = self._document or project.source.path
        facts = {
            DOCUMENT: json.dumps(str(document)),
            SAVED: "1" if project is self._saved else "0",
        }
        stored = StoredProject(project, imported, self._view)
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock = self._lock or acquire(self.path)
            if isinstance(self._lock, LockedBy):
                raise UnwritableFile(self.path, "in_use")
            _settle(self.path)
            write_safely(
                self.path,
                lambda draft: fill(draft, stored, facts=facts),
                private=True,
            )
            with failing_as_system():
                self._database = open_to_add(self.path)
            self._limit = GROWTH * self._size() + ROOM
        except OSError as error:
            raise UnwritableFile(self.path, problem_of(error)) from error
        self._last, self._last_view, self._revision = project, self._view, 1

    def _add(self, database: sqlite3.Connection, project: Project) -> None:
        """Add a revision, and what is known about the document, or nothing."""
        view = None if self._view == self._last_view else self._view
        number = self._revision + (project is not self._last or view is not None)
        try:
            with failing_as_system():
                database.execute("BEGIN IMMEDIATE")
                if number > self._revision:
                    add_revision(database, number, self._last, project, view=view)
                if project is self._saved:
                    document = json.dumps(str(self._document))
                    database.execute(_SET, (DOCUMENT, document))
                    database.execute(_SET, (SAVED, str(number)))
                database.execute("COMMIT")
        except BaseException as error:
            # Closing undoes it; a disk that failed once is not trusted to go on.
            self._disconnect()
            if isinstance(error, OSError):
                raise UnwritableFile(self.path, problem_of(error)) from error
            raise
        self._last, self._last_view, self._revision = project, self._view, number

    def _size(self) -> int:
        """Give the length of the recovery file; 0 when somebody removed it."""
        with suppress(OSError):
            return self.path.stat().st_size
        return 0

    def _disconnect(self) -> None:
        database, self._database = self._database, None
        if database is not None:
            with suppress(sqlite3.Error):
                database.close()


def recovery_folder() -> Path:
    """Return the folder of all recovery files, readable by its owner only."""
    return folders.make("recovery")


def remove(path: Path) -> None:
    """Remove a recovery file and what the database keeps beside it."""
    for name in (path, _undo_path(path)):
        with suppress(OSError):
            name.unlink(missing_ok=True)


def _settle(path: Path) -> None:
    """Undo a change that failed half-way.

    What the database keeps beside the file for this purpose would otherwise be taken
    to belong to the next file of that name.
    """
    undo = _undo_path(path)
    if not undo.exists() or not undo.stat().st_size:
        return
    with failing_as_system(), closing(open_to_add(path)) as database:
        database.execute("SELECT count(*) FROM facts").fetchone()


def _undo_path(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")
