from __future__ import annotations

from PySide6.QtGui import QUndoStack

from churn_desktop.core.project import Project
from churn_desktop.ui.commands import ReplaceImported, ReplaceProject
from tests.ui.made import a_project


class Screen:
    shown: Project | None = None

    def base_on(self, imported: Project) -> None:
        self.imported = imported

    def show(self, project: Project) -> None:
        self.shown = project


def test_undo_and_redo_swap_two_values() -> None:
    stack, screen = QUndoStack(), Screen()
    before = a_project()
    after = before.assuming(early_months=2)
    stack.push(ReplaceProject(screen, "Change", before, after))
    assert screen.shown is after
    stack.undo()
    assert screen.shown is before
    stack.redo()
    assert screen.shown is after
    assert stack.undoText() == "Change"


def test_steps_of_one_box_are_taken_back_together() -> None:
    stack, screen = QUndoStack(), Screen()
    values = [a_project()]
    for months in (2, 1):
        values.append(values[-1].assuming(early_months=months))
        stack.push(ReplaceProject(screen, "Stage", values[-2], values[-1], merge_id=1))
    assert stack.count() == 1
    stack.undo()
    assert screen.shown is values[0]


def test_edits_of_different_kinds_stay_apart() -> None:
    stack, screen = QUndoStack(), Screen()
    project = a_project()
    for merge_id in (1, 2, -1, -1):
        stack.push(ReplaceProject(screen, "Edit", project, project, merge_id))
    assert stack.count() == 4


def test_another_reading_of_the_list_comes_and_goes_with_its_edits() -> None:
    stack, screen = QUndoStack(), Screen()
    before, after, old, new = (a_project() for _ in range(4))
    stack.push(
        ReplaceImported(
            screen, "Update", before, after, imported_before=old, imported_after=new
        )
    )
    assert (screen.shown, screen.imported) == (after, new)
    stack.undo()
    assert (screen.shown, screen.imported) == (before, old)
