from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import HealthCheck, given, settings
from pytestqt.qtbot import QtBot

from churn_desktop.core.errors import ChurnDesktopError, UnclearList, UnreadableFile
from churn_desktop.core.project import Project
from churn_desktop.core.schema import PeriodLength, Role
from churn_desktop.importing.importer import with_roles
from churn_desktop.storage.locks import lock_path
from churn_desktop.storage.project_file import save_project
from churn_desktop.ui.document import Document
from churn_desktop.ui.segments import Segment
from tests.ui.made import a_csv, a_list

Opened = Callable[[Project], Document]


def test_a_file_is_read_and_understood(
    document: Document, tmp_path: Path, qtbot: QtBot
) -> None:
    seen: list[str] = []
    document.opened.connect(lambda: seen.append("opened"))
    document.project_changed.connect(lambda: seen.append("project"))
    document.analysis_changed.connect(lambda: seen.append("analysis"))
    document.open(a_csv(tmp_path))
    qtbot.waitUntil(lambda: document.findings is not None)
    assert seen == ["opened", "project", "analysis"]
    assert document.project is not None
    assert document.project.heading(Role.START) == "Since"
    assert document.settled


def test_a_file_that_cannot_be_read_changes_nothing(
    opened: Opened, tmp_path: Path, qtbot: QtBot
) -> None:
    document = opened(a_list())
    before, failures = document.project, list[ChurnDesktopError]()
    document.failed.connect(failures.append)
    document.open(tmp_path / "missing.xlsx")
    qtbot.waitUntil(lambda: bool(failures))
    assert isinstance(failures[0], UnreadableFile)
    assert document.project is before
    assert document.findings is not None


def test_an_edit_is_analysed_and_can_be_taken_back(
    opened: Opened, qtbot: QtBot
) -> None:
    document = opened(a_list())
    assert document.findings is not None
    months = len(document.findings.analysis.movements.periods)
    document.apply("Quarter", lambda p: p.assuming(period=PeriodLength.QUARTER))
    qtbot.waitUntil(lambda: document.settled)
    assert len(document.findings.analysis.movements.periods) < months
    assert document.findings.project is document.project
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: document.settled)
    assert len(document.findings.analysis.movements.periods) == months


def test_an_edit_that_changes_nothing_is_no_step(opened: Opened) -> None:
    document = opened(a_list())
    document.apply("Nothing", lambda project: project)
    assert document.undo_stack.count() == 0


def test_a_newer_edit_drops_the_older_analysis(opened: Opened, qtbot: QtBot) -> None:
    document = opened(a_list())
    told: list[PeriodLength] = []
    document.analysis_changed.connect(
        lambda: told.append(document.findings.project.assumptions.period)
    )
    for period in (PeriodLength.YEAR, PeriodLength.MONTH, PeriodLength.QUARTER):
        document.apply("Period", lambda p, chosen=period: p.assuming(period=chosen))
    qtbot.waitUntil(lambda: document.settled)
    assert told == [PeriodLength.QUARTER]


def test_columns_that_say_nothing_leave_no_figures(
    opened: Opened, qtbot: QtBot
) -> None:
    document = opened(a_list())
    failures: list[ChurnDesktopError] = []
    document.failed.connect(failures.append)
    document.apply("Columns", lambda p: with_roles(p, {Role.NAME: "Name"}))
    qtbot.waitUntil(lambda: bool(failures))
    assert isinstance(failures[0], UnclearList)
    assert document.findings is None
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: document.findings is not None)


def test_a_segment_is_analysed_alone(opened: Opened, qtbot: QtBot) -> None:
    document = opened(a_list())
    assert document.findings is not None
    everyone = len(document.findings.analysis.book)
    document.choose_segment(Segment(Role.PLAN, "Pro"))
    qtbot.waitUntil(lambda: document.settled)
    assert 0 < len(document.findings.analysis.book) < everyone
    assert len(document.findings.understanding.book) == everyone
    document.apply("Forget plans", lambda p: with_roles(p, without_plan(p)))
    qtbot.waitUntil(lambda: document.settled)
    assert document.segment is None
    assert len(document.findings.analysis.book) == everyone


def without_plan(project: Project) -> dict[Role, str]:
    return {role: h for role, h in project.roles.items() if role is not Role.PLAN}


def test_what_the_user_stops_is_told(opened: Opened, qtbot: QtBot) -> None:
    document = opened(a_list())
    with qtbot.waitSignal(document.stopped):
        document.apply("Stage", lambda p: p.assuming(early_months=2))
        document.runner.cancel()
    assert document.settled
    assert document.findings is not None
    assert document.findings.project is not document.project
    document.work_out_again()
    qtbot.waitUntil(lambda: document.settled)
    assert document.findings.project is document.project


def test_a_copy_of_a_project_belongs_to_no_file(
    document: Document, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "backup.churn"
    edited = a_list().assuming(early_months=2)
    save_project(edited, path, imported=a_list(), view={"page": "periods"})
    with qtbot.waitSignal(document.opened, timeout=20_000):
        document.open_copy(path)
    assert document.project is not None
    assert document.project.assumptions.early_months == 2
    assert document.file.path is None
    assert document.file.view == {"page": "periods"}
    assert document.file.imported is not None
    assert document.file.imported.assumptions.early_months == 3
    assert not lock_path(path).exists()
    qtbot.waitUntil(lambda: document.settled)
    path.write_bytes(b"")
    with qtbot.waitSignal(document.failed, timeout=20_000):
        document.open_copy(path)


def test_a_reading_that_is_replaced_can_be_taken_back(opened: Opened) -> None:
    document = opened(a_list())
    before, imported = document.project, document.file.imported
    fresh = a_list().assuming(early_months=2)
    document.replace_by("Update", fresh, a_list(5))
    assert document.project is fresh
    assert document.file.imported is not imported
    document.undo_stack.undo()
    assert document.project is before
    assert document.file.imported is imported


def test_a_closed_list_leaves_nothing(opened: Opened) -> None:
    document = opened(a_list())
    document.apply("Stage", lambda p: p.assuming(early_months=2))
    document.close()
    assert document.project is None
    assert document.findings is None
    assert document.undo_stack.count() == 0
    document.replace_by("Update", a_list(), a_list())
    document.work_out_again()
    document.apply("Nothing", lambda project: project)
    assert document.settled


@given(steps=st.lists(st.sampled_from(["edit", "undo", "redo"]), max_size=30))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_history_is_kept_whatever_one_does(
    document: Document, steps: list[str]
) -> None:
    project = a_list(8)
    document.adopt(project)
    history, at = [project], 0
    for number, step in enumerate(steps):
        if step == "edit":
            document.apply("Edit", lambda p, n=number: p.assuming(mid_months=13 + n))
            assert document.project is not None
            history[at + 1 :] = [document.project]
            at += 1
        elif step == "undo":
            document.undo_stack.undo()
            at = max(at - 1, 0)
        else:
            document.undo_stack.redo()
            at = min(at + 1, len(history) - 1)
        assert document.project is history[at]
