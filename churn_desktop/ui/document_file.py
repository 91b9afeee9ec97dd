"""What is on disk of one document: its project file and its recovery file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING
from weakref import ref

from PySide6.QtCore import QObject, Qt, Signal

from churn_desktop.core.errors import ChangedOnDisk, ChurnDesktopError
from churn_desktop.core.progress import Progress
from churn_desktop.core.project import Project
from churn_desktop.i18n import gettext as _
from churn_desktop.storage.fingerprints import Fingerprint, changed, fingerprint
from churn_desktop.storage.locks import Lock, LockedBy, hold, release, same_file
from churn_desktop.ui.origin import Origin, usual_recovery_folder

if TYPE_CHECKING:
    from churn_desktop.storage.autosave import Autosave
    from churn_desktop.ui.document import Document


SHEET = "sheet"
"""The setting that a project file is worth saving for: how the sheet is laid out."""


class DocumentFile(QObject):
    """Saves one document, watches its file, and lets every edit survive a crash.

    Signals
    -------
    changed()
        The file, whether it is saved, or who may write it.
    saved(Path)
    failed(ChurnDesktopError)
        It could not be saved.
    stopped()
        The user did not want to wait until it was saved.
    differs()
        Somebody else changed the project file.
    unsafe(ChurnDesktopError or None)
        Edits would not survive a crash at the moment; None: they do again.
    """

    changed = Signal()
    saved = Signal(object)
    failed = Signal(object)
    stopped = Signal()
    differs = Signal()
    unsafe = Signal(object)
    _reported = Signal(object)

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._document = document
        self._autosave: Autosave | None = None
        self._lock: Lock | None = None
        self._known: Fingerprint | None = None
        self._saved: Project | None = None
        self._told: tuple[Project | None, bool] = (None, True)
        self._saving: Project | None = None
        self._saved_view: Mapping[str, object] = {}
        self._warned = False
        self.path: Path | None = None
        self.owner: LockedBy | None = None
        self.imported: Project | None = None
        self.view: Mapping[str, object] = {}
        self.saved_at: datetime | None = None
        document.project_changed.connect(self._follow)
        self._reported.connect(self.unsafe, Qt.ConnectionType.QueuedConnection)

    @property
    def dirty(self) -> bool:
        """Whether something would be lost without saving."""
        project = self._document.project
        return project is not None and (project is not self._saved or self._laid_out)

    @property
    def _laid_out(self) -> bool:
        """Whether a project file would say something else about the layout."""
        was, now = self._saved_view.get(SHEET), self.view.get(SHEET)
        mine = self.path is not None and self.owner is None
        return mine and was != now

    @property
    def saving(self) -> bool:
        """Whether the project is being written."""
        return self._saving is not None

    @property
    def name(self) -> str:
        """What people call the document; ``""`` when there is none."""
        project = self._document.project
        if self.path is not None:
            return self.path.name
        return "" if project is None else project.source.path.name

    def lend(self) -> Lock | LockedBy | None:
        """Give away the right to write the file, to be given back with an `Origin`."""
        lock, self._lock = self._lock, None
        return lock or self.owner

    def is_at(self, path: Path) -> bool:
        """Tell whether this is the project file of the document."""
        return self.path is not None and same_file(path, self.path)

    def begin(self, project: Project, origin: Origin) -> None:
        """Start with a document that was just opened."""
        from churn_desktop.storage.autosave import Autosave
        from churn_desktop.storage.journal import Journal

        self.end()
        self.path, self.imported = origin.path, origin.imported or project
        self.view, self._known = origin.view, origin.known
        self._take(origin.lock)
        self._saved, self._saved_view = project if origin.saved else None, origin.view
        # The writing thread must not be the last to know this object.
        report = partial(_tell, ref(self))
        self._autosave = Autosave(Journal(usual_recovery_folder()), report)
        self._begin_journal(project)
        self.changed.emit()

    def end(self) -> None:
        """Forget the document: it was saved or given up."""
        autosave, self._autosave = self._autosave, None
        if autosave is not None:
            if autosave.settle(0):
                autosave.clear()
            else:
                # Whatever is being written must not keep the window.
                Thread(target=autosave.clear, name="forget").start()
        if self._lock is not None:
            self._lock.release()
        self._lock = self.owner = self._known = self.path = None
        self._saved = self._saving = self.imported = None
        self._told = (None, True)
        self.view, self.saved_at, self._warned = {}, None, False

    def give_up(self) -> None:
        """Have nothing to lose: the user does not want the changes."""
        self._saved, self._saved_view = self._document.project, self.view

    def keep_view(self, name: str, value: object) -> None:
        """Let the next save remember a setting of the window, as JSON gives it back."""
        if self.view.get(name) != value:
            self.view = {**self.view, name: value}
            self._follow()

    def settle(self, seconds: float) -> bool:
        """Wait until every edit would survive a crash; False when it does not."""
        return self._autosave is None or self._autosave.settle(seconds)

    def settling(self, seconds: float) -> Callable[[], bool]:
        """Give `settle` for another thread."""
        autosave = self._autosave
        return lambda: autosave is None or autosave.settle(seconds)

    def based_on(self, imported: Project) -> None:
        """Take another reading of the list as the one edits are compared with."""
        if imported is self.imported:
            return
        self.imported = imported
        if self._document.project is not None:
            self._begin_journal(self._document.project)

    def save(self, path: Path | None = None, *, anyway: bool = False) -> None:
        """Write the project in the background.

        Parameters
        ----------
        path : Path, optional
            The file it is kept in from now on.
        anyway : bool
            Whether what somebody else wrote into the file may go.
        """
        project, target = self._document.project, path or self.path
        if project is None or target is None or self._saving is project:
            return
        mine = self.is_at(target) and self.owner is None
        known = None if anyway or not mine else self._known
        imported, view, held = self.imported, self.view, list[Lock]()

        def work(progress: Progress) -> Fingerprint | None:
            from churn_desktop.storage.project_file import save_project

            if not mine:
                held.append(hold(target))
            elif not anyway and changed(target, known):
                raise ChangedOnDisk(target)
            save_project(
                project, target, imported=imported, view=view, progress=progress
            )
            return fingerprint(target)

        self._saving = project
        self._document.runner.run(
            work,
            on_success=lambda known: self._show_saved(
                project, target, known, held, view
            ),
            on_failure=lambda error: self._show_failed(error, held),
            on_stop=lambda: self._show_stopped(held),
            label=_("Saving {file}").format(file=target.name),
        )
        if not self._document.settled:
            # Saving goes first; the figures can wait.
            self._document.work_out_again()

    def look(self) -> None:
        """See whether somebody else changed the project file; `differs` tells."""
        path, known = self.path, self._known
        if path is None or self._warned or self._saving is not None:
            return
        self._document.runner.run(
            lambda _progress: changed(path, known),
            on_success=lambda found: self._warn(found, path, known),
        )

    def keep_mine(self) -> None:
        """Let the next save replace what somebody else wrote."""
        path = self.path
        if path is not None:
            self._document.runner.run(
                lambda _progress: fingerprint(path), on_success=self._know
            )

    def reload(
        self, text: str = "", *, before: Callable[[Progress], None] | None = None
    ) -> None:
        """Read the project file again, after some work; the user can take it back."""
        path = self.path
        if path is None:
            return

        def work(progress: Progress) -> tuple[Project, Project, Fingerprint | None]:
            from churn_desktop.storage.project_file import load_project

            if before is not None:
                before(progress)
            known = fingerprint(path)
            stored = load_project(path, progress)
            return stored.project, stored.imported, known

        def show(read: tuple[Project, Project, Fingerprint | None]) -> None:
            project, imported, known = read
            if self.path != path:
                return
            self._saved = project
            self._know(known)
            self._document.replace_by(text or _("reloading"), project, imported)
            self._document.undo_stack.setClean()
            self._follow()

        self._document.runner.run(
            work,
            on_success=show,
            on_failure=self.failed.emit,
            label=_("Reading {file}").format(file=path.name),
        )

    def take_over(self, *, steal: bool = False) -> None:
        """Try to get the right to write a file another window had."""
        path, known, held = self.path, self._known, list[Lock]()
        if path is None or self.owner is None:
            return

        def work(_progress: Progress) -> bool:
            held.append(hold(path, steal=steal))
            return changed(path, known)

        def show(newer: bool) -> None:
            self._take(held[0])
            self.changed.emit()
            if newer:
                self.differs.emit()

        self._document.runner.run(
            work,
            on_success=show,
            on_failure=self.failed.emit,
            on_stop=lambda: release(held),
        )

    def _take(self, lock: Lock | LockedBy | None) -> None:
        self._lock = lock if isinstance(lock, Lock) else None
        self.owner = lock if isinstance(lock, LockedBy) else None

    def _begin_journal(self, project: Project) -> None:
        if self._autosave is not None:
            document = self.path or project.source.path
            saved = project is self._saved
            self._told = project, saved
            self._autosave.begin(
                project,
                document,
                imported=self.imported,
                view=self.view,
                saved=saved,
            )

    def _follow(self) -> None:
        """Let the project as it is now survive a crash."""
        project = self._document.project
        if project is None or self._autosave is None:
            self.changed.emit()
            return
        told = project, project is self._saved
        if not told[1]:
            self._autosave.record(project, self.view)
        elif told != self._told:
            self._autosave.saved(project, self.path or project.source.path)
        self._told = told
        self.changed.emit()

    def _show_saved(
        self,
        project: Project,
        path: Path,
        known: Fingerprint | None,
        held: list[Lock],
        view: Mapping[str, object],
    ) -> None:
        self._saving = None
        if self._autosave is None:
            release(held)
            return
        if held:
            if self._lock is not None:
                self._lock.release()
            self._take(held[0])
        self.path, self._saved, self.saved_at = path, project, _now()
        self._saved_view = view
        self._know(known)
        if self._document.project is project:
            self._document.undo_stack.setClean()
            self._follow()
        else:
            self.changed.emit()
        self.saved.emit(path)

    def _show_failed(self, error: ChurnDesktopError, held: list[Lock]) -> None:
        self._saving = None
        release(held)
        self.failed.emit(error)

    def _show_stopped(self, held: list[Lock]) -> None:
        self._saving = None
        release(held)
        self.stopped.emit()

    def _warn(self, found: bool, path: Path, known: Fingerprint | None) -> None:
        if found and self.path == path and self._known is known and not self._saving:
            self._warned = True
            self.differs.emit()

    def _know(self, known: Fingerprint | None) -> None:
        self._known, self._warned = known, False

    def report(self, error: ChurnDesktopError | None) -> None:
        """Tell, from whatever thread, whether edits survive a crash."""
        self._reported.emit(error)


def _tell(known: ref[DocumentFile], error: ChurnDesktopError | None) -> None:
    """Pass on what the writing thread says, unless the window is gone."""
    file = known()
    if file is not None:
        with suppress(RuntimeError):
            file.report(error)


def _now() -> datetime:
    return datetime.now().astimezone()
