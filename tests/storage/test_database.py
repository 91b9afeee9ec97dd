from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from churn_desktop.core.errors import (
    DamagedProject,
    FileProblem,
    NotAProject,
    ProjectTooNew,
    UnreadableFile,
)
from churn_desktop.storage.database import (
    APPLICATION_ID,
    FORMAT,
    failing_as_system,
    filling,
    looking_into,
    open_to_add,
)
from churn_desktop.storage.plain_values import Damaged, Unknown


@pytest.fixture(params=["list.churn", "100 % of #1?客户.churn"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / request.param
    path.touch()
    with filling(path) as database:
        database.execute("INSERT INTO facts VALUES ('program', '7.0')")
    return path


def meddle(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA writable_schema = ON")
        for statement in statements:
            database.execute(statement)
        database.commit()


def facts(path: Path, *, finished: bool = True) -> dict[str, str]:
    with looking_into(path, finished=finished) as database:
        return dict(database.execute("SELECT * FROM facts").fetchall())


def test_the_file_says_what_it_is(path: Path) -> None:
    head = path.read_bytes()[:100]
    assert int.from_bytes(head[68:72]) == APPLICATION_ID == int.from_bytes(b"Chrn")
    assert int.from_bytes(head[60:64]) == FORMAT
    assert facts(path) == {"program": "7.0"}
    assert list(path.parent.iterdir()) == [path]


def test_looking_does_not_change_a_file(path: Path) -> None:
    path.chmod(0o400)
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    with (
        looking_into(path) as database,
        pytest.raises(sqlite3.OperationalError, match="readonly"),
    ):
        database.execute("DELETE FROM facts")
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert list(path.parent.iterdir()) == [path]


def test_a_relative_path_is_found(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    assert facts(Path(path.name)) == {"program": "7.0"}


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_name_that_is_no_text_is_found(path: Path) -> None:
    odd = path.with_name(os.fsdecode(b"\xff\xfe.churn"))
    try:
        path.rename(odd)
    except OSError:
        pytest.skip("this disk has only names that are text")
    assert facts(odd) == {"program": "7.0"}


@pytest.mark.parametrize(
    "head", [b"", b"PK\3\4", b"SQLite format 3\0", b"SQLite format 3\0" + bytes(84)]
)
def test_anything_else_is_no_project(path: Path, head: bytes) -> None:
    path.write_bytes(head)
    with pytest.raises(NotAProject):
        facts(path)


def test_a_folder_is_no_project(tmp_path: Path) -> None:
    with pytest.raises(NotAProject):
        facts(tmp_path)


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (PermissionError(errno.EACCES, "no"), FileProblem.NOT_PERMITTED),
        (OSError(errno.EIO, "bad sector"), FileProblem.DAMAGED),
    ],
)
def test_a_file_that_cannot_be_read(
    path: Path, error: OSError, problem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UnreadableFile) as raised:
        facts(path)
    assert raised.value.problem == problem


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as raised:
        facts(tmp_path / "gone.churn")
    assert raised.value.problem == FileProblem.MISSING
    assert list(tmp_path.iterdir()) == []


def test_a_newer_format_says_which_program_wrote_it(path: Path) -> None:
    meddle(path, "PRAGMA user_version = 2", "CREATE TABLE other (x)")
    with pytest.raises(ProjectTooNew) as raised:
        facts(path)
    assert (raised.value.program, raised.value.detail) == ("7.0", "format 2")


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE facts RENAME TO other",
        "DELETE FROM facts",
        "DROP TABLE facts",
        "DROP TABLE facts; CREATE VIEW facts AS WITH RECURSIVE n(x) AS "
        "(SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT 'program' AS name, x AS value "
        "FROM n WHERE x < 0",
    ],
)
def test_a_newer_format_that_does_not_say_so(path: Path, statement: str) -> None:
    meddle(path, "PRAGMA user_version = 2", *statement.split("; "))
    with pytest.raises(ProjectTooNew) as raised:
        facts(path)
    assert raised.value.program == ""


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE other (x)",
        "CREATE VIEW other AS SELECT * FROM facts",
        "CREATE INDEX other ON facts (value)",
        "CREATE TRIGGER other AFTER INSERT ON facts BEGIN DELETE FROM facts; END",
        "DROP TABLE cells",
        "ALTER TABLE cells ADD COLUMN other TEXT",
    ],
)
def test_tables_other_than_ours_are_damage(path: Path, statement: str) -> None:
    meddle(path, statement)
    with pytest.raises(DamagedProject) as raised:
        facts(path)
    assert raised.value.detail == "tables"


def test_pages_that_do_not_fit_are_damage(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for cut in (len(data) - 4096, len(data) // 2, 5000, 100):
        path.write_bytes(data[:cut])
        with pytest.raises(DamagedProject):
            facts(path)


def test_texts_that_are_none_are_damage(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data.replace(b"CREATE TABLE facts", b"CREATE TABLE \xff\x87cts"))
    with pytest.raises(DamagedProject):
        facts(path)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (Damaged("x"), DamagedProject),
        (MemoryError(), DamagedProject),
        (OverflowError(), DamagedProject),
        (sqlite3.DataError(), DamagedProject),
        (Unknown("x"), ProjectTooNew),
        (KeyError("x"), KeyError),
    ],
)
def test_what_goes_wrong_while_looking_is_said_of_the_file(
    path: Path, error: Exception, kind: type[Exception]
) -> None:
    with pytest.raises(kind) as raised, looking_into(path):
        raise error
    assert getattr(raised.value, "path", path) == path


def failing(code: int) -> Callable[[], None]:
    def fail() -> None:
        error = sqlite3.OperationalError("no")
        error.sqlite_errorcode = code
        raise error

    return fail


@pytest.mark.parametrize(
    ("code", "number"),
    [
        (sqlite3.SQLITE_FULL, errno.ENOSPC),
        (sqlite3.SQLITE_IOERR_FSYNC, errno.EIO),
        (sqlite3.SQLITE_READONLY_DIRECTORY, errno.EROFS),
        (sqlite3.SQLITE_CANTOPEN, errno.EACCES),
    ],
)
def test_a_disk_that_fails_is_said_as_the_system_would(code: int, number: int) -> None:
    with pytest.raises(OSError, match="no") as raised, failing_as_system():
        failing(code)()
    assert raised.value.errno == number


def test_a_mistake_of_ours_is_not_blamed_on_the_disk(path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError), filling(path) as database:
        database.execute("SELECT nothing")
    with pytest.raises(sqlite3.ProgrammingError), failing_as_system():
        open_to_add(path).execute("SELECT ?", ())


def test_a_full_disk_while_filling(path: Path) -> None:
    path.write_bytes(b"")
    much = ("x" * 100_000,)

    def fill() -> None:
        with filling(path) as database:
            database.execute("PRAGMA max_page_count = 20")
            database.execute("INSERT INTO facts VALUES ('a', ?)", much)

    with pytest.raises(OSError, match="full") as raised:
        fill()
    assert raised.value.errno == errno.ENOSPC


def test_a_half_done_change_is_undone(path: Path) -> None:
    """A copy of the files in the middle of a change is what a dead program leaves."""
    left = path.with_name("left.churn")
    with closing(open_to_add(path)) as database:
        database.execute("PRAGMA cache_size = 1")
        database.execute("BEGIN")
        for number in range(200):
            database.execute("INSERT INTO facts VALUES (?, ?)", (number, "x" * 1000))
        left.write_bytes(path.read_bytes())
        undo = path.with_name(f"{path.name}-journal").read_bytes()
        left.with_name(f"{left.name}-journal").write_bytes(undo)
        assert undo.startswith(b"\xd9\xd5\x05\xf9")
        assert len(left.read_bytes()) > 100_000
    assert facts(left, finished=False) == {"program": "7.0"}
    assert facts(left) == facts(path) == {"program": "7.0"}
