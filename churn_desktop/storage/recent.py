"""The lists opened lately, newest first."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from churn_desktop.storage import folders

LIMIT = 10

_NAME = "recent.json"
_VERSION = 1


def recent_files() -> tuple[Path, ...]:
    """Return the files opened lately, newest first, whether or not they still exist.

    Nothing is known when the record is missing or damaged. Whether the files are
    still there is not looked up: one on a sleeping network drive would keep the
    start page waiting.
    """
    try:
        kept = json.loads((folders.home() / _NAME).read_text(encoding="utf-8"))
        paths = kept["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return ()
    if not isinstance(paths, list):
        return ()
    return tuple(Path(path) for path in paths if isinstance(path, str))[:LIMIT]


def remember(path: Path) -> None:
    """Put a file in first place; what was only typed has none."""
    if path == Path(path.stem):
        return
    # Not resolved: people know a file by the name they opened it with.
    path = Path(os.path.abspath(path))  # noqa: PTH100
    _keep([path, *(other for other in recent_files() if other != path)])


def forget(path: Path) -> None:
    """Take a file off the list."""
    _keep(other for other in recent_files() if other != path)


def forget_all() -> None:
    """Empty the list."""
    _keep(())


def _keep(paths: Iterable[Path]) -> None:
    """Replace the record, readable by its owner only; not worth an error."""
    kept = {"version": _VERSION, "files": [str(path) for path in paths][:LIMIT]}
    with suppress(OSError):
        target = folders.make() / _NAME
        draft = target.with_name(f".{_NAME}-{os.urandom(4).hex()}")
        handle = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(kept, file, ensure_ascii=False, indent=1)
            draft.replace(target)
        except OSError:
            with suppress(OSError):
                draft.unlink()
