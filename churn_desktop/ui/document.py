"""The open list: one project, what is known about it, and how it came to be so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from churn_desktop.core.errors import ChurnDesktopError
from churn_desktop.core.progress import Progress
from churn_desktop.core.project import Project
from churn_desktop.i18n import gettext as _
from churn_desktop.storage.locks import release
from churn_desktop.ui.commands import ReplaceImported, ReplaceProject
from churn_desktop.ui.document_file import DocumentFile
from churn_desktop.ui.long_edits import LongEdits
from churn_desktop.ui.origin import Origin
from churn_desktop.ui.segments import Segment, segment_of
from churn_desktop.ui.tasks import Task, TaskRunner

if TYPE_CHECKING:
    from churn_desktop.importing.options import ReadOptions
    from churn_desktop.pages.model import PageId
    from churn_desktop.storage.open_project import OpenProject
    from churn_desktop.storage.project_file import StoredProject
    from churn_desktop.ui.findings import Findings
    from churn_desktop.ui.reading_memory import FirstReading

UNDO_LIMIT = 100


class Document(QObject):
    """Holds the project on screen; every change to it goes through `apply`.

    Attributes
    ----------
    project : Project or None
    findings : Findings or None
        What is known about it, or was about the one before.
    segment : Segment or None
        The customers to look at; None: all.
    page : PageId or None
        The page on screen: it is laid out along with the findings.

    Signals
    -------
    opened()
        Another file was read; the project is its own.
    project_changed()
        The project is another value.
    analysis_changed()
        `findings` are up to date again, or nothing can be found.
    failed(ChurnDesktopError)
        Something the user asked for could not be done.
    stopped()
        The user did not want to wait for the figures; those on screen are older.
    """

    opened = Signal()
    project_changed = Signal()
    analysis_changed = Signal()
    failed = Signal(object)
    stopped = Signal()

    def __init__(
        self,
        runner: TaskRunner,
        today: Callable[[], date] = date.today,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner, self._today = runner, today
        self._task: Task | None = None
        self._attempt = 0
        self.project: Project | None = None
        self.findings: Findings | None = None
        self.first_reading: FirstReading | None = None
        self.segment: Segment | None = None
        self.page: PageId | None = None
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(UNDO_LIMIT)
        self.file = DocumentFile(self)
        self.long_edits = LongEdits(self, self, runner)
        # Signal to signal, PySide crashes when the garbage collector frees both.
        self.long_edits.failed.connect(self.failed.emit)

    @property
    def runner(self) -> TaskRunner:
        """Who does its work."""
        return self._runner

    @property
    def today(self) -> date:
        """The user's own calendar day."""
        return self._today()

    @property
    def settled(self) -> bool:
        """Whether the findings are those of the project on screen."""
        return self._task is None

    def open(
        self, path: Path, options: ReadOptions | None = None, *others: Path
    ) -> None:
        """Read a file, or several of a list each; what is open stays till then."""
        today, paths = self.today, (path, *others)
        held: list[OpenProject] = []
        first: list[FirstReading] = []

        def work(progress: Progress) -> Project | OpenProject:
            from churn_desktop.importing.importer import open_lists
            from churn_desktop.storage.open_project import is_project, open_project
            from churn_desktop.ui.reading_memory import read_as_before

            if is_project(path):
                held.append(open_project(path, progress))
                return held[0]
            if options is not None:
                return open_lists(paths, options, today=today, progress=progress)
            project, found = read_as_before(paths, today=today, progress=progress)
            first.append(found)
            return project

        def show(read: Project | OpenProject) -> None:
            if isinstance(read, Project):
                self.adopt(read, first=next(iter(first), None))
            else:
                self.adopt(read.stored.project, _origin(read))

        self._runner.run(
            work,
            on_success=show,
            on_failure=self.failed.emit,
            on_stop=lambda: release(read.lock for read in held),
            label=_("Reading {file}").format(file=path.name),
        )

    def open_copy(self, path: Path) -> None:
        """Open what a project file holds without being its window."""

        def work(progress: Progress) -> StoredProject:
            from churn_desktop.storage.project_file import load_project

            return load_project(path, progress)

        def show(stored: StoredProject) -> None:
            self.adopt(
                stored.project, Origin(imported=stored.imported, view=stored.view)
            )

        self._runner.run(
            work,
            on_success=show,
            on_failure=self.failed.emit,
            label=_("Reading {file}").format(file=path.name),
        )

    def replace_by(self, text: str, project: Project, imported: Project) -> None:
        """Put another reading of the list in its place; the user can take it back."""
        before, base = self.project, self.file.imported
        if before is None or base is None:
            return
        command = ReplaceImported(
            self,
            text,
            before,
            project,
            imported_before=base,
            imported_after=imported,
        )
        self.undo_stack.push(command)

    def base_on(self, imported: Project) -> None:
        """Compare edits with another reading of the list."""
        self.file.based_on(imported)

    def adopt(
        self,
        project: Project,
        origin: Origin | None = None,
        first: FirstReading | None = None,
    ) -> None:
        """Start afresh with a project nobody has edited."""
        self.first_reading = first
        self.file.begin(project, origin or Origin())
        self.undo_stack.clear()
        self.segment = segment_of(self.file.view.get("segment"))
        self.findings = None
        self.project = project
        self.opened.emit()
        self.show(project)

    def close(self) -> None:
        """Have nothing open any more."""
        if self._task is not None:
            self._task.cancel()
        self._task = None
        self._attempt += 1
        self.file.end()
        self.undo_stack.clear()
        self.project = self.findings = self.segment = None
        self.project_changed.emit()
        self.analysis_changed.emit()

    def apply(
        self, text: str, edit: Callable[[Project], Project], merge_id: int = -1
    ) -> None:
        """Edit the project; the user can take it back.

        Parameters
        ----------
        text : str
            What the edit is called in the menu.
        edit : callable
            Gives another project, or the same one when there is nothing to change.
        merge_id : int
            See `ReplaceProject`.
        """
        before = self.project
        if before is None:
            return
        after = edit(before)
        if self.long_edits.busy and after.table is not before.table:
            self.long_edits.refuse()
        elif after is not before:
            command = ReplaceProject(self, text, before, after, merge_id)
            self.undo_stack.push(command)

    def show(self, project: Project) -> None:
        """Put a project on screen and find out about it."""
        self.project = project
        if self.segment is not None and project.heading(self.segment.role) is None:
            self.segment = None
        self.project_changed.emit()
        self._find_out()

    def choose_segment(self, segment: Segment | None) -> None:
        """Look at some customers only, or at all again."""
        if segment != self.segment:
            self.segment = segment
            self._find_out()

    def work_out_again(self) -> None:
        """Find out once more: it was stopped, or the language is another."""
        self._find_out()

    def _find_out(self) -> None:
        """Compute the findings in the background; an older attempt is dropped."""
        project, segment = self.project, self.segment
        if project is None:
            return
        if self._task is not None:
            self._task.cancel()
        today, known, page = self.today, self.findings, self.page
        self._attempt += 1
        attempt = self._attempt

        def work(progress: Progress) -> Findings:
            from churn_desktop.ui.findings import find_out

            return find_out(project, segment, today, known, progress, page)

        self._task = self._runner.run(
            work,
            on_success=self._show_findings,
            on_failure=self._show_failure,
            on_stop=partial(self._give_up, attempt),
            label=_("Working out the figures"),
        )

    def _show_findings(self, findings: Findings) -> None:
        self._task = None
        self.findings = findings
        self.analysis_changed.emit()

    def _show_failure(self, error: ChurnDesktopError) -> None:
        self._task = None
        self.findings = None
        self.analysis_changed.emit()
        self.failed.emit(error)

    def _give_up(self, attempt: int) -> None:
        if attempt == self._attempt:
            self._task = None
            self.stopped.emit()


def _origin(read: OpenProject) -> Origin:
    stored = read.stored
    return Origin(read.path, stored.imported, stored.view, read.lock, read.known)
