"""Work off the screen: one worker, progress, cancel, answers on the main thread."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from threading import Event
from typing import Any, TypeAlias, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from churn_desktop.core.errors import ChurnDesktopError
from churn_desktop.core.progress import Cancelled, Progress

Result = TypeVar("Result")
Work: TypeAlias = Callable[[Progress], Result]

SECONDS_BETWEEN_REPORTS = 0.05
UNKNOWN_SHARE = -1.0
"""What `TaskRunner.progressed` says when nobody knows how much there is to do."""


class Task:
    """One piece of work that was asked for.

    Attributes
    ----------
    label : str
        What is being done, in the user's language; ``""`` for work nobody waits for.
    """

    def __init__(self, label: str) -> None:
        self.label = label
        self._cancelled = Event()

    @property
    def cancelled(self) -> bool:
        """Whether nobody wants its answer any more."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Stop it at its next report of progress; its answer is dropped."""
        self._cancelled.set()


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A task that has not ended and who wants to know.

    It stays on the main thread: what a callback holds must not be freed elsewhere.
    """

    task: Task
    on_success: Callable[[Any], None]
    on_failure: Callable[[ChurnDesktopError], None] | None
    on_stop: Callable[[], None] | None


class TaskRunner(QObject):
    """Carries out work one piece after the other on a thread of its own.

    Signals
    -------
    started(str)
        The label of the work in hand has become this.
    progressed(float, str)
        Share done (`UNKNOWN_SHARE`: nobody knows) and phase of the work in hand.
    idle()
        Nothing is left to do.
    """

    started = Signal(str)
    progressed = Signal(float, str)
    idle = Signal()
    _reported = Signal(int, float, str)
    _ended = Signal(int, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="work")
        self._numbers = count()
        self._waiting: dict[int, _Waiting] = {}
        self._closed = False
        queued = Qt.ConnectionType.QueuedConnection
        self._reported.connect(self._show_progress, queued)
        self._ended.connect(self._end, queued)

    @property
    def busy(self) -> bool:
        """Whether work is going on or waiting."""
        return bool(self._waiting)

    @property
    def label(self) -> str:
        """What the work in hand is called; ``""`` when nobody needs to know."""
        labels = (waiting.task.label for waiting in self._waiting.values())
        return next((label for label in labels if label), "")

    def run(
        self,
        work: Work[Result],
        *,
        on_success: Callable[[Result], None],
        on_failure: Callable[[ChurnDesktopError], None] | None = None,
        on_stop: Callable[[], None] | None = None,
        label: str = "",
    ) -> Task:
        """Do some work after all that was asked for before.

        Parameters
        ----------
        work : callable
            Gets a progress function to call now and then; must hold values only.
        on_success : callable
            Gets the answer on the main thread, unless the task was cancelled.
        on_failure : callable, optional
            Gets an expected failure on the main thread. Any other exception is a bug
            and goes to `sys.excepthook`.
        on_stop : callable, optional
            Called on the main thread when no answer will come: the task was cancelled
            or hit a bug.
        label : str
            What is being done, in the user's language.

        Returns
        -------
        Task
            After `shutdown` a cancelled one, of which nobody hears again.
        """
        task, number = Task(label), next(self._numbers)
        if self._closed:
            task.cancel()
            return task
        self._waiting[number] = _Waiting(task, on_success, on_failure, on_stop)
        self._executor.submit(self._carry_out, number, task, work)
        self.started.emit(self.label)
        return task

    def cancel(self) -> None:
        """Cancel everything."""
        for waiting in self._waiting.values():
            waiting.task.cancel()

    def shutdown(self) -> None:
        """Cancel everything and wait for the worker to stop."""
        self._closed = True
        self.cancel()
        self._executor.shutdown(wait=True, cancel_futures=True)
        self._waiting.clear()

    def _carry_out(self, number: int, task: Task, work: Work[object]) -> None:
        """Do the work; runs on the worker's thread."""
        last_time, last_phase = 0.0, ""

        def report(done: int, total: int, phase: str = "") -> None:
            nonlocal last_time, last_phase
            if task.cancelled:
                raise Cancelled
            now = time.monotonic()
            if phase != last_phase or now - last_time >= SECONDS_BETWEEN_REPORTS:
                last_time, last_phase = now, phase
                share = min(done / total, 1.0) if total else UNKNOWN_SHARE
                self._reported.emit(number, share, phase)

        answer, error = None, None
        try:
            if not task.cancelled:
                answer = work(report)
        except Cancelled:
            task.cancel()
        except BaseException as raised:  # noqa: BLE001 - the main thread decides
            error = raised
        self._ended.emit(number, answer, error)

    @Slot(int, float, str)
    def _show_progress(self, number: int, share: float, phase: str) -> None:
        waiting = self._waiting.get(number)
        if waiting is not None and not waiting.task.cancelled:
            self.progressed.emit(share, phase)

    @Slot(int, object, object)
    def _end(self, number: int, answer: object, error: BaseException | None) -> None:
        waiting = self._waiting.pop(number, None)
        if waiting is None:
            return
        try:
            self._tell(waiting, answer, error)
        finally:
            if self._waiting:
                self.started.emit(self.label)
            else:
                self.idle.emit()

    def _tell(
        self, waiting: _Waiting, answer: object, error: BaseException | None
    ) -> None:
        if error is None and not waiting.task.cancelled:
            waiting.on_success(answer)
            return
        if isinstance(error, ChurnDesktopError) and not waiting.task.cancelled:
            if waiting.on_failure is not None:
                waiting.on_failure(error)
            return
        if waiting.on_stop is not None:
            waiting.on_stop()
        if error is not None and not isinstance(error, ChurnDesktopError):
            sys.excepthook(type(error), error, error.__traceback__)
