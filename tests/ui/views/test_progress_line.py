from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QProgressBar, QPushButton
from pytestqt.qtbot import QtBot

from churn_desktop.core.progress import Progress
from churn_desktop.ui.tasks import TaskRunner
from churn_desktop.ui.views import progress_line
from churn_desktop.ui.views.progress_line import ProgressLine


@pytest.fixture
def line(
    runner: TaskRunner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ProgressLine]:
    monkeypatch.setattr(progress_line, "PATIENCE", 1)
    line = ProgressLine(runner)
    qtbot.addWidget(line)
    yield line
    runner.shutdown()


def bar_of(line: ProgressLine) -> QProgressBar:
    bar = line.findChild(QProgressBar, "progressBar")
    assert isinstance(bar, QProgressBar)
    return bar


def test_work_is_shown_while_it_goes_on(
    line: ProgressLine, runner: TaskRunner, qtbot: QtBot
) -> None:
    go_on = threading.Event()

    def work(progress: Progress) -> None:
        progress(1, 4, "half")
        go_on.wait(5)

    assert line.isHidden()
    runner.run(work, on_success=lambda _answer: None, label="Reading")
    qtbot.waitUntil(line.isVisible)
    qtbot.waitUntil(lambda: bar_of(line).value() == 250)
    go_on.set()
    qtbot.waitUntil(line.isHidden)


def test_it_can_be_cancelled(
    line: ProgressLine, runner: TaskRunner, qtbot: QtBot
) -> None:
    told: list[str] = []

    def work(progress: Progress) -> None:
        while True:
            progress(0, 0, "waiting")

    runner.run(
        work,
        on_success=lambda _answer: None,
        on_stop=lambda: told.append("stopped"),
        label="Reading",
    )
    qtbot.waitUntil(line.isVisible)
    assert bar_of(line).maximum() == 0
    cancel = line.findChild(QPushButton, "cancelButton")
    assert isinstance(cancel, QPushButton)
    cancel.click()
    qtbot.waitUntil(lambda: told == ["stopped"])
    qtbot.waitUntil(line.isHidden)


def test_work_nobody_waits_for_is_not_shown(
    line: ProgressLine, runner: TaskRunner, qtbot: QtBot
) -> None:
    go_on, begun = threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        begun.set()
        go_on.wait(5)

    with qtbot.waitSignal(runner.idle):
        runner.run(work, on_success=lambda _answer: None)
        assert begun.wait(5)
        assert line.isHidden()
        go_on.set()


def test_it_joins_work_that_has_begun(runner: TaskRunner, qtbot: QtBot) -> None:
    go_on = threading.Event()
    runner.run(
        lambda progress: go_on.wait(5), on_success=lambda _a: None, label="Reading"
    )
    late = ProgressLine(runner)
    qtbot.addWidget(late)
    qtbot.waitUntil(late.isVisible)
    with qtbot.waitSignal(runner.idle):
        go_on.set()
