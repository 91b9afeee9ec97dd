from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from churn_desktop.core import project_edits
from churn_desktop.core.schema import Role
from churn_desktop.pages.model import PageId
from churn_desktop.storage.project_file import load_project
from churn_desktop.storage.recovery import pending_recoveries, recover
from churn_desktop.ui.document import Document
from churn_desktop.ui.main_window import MainWindow
from churn_desktop.ui.models.sheet_filter import Filter
from churn_desktop.ui.origin import usual_recovery_folder
from churn_desktop.ui.segments import Segment
from churn_desktop.ui.settings import Settings
from churn_desktop.ui.sheet.arranger import SortKey


@pytest.fixture
def path(full_window: MainWindow, tmp_path: Path, qtbot: QtBot) -> Path:
    """A project file that the window has just saved."""
    path = tmp_path / "list.churn"
    with qtbot.waitSignal(full_window.document.file.saved):
        full_window.document.file.save(path)
    assert not full_window.document.file.dirty
    return path


def headings(window: MainWindow) -> tuple[str, ...]:
    return window.pages.customers.model.headings


def fees(window: MainWindow) -> list[str]:
    model = window.pages.customers.model
    at = model.headings.index("Fee")
    return [model.text(row, at) for row in range(len(model))]


def lay_out(window: MainWindow, qtbot: QtBot) -> None:
    """Arrange the sheet in every way there is."""
    customers = window.pages.customers
    customers.arranger.show_columns(("Fee", "Name", "Plan"))
    customers.sheet.setColumnWidth(0, 211)
    customers.sheet.freeze("Name")
    customers.sheet.sizes.set_zoom(150)
    with qtbot.waitSignal(customers.arranger.changed):
        customers.arranger.filter("Plan", Filter(only=frozenset({"Basic"})))
    with qtbot.waitSignal(customers.arranger.changed):
        customers.arranger.sort(SortKey("Fee", descending=True))
    window.document.choose_segment(Segment(Role.PLAN, "Basic"))
    qtbot.waitUntil(lambda: window.document.settled)


def check(window: MainWindow, expected: list[str], qtbot: QtBot) -> None:
    """Look whether it is arranged like that."""
    customers = window.pages.customers
    qtbot.waitUntil(lambda: fees(window) == expected)
    assert headings(window) == ("Fee", "Name", "Plan")
    assert customers.sheet.columnWidth(0) == 316
    assert customers.sheet.frozen_to == "Name"
    assert customers.sheet.sizes.zoom == 150
    assert window.document.segment == Segment(Role.PLAN, "Basic")


def test_a_saved_project_opens_as_it_was_left(
    full_window: MainWindow, path: Path, remembered: Settings, qtbot: QtBot
) -> None:
    lay_out(full_window, qtbot)
    expected = fees(full_window)
    assert full_window.document.file.dirty
    with qtbot.waitSignal(full_window.document.file.saved):
        full_window.saving.save()
    assert not full_window.document.file.dirty
    full_window.pages.choose(PageId.CUSTOMERS)
    full_window.document.close()
    full_window.document.open(path)
    qtbot.waitUntil(lambda: full_window.document.findings is not None)
    check(full_window, expected, qtbot)
    assert not full_window.document.file.dirty
    assert not full_window.document.undo_stack.canUndo()


def test_another_window_around_the_document_shows_the_same(
    full_window: MainWindow, path: Path, remembered: Settings, qtbot: QtBot
) -> None:
    lay_out(full_window, qtbot)
    expected = fees(full_window)
    window = MainWindow(full_window.document, remembered)
    qtbot.addWidget(window)
    check(window, expected, qtbot)


def test_a_crash_loses_nothing_of_it(
    full_window: MainWindow, path: Path, qtbot: QtBot
) -> None:
    lay_out(full_window, qtbot)
    document = full_window.document
    document.apply("inserting", lambda p: project_edits.insert_rows(p, 0))
    assert document.file.settle(20)
    view = dict(document.file.view)
    assert document.file._autosave is not None
    document.file._autosave.close()
    (left,) = pending_recoveries(usual_recovery_folder())
    assert recover(left).stored.view == view


def test_only_a_project_file_is_worth_saving_for_it(
    full_window: MainWindow, document: Document, tmp_path: Path, qtbot: QtBot
) -> None:
    sheet = full_window.pages.customers.sheet
    sheet.setColumnWidth(0, 222)
    assert not document.file.dirty
    with qtbot.waitSignal(document.file.saved):
        document.file.save(tmp_path / "list.churn")
    heading = headings(full_window)[0]
    kept = load_project(tmp_path / "list.churn").view["sheet"]
    assert kept == {"widths": {heading: 222}}
    sheet.sizes.step_zoom(1)
    full_window.pages.choose(PageId.PERIODS)
    assert not document.file.dirty
    sheet.setColumnWidth(0, 99)
    assert document.file.dirty
    sheet.sizes.choose({heading: 222})
    sheet.freeze(heading)
    sheet.freeze(None)
    assert not document.file.dirty


def test_renaming_takes_the_layout_along(
    full_window: MainWindow, path: Path, qtbot: QtBot
) -> None:
    lay_out(full_window, qtbot)
    document = full_window.document
    document.apply("renaming", lambda p: project_edits.rename_column(p, "Name", "Who"))
    view = document.file.view["sheet"]
    assert isinstance(view, dict)
    assert view["frozen"] == "Who"
    assert view["columns"] == ["Fee", "Who", "Plan"]


def test_rows_a_number_led_to_are_not_kept(
    full_window: MainWindow, path: Path, qtbot: QtBot
) -> None:
    lay_out(full_window, qtbot)
    before = full_window.document.file.view
    full_window.pages.customers.pick([0, 1], "Lost in March")
    assert full_window.document.file.view["sheet"] == before["sheet"]
