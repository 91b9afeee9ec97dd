from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from PySide6.QtWidgets import QApplication

from churn_desktop.core import project_edits
from churn_desktop.core.grid import Kind
from churn_desktop.core.project import Project
from churn_desktop.core.project_edits import Written
from churn_desktop.core.schema import Role
from churn_desktop.importing.importer import with_roles
from churn_desktop.storage.project_file import load_project, save_project
from churn_desktop.ui.document import Document
from churn_desktop.ui.models.sheet_replace import Wanted, find_all
from churn_desktop.ui.origin import Origin
from churn_desktop.ui.pages_area import meanings
from tests.ui.made import a_project

TEXTS = st.sampled_from(
    [
        "",
        "0",
        "007",
        "12.5",
        "2024-02-30",
        "2024-03-01",
        "C001",
        "=1+1",
        "a\nb",
        "你好",
        " x ",
    ]
)
EXAMPLES = int(os.environ.get("STATE_EXAMPLES", "10"))
STEPS = int(os.environ.get("STATE_STEPS", "20"))
"""Both can be set to try for longer."""


class Waiting:
    """Stands for the worker: does nothing until asked, so that no thread is needed."""

    def __init__(self) -> None:
        self.asked: list[tuple[Callable[..., Any], Any, Any]] = []

    def run(
        self, work: Any, *, on_success: Any, on_failure: Any = None, **_: Any
    ) -> Any:
        task = Cancelling()
        self.asked.append((work, (on_success, on_failure), task))
        return task


class Cancelling:
    def __init__(self) -> None:
        self.cancelled = False

    def cancel(self) -> None:
        self.cancelled = True


def snapshot(project: Project) -> tuple[Any, ...]:
    """Give everything of a project that one can see."""
    table = project.table
    columns = tuple(
        (h, tuple(table.column(h).text.tolist()), table.kinds[h].tobytes())
        for h in table.headings
    )
    roles = tuple(sorted(project.roles.items()))
    return columns, tuple(table.rows.tolist()), roles, project.shape


class Editing(RuleBasedStateMachine):
    """Everything one does to a sheet, against a plain list of what it looked like."""

    @initialize()
    def begin(self) -> None:
        self.runner = Waiting()
        self.document = Document(self.runner, lambda: date(2024, 6, 30))
        self.first = a_project(5)
        self.document.adopt(self.first)
        self.seen, self.now = [snapshot(self.first)], 0
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "saved.churn"
        self.imported, self.stored = self.seen[0], None

    @property
    def project(self) -> Project:
        assert self.document.project is not None
        return self.document.project

    def apply(self, edit: Callable[[Project], Project]) -> None:
        before = self.project
        self.document.apply("an edit", edit)
        if self.project is not before:
            del self.seen[self.now + 1 :]
            self.seen.append(snapshot(self.project))
            self.now += 1

    def heading(self, data: st.DataObject) -> str:
        return data.draw(st.sampled_from(self.project.table.headings))

    def row(self, data: st.DataObject) -> int:
        return data.draw(st.integers(0, len(self.project.table) - 1))

    def has_rows(self) -> bool:
        return len(self.project.table) > 0

    @precondition(has_rows)
    @rule(data=st.data(), text=TEXTS)
    def edit(self, data: st.DataObject, text: str) -> None:
        heading, row = self.heading(data), self.row(data)
        cells = {heading: Written(np.array([row]), [text])}
        self.apply(lambda project: project_edits.write(project, cells))
        assert self.project.table.column(heading).text[row] == text

    @rule(data=st.data(), more=st.integers(0, 2))
    def paste(self, data: st.DataObject, more: int) -> None:
        height = len(self.project.table)
        top = data.draw(st.integers(0, height))
        rows = np.arange(top, height + more)
        headings = data.draw(st.sets(st.sampled_from(self.project.table.headings)))
        cells = {
            h: Written(
                rows, data.draw(st.lists(TEXTS, min_size=len(rows), max_size=len(rows)))
            )
            for h in headings
        }
        self.apply(lambda project: project_edits.write(project, cells))
        if headings:
            assert len(self.project.table) == height + more

    @precondition(has_rows)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        gone = data.draw(st.sets(st.integers(0, len(self.project.table) - 1)))
        rows = np.array(sorted(gone), dtype=np.int64)
        self.apply(lambda project: project_edits.delete_rows(project, rows))

    @rule(data=st.data(), count=st.integers(1, 3))
    def insert(self, data: st.DataObject, count: int) -> None:
        at = data.draw(st.integers(0, len(self.project.table)))
        self.apply(lambda project: project_edits.insert_rows(project, at, count))

    @precondition(has_rows)
    @rule(data=st.data())
    def fill(self, data: st.DataObject) -> None:
        source, other = self.heading(data), self.heading(data)
        rows = np.arange(self.row(data), len(self.project.table))
        self.apply(
            lambda p: project_edits.fill_right(
                project_edits.fill_down(p, [source], int(rows[0]), rows),
                source,
                [other],
                rows,
            )
        )
        texts = self.project.table.column(other).text[rows]
        assert len(set(texts.tolist())) == 1

    @rule(data=st.data(), role=st.none() | st.sampled_from(list(Role)))
    def mean(self, data: st.DataObject, role: Role | None) -> None:
        heading = self.heading(data)
        self.apply(lambda p: with_roles(p, meanings(p, heading, role)))
        assert (role is None) or self.project.roles[role] == heading

    @rule(data=st.data(), new=st.sampled_from(["Fee", "Note", "备注", "Kunde"]))
    def rename(self, data: st.DataObject, new: str) -> None:
        old = self.heading(data)
        if new in self.project.table.headings:
            return
        role = {h: r for r, h in self.project.roles.items()}.get(old)
        self.apply(lambda project: project_edits.rename_column(project, old, new))
        assert role is None or self.project.roles[role] == new

    @rule(name=st.sampled_from(["Reason", "NPS"]), data=st.data())
    def add_column(self, name: str, data: st.DataObject) -> None:
        if name not in self.project.table.headings:
            at = data.draw(st.integers(0, len(self.project.table.headings)))
            self.apply(lambda project: project_edits.insert_column(project, name, at))

    @precondition(has_rows)
    @rule(data=st.data(), text=TEXTS, by=TEXTS)
    def replace(self, data: st.DataObject, text: str, by: str) -> None:
        wanted, rows = Wanted(text, by), np.arange(len(self.project.table))
        among = [(heading, rows) for heading in self.project.table.headings]
        found = find_all(self.project.table, among, wanted)
        self.apply(lambda project: project_edits.write(project, found.cells))

    @rule(months=st.integers(1, 6))
    def assume(self, months: int) -> None:
        self.apply(lambda project: project.assuming(early_months=months))

    @rule()
    def save(self) -> None:
        save_project(self.project, self.path, imported=self.first)
        self.stored = snapshot(self.project)
        assert snapshot(load_project(self.path).project) == self.stored

    @precondition(lambda self: self.stored is not None)
    @rule()
    def load(self) -> None:
        """Open what was saved last; nothing of before can be taken back then."""
        stored = load_project(self.path)
        assert snapshot(stored.imported) == self.imported
        self.document.adopt(stored.project, Origin(self.path, stored.imported))
        self.first = stored.project
        self.imported = snapshot(stored.project)
        self.seen, self.now = [snapshot(stored.project)], 0
        assert self.seen[0] == self.stored
        self.stored = None

    @rule(count=st.integers(1, 4))
    def undo(self, count: int) -> None:
        for _ in range(count):
            if self.document.undo_stack.canUndo():
                self.document.undo_stack.undo()
                self.now -= 1

    @rule(count=st.integers(1, 4))
    def redo(self, count: int) -> None:
        for _ in range(count):
            if self.document.undo_stack.canRedo():
                self.document.undo_stack.redo()
                self.now += 1

    @rule()
    def figures_arrive(self) -> None:
        """Let the worker finish: only what nobody cancelled may be shown."""
        asked, self.runner.asked = self.runner.asked, []
        for work, (on_success, on_failure), task in asked:
            try:
                answer = partial(on_success, work(lambda *_: None))
            except Exception as error:  # noqa: BLE001 - what is unclear is a state too
                answer = partial(on_failure, error)
            if not task.cancelled:
                answer()
        findings = self.document.findings
        assert self.document.settled
        assert findings is None or findings.project is self.project

    @invariant()
    def it_is_what_the_list_says(self) -> None:
        assert snapshot(self.project) == self.seen[self.now]
        assert self.document.undo_stack.index() == self.now

    @invariant()
    def every_cell_fits_its_kind(self) -> None:
        table = self.project.table
        assert set(table.kinds) == set(table.headings)
        assert len(set(table.rows.tolist())) == len(table)
        assert set(self.project.roles.values()) <= set(table.headings)
        for heading in table.headings:
            text, kinds = table.column(heading)
            assert len(text) == len(kinds) == len(table)
            assert ((text == "") == (kinds == Kind.BLANK)).all()
            for cell, kind in zip(text, kinds, strict=True):
                assert kind != Kind.NUMBER or float(cell) == float(cell)

    def teardown(self) -> None:
        if not hasattr(self, "document"):
            return
        while self.document.undo_stack.canUndo():
            self.document.undo_stack.undo()
        assert self.document.project is self.first
        assert snapshot(self.first) == self.seen[0]
        self.document.file.end()
        self.folder.cleanup()


Editing.TestCase.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def test_any_row_of_edits_can_be_taken_back(qapp: QApplication) -> None:
    Editing.TestCase("runTest").runTest()
