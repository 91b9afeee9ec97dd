"""The work that must survive: saving a project, and the journal of an open one.

States are numbered, so that what is found after a crash can be compared with what was
promised before it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import numpy as np
import pandas as pd

from churn_desktop.core import edits
from churn_desktop.core.errors import ChurnDesktopError
from churn_desktop.core.grid import Kind
from churn_desktop.core.project import Project, Source
from churn_desktop.core.table import Table
from churn_desktop.storage import folders
from churn_desktop.storage.changes import changes_between
from churn_desktop.storage.journal import Journal
from churn_desktop.storage.project_file import load_project, save_project
from churn_desktop.storage.recovery import pending_recoveries, recover

HEADING = "state"
SAVES, EDITS = 2, 4

Note = Callable[[int], None]


class Work(Protocol):
    """Something that makes one state after the other last."""

    def __init__(self, folder: Path, *, ready: bool = False) -> None: ...

    def run(self, note: Note) -> None:
        """Work through the states, noting each one that must last from then on."""

    def holds(self, at_least: int) -> bool:
        """Tell whether a whole state is found, and none that is too old."""

    def stray(self) -> int:
        """Count files that should not be there."""

    def goes_on(self) -> bool:
        """Tell whether the work can go on as if nothing had happened."""


def a_project(rows: int) -> Project:
    """Make a list of customers in state 0."""
    texts = {
        "id": [f"C{n:07}" for n in range(rows)],
        "start": [f"20{n % 24:02}-0{1 + n % 9}-01" for n in range(rows)],
        HEADING: ["0"] * rows,
    }
    frame = pd.DataFrame(texts, index=pd.RangeIndex(2, rows + 2), dtype=object)
    kinds = {name: np.full(rows, Kind.TEXT, dtype=np.uint8) for name in texts}
    letters = {name: letter for letter, name in enumerate(texts, start=1)}
    table = Table(frame, kinds, letters)
    return Project(table, Source(Path("list.csv"), None, (), 1), None, {})


def in_state(project: Project, number: int) -> Project:
    """Give the project in another state, which two distant cells and a row tell."""
    last = len(project.table) - 1
    table = edits.set_cells(project.table, HEADING, [0, last], [str(number)] * 2)
    return replace(project, table=edits.insert_rows(table, 1))


def state_of(found: Project, first: Project) -> int | None:
    """Tell which state a project is in; None when it is in no whole one."""
    with suppress(ValueError, IndexError):
        number = int(found.table.column(HEADING).text[0])
        wanted = in_state(first, number) if number else first
        changes = changes_between(wanted.table, found.table)
        if changes.columns is None and changes.rows is None and not [*changes.cells]:
            return number
    return None


class Save:
    """Saves of a project file, each replacing the one before."""

    def __init__(self, folder: Path, *, ready: bool = False) -> None:
        self._folder, self._path = folder, folder / "list.churn"
        os.environ[folders.OVERRIDE] = str(folder / "profile")
        self._first = a_project(300)
        if not ready:
            save_project(self._first, self._path)

    def run(self, note: Note) -> None:
        for number in range(1, SAVES + 1):
            project = in_state(self._first, number)
            save_project(project, self._path, imported=self._first)
            note(number)

    def holds(self, at_least: int) -> bool:
        try:
            found = load_project(self._path)
        except ChurnDesktopError:
            return False
        state = state_of(found.project, self._first)
        return state is not None and state >= at_least

    def stray(self) -> int:
        return len({*self._folder.iterdir()} - {self._path, self._folder / "profile"})

    def goes_on(self) -> bool:
        save_project(in_state(self._first, SAVES + 1), self._path)
        return self.holds(SAVES + 1)


class Autosave:
    """Edits of an open document, each recorded before the next."""

    def __init__(self, folder: Path, *, ready: bool = False) -> None:
        del ready
        self._folder = folder / "recovery"
        self._first = a_project(300)

    def run(self, note: Note) -> None:
        journal = Journal(self._folder, "one")
        try:
            first = in_state(self._first, 1)
            journal.begin(first, Path("list.csv"), imported=self._first, saved=False)
            note(1)
            for number in range(2, EDITS + 1):
                journal.record(in_state(self._first, number))
                note(number)
        finally:
            journal.close()

    def holds(self, at_least: int) -> bool:
        found = pending_recoveries(self._folder)
        if not found:
            return at_least == 0
        try:
            recovered = recover(found[0])
        except ChurnDesktopError:
            return False
        state = state_of(recovered.stored.project, self._first)
        return recovered.complete and state is not None and state >= at_least

    def stray(self) -> int:
        if not self._folder.exists():
            return 0
        # A lock that could not be removed is in nobody's way.
        known = {"one.churn", "one.churn-journal", ".~lock.one.churn#"}
        return len({path.name for path in self._folder.iterdir()} - known)

    def goes_on(self) -> bool:
        journal = Journal(self._folder, "one")
        journal.record(in_state(self._first, EDITS + 1))
        journal.close()
        return self.holds(EDITS + 1)
