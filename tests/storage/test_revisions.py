from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from churn_desktop.core import edits
from churn_desktop.core.progress import Cancelled
from churn_desktop.core.project import Project
from churn_desktop.storage import revisions
from churn_desktop.storage.database import TABLES
from churn_desktop.storage.packing import PART, pack_kinds, pack_numbers
from churn_desktop.storage.plain_values import Damaged, Unknown
from churn_desktop.storage.revisions import Replay, add_revision, state_between
from tests.storage.made import a_project, content, write


@pytest.fixture
def database() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        for statement in TABLES.values():
            database.execute(statement)
        yield database


def keep(database: sqlite3.Connection, *states: Project) -> None:
    for number, (before, after) in enumerate(
        zip((None, *states), states, strict=False)
    ):
        add_revision(database, number, before, after)


def rows_in(database: sqlite3.Connection, table: str, number: int) -> int:
    query = f"SELECT count(*) FROM {table} WHERE revision = ?"
    return int(database.execute(query, (number,)).fetchone()[0])


def seal(database: sqlite3.Connection, number: int) -> None:
    """Make the digest right again, as somebody who means harm would."""
    facts = database.execute(
        "SELECT made, columns, rows FROM revisions WHERE number = ?", (number,)
    ).fetchone()
    digest = revisions._digest(database, number, facts)
    database.execute(
        "UPDATE revisions SET digest = ? WHERE number = ?", (digest, number)
    )


def test_every_state_comes_back_in_its_turn(database: sqlite3.Connection) -> None:
    first = a_project(PART + 3)
    second = write(first, "新", PART + 1)
    third = replace(second.assuming(currency="USD"), notes=())
    fourth = replace(third, table=edits.delete_rows(third.table, [0, PART]))
    states = [first, second, third, fourth]
    keep(database, *states)
    replay = Replay(database)
    assert replay.total == 4
    for done, state in enumerate(states, start=1):
        assert replay.forward()
        assert replay.done == done
        assert content(replay.project()) == content(state)
    assert not replay.forward()
    assert replay.done == 4
    assert abs((datetime.now(UTC) - replay.made).total_seconds()) < 3600


def test_an_edit_costs_what_it_changed(database: sqlite3.Connection) -> None:
    first = a_project(3 * PART)
    keep(database, first, write(first, "x"), first.assuming(currency="USD"))
    assert [rows_in(database, "cells", number) for number in range(3)] == [9, 1, 1]
    assert [rows_in(database, "rows", number) for number in range(3)] == [3, 0, 0]
    assert [rows_in(database, "state", number) for number in range(3)] == [7, 0, 1]


def test_a_number_that_was_deleted_stays_taken(database: sqlite3.Connection) -> None:
    first = a_project(3)
    less = replace(first, table=edits.delete_rows(first.table, [2]))
    keep(database, first, less, first)
    replay = Replay(database)
    replay.forward()
    assert replay.forward()
    found = edits.insert_rows(replay.project().table, 2)
    assert found.rows.tolist() == [2, 3, 5]
    assert replay.forward()
    assert replay.project().table.last_gone == 0


@pytest.mark.parametrize("forged", ["true", "-1", "1e9", '"4"', str(1 << 70)])
def test_numbers_that_no_row_can_have_are_damage(
    database: sqlite3.Connection, forged: str
) -> None:
    keep(database, a_project(3))
    database.execute("INSERT INTO state VALUES (0, 'last_gone', ?)", (forged,))
    seal(database, 0)
    replay = Replay(database)
    replay.forward()
    with pytest.raises(Damaged):
        replay.project()


def test_view_settings_come_back(database: sqlite3.Connection) -> None:
    project = a_project()
    add_revision(database, 0, None, project, view={"page": "periods", "zoom": 1.5})
    add_revision(database, 1, project, project)
    replay = Replay(database)
    while replay.forward():
        pass
    assert replay.view() == {"page": "periods", "zoom": 1.5}


@pytest.mark.parametrize("view", ["[]", "3", '"x"'])
def test_view_settings_of_another_kind_are_none(
    database: sqlite3.Connection, view: str
) -> None:
    keep(database, a_project())
    database.execute("INSERT INTO state VALUES (0, 'view', ?)", (view,))
    seal(database, 0)
    replay = Replay(database)
    replay.forward()
    assert replay.view() == {}


def test_both_ways_can_be_cancelled(database: sqlite3.Connection) -> None:
    def cancel(done: int, total: int, phase: str = "") -> None:
        assert phase in {"saving", "opening"}
        assert 0 <= done < total
        raise Cancelled

    with pytest.raises(Cancelled):
        add_revision(database, 0, None, a_project(), progress=cancel)
    for table in TABLES:
        database.execute(f"DELETE FROM {table}")
    keep(database, a_project())
    with pytest.raises(Cancelled):
        Replay(database).forward(cancel)


def test_only_what_another_value_is_written() -> None:
    project = a_project()
    assert state_between(project, write(project, "x")) == {}
    changed = state_between(project, replace(project, notes=()))
    assert changed == {"notes": "[]"}


def test_there_is_no_number_that_is_none() -> None:
    with pytest.raises(ValueError, match="JSON"):
        state_between(None, a_project().assuming(allowed_gap_days=float("nan")))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE state SET value = '[]' WHERE name = 'notes'",
        "UPDATE columns SET letter = 9 WHERE place = 1",
        "UPDATE cells SET part = 1 WHERE place = 1",
        "UPDATE cells SET kinds = x'00' WHERE place = 1",
        "UPDATE revisions SET made = '2024-01-01T00:00:00+00:00'",
        "UPDATE revisions SET rows = 2",
        "DELETE FROM rows",
        "INSERT INTO state VALUES (0, 'more', '1')",
        "UPDATE revisions SET digest = 'text'",
    ],
)
def test_anything_that_changed_is_damage(
    database: sqlite3.Connection, statement: str
) -> None:
    keep(database, a_project())
    database.execute(statement)
    with pytest.raises(Damaged, match="checksum"):
        Replay(database).forward()


def test_a_state_before_the_damage_can_still_be_had(
    database: sqlite3.Connection,
) -> None:
    first = a_project()
    keep(database, first, write(first, "x"), write(first, "y"))
    database.execute("UPDATE cells SET texts = x'00' WHERE revision = 2")
    replay = Replay(database)
    assert replay.forward()
    assert replay.forward()
    with pytest.raises(Damaged):
        replay.forward()
    assert content(replay.project()) == content(write(first, "x"))


HOSTILE: list[tuple[str, tuple[Any, ...]]] = [
    ("UPDATE revisions SET made = 'yesterday'", ()),
    ("UPDATE revisions SET made = 5", ()),
    ("UPDATE revisions SET rows = -1", ()),
    ("UPDATE revisions SET rows = 9000000000000", ()),
    ("UPDATE revisions SET rows = 100000", ()),
    ("UPDATE revisions SET rows = 'x'", ()),
    ("UPDATE revisions SET columns = 2", ()),
    ("UPDATE columns SET heading = 'Fee'", ()),
    ("UPDATE columns SET heading = '7'", ()),
    ("UPDATE columns SET heading = ?", ("[" * 100_000,)),
    ("UPDATE columns SET heading = '\"Fee\"'", ()),
    ("UPDATE columns SET letter = 'A'", ()),
    ("UPDATE columns SET letter = -1", ()),
    ("UPDATE columns SET source = 0", ()),
    ("UPDATE columns SET source = 1.5", ()),
    ("UPDATE rows SET numbers = ?", (pack_numbers(np.arange(2)),)),
    ("UPDATE rows SET numbers = 'text'", ()),
    ("UPDATE cells SET place = place + 7", ()),
    ("UPDATE cells SET part = 1", ()),
    ("UPDATE cells SET part = 0.5", ()),
    ("UPDATE cells SET count = -3", ()),
    ("UPDATE cells SET count = 100000", ()),
    ("UPDATE cells SET count = 'x'", ()),
    ("UPDATE cells SET positions = ?", (pack_numbers(np.array([0, 1, 3])),)),
    ("UPDATE cells SET positions = ?", (pack_numbers(np.array([-1, 0, 1])),)),
    ("UPDATE cells SET positions = 5", ()),
    ("UPDATE cells SET texts = 'x'", ()),
    ("UPDATE cells SET kinds = ?", (pack_kinds(np.full(3, 9, np.uint8)),)),
]


@pytest.mark.parametrize(("statement", "values"), HOSTILE)
def test_what_somebody_forged_is_damage_too(
    database: sqlite3.Connection, statement: str, values: tuple[Any, ...]
) -> None:
    keep(database, a_project())
    database.execute(statement, values)
    seal(database, 0)
    with pytest.raises(Damaged):
        Replay(database).forward()


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("weather", "1", Unknown),
        ("shape", '"tea leaves"', Unknown),
        ("assumptions", '{"weather": 1}', Unknown),
        ("assumptions", "{", Damaged),
        ("assumptions", b"\xff", Damaged),
        ("source", "null", Damaged),
        ("roles", "[" * 100_000, Damaged),
    ],
)
def test_fields_that_cannot_be_read(
    database: sqlite3.Connection, name: str, value: object, error: type[Exception]
) -> None:
    keep(database, a_project())
    database.execute("REPLACE INTO state VALUES (0, ?, ?)", (name, value))
    seal(database, 0)
    replay = Replay(database)
    replay.forward()
    with pytest.raises(error):
        replay.project()


def test_a_missing_field_is_damage_unless_it_has_a_default(
    database: sqlite3.Connection,
) -> None:
    keep(database, a_project())
    for name in ("notes", "source"):
        database.execute("DELETE FROM state WHERE name = ?", (name,))
        seal(database, 0)
        replay = Replay(database)
        replay.forward()
        if name == "notes":
            assert replay.project().notes == ()
        else:
            with pytest.raises(Damaged):
                replay.project()


def test_broken_view_settings_are_damage(database: sqlite3.Connection) -> None:
    keep(database, a_project())
    database.execute("INSERT INTO state VALUES (0, 'view', '{')")
    seal(database, 0)
    replay = Replay(database)
    replay.forward()
    with pytest.raises(Damaged):
        replay.view()


def test_nothing_is_kept_that_python_could_run(tmp_path: Path) -> None:
    source = Path(revisions.__file__).parent
    code = "".join(path.read_text(encoding="utf-8") for path in source.glob("*.py"))
    for word in ("import pickle", "marshal", "eval(", "exec(", "allow_pickle"):
        assert word not in code
    assert json.loads(state_between(None, a_project())["roles"])["start"] == "Start"
