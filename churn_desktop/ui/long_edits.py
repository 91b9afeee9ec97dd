"""Edits that take a while: done off the screen, and none is ever lost in silence."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeAlias

from PySide6.QtCore import QObject, Signal

from churn_desktop.core.project import Project
from churn_desktop.i18n import gettext as _
from churn_desktop.ui.commands import ReplaceProject, Shows
from churn_desktop.ui.tasks import TaskRunner

if TYPE_CHECKING:
    from PySide6.QtGui import QUndoStack

    from churn_desktop.core.errors import ChurnDesktopError

Edit: TypeAlias = Callable[[Project], Project]


class Edited(Shows, Protocol):
    """Whatever holds the project that is edited."""

    project: Project | None
    undo_stack: QUndoStack

    @property
    def settled(self) -> bool: ...

    def work_out_again(self) -> None: ...


class LongEdits(QObject):
    """Carries out one long edit at a time.

    What else is chosen meanwhile, such as another period, stays: the edit is then done
    once more on top of it. Other edits of the sheet have to wait, as they would be
    about rows that may be elsewhere afterwards.

    Signals
    -------
    changed(bool)
        Whether an edit is under way.
    refused(str)
        The sheet was to be edited while this edit was under way.
    dropped(str, bool)
        This edit was not done; whether because the user stopped it. Otherwise the
        sheet has become another one meanwhile.
    failed(ChurnDesktopError)
    """

    changed = Signal(bool)
    refused = Signal(str)
    dropped = Signal(str, bool)
    failed = Signal(object)

    def __init__(self, document: QObject, edited: Edited, runner: TaskRunner) -> None:
        super().__init__(document)
        self._edited, self._runner = edited, runner
        self._text = ""
        self._waiting: list[Callable[[], object]] = []

    @property
    def busy(self) -> bool:
        """Whether an edit is under way."""
        return bool(self._text)

    def begin(self, text: str, edit: Edit) -> None:
        """Edit the project in the background; the user can take it back.

        Parameters
        ----------
        text : str
            What the edit is called in the menu.
        edit : callable
            Gives another project, or the same one when there is nothing to change.
        """
        before = self._edited.project
        if before is None:
            return
        if self.busy:
            self.refuse()
            return
        self._text = text
        self.changed.emit(True)
        self._run(edit, before)
        if not self._edited.settled:
            # The edit goes first; the figures can wait.
            self._edited.work_out_again()

    def refuse(self) -> None:
        """Say that the sheet cannot be edited right now."""
        self.refused.emit(self._text)

    def afterwards(self, act: Callable[[], object]) -> None:
        """Do something once the edit is done."""
        self._waiting.append(act)

    def _run(self, edit: Edit, before: Project) -> None:
        self._runner.run(
            lambda _progress: edit(before),
            on_success=partial(self._put, edit, before),
            on_failure=self._fail,
            on_stop=lambda: self._end(stopped=True),
            label=_("Editing: {what}").format(what=self._text),
        )

    def _put(self, edit: Edit, before: Project, after: Project) -> None:
        now, text = self._edited.project, self._text
        if now is None:
            self._finish()
        elif now is before:
            self._text = ""
            if after is not before:
                command = ReplaceProject(self._edited, text, before, after)
                self._edited.undo_stack.push(command)
            self._finish()
        elif now.table is before.table:
            self._run(edit, now)
        else:
            self._end(stopped=False)

    def _end(self, *, stopped: bool) -> None:
        text = self._text
        self._finish()
        if self._edited.project is not None:
            self.dropped.emit(text, stopped)

    def _fail(self, error: ChurnDesktopError) -> None:
        self._finish()
        self.failed.emit(error)

    def _finish(self) -> None:
        self._text = ""
        self.changed.emit(False)
        waiting, self._waiting = self._waiting, []
        for act in waiting:
            act()
