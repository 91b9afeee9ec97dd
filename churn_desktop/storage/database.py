"""The SQLite file behind a project: its tables, and how it is opened with distrust."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from churn_desktop.core.errors import (
    DamagedProject,
    FileProblem,
    NotAProject,
    ProjectTooNew,
    UnreadableFile,
)
from churn_desktop.storage.plain_values import Damaged, Unknown

APPLICATION_ID = 0x4368726E
"""``Chrn``: what the file says it belongs to."""

FORMAT = 1
"""Raised when older versions of the program would misread a file."""

TABLES = {
    "facts": "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "revisions": (
        "CREATE TABLE revisions (number INTEGER PRIMARY KEY, made TEXT NOT NULL, "
        "columns INTEGER, rows INTEGER, digest BLOB NOT NULL)"
    ),
    "state": (
        "CREATE TABLE state (revision INTEGER, name TEXT, value TEXT NOT NULL, "
        "PRIMARY KEY (revision, name))"
    ),
    "columns": (
        "CREATE TABLE columns (revision INTEGER, place INTEGER, "
        "heading TEXT NOT NULL, letter INTEGER, source INTEGER, "
        "PRIMARY KEY (revision, place))"
    ),
    "rows": (
        "CREATE TABLE rows (revision INTEGER, part INTEGER, numbers BLOB NOT NULL, "
        "PRIMARY KEY (revision, part))"
    ),
    "cells": (
        "CREATE TABLE cells (revision INTEGER, place INTEGER, part INTEGER, "
        "count INTEGER NOT NULL, positions BLOB, texts BLOB NOT NULL, "
        "kinds BLOB NOT NULL, PRIMARY KEY (revision, place, part))"
    ),
}
"""A project is a row of revisions.

0 is the sheet as imported, 1 what was saved; a recovery file goes on from there.
``state`` holds JSON for each field of `core.project.Project` that changed, ``columns``,
``rows`` and ``cells`` the `changes.Changes` of the sheet.
"""

MAGIC = b"SQLite format 3\0"
_NEW = (
    f"PRAGMA application_id = {APPLICATION_ID}",
    f"PRAGMA user_version = {FORMAT}",
)
_CAREFUL = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA mmap_size = 0",
    "PRAGMA temp_store = MEMORY",
)
_SYSTEM_ERRORS = {
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_CORRUPT: errno.EIO,
    sqlite3.SQLITE_NOTADB: errno.EIO,
    sqlite3.SQLITE_BUSY: errno.EAGAIN,
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_NOMEM: errno.ENOMEM,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_PERM: errno.EACCES,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
}


@contextmanager
def filling(path: Path) -> Iterator[sqlite3.Connection]:
    """Fill an empty file that nobody reads until it is complete.

    Raises
    ------
    OSError
        Whatever went wrong, so that those who write files need to know no database.
    """
    with failing_as_system(), closing(_connect(path)) as database:
        # A half-written draft is thrown away: no journal, and one flush at the end.
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        for statement in (*_NEW, "BEGIN", *TABLES.values()):
            database.execute(statement)
        yield database
        database.execute("COMMIT")


def open_to_add(path: Path) -> sqlite3.Connection:
    """Open a file of our own to add revisions, each of which survives a power cut."""
    database = _connect(path)
    database.execute("PRAGMA journal_mode = TRUNCATE")
    database.execute("PRAGMA synchronous = FULL")
    return database


@contextmanager
def looking_into(path: Path, *, finished: bool = True) -> Iterator[sqlite3.Connection]:
    """Look into a file without trusting or changing it.

    Parameters
    ----------
    path : Path
    finished : bool
        Whether it was put in place whole. Else a half-done change is undone first,
        as in a recovery file whose program died while adding to it.

    Raises
    ------
    UnreadableFile
        If there is no such file, or it may not be read.
    NotAProject, ProjectTooNew, DamagedProject
    """
    version = _format_of(path)
    program = ""
    try:
        options = "mode=ro&immutable=1" if finished else "mode=rw"
        with closing(_connect(path, options)) as database:
            program = _program(database)
            _check(database, version)
            yield database
    except Unknown as error:
        raise ProjectTooNew(path, program, str(error)) from error
    except Damaged as error:
        raise DamagedProject(path, str(error)) from error
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise DamagedProject(path, getattr(error, "sqlite_errorname", "")) from error
    except (MemoryError, OverflowError) as error:
        raise DamagedProject(path, "too big") from error


@contextmanager
def failing_as_system() -> Iterator[None]:
    """Turn what the database says about a disk into what the system would say."""
    try:
        yield
    except sqlite3.Error as error:
        # The lower byte is the kind of error, the others where it happened.
        code = _SYSTEM_ERRORS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if code is None:
            raise
        raise OSError(code, str(error)) from error


def _connect(path: Path, options: str = "mode=rw") -> sqlite3.Connection:
    written = quote(os.fsencode(path.absolute().as_posix()))
    drive = "/" if path.absolute().drive[1:] == ":" else ""
    return sqlite3.connect(
        f"file://{drive}{written}?{options}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
    )


def _format_of(path: Path) -> int:
    """Read the format version from the first bytes, before any parser sees the file."""
    try:
        if path.exists() and not path.is_file():
            raise NotAProject(path)
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        raise UnreadableFile(path, FileProblem.MISSING) from None
    except PermissionError:
        raise UnreadableFile(path, FileProblem.NOT_PERMITTED) from None
    except OSError as error:
        raise UnreadableFile(path, FileProblem.DAMAGED, detail=str(error)) from error
    if not head.startswith(MAGIC) or head[68:72] != APPLICATION_ID.to_bytes(4):
        raise NotAProject(path)
    return int.from_bytes(head[60:64])


def _program(database: sqlite3.Connection) -> str:
    """Give the version of the program that wrote a file, if it says so."""
    for statement in _CAREFUL:
        database.execute(statement)
    # A view of that name could compute for ever.
    is_ours = "SELECT 1 FROM sqlite_schema WHERE name = 'facts' AND sql = ?"
    program = "SELECT value FROM facts WHERE name = 'program'"
    with suppress(sqlite3.Error, TypeError):
        if database.execute(is_ours, (TABLES["facts"],)).fetchone():
            return str(database.execute(program).fetchone()[0])[:40]
    return ""


def _check(database: sqlite3.Connection, version: int) -> None:
    """Refuse newer formats, other tables, and pages that do not fit together."""
    if version > FORMAT:
        raise Unknown(f"format {version}")
    found = database.execute("SELECT type, name, sql FROM sqlite_schema").fetchall()
    own = {name: sql for kind, name, sql in found if kind == "table"}
    # Indexes of primary keys have no text of their own; triggers and views would.
    if own != TABLES or any(sql for kind, _, sql in found if kind != "table"):
        raise Damaged("tables")
    (result,) = database.execute("PRAGMA quick_check(1)").fetchone()
    if result != "ok":
        raise Damaged("pages")
