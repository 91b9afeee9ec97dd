"""Writes the journal of a document in the background, so that no edit ever waits.

Without Qt: the thread needs nothing but values, and answers by one callback.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Condition, Thread
from time import monotonic
from typing import TypeAlias

from churn_desktop.core.errors import ChurnDesktopError
from churn_desktop.core.project import Project
from churn_desktop.storage.journal import Journal
from churn_desktop.storage.revisions import View

PAUSE = 0.2
"""Seconds between two writes: typing does not wear out the disk."""

REST = 3.0
"""Seconds until a document is written down that nobody has edited: it can be opened
again, and its figures are wanted first."""

RETRY = 5.0
"""Seconds until a failed write is tried again."""

Report: TypeAlias = Callable[[ChurnDesktopError | None], None]


def _ignore(error: ChurnDesktopError | None) -> None:
    del error


class Autosave:
    """Hands every state of a document to its journal, the newest at the latest.

    Parameters
    ----------
    journal : Journal
    report : callable, optional
        Called on the writing thread: with an error when edits can no longer be
        written, and with None when they can again.
    pause, rest, retry : float
        Seconds; shorter in tests.
    """

    def __init__(
        self,
        journal: Journal,
        report: Report = _ignore,
        *,
        pause: float = PAUSE,
        rest: float = REST,
        retry: float = RETRY,
    ) -> None:
        self._journal, self._report = journal, report
        self._pause, self._rest, self._retry = pause, rest, retry
        self._not_before, self._awaited = 0.0, 0
        self._wanted: deque[tuple[str, Callable[[], None]]] = deque()
        self._changed = Condition()
        self._busy = self._stopping = self._failing = False
        self._thread = Thread(target=self._work, name="autosave", daemon=True)
        self._thread.start()

    def begin(
        self,
        project: Project,
        document: Path,
        *,
        imported: Project | None = None,
        view: View | None = None,
        saved: bool = True,
    ) -> None:
        """Start with a document; see `Journal.begin`."""
        begin = partial(self._journal.begin, project, document)
        self._not_before = monotonic() + self._rest if saved else 0.0
        self._ask("begin", partial(begin, imported=imported, view=view, saved=saved))

    def record(self, project: Project, view: View | None = None) -> None:
        """Write down the project as it is now, soon."""
        self._ask("record", partial(self._journal.record, project, view))

    def saved(self, project: Project, document: Path) -> None:
        """Note that a state of the project is in its project file."""
        self._ask("saved", partial(self._journal.saved, project, document))

    def settle(self, seconds: float | None = None) -> bool:
        """Wait until all is written; False when that took too long or failed."""
        with self._changed:
            self._awaited += 1
            self._changed.notify_all()
            settled = self._changed.wait_for(self._idle, seconds)
            self._awaited -= 1
            return settled and not self._failing

    def clear(self) -> None:
        """Stop and forget the document: it was saved or given up."""
        self._stop(drop=True)
        self._journal.clear()

    def close(self) -> None:
        """Write what is left and stop; the document is offered at the next start."""
        self._stop(drop=False)
        self._journal.close()

    def _ask(self, name: str, write: Callable[[], None]) -> None:
        with self._changed:
            if name == "begin":
                self._wanted.clear()
            elif name == "record" and self._wanted and self._wanted[-1][0] == name:
                # Only the newest of several states matters.
                self._wanted.pop()
            self._wanted.append((name, write))
            self._changed.notify_all()

    def _stop(self, *, drop: bool) -> None:
        with self._changed:
            self._stopping = True
            if drop:
                self._wanted.clear()
            self._changed.notify_all()
        self._thread.join()

    def _hurries(self) -> bool:
        """Whether there is more to write than a document as it was opened."""
        named = [name for name, _write in self._wanted]
        return self._stopping or self._awaited > 0 or named != ["begin"]

    def _idle(self) -> bool:
        return self._failing or not (self._wanted or self._busy)

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._wanted or self._stopping)
                while (
                    not self._hurries() and (left := self._not_before - monotonic()) > 0
                ):
                    self._changed.wait(left)
                if not self._wanted:
                    return
                name, write = self._wanted.popleft()
                self._busy = True
            written = self._try(write)
            with self._changed:
                self._busy = False
                newer = name == "record" and self._wanted
                if not (written or newer or self._stopping):
                    self._wanted.appendleft((name, write))
                self._changed.notify_all()
                self._changed.wait_for(
                    lambda: self._stopping, self._pause if written else self._retry
                )

    def _try(self, write: Callable[[], None]) -> bool:
        """Write; False when it is worth trying again."""
        try:
            write()
        except ChurnDesktopError as error:
            self._tell(error)
            return False
        except Exception:  # noqa: BLE001 - said as any bug, and writing goes on
            sys.excepthook(*sys.exc_info())
            return True
        self._tell(None)
        return True

    def _tell(self, error: ChurnDesktopError | None) -> None:
        if (error is not None) != self._failing:
            self._failing = error is not None
            self._report(error)
