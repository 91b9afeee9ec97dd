from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from churn_desktop.core.errors import ChurnDesktopError, UnwritableFile
from churn_desktop.core.progress import Cancelled, Progress
from churn_desktop.ui.tasks import UNKNOWN_SHARE, TaskRunner


def test_answers_arrive_on_the_main_thread(runner: TaskRunner, qtbot: QtBot) -> None:
    seen: list[tuple[int, threading.Thread]] = []
    at_work: list[threading.Thread] = []

    def work(progress: Progress) -> int:
        at_work.append(threading.current_thread())
        return 7

    runner.run(
        work, on_success=lambda found: seen.append((found, threading.current_thread()))
    )
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(7, threading.main_thread())]
    assert at_work != [threading.main_thread()]


def test_work_is_done_in_the_order_it_was_asked_for(
    runner: TaskRunner, qtbot: QtBot
) -> None:
    seen: list[int] = []
    for number in range(5):
        runner.run(lambda progress, n=number: n, on_success=seen.append)
    assert runner.busy
    with qtbot.waitSignal(runner.idle):
        pass
    assert seen == [0, 1, 2, 3, 4]
    assert not runner.busy


def test_progress_is_told_as_a_share(runner: TaskRunner, qtbot: QtBot) -> None:
    seen: list[tuple[float, str]] = []
    runner.progressed.connect(lambda share, phase: seen.append((share, phase)))

    def work(progress: Progress) -> None:
        progress(1, 4, "reading")
        progress(0, 0, "guessing")
        progress(9, 4, "writing")

    done: list[None] = []
    runner.run(work, on_success=done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert seen == [(0.25, "reading"), (UNKNOWN_SHARE, "guessing"), (1.0, "writing")]


def test_a_cancelled_task_stops_and_its_answer_is_dropped(
    runner: TaskRunner, qtbot: QtBot
) -> None:
    begun, go_on = threading.Event(), threading.Event()
    told: list[str] = []

    def work(progress: Progress) -> str:
        begun.set()
        go_on.wait(5)
        try:
            progress(1, 2)
        except Cancelled:
            told.append("stopped inside")
            raise
        return "answer"

    task = runner.run(
        work, on_success=told.append, on_stop=lambda: told.append("cancelled")
    )
    assert begun.wait(5)
    task.cancel()
    with qtbot.waitSignal(runner.idle):
        go_on.set()
    assert told == ["stopped inside", "cancelled"]


def test_the_answer_of_a_task_cancelled_too_late_is_dropped(
    runner: TaskRunner, qtbot: QtBot
) -> None:
    told: list[str] = []
    done = threading.Event()

    def work(progress: Progress) -> str:
        done.set()
        return "answer"

    task = runner.run(work, on_success=told.append)
    assert done.wait(5)
    task.cancel()
    with qtbot.waitSignal(runner.idle):
        pass
    assert told == []


def test_an_expected_failure_is_given_to_who_asked(
    runner: TaskRunner, qtbot: QtBot
) -> None:
    failures: list[ChurnDesktopError] = []

    def work(progress: Progress) -> None:
        raise UnwritableFile(Path("a.xlsx"), "in_use")

    runner.run(work, on_success=lambda answer: None, on_failure=failures.append)
    qtbot.waitUntil(lambda: bool(failures))
    assert failures[0].code == "unwritable_file"


def test_a_bug_goes_to_the_excepthook(
    runner: TaskRunner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bugs: list[BaseException] = []
    monkeypatch.setattr(
        sys, "excepthook", lambda kind, error, trace: bugs.append(error)
    )
    told: list[object] = []

    def work(progress: Progress) -> float:
        return 1 / 0

    runner.run(
        work,
        on_success=told.append,
        on_failure=told.append,
        on_stop=lambda: told.append("stopped"),
    )
    qtbot.waitUntil(lambda: bool(bugs))
    assert isinstance(bugs[0], ZeroDivisionError)
    assert told == ["stopped"]


def test_the_label_in_hand_is_told(runner: TaskRunner, qtbot: QtBot) -> None:
    labels: list[str] = []
    runner.started.connect(labels.append)
    runner.run(lambda progress: 1, on_success=lambda answer: None)
    runner.run(lambda progress: 2, on_success=lambda answer: None, label="Reading")
    with qtbot.waitSignal(runner.idle):
        pass
    assert labels == ["", "Reading", "Reading"]
    assert runner.label == ""


def test_shutdown_waits_and_drops_everything(qtbot: QtBot) -> None:
    runner = TaskRunner()
    told: list[int] = []
    for _ in range(3):
        runner.run(lambda progress: 1, on_success=told.append)
    runner.shutdown()
    qtbot.wait(0)
    assert told == []
    assert not runner.busy


def test_after_the_end_nothing_is_begun(qtbot: QtBot) -> None:
    runner = TaskRunner()
    runner.shutdown()
    seen: list[int] = []
    task = runner.run(lambda _progress: 1, on_success=seen.append)
    assert task.cancelled
    assert not runner.busy
    qtbot.wait(0)
    assert seen == []
