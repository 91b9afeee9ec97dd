"""Thousands of random edits of a document, taken back, done again, and found on disk.

``python -m bench.crash.random_edits [--edits 10000]``; part of ``make crash``.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from churn_desktop.core import project_edits
from churn_desktop.core.project import Project, Source
from churn_desktop.core.project_edits import Written
from churn_desktop.core.schema import Role, Shape
from churn_desktop.importing.importer import with_roles
from churn_desktop.storage import folders
from churn_desktop.storage.draft_sheet import DraftSheet
from churn_desktop.storage.journal import Journal
from churn_desktop.storage.project_file import load_project, save_project
from churn_desktop.storage.recovery import pending_recoveries, recover

Edit: TypeAlias = Callable[[Project], Project]

FEWEST, MOST = 10, 150
"""Rows; beyond these only as many come as go."""

TEXTS = ("", "0", "007", "12.5", "2024-03-01", "2024-02-30", "C001", "=1+1", "a\nb",
         "你好", " x ", "'", "1" * 20)  # fmt: skip
HEADINGS = ("Reason", "NPS", "备注", "Note", "Region", "x" * 40)


@dataclass(frozen=True)
class Outcome:
    """What came of it.

    Attributes
    ----------
    edits : int
        How many there were.
    kinds : mapping of str to int
        How many of each kind.
    undone, redone : int
        States on the way back and forth again that were not what they had been.
    saved, recovered : bool
        Whether the project file and the recovery file hold the last state.
    seconds : float
    """

    edits: int
    kinds: dict[str, int]
    undone: int
    redone: int
    saved: bool
    recovered: bool
    seconds: float

    @property
    def fine(self) -> bool:
        """Whether nothing was lost."""
        return not (self.undone or self.redone) and self.saved and self.recovered


class RandomEdits:
    """Makes one edit after the other, each of those that the window offers."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._ways: dict[str, Callable[[Project], Edit]] = {
            "write": self._write,
            "paste": self._paste,
            "fill down": self._fill_down,
            "fill right": self._fill_right,
            "insert rows": self._insert_rows,
            "delete rows": self._delete_rows,
            "add column": self._add_column,
            "delete column": self._delete_column,
            "rename column": self._rename_column,
            "meaning": self._meaning,
            "assumption": self._assumption,
        }

    def next(self, project: Project) -> tuple[str, Edit]:
        """Give an edit that changes something, most likely, and what kind it is."""
        name = self._chance.choice(tuple(self._ways))
        return name, self._ways[name](project)

    def _rows(self, project: Project, most: int = 12) -> np.ndarray[Any, Any]:
        height = len(project.table)
        count = min(self._chance.randint(1, most), height)
        return np.array(sorted(self._chance.sample(range(height), count)), np.int64)

    def _heading(self, project: Project) -> str:
        return self._chance.choice(project.table.headings)

    def _texts(self, count: int) -> list[str]:
        return [self._chance.choice(TEXTS) for _ in range(count)]

    def _write(self, project: Project) -> Edit:
        rows = self._rows(project, 1)
        cells = {self._heading(project): Written(rows, self._texts(len(rows)))}
        return lambda p: project_edits.write(p, cells)

    def _paste(self, project: Project) -> Edit:
        height = len(project.table)
        top = self._chance.randrange(height + 1)
        room = MOST - top if height < MOST else height - top
        rows = np.arange(top, top + max(min(self._chance.randint(1, 9), room), 0))
        headings = {self._heading(project) for _ in range(3)}
        cells = {h: Written(rows, self._texts(len(rows))) for h in sorted(headings)}
        return lambda p: project_edits.write(p, cells)

    def _fill_down(self, project: Project) -> Edit:
        rows, heading = self._rows(project), self._heading(project)
        return lambda p: project_edits.fill_down(p, [heading], int(rows[0]), rows)

    def _fill_right(self, project: Project) -> Edit:
        rows = self._rows(project)
        source, other = self._heading(project), self._heading(project)
        return lambda p: project_edits.fill_right(p, source, [other], rows)

    def _insert_rows(self, project: Project) -> Edit:
        if len(project.table) >= MOST:
            return self._delete_rows(project)
        at, count = self._chance.randrange(len(project.table) + 1), 1
        count += self._chance.randrange(4)
        return lambda p: project_edits.insert_rows(p, at, count)

    def _delete_rows(self, project: Project) -> Edit:
        if len(project.table) <= FEWEST:
            return self._insert_rows(project)
        rows = self._rows(project, 4)
        return lambda p: project_edits.delete_rows(p, rows)

    def _add_column(self, project: Project) -> Edit:
        free = [name for name in HEADINGS if name not in project.table.headings]
        if not free:
            return self._delete_column(project)
        name = self._chance.choice(free)
        at = self._chance.randrange(len(project.table.headings) + 1)
        return lambda p: project_edits.insert_column(p, name, at)

    def _delete_column(self, project: Project) -> Edit:
        if len(project.table.headings) < 4:
            return self._write(project)
        heading = self._heading(project)
        return lambda p: project_edits.delete_column(p, heading)

    def _rename_column(self, project: Project) -> Edit:
        old = self._heading(project)
        new = f"{old[:20]}{self._chance.randrange(10)}"
        if new in project.table.headings:
            return self._write(project)
        return lambda p: project_edits.rename_column(p, old, new)

    def _meaning(self, project: Project) -> Edit:
        heading, role = self._heading(project), self._chance.choice(tuple(Role))
        kept = {r: h for r, h in project.roles.items() if h != heading and r != role}
        return lambda p: with_roles(p, {**kept, role: heading})

    def _assumption(self, _project: Project) -> Edit:
        months = self._chance.randint(1, 11)
        return lambda p: p.assuming(early_months=months)


def edit_randomly(edits: int, seed: int = 1) -> Outcome:
    """Edit a document so often, undo all, redo all, and look at what is on disk."""
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtWidgets import QApplication

    from churn_desktop.ui.document import Document

    app = QCoreApplication.instance() or QApplication([])
    assert app is not None
    begun, before = time.perf_counter(), os.environ.get(folders.OVERRIDE)
    with tempfile.TemporaryDirectory() as made:
        os.environ[folders.OVERRIDE] = made
        # Nobody asks for figures here: the work is never begun.
        document = Document(_Idle(), lambda: date(2024, 6, 30))
        document.undo_stack.setUndoLimit(0)
        try:
            outcome = _edit(document, edits, seed, Path(made), begun)
        finally:
            document.file.end()
            os.environ.pop(folders.OVERRIDE)
            if before is not None:
                os.environ[folders.OVERRIDE] = before
    return outcome


def _edit(document: Any, edits: int, seed: int, folder: Path, begun: float) -> Outcome:
    chance, kinds = RandomEdits(seed), Counter[str]()
    first, journal = _a_project(), Journal(folder / "kept", "one")
    document.adopt(first)
    journal.begin(first, Path("list.csv"), saved=False)
    states = [_digest(first)]
    while len(states) <= edits:
        name, edit = chance.next(document.project)
        was = document.project
        with suppress(ValueError):
            document.apply(name, edit)
        if document.project is not was:
            kinds[name] += 1
            states.append(_digest(document.project))
            journal.record(document.project)
    last, stack = document.project, document.undo_stack
    journal.close()
    (left,) = pending_recoveries(folder / "kept")
    recovered = recover(left)
    undone = redone = 0
    for state in reversed(states[:-1]):
        stack.undo()
        undone += _digest(document.project) != state
    undone += document.project is not first
    for state in states[1:]:
        stack.redo()
        redone += _digest(document.project) != state
    redone += document.project is not last or stack.canRedo()
    path = folder / "edited.churn"
    save_project(last, path, imported=first)
    stored = load_project(path)
    return Outcome(
        edits,
        dict(kinds),
        undone,
        redone,
        saved=_digest(stored.project) == states[-1]
        and _digest(stored.imported) == states[0],
        recovered=_digest(recovered.stored.project) == states[-1],
        seconds=time.perf_counter() - begun,
    )


class _Idle:
    """Stands for the worker."""

    def run(self, *_: Any, **__: Any) -> Any:
        from churn_desktop.ui.tasks import Task

        return Task("")


def _a_project(rows: int = 40) -> Project:
    sheet = DraftSheet()
    table = sheet.table()
    names = ("Customer", "Since", "Until", "Fee", "Plan")
    source = Source(Path("list.csv"), None, (), 1)
    project = Project(table, source, None, {})
    for name in names:
        project = project_edits.insert_column(project, name)
    cells = {
        "Customer": [f"C{n:04}" for n in range(rows)],
        "Since": [f"2023-{1 + n % 12:02}-01" for n in range(rows)],
        "Until": ["" if n % 3 else "2024-05-01" for n in range(rows)],
        "Fee": [str(n * 10) for n in range(rows)],
        "Plan": [("Basic", "Pro")[n % 2] for n in range(rows)],
    }
    where = np.arange(rows)
    project = project_edits.write(
        project, {name: Written(where, texts) for name, texts in cells.items()}
    )
    roles = {Role.CUSTOMER_ID: "Customer", Role.START: "Since", Role.END: "Until"}
    project = with_roles(project, roles)
    assert project.shape is Shape.SUBSCRIPTIONS
    return project


def _digest(project: Project) -> bytes:
    """Digest everything of a project that one can see."""
    digest = hashlib.blake2b(digest_size=16)
    table = project.table
    for heading in table.headings:
        text, kinds = table.column(heading)
        parts = (heading, table.letters.get(heading), text.tolist(), kinds.tolist())
        digest.update(repr(parts).encode())
    state = [
        (field.name, getattr(project, field.name))
        for field in fields(project)
        if field.name not in ("table", "roles")
    ]
    roles = sorted(project.roles.items())
    digest.update(repr((table.rows.tolist(), table.last_gone, roles, state)).encode())
    return digest.digest()


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what came of it; 1 when anything was lost."""
    parser = argparse.ArgumentParser(prog="python -m bench.crash.random_edits")
    parser.add_argument("--edits", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    found = edit_randomly(options.edits, options.seed)
    kinds = ", ".join(f"{count} {name}" for name, count in sorted(found.kinds.items()))
    print(f"{found.edits} random edits in {found.seconds:.0f} s: {kinds}")
    print(f"  undo all: {found.undone} states differ; redo all: {found.redone} differ")
    print(f"  saved: {_same(found.saved)}; recovery file: {_same(found.recovered)}")
    return 0 if found.fine else 1


def _same(same: bool) -> str:
    return "the same" if same else "NOT the same"


if __name__ == "__main__":
    sys.exit(main())
