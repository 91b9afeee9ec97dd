"""The one command of the undo stack."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtGui import QUndoCommand

from churn_desktop.core.project import Project


class Shows(Protocol):
    """Whatever holds the project on screen."""

    def show(self, project: Project) -> None: ...


class ReplaceProject(QUndoCommand):
    """Put one project in the place of another; every edit is this.

    Parameters
    ----------
    document : Shows
    text : str
        What the edit is called in the menu.
    before, after : Project
    merge_id : int
        Edits in a row with the same number, such as the steps of one spin box, are
        taken back together; -1 for an edit of its own.
    """

    def __init__(
        self,
        document: Shows,
        text: str,
        before: Project,
        after: Project,
        merge_id: int = -1,
    ) -> None:
        super().__init__(text)
        self._document, self._merge_id = document, merge_id
        self.before, self.after = before, after

    def id(self) -> int:
        return self._merge_id

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, ReplaceProject) or other.id() != self._merge_id:
            return False
        self.after = other.after
        return True

    def redo(self) -> None:
        self._document.show(self.after)

    def undo(self) -> None:
        self._document.show(self.before)
