"""The last saves of each project, kept in the user's own profile."""

from __future__ import annotations

import filecmp
import hashlib
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from churn_desktop.core.errors import ChurnDesktopError
from churn_desktop.files import write_safely
from churn_desktop.storage import folders

KEPT = 10

_FOLDER = "backups"
_STAMP = "%Y%m%dT%H%M%S.%f"


@dataclass(frozen=True, slots=True)
class Backup:
    """A project file as it once was.

    Attributes
    ----------
    path : Path
    made : datetime.datetime
        When it was replaced by a newer one, with a time zone.
    size : int
        Bytes.
    """

    path: Path
    made: datetime
    size: int


def keep(path: Path) -> Backup | None:
    """Copy a file that is about to be replaced; the oldest copy of it makes room.

    Returns
    -------
    Backup or None
        None when there was nothing to copy or no room for it: a user's work is saved
        whether or not the work before can be kept too.
    """
    if not path.is_file():
        return None
    with suppress(ChurnDesktopError, OSError):
        newest = list_backups(path)[:1]
        if newest and filecmp.cmp(path, newest[0].path, shallow=False):
            # Saves that fail again and again must not push out older states.
            return newest[0]
        folder = folders.make(_FOLDER, _folder_name(path))
        stamp = datetime.now(UTC).strftime(_STAMP)
        copy = folder / f"{stamp}{path.suffix[:16]}"
        write_safely(copy, lambda draft: _copy(path, draft), private=True)
        for old in list_backups(path)[KEPT:]:
            old.path.unlink(missing_ok=True)
        return _backup(copy)
    return None


def list_backups(path: Path) -> tuple[Backup, ...]:
    """Give the backups of a project file, newest first, if it still exists or not."""
    folder = folders.home() / _FOLDER / _folder_name(path)
    found = []
    with suppress(OSError):
        for copy in folder.iterdir():
            with suppress(OSError, ValueError):
                found.append(_backup(copy))
    return tuple(sorted(found, key=lambda backup: backup.made, reverse=True))


def restore(backup: Backup, path: Path) -> None:
    """Put a backup in the place of a project file, which becomes a backup itself.

    Raises
    ------
    UnwritableFile
        The file that was there is unchanged.
    """

    def finish(draft: Path) -> None:
        del draft
        keep(path)

    write_safely(path, lambda draft: _copy(backup.path, draft), verify=finish)


def _copy(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)


def _backup(copy: Path) -> Backup:
    made = datetime.strptime(copy.stem, _STAMP).replace(tzinfo=UTC)
    return Backup(copy, made, copy.stat().st_size)


def _folder_name(path: Path) -> str:
    """Name the folder of a project's backups, so that people can tell them apart."""
    whole = os.path.normcase(os.path.realpath(path))
    digest = hashlib.blake2b(os.fsencode(whole), digest_size=8).hexdigest()
    return f"{path.stem[:40]}-{digest}"
