"""The one command of the undo stack."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtGui import QUndoCommand

from churn_desktop.core.project import Project


class Shows(Protocol):
    """Whatever holds the project on screen."""

    def show(self, project: Project) -> None: ...

    def base_on(self, imported: Project) -> None: ...


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


class ReplaceImported(ReplaceProject):
    """Put one project in the place of another whose list was read at another time.

    Parameters
    ----------
    document : Shows
    text : str
    before, after : Project
    imported_before, imported_after : Project
        Each as its list was read.
    """

    def __init__(
        self,
        document: Shows,
        text: str,
        before: Project,
        after: Project,
        *,
        imported_before: Project,
        imported_after: Project,
    ) -> None:
        super().__init__(document, text, before, after)
        self._imported_before = imported_before
        self._imported_after = imported_after

    def redo(self) -> None:
        super().redo()
        self._document.base_on(self._imported_after)

    def undo(self) -> None:
        super().undo()
        self._document.base_on(self._imported_before)
