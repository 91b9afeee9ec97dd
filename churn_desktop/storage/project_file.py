"""The project file (``.churn``): everything a user did with a list, in one file.

It is a SQLite database that is written anew for every save, read back, and only then
put in the place of the old one, of which a backup is kept.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from churn_desktop import __version__
from churn_desktop.core.errors import ChurnDesktopError
from churn_desktop.core.progress import Progress, silent
from churn_desktop.core.project import Project
from churn_desktop.core.table import Table
from churn_desktop.files import clear_drafts, write_safely
from churn_desktop.storage import backups
from churn_desktop.storage.changes import CellBlock, changes_between
from churn_desktop.storage.database import filling, looking_into
from churn_desktop.storage.packing import PART, plain_text
from churn_desktop.storage.plain_values import Damaged
from churn_desktop.storage.revisions import Replay, View, add_revision, state_between

SUFFIX = ".churn"
NO_FACTS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True, eq=False)
class StoredProject:
    """What a project file holds.

    Attributes
    ----------
    project : Project
        As it was when it was saved.
    imported : Project
        As its list was first read, to revert to. Columns and rows that were not
        edited are the same memory in both.
    view : mapping of str to object
        Settings of the window that belong to this project, as JSON can write them.
    """

    project: Project
    imported: Project
    view: View = field(default_factory=dict)


def save_project(
    project: Project,
    path: Path,
    *,
    imported: Project | None = None,
    view: View | None = None,
    progress: Progress = silent,
) -> None:
    """Write a project file whole or not at all; keep a backup of the one before.

    Parameters
    ----------
    project : Project
    path : Path
    imported : Project, optional
        The project as its list was first read; by default the project itself.
    view : mapping, optional
        Settings of the window, as `json` can write them.
    progress : Progress
        May raise `Cancelled`; then nothing has changed.

    Raises
    ------
    UnwritableFile
        The file that was there is unchanged, byte for byte.
    """
    stored = StoredProject(project, imported or project, view or {})

    def finish(draft: Path) -> None:
        _read_back(draft, stored, progress)
        backups.keep(path)

    write_safely(path, lambda draft: fill(draft, stored, progress), verify=finish)
    clear_drafts(path.resolve().parent)


def load_project(path: Path, progress: Progress = silent) -> StoredProject:
    """Read a project file; it may come from anybody and is never written to.

    Raises
    ------
    UnreadableFile
        If there is no such file, or it may not be read.
    NotAProject
        If it is something else.
    ProjectTooNew
        If a newer version of the program wrote it.
    DamagedProject
        If anything in it is not as it was written.
    """
    with looking_into(path) as database:
        replay = Replay(database)
        replay.forward(progress)
        imported = replay.project()
        while replay.forward(progress):
            pass
        if replay.done != replay.total or replay.total < 2:
            raise Damaged("revisions")
        return StoredProject(replay.project(), imported, replay.view())


def fill(
    draft: Path,
    stored: StoredProject,
    progress: Progress = silent,
    facts: Mapping[str, str] = NO_FACTS,
) -> None:
    """Write a project into an empty file; `OSError` when that fails."""
    with filling(draft) as database:
        # No two saves give the same bytes, so that changes on disk are noticed.
        named = {"program": __version__, "save": secrets.token_hex(16), **facts}
        database.executemany("INSERT INTO facts VALUES (?, ?)", named.items())
        add_revision(database, 0, None, stored.imported, progress=progress)
        add_revision(
            database,
            1,
            stored.imported,
            stored.project,
            view=stored.view,
            progress=progress,
        )


def _read_back(draft: Path, stored: StoredProject, progress: Progress) -> None:
    """Raise `OSError` unless a draft gives back what was put into it."""
    try:
        found = load_project(draft, progress)
    except ChurnDesktopError as error:
        raise OSError(str(error)) from error
    for now, was in (
        (found.imported, stored.imported),
        (found.project, stored.project),
    ):
        if state_between(None, now) != state_between(None, was):
            raise OSError("state differs")
        if not _same_sheet(now.table, was.table):
            raise OSError("cells differ")


def _same_sheet(now: Table, was: Table) -> bool:
    changes = changes_between(now, was)
    if changes.columns is not None or changes.rows is not None:
        return False
    return all(_same_cells(now, block) for block in changes.cells)


def _same_cells(now: Table, block: CellBlock) -> bool:
    """Tell whether cells differ only in that a missing text became an empty one."""
    text, kinds = now.column(now.headings[block.place])
    where = block.positions
    within = np.arange(len(block.texts)) if where is None else where
    cells = within + block.part * PART
    return np.array_equal(kinds[cells], block.kinds) and all(
        written == plain_text(cell)
        for written, cell in zip(text[cells], block.texts, strict=True)
    )
