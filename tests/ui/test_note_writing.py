from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from churn_desktop.core.project import Note, Project
from churn_desktop.core.schema import Role
from churn_desktop.pages.model import PageId, Unit
from churn_desktop.ui.dialogs.notes_dialog import TEXT, NotesDialog
from churn_desktop.ui.main_window import MainWindow
from churn_desktop.ui.note_writing import with_notes
from churn_desktop.ui.views.chart_canvas import ChartCanvas
from tests.ui.conftest import Opened
from tests.ui.made import a_project, a_table

NOTE = Note(date(2024, 2, 9), "New price")


def dialog_of(window: MainWindow) -> NotesDialog:
    return window.findChildren(NotesDialog)[-1]


def write(window: MainWindow, qtbot: QtBot, text: str) -> None:
    dialog = dialog_of(window)
    dialog.text.setText(text)
    dialog.add()
    dialog.accept()
    qtbot.waitUntil(lambda: window.document.settled)


def test_a_note_from_a_row_is_drawn_and_taken_back(
    full_window: MainWindow, qtbot: QtBot
) -> None:
    pages, document = full_window.pages, full_window.document
    pages.choose(PageId.PERIODS)
    grid = pages.page.grid("movements")
    assert grid is not None
    row = next(r for r in range(14) if grid.table.days[r] == date(2024, 2, 1))
    actions = {a.text(): a for a in grid.menu(row, "lost").actions()}
    actions["Note what happened in Feb 2024…"].trigger()
    assert dialog_of(full_window).when.chosen_date() == date(2024, 2, 1)
    write(full_window, qtbot, "Price rise")
    assert document.project is not None
    assert document.project.notes == (Note(date(2024, 2, 1), "Price rise"),)
    grid = pages.page.grid("movements")
    assert grid is not None
    assert grid.page_model().text(row, 0) == "Feb 2024 ①"
    assert {a.text() for a in grid.menu(row, "lost").actions()} >= {"Edit note ①…"}
    listed = pages.page.grid("notes")
    assert listed is not None
    assert listed.page_model().text(0, 0) == "① Price rise"
    for canvas in pages.page.findChildren(ChartCanvas):
        layout = canvas.figure.get_layout_engine()
        assert [t.get_text() for t in layout.marks.signs] == ["①"]
        assert "① Price rise" in canvas.tip(row, "lost")
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: document.settled)
    assert pages.page.grid("notes") is None


def test_a_note_is_edited_and_deleted(full_window: MainWindow, qtbot: QtBot) -> None:
    document = full_window.document
    document.apply("Note", lambda project: with_notes(project, (NOTE,)))
    qtbot.waitUntil(lambda: document.settled)
    full_window.pages.notes.ask(NOTE.when, NOTE.text)
    dialog = dialog_of(full_window)
    item = dialog.table.currentItem()
    assert (item.text(), item.column()) == ("New price", TEXT)
    item.setText("New prices")
    write(full_window, qtbot, "")
    assert document.project is not None
    assert document.project.notes == (Note(NOTE.when, "New prices"),)
    full_window.pages.notes.ask(NOTE.when, "New prices")
    dialog = dialog_of(full_window)
    dialog.remove()
    write(full_window, qtbot, "")
    assert document.project.notes == ()
    document.undo_stack.undo()
    assert document.project.notes == (Note(NOTE.when, "New prices"),)
    qtbot.waitUntil(lambda: document.settled)


def a_bad_month() -> Project:
    """Make a list of which a third left in April 2024."""
    numbers = range(150)
    ends = ["2024-04-15" if n < 50 else "" for n in numbers]
    ends[60:63] = ["2023-06-10", "2023-09-10", "2024-06-10"]
    table = a_table(
        {
            "Customer": [f"C{n:03}" for n in numbers],
            "Since": ["2023-01-05"] * len(numbers),
            "Until": ends,
        }
    )
    roles = {Role.CUSTOMER_ID: "Customer", Role.START: "Since", Role.END: "Until"}
    return replace(a_project(), table=table, roles=roles)


def test_a_period_that_stands_out_asks_and_is_answered(
    full_window: MainWindow, opened: Opened, qtbot: QtBot
) -> None:
    opened(a_bad_month())
    pages = full_window.pages
    pages.choose(PageId.PERIODS)
    buttons = pages.page.findChildren(QPushButton, "noteButton")
    asked = len(buttons)
    assert asked
    assert "what happened?" in buttons[0].accessibleDescription()
    buttons[0].click()
    day = dialog_of(full_window).when.chosen_date()
    assert day == date(2024, 4, 1)
    write(full_window, qtbot, "We closed for a month")
    left = pages.page.findChildren(QPushButton, "noteButton")
    assert len([b for b in left if b.isVisible()]) == asked - 1


def test_nothing_is_asked_without_a_list(window: MainWindow) -> None:
    window.pages.notes.ask()
    assert not window.findChildren(NotesDialog)


def test_the_same_notes_are_the_same_project() -> None:
    project = a_project()
    assert with_notes(project, ()) is project
    assert with_notes(project, (NOTE,)).notes == (NOTE,)


@pytest.mark.parametrize("page", [PageId.OVERVIEW, PageId.PERIODS, PageId.REVENUE])
def test_rows_of_periods_have_days(full_window: MainWindow, page: PageId) -> None:
    full_window.pages.choose(page)
    shown = full_window.pages.page.page
    assert shown is not None
    over_time = [t for t in shown.tables if t.measures[0].unit is Unit.PERIOD]
    assert any(len(table.days) == len(table.frame) for table in over_time)
