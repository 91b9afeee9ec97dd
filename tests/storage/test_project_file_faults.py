"""Disks that fail at any step of a save: the old file stays, nothing is left behind."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from churn_desktop import files
from churn_desktop.core.errors import UnwritableFile
from churn_desktop.core.project import Project
from churn_desktop.storage import backups, database, project_file
from churn_desktop.storage.packing import pack_texts
from churn_desktop.storage.project_file import load_project, save_project
from tests.storage.made import a_project, a_table, write


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "客户 2024.churn"
    save_project(a_project(), path)
    return path


def fails(code: int) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise OSError(code, "no")

    return fail


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EACCES, "not_permitted"),
        (errno.EIO, "failed"),
    ],
)
@pytest.mark.parametrize(
    "step", ["os.open", "os.fsync", "os.close", "chmod", "replace"]
)
def test_any_step_that_fails_leaves_the_old_file(
    step: str, code: int, problem: str, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = old.read_bytes()
    module, _, name = step.rpartition(".")
    monkeypatch.setattr(os if module else Path, name, fails(code))
    with pytest.raises(UnwritableFile) as raised:
        save_project(write(a_project(), "new"), old)
    monkeypatch.undo()
    assert (raised.value.path, raised.value.problem) == (old, problem)
    assert old.read_bytes() == before
    assert list(old.parent.iterdir()) == [old]


class FailingDatabase(sqlite3.Connection):
    """Fails at one of its statements, as a disk would."""

    left = 0
    code = sqlite3.SQLITE_FULL

    def execute(self, *args: object) -> sqlite3.Cursor:
        FailingDatabase.left -= 1
        if FailingDatabase.left == 0:
            error = sqlite3.OperationalError("no")
            error.sqlite_errorcode = self.code
            raise error
        return super().execute(*args)


@pytest.mark.parametrize("code", [sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE])
def test_any_statement_that_fails_leaves_the_old_file(
    code: int, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, connect = old.read_bytes(), sqlite3.connect
    monkeypatch.setattr(
        database.sqlite3,
        "connect",
        lambda *args, **options: connect(*args, **options, factory=FailingDatabase),
    )
    FailingDatabase.code, FailingDatabase.left = code, 0
    failed, number = 0, 0
    while FailingDatabase.left <= 0:
        number += 1
        FailingDatabase.left = number
        try:
            save_project(write(a_project(), "new"), old)
        except UnwritableFile:
            failed += 1
            assert old.read_bytes() == before
        else:
            before = old.read_bytes()
        assert list(old.parent.iterdir()) == [old]
    monkeypatch.undo()
    assert failed > 40
    assert load_project(old).project.table.frame["Fee"].iloc[0] == "new"


@pytest.mark.parametrize("share", [0.0, 0.2, 0.6, 0.99])
def test_a_disk_that_fills_up_leaves_the_old_file(
    share: float, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The smallest possible disk: so many pages and no more."""
    before = old.read_bytes()
    project = write(a_project(20_000), "new")
    save_project(project, old.with_name("size.churn"))
    pages = old.with_name("size.churn").stat().st_size // 4096
    old.with_name("size.churn").unlink()
    limit = f"PRAGMA max_page_count = {max(int(pages * share), 1)}"
    monkeypatch.setattr(database, "_NEW", (limit, *database._NEW))
    with pytest.raises(UnwritableFile) as raised:
        save_project(project, old)
    assert raised.value.problem == "disk_full"
    assert old.read_bytes() == before
    assert list(old.parent.iterdir()) == [old]


@pytest.mark.parametrize(
    "damage",
    [
        lambda draft: draft.write_bytes(b""),
        lambda draft: draft.write_bytes(draft.read_bytes()[:-5000]),
        lambda draft: project_file_of(a_project().assuming(currency="XYZ"), draft),
        lambda draft: project_file_of(write(a_project(), "else"), draft),
        lambda draft: project_file_of(
            replace(a_project(), table=a_table({"a": ["x"]})), draft
        ),
    ],
)
def test_a_draft_that_reads_back_differently_replaces_nothing(
    damage: Callable[[Path], None], old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, flush = old.read_bytes(), files._flush

    def meddle(draft: Path) -> None:
        flush(draft)
        damage(draft)

    monkeypatch.setattr(files, "_flush", meddle)
    with pytest.raises(UnwritableFile, match="failed"):
        save_project(write(a_project(), "new"), old)
    assert old.read_bytes() == before
    assert list(old.parent.iterdir()) == [old]


def project_file_of(project: Project, draft: Path) -> None:
    draft.write_bytes(b"")
    project_file.fill(draft, project_file.StoredProject(project, project))


def test_a_text_that_was_packed_wrongly_replaces_nothing(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = old.read_bytes()
    monkeypatch.setattr(
        "churn_desktop.storage.revisions.pack_texts",
        lambda texts: pack_texts(np.array([f"{t} " for t in texts], dtype=object)),
    )
    with pytest.raises(UnwritableFile):
        save_project(a_project(), old)
    assert old.read_bytes() == before


def test_no_room_for_a_backup_does_not_stop_a_save(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups.shutil, "copyfile", fails(errno.ENOSPC))
    save_project(write(a_project(), "new"), old)
    assert backups.list_backups(old) == ()
    assert load_project(old).project.table.frame["Fee"].iloc[0] == "new"


def test_a_mistake_of_ours_leaves_the_old_file(old: Path) -> None:
    before = old.read_bytes()
    with pytest.raises(TypeError):
        save_project(a_project(), old, view={"widget": object()})
    assert old.read_bytes() == before
    assert list(old.parent.iterdir()) == [old]
