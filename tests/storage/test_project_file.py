from __future__ import annotations

import os
import secrets
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from churn_desktop.core import edits
from churn_desktop.core.errors import (
    DamagedProject,
    NotAProject,
    ProjectTooNew,
    UnreadableFile,
)
from churn_desktop.core.progress import Cancelled
from churn_desktop.core.project import Project
from churn_desktop.core.table import Table
from churn_desktop.storage import backups, project_file
from churn_desktop.storage.project_file import load_project, save_project
from tests.storage.made import (
    WRITTEN,
    a_project,
    a_table,
    cells,
    content,
    edited,
    tables,
    write,
)

in_one_folder = settings(
    max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "客户 2024.churn"


def with_table(table: Table) -> Project:
    return replace(a_project(), table=table, roles={})


def test_everything_comes_back(path: Path) -> None:
    project = a_project()
    save_project(project, path, view={"page": "periods", "widths": {"Fee": 120}})
    stored = load_project(path)
    assert content(stored.project) == content(project)
    assert (stored.project.notes, stored.project.roles) == (
        project.notes,
        project.roles,
    )
    assert stored.view == {"page": "periods", "widths": {"Fee": 120}}
    assert list(path.parent.iterdir()) == [path]


@given(tables())
@in_one_folder
def test_any_sheet_comes_back(tmp_path: Path, table: Table) -> None:
    path = tmp_path / "any.churn"
    save_project(with_table(table), path)
    assert cells(load_project(path).project.table) == cells(table)


@given(st.data())
@in_one_folder
def test_what_was_imported_comes_back_beside_any_edits(
    tmp_path: Path, data: st.DataObject
) -> None:
    path = tmp_path / "any.churn"
    imported = with_table(data.draw(tables(WRITTEN)))
    project = imported.assuming(currency="EUR")
    for _ in range(data.draw(st.integers(0, 5))):
        project = replace(project, table=data.draw(edited(project.table)))
    save_project(project, path, imported=imported)
    stored = load_project(path)
    assert content(stored.project) == content(project)
    assert content(stored.imported) == content(imported)
    # And again, from what was read.
    save_project(stored.project, path, imported=stored.imported)
    assert content(load_project(path).project) == content(project)


def test_rows_and_columns_of_no_unusual_number(path: Path) -> None:
    for table in (
        a_table({}),
        a_table({}, rows=[1, 2, 3]),
        a_table({"": []}),
        a_table({f"第 {n} 列": ["x"] for n in range(300)}),
        a_table({"a": ["1", "2"]}, rows=[7, 7]),
    ):
        save_project(with_table(table), path)
        assert cells(load_project(path).project.table) == cells(table)


def test_an_edit_of_a_large_sheet_takes_little_room(path: Path) -> None:
    imported = a_project(50_000)
    save_project(imported, path)
    unedited = path.stat().st_size
    project = write(write(imported, "x", 7), "y", 40_000)
    project = replace(project, table=edits.delete_rows(project.table, [100]))
    save_project(project, path, imported=imported)
    assert path.stat().st_size - unedited < 20_000
    assert unedited < 400_000


def test_what_nobody_edited_is_the_same_memory(path: Path) -> None:
    imported = a_project(1000)
    save_project(write(imported, "x"), path, imported=imported)
    stored = load_project(path)
    tables = stored.project.table, stored.imported.table
    assert tables[0].kinds["Start"] is tables[1].kinds["Start"]
    assert np.shares_memory(*(table.column("Start").text for table in tables))


def test_a_missing_text_is_an_empty_one(path: Path) -> None:
    table = a_table({"a": ["x", ""]})
    frame = table.frame.copy()
    frame.iloc[1, 0] = float("nan")
    save_project(with_table(replace(table, frame=frame)), path)
    assert cells(load_project(path).project.table) == cells(table)


def test_loading_touches_nothing(path: Path) -> None:
    save_project(a_project(), path)
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        load_project(path)
        assert list(path.parent.iterdir()) == [path]
    finally:
        path.parent.chmod(0o755)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_no_two_saves_are_the_same_file(path: Path, tmp_path: Path) -> None:
    project = a_project()
    save_project(project, path)
    save_project(project, tmp_path / "other.churn")
    assert path.read_bytes() != (tmp_path / "other.churn").read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_permissions_are_kept_and_the_draft_is_private(path: Path) -> None:
    modes = []

    def look(done: int, total: int, phase: str = "") -> None:
        (draft,) = set(path.parent.iterdir()) - {path}
        modes.append(stat.S_IMODE(draft.stat().st_mode))

    save_project(a_project(), path)
    path.chmod(0o640)
    save_project(a_project(), path, progress=look)
    assert set(modes) == {0o600}
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_each_save_keeps_the_one_before(path: Path) -> None:
    for text in ("first", "second", "third"):
        save_project(write(a_project(), text), path)
    found = [
        load_project(backup.path).project.table.frame["Fee"].iloc[0]
        for backup in backups.list_backups(path)
    ]
    assert found == ["second", "first"]


def test_cancelling_a_save_changes_nothing(path: Path) -> None:
    save_project(a_project(), path)
    before = path.read_bytes()
    for wanted in ("saving", "opening"):

        def cancel(done: int, total: int, phase: str = "", when: str = wanted) -> None:
            if phase == when:
                raise Cancelled

        with pytest.raises(Cancelled):
            save_project(write(a_project(), "x"), path, progress=cancel)
        assert path.read_bytes() == before
        assert list(path.parent.iterdir()) == [path]
    assert backups.list_backups(path) == ()


def test_drafts_of_programs_that_died_are_cleared_away(path: Path) -> None:
    left = path.with_name(".churn-0123456789ab.churn")
    left.write_bytes(b"half")
    os.utime(left, (0, 0))
    save_project(a_project(), path)
    assert list(path.parent.iterdir()) == [path]


def test_every_flipped_bit_is_noticed(path: Path) -> None:
    """Or does not matter: free space, and what only says who wrote the file."""
    project = a_project(40, {"编号": [secrets.token_hex(200) for _ in range(40)]})
    save_project(project, path)
    whole = path.read_bytes()
    rng = np.random.default_rng(7)
    noticed = 0
    for position in rng.integers(0, len(whole), 400):
        data = bytearray(whole)
        data[position] ^= 1 << int(rng.integers(8))
        path.write_bytes(data)
        try:
            found = load_project(path)
        except (DamagedProject, NotAProject, ProjectTooNew):
            noticed += 1
        else:
            assert content(found.project) == content(project)
    assert noticed > 50


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9])
def test_a_file_that_was_cut_off_is_refused(path: Path, share: float) -> None:
    save_project(a_project(500), path)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises((DamagedProject, NotAProject)):
        load_project(path)
    with pytest.raises(UnreadableFile):
        load_project(path.with_name("gone.churn"))


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM revisions WHERE number = 0",
        "DELETE FROM revisions WHERE number = 1",
        "UPDATE revisions SET number = 5 WHERE number = 1",
        "DELETE FROM revisions",
    ],
)
def test_a_lost_revision_is_damage(path: Path, statement: str) -> None:
    save_project(a_project(), path)
    with closing(sqlite3.connect(path)) as opened:
        opened.execute(statement)
        opened.commit()
    with pytest.raises(DamagedProject):
        load_project(path)


def test_a_newer_version_is_refused(path: Path) -> None:
    save_project(a_project(), path)
    with closing(sqlite3.connect(path)) as opened:
        opened.execute("PRAGMA user_version = 2")
    with pytest.raises(ProjectTooNew) as raised:
        load_project(path)
    assert raised.value.program == project_file.__version__
