"""Documents of windows that died: offered at the next start until somebody answers."""

from __future__ import annotations

import json
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from churn_desktop.core.errors import ChurnDesktopError
from churn_desktop.core.progress import Progress, silent
from churn_desktop.files import clear_drafts
from churn_desktop.storage.database import looking_into
from churn_desktop.storage.journal import DOCUMENT, SAVED, remove
from churn_desktop.storage.locks import Lock, acquire, is_held
from churn_desktop.storage.plain_values import Damaged
from churn_desktop.storage.project_file import SUFFIX, StoredProject
from churn_desktop.storage.revisions import Replay


@dataclass(frozen=True, slots=True)
class Recovery:
    """Work of a window that is gone and that is in no project file.

    Attributes
    ----------
    path : Path
        The recovery file.
    document : Path or None
        The project file, or the list it was imported from; None where the recovery
        file is too damaged to say.
    made : datetime.datetime
        When the last edit was written down, with a time zone.
    """

    path: Path
    document: Path | None
    made: datetime


@dataclass(frozen=True, slots=True, eq=False)
class Recovered:
    """What could be read from a recovery file.

    Attributes
    ----------
    stored : StoredProject
    made : datetime.datetime
        When this state was written down, with a time zone.
    complete : bool
        False when the last edits were damaged and this is the state before them.
    """

    stored: StoredProject
    made: datetime
    complete: bool


def pending_recoveries(folder: Path) -> tuple[Recovery, ...]:
    """Give what can be recovered, newest first, and clear away what nobody needs.

    Documents of windows that are still alive are not among them.
    """
    clear_drafts(folder)
    found = []
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        if path.name.startswith(".") or is_held(path):
            continue
        recovery = _look_at(path)
        if recovery is None:
            _clear(path)
        else:
            found.append(recovery)
    return tuple(sorted(found, key=lambda recovery: recovery.made, reverse=True))


def recover(recovery: Recovery, progress: Progress = silent) -> Recovered:
    """Read the last intact state; the recovery is offered again until dismissed.

    Raises
    ------
    DamagedProject, NotAProject, ProjectTooNew, UnreadableFile
        If there is none.
    """
    with looking_into(recovery.path, finished=False) as database:
        replay = Replay(database)
        replay.forward(progress)
        imported = replay.project()
        if not replay.forward(progress):
            raise Damaged("no state")
        with suppress(Damaged):
            while replay.forward(progress):
                pass
        stored = StoredProject(replay.project(), imported, replay.view())
        return Recovered(stored, replay.made, replay.done == replay.total)


def dismiss(recovery: Recovery) -> None:
    """Forget a recovery: its document is safe elsewhere, or nobody wants it."""
    _clear(recovery.path)


def _look_at(path: Path) -> Recovery | None:
    """Find out what a recovery file holds; None when nothing in it is unsaved."""
    try:
        with looking_into(path, finished=False) as database:
            return _read(path, database)
    except ChurnDesktopError:
        # To be offered nevertheless: that it cannot be read must be said once.
        return Recovery(path, None, _last_written(path))


def _read(path: Path, database: sqlite3.Connection) -> Recovery | None:
    newest = "SELECT number, made FROM revisions ORDER BY number DESC LIMIT 1"
    try:
        facts = dict(database.execute("SELECT name, value FROM facts").fetchall())
        last, made = database.execute(newest).fetchone()
        if last <= int(facts[SAVED]):
            return None
        document = Path(json.loads(facts[DOCUMENT]))
        made = datetime.fromisoformat(made).astimezone(UTC)
    except (KeyError, TypeError, ValueError) as error:
        raise Damaged("facts") from error
    return Recovery(path, document, made)


def _last_written(path: Path) -> datetime:
    with suppress(OSError):
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return datetime.now(UTC)


def _clear(path: Path) -> None:
    lock = acquire(path)
    if isinstance(lock, Lock):
        with lock:
            remove(path)
