"""Work of windows that died: found at the start, offered until somebody answers."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from churn_desktop.core.progress import Progress
from churn_desktop.storage.fingerprints import Fingerprint, fingerprint
from churn_desktop.storage.locks import Lock, LockedBy, acquire, release
from churn_desktop.ui.document import Document
from churn_desktop.ui.origin import Origin
from churn_desktop.ui.tasks import TaskRunner

if TYPE_CHECKING:
    from churn_desktop.core.errors import ChurnDesktopError
    from churn_desktop.storage.recovery import Recovered, Recovery

PATIENCE = 60.0
"""Seconds the recovered work may take until it is safe again."""


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What was recovered, and how its project file is now."""

    recovered: Recovered
    known: Fingerprint | None


class Recovering(QObject):
    """Knows what can be recovered and brings it into a document.

    Signals
    -------
    changed()
        Something was found or answered.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pending: tuple[Recovery, ...] = ()

    def look(self, runner: TaskRunner) -> None:
        """See in the background what earlier windows left."""

        def work(_progress: Progress) -> tuple[Recovery, ...]:
            from churn_desktop.storage.journal import recovery_folder
            from churn_desktop.storage.recovery import pending_recoveries

            with suppress(OSError):
                return pending_recoveries(recovery_folder())
            return ()

        runner.run(work, on_success=self._show)

    def recover(
        self,
        recovery: Recovery,
        document: Document,
        label: str,
        *,
        on_success: Callable[[Recovered], None],
        on_failure: Callable[[ChurnDesktopError], None],
    ) -> None:
        """Open what an earlier window left; it stays offered until it is safe."""
        runner, held = document.runner, list[Lock | LockedBy]()
        self._drop(recovery)
        path = _project_path(recovery.document)
        here = path is not None and document.file.is_at(path)

        def work(progress: Progress) -> Found:
            from churn_desktop.storage.recovery import recover

            found = recover(recovery, progress)
            if path is None:
                return Found(found, None)
            if not here:
                held.append(acquire(path))
            return Found(found, _known(path, found.made))

        def show(found: Found) -> None:
            stored = found.recovered.stored
            lock = document.file.lend() if here else next(iter(held), None)
            origin = Origin(
                path, stored.imported, stored.view, lock, found.known, saved=False
            )
            document.adopt(stored.project, origin)
            self._dismiss_when_safe(recovery, document)
            on_success(found.recovered)

        def give_back() -> None:
            release(held)
            self._offer(recovery)

        def fail(error: ChurnDesktopError) -> None:
            self._offer(recovery)
            on_failure(error)

        runner.run(
            work, on_success=show, on_failure=fail, on_stop=give_back, label=label
        )

    def discard(self, recovery: Recovery) -> None:
        """Forget what an earlier window left."""
        from churn_desktop.storage.recovery import dismiss

        dismiss(recovery)
        self._drop(recovery)

    def _dismiss_when_safe(self, recovery: Recovery, document: Document) -> None:
        settle = document.file.settling(PATIENCE)

        def work(_progress: Progress) -> None:
            from churn_desktop.storage.recovery import dismiss

            # Else it is offered once more, which costs nothing.
            if settle():
                dismiss(recovery)

        document.runner.run(work, on_success=lambda _nothing: None)

    def _show(self, found: tuple[Recovery, ...]) -> None:
        self.pending = found
        self.changed.emit()

    def _drop(self, recovery: Recovery) -> None:
        self.pending = tuple(other for other in self.pending if other != recovery)
        self.changed.emit()

    def _offer(self, recovery: Recovery) -> None:
        self.pending = (recovery, *self.pending)
        self.changed.emit()


def _project_path(document: Path | None) -> Path | None:
    from churn_desktop.storage.project_file import SUFFIX

    if document is None or document.suffix.lower() != SUFFIX:
        return None
    return document


def _known(path: Path, made: datetime) -> Fingerprint | None:
    """Give the fingerprint of a file unless it was written after the lost work."""
    with suppress(OSError):
        written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        return fingerprint(path) if written <= made else None
    return None
