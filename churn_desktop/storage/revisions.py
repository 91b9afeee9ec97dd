"""States of a project one after the other in a database, each as what it changed.

Every revision carries a digest of all its rows, so that a flipped bit is noticed
wherever it is.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any

import numpy as np

from churn_desktop.core.progress import Progress, silent
from churn_desktop.core.project import Project
from churn_desktop.core.table import Rows
from churn_desktop.storage.changes import CellBlock, ColumnOrigin, changes_between
from churn_desktop.storage.draft_sheet import MOST_CELLS, DraftSheet
from churn_desktop.storage.packing import (
    PART,
    Unpacker,
    pack_kinds,
    pack_numbers,
    pack_texts,
)
from churn_desktop.storage.plain_values import (
    Damaged,
    Unknown,
    field_types,
    from_plain,
    to_plain,
)

View = Mapping[str, object]

_VIEW, _LAST_GONE = "view", "last_gone"
"""What the state holds besides the fields of a project."""

_ORDERED = {
    "state": "SELECT name, value FROM state WHERE revision = ? ORDER BY name",
    "columns": (
        "SELECT place, heading, letter, source FROM columns "
        "WHERE revision = ? ORDER BY place"
    ),
    "rows": "SELECT part, numbers FROM rows WHERE revision = ? ORDER BY part",
    "cells": (
        "SELECT place, part, count, positions, texts, kinds FROM cells "
        "WHERE revision = ? ORDER BY place, part"
    ),
}


def add_revision(
    database: sqlite3.Connection,
    number: int,
    before: Project | None,
    after: Project,
    *,
    view: View | None = None,
    progress: Progress = silent,
) -> None:
    """Write how one project became another; None is nothing at all."""
    state = state_between(before, after)
    if view is not None:
        state[_VIEW] = _as_json(dict(view))
    changes = changes_between(None if before is None else before.table, after.table)
    database.executemany(
        "INSERT INTO state VALUES (?, ?, ?)",
        [(number, name, value) for name, value in sorted(state.items())],
    )
    if changes.columns is not None:
        database.executemany(
            "INSERT INTO columns VALUES (?, ?, ?, ?, ?)",
            [
                (number, place, json.dumps(origin.heading), *origin[1:])
                for place, origin in enumerate(changes.columns)
            ],
        )
    if changes.rows is not None:
        database.executemany(
            "INSERT INTO rows VALUES (?, ?, ?)",
            (
                (number, part, pack_numbers(changes.rows[start : start + PART]))
                for part, start in enumerate(range(0, len(changes.rows), PART))
            ),
        )
    width = len(after.table.headings)
    for block in changes.cells:
        progress(block.place, width, "saving")
        database.execute(
            "INSERT INTO cells VALUES (?, ?, ?, ?, ?, ?, ?)",
            (number, *_packed(block)),
        )
    made = datetime.now(UTC).isoformat()
    columns = None if changes.columns is None else len(changes.columns)
    rows = None if changes.rows is None else len(changes.rows)
    digest = _digest(database, number, (made, columns, rows))
    database.execute(
        "INSERT INTO revisions VALUES (?, ?, ?, ?, ?)",
        (number, made, columns, rows, digest),
    )


def state_between(before: Project | None, after: Project) -> dict[str, str]:
    """Give as JSON each field that differs, apart from the sheet."""
    gone = 0 if before is None else before.table.last_gone
    numbers = {}
    if after.table.last_gone != gone:
        numbers[_LAST_GONE] = _as_json(after.table.last_gone)
    return numbers | {
        field.name: _as_json(to_plain(getattr(after, field.name)))
        for field in fields(Project)
        if field.name != "table"
        and (
            before is None
            or getattr(before, field.name) is not getattr(after, field.name)
        )
    }


class Replay:
    """Goes through the revisions of a database from the first one on.

    Attributes
    ----------
    done : int
        How many revisions were gone through.
    made : datetime.datetime
        When the last of them was made.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._sheet = DraftSheet()
        self._state: dict[str, str] = {}
        self._unpacker = Unpacker()
        self.done = 0
        self.made = datetime.now(UTC)

    @property
    def total(self) -> int:
        """How many revisions the database says it has."""
        (total,) = self._database.execute("SELECT count(*) FROM revisions").fetchone()
        return int(total)

    def forward(self, progress: Progress = silent) -> bool:
        """Go to the next revision; False when there is none.

        Raises
        ------
        Damaged
            If it is not as it was written; then nothing of it was taken over.
        """
        number = self.done
        query = "SELECT made, columns, rows, digest FROM revisions WHERE number = ?"
        found = self._database.execute(query, (number,)).fetchone()
        if found is None:
            return False
        *facts, digest = found
        if digest != _digest(self._database, number, tuple(facts)):
            raise Damaged(f"checksum of revision {number}")
        try:
            self.made = datetime.fromisoformat(facts[0]).astimezone(UTC)
            self._take(number, facts[1], facts[2], progress)
        except (TypeError, ValueError) as error:
            raise Damaged(f"revision {number}: {error}") from error
        self.done = number + 1
        return True

    def project(self) -> Project:
        """Give the project as it is now."""
        types = field_types(Project)
        known = {field.name for field in fields(Project)} - {"table"}
        known |= {_VIEW, _LAST_GONE}
        if not self._state.keys() <= known:
            raise Unknown(min(self._state.keys() - known))
        parts = {
            name: from_plain(types[name], _from_json(value))
            for name, value in self._state.items()
            if name not in (_VIEW, _LAST_GONE)
        }
        gone = _from_json(self._state.get(_LAST_GONE, "0"))
        if type(gone) is not int or not 0 <= gone <= MOST_CELLS:
            raise Damaged("state")
        table = replace(self._sheet.table(), last_gone=gone)
        try:
            return Project(table=table, **parts)
        except TypeError as error:
            raise Damaged("state") from error

    def view(self) -> dict[str, object]:
        """Give the settings of the window that were saved with the project."""
        view = _from_json(self._state.get(_VIEW, "{}"))
        return view if isinstance(view, dict) else {}

    def _take(self, number: int, columns: Any, rows: Any, progress: Progress) -> None:
        unpack = self._unpacker
        self._state.update(self._all("state", number))
        self._sheet.arrange(
            None if columns is None else self._columns(number, columns),
            None if rows is None else self._rows(number, rows),
        )
        for place, part, count, positions, texts, kinds in self._all("cells", number):
            progress(place, self._sheet.width, "opening")
            if not 0 <= count <= PART:
                raise Damaged("cell count")
            where = None if positions is None else unpack.numbers(positions, count)
            cells = unpack.texts(texts, count), unpack.kinds(kinds, count)
            self._sheet.write(CellBlock(place, part, where, *cells))

    def _columns(self, number: int, count: int) -> tuple[ColumnOrigin, ...]:
        origins = tuple(
            ColumnOrigin(_text(_from_json(heading)), letter, source)
            for _, heading, letter, source in self._all("columns", number)
        )
        if len(origins) != count:
            raise Damaged("column count")
        return origins

    def _rows(self, number: int, count: int) -> Rows:
        if not 0 <= count <= MOST_CELLS:
            raise Damaged("row count")
        starts = range(0, count, PART)
        packed = [numbers for _, numbers in self._all("rows", number)]
        if len(packed) != len(starts):
            raise Damaged("row count")
        parts = [
            self._unpacker.numbers(numbers, min(PART, count - start))
            for start, numbers in zip(starts, packed, strict=True)
        ]
        return np.concatenate([np.empty(0, dtype=np.int64), *parts])

    def _all(self, table: str, number: int) -> Iterator[tuple[Any, ...]]:
        return self._database.execute(_ORDERED[table], (number,))


def _as_json(plain: object) -> str:
    # ASCII: half a surrogate pair is no text to the database.
    return json.dumps(plain, allow_nan=False, separators=(",", ":"))


def _from_json(plain: Any) -> Any:
    try:
        return json.loads(plain)
    except (TypeError, ValueError, RecursionError) as error:
        raise Damaged("JSON") from error


def _packed(block: CellBlock) -> tuple[object, ...]:
    positions = block.positions
    return (
        block.place,
        block.part,
        len(block.texts),
        None if positions is None else pack_numbers(positions),
        pack_texts(block.texts),
        pack_kinds(block.kinds),
    )


def _digest(
    database: sqlite3.Connection, number: int, facts: tuple[object, ...]
) -> bytes:
    """Digest all that a revision consists of, as the database has it."""
    digest = hashlib.blake2b(digest_size=16)

    def take(values: tuple[object, ...]) -> None:
        for value in values:
            data = value if isinstance(value, bytes) else str(value).encode()
            digest.update(f"{type(value).__name__} {len(data)} ".encode())
            digest.update(data)

    take((number, *facts))
    for query in _ORDERED.values():
        for row in database.execute(query, (number,)):
            take(row)
    return digest.digest()


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Damaged("text")
    return value
