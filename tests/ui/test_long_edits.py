from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from churn_desktop.core import project_edits
from churn_desktop.core.errors import FileProblem, UnreadableFile
from churn_desktop.core.project import Project
from churn_desktop.core.project_edits import Written
from churn_desktop.core.schema import PeriodLength
from churn_desktop.ui.document import Document
from tests.ui.conftest import Opened
from tests.ui.made import a_project


class Slow:
    """An edit that goes on until it may end."""

    def __init__(self) -> None:
        self.may_end, self.times = Event(), 0

    def __call__(self, project: Project) -> Project:
        self.times += 1
        assert self.may_end.wait(20)
        return write(project, "slow")


@pytest.fixture
def slow() -> Iterator[Slow]:
    slow = Slow()
    yield slow
    slow.may_end.set()


@pytest.fixture
def document(document: Document, opened: Opened) -> Document:
    return opened(a_project())


def write(project: Project, text: str) -> Project:
    cells = {"Plan": Written(np.array([0], dtype=np.int64), [text])}
    return project_edits.write(project, cells)


def plan(document: Document) -> str:
    assert document.project is not None
    return str(document.project.table.column("Plan").text[0])


def test_it_can_be_taken_back(document: Document, slow: Slow, qtbot: QtBot) -> None:
    slow.may_end.set()
    document.long_edits.begin("pasting", slow)
    assert document.long_edits.busy
    qtbot.waitUntil(lambda: not document.long_edits.busy)
    assert plan(document) == "slow"
    assert document.undo_stack.undoText() == "pasting"
    document.undo_stack.undo()
    assert plan(document) == "Basic"


def test_what_is_chosen_meanwhile_stays_too(
    document: Document, slow: Slow, qtbot: QtBot
) -> None:
    document.long_edits.begin("pasting", slow)
    document.apply("period", lambda p: p.assuming(period=PeriodLength.YEAR))
    slow.may_end.set()
    qtbot.waitUntil(lambda: not document.long_edits.busy)
    assert document.project is not None
    assert document.project.assumptions.period is PeriodLength.YEAR
    assert plan(document) == "slow"
    assert slow.times == 2
    document.undo_stack.undo()
    assert document.project.assumptions.period is PeriodLength.YEAR


def test_other_edits_are_refused_aloud(
    document: Document, slow: Slow, qtbot: QtBot
) -> None:
    edits = document.long_edits
    edits.begin("pasting", slow)
    with qtbot.waitSignal(edits.refused) as refused:
        document.apply("typing", lambda project: write(project, "typed"))
    assert refused.args == ["pasting"]
    with qtbot.waitSignal(edits.refused):
        edits.begin("another", slow)
    assert plan(document) == "Basic"
    slow.may_end.set()
    qtbot.waitUntil(lambda: not edits.busy)
    assert plan(document) == "slow"


@pytest.mark.parametrize("stopped", [True, False])
def test_one_that_cannot_be_done_says_so(
    document: Document, slow: Slow, qtbot: QtBot, stopped: bool
) -> None:
    edits = document.long_edits
    edits.begin("pasting", slow)
    with qtbot.waitSignal(edits.dropped) as dropped:
        if stopped:
            document.runner.cancel()
        else:
            assert document.project is not None
            document.show(write(document.project, "another"))
        slow.may_end.set()
    assert dropped.args == ["pasting", stopped]
    assert not edits.busy
    assert plan(document) == ("Basic" if stopped else "another")


def test_nothing_is_said_when_the_list_was_closed(
    document: Document, slow: Slow, qtbot: QtBot
) -> None:
    done: list[bool] = []
    document.long_edits.begin("pasting", slow)
    document.long_edits.afterwards(lambda: done.append(True))
    document.long_edits.dropped.connect(lambda *_: done.append(False))
    document.close()
    slow.may_end.set()
    qtbot.waitUntil(lambda: done == [True])
    document.long_edits.begin("pasting", slow)
    assert not document.long_edits.busy


def test_an_expected_failure_is_told(document: Document, qtbot: QtBot) -> None:
    def fail(project: Project) -> Project:
        raise UnreadableFile(Path("list.csv"), FileProblem.MISSING)

    with qtbot.waitSignal(document.failed):
        document.long_edits.begin("pasting", fail)
    assert not document.long_edits.busy


def test_an_edit_of_nothing_leaves_nothing_to_undo(
    document: Document, qtbot: QtBot
) -> None:
    document.long_edits.begin("pasting", lambda project: project)
    qtbot.waitUntil(lambda: not document.long_edits.busy)
    assert not document.undo_stack.canUndo()


def test_figures_that_were_being_worked_out_come_after_it(
    document: Document, slow: Slow, qtbot: QtBot
) -> None:
    assert document.project is not None
    document.show(replace(document.project))
    assert not document.settled
    slow.may_end.set()
    document.long_edits.begin("pasting", slow)
    qtbot.waitUntil(lambda: document.settled and not document.long_edits.busy)
    assert document.findings is not None
    assert document.findings.project is document.project
