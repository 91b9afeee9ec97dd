"""The one command of the undo stack."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtGui import QUndoCommand

from churn_desktop.core.project import Project


class Shows(Protocol):
    """Whatever holds the project on screen."""

    def show(self, project: Project) -> None: ...


class ReplaceProject(QUndoCommand):
    """Put one project in the place of another; every edit is this."""

    def __init__(
        self, document: Shows, text: str, before: Project, after: Project
    ) -> None:
        super().__init__(text)
        self._document, self._before, self._after = document, before, after

    def redo(self) -> None:
        self._document.show(self._after)

    def undo(self) -> None:
        self._document.show(self._before)
