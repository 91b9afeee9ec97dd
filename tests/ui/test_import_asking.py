from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from churn_desktop.core.project import Project
from churn_desktop.core.schema import DateOrder, Role
from churn_desktop.storage.reading_choices import recall
from churn_desktop.ui.dialogs.import_dialog import ImportDialog
from churn_desktop.ui.main_window import MainWindow
from churn_desktop.ui.settings import Settings
from tests.ui.made import a_csv, a_list

OPEN = ("Customer ID,Start date,End date", "C1,03/04/2024,", "C2,05/06/2023,07/08/2023")


def write(folder: Path, *lines: str, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def known(window: MainWindow) -> bool:
    return window.document.findings is not None


def asked(window: MainWindow) -> ImportDialog:
    dialog = window.asking.dialog
    assert dialog is not None
    return dialog


def test_a_clear_list_is_not_asked_about(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    window.open_path(a_csv(tmp_path))
    qtbot.waitUntil(lambda: known(window), timeout=20_000)
    assert window.asking.dialog is None
    window.menus.actions["checkColumns"].trigger()
    assert asked(window).isVisible()
    first = asked(window)
    window.asking.ask()
    assert window.asking.dialog is first
    first.reject()
    assert window.asking.dialog is None


@pytest.fixture
def open_list(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> ImportDialog:
    """The dialog that opens by itself for a list with an open order of dates."""
    window.open_path(write(tmp_path, *OPEN))
    qtbot.waitUntil(lambda: window.asking.dialog is not None, timeout=20_000)
    dialog = asked(window)
    qtbot.waitUntil(dialog.question.isVisible)
    return dialog


def test_an_open_order_of_dates_is_asked_about_once(
    open_list: ImportDialog, window: MainWindow, qtbot: QtBot
) -> None:
    open_list.reject()
    window.document.work_out_again()
    qtbot.waitUntil(lambda: window.document.settled)
    assert window.asking.dialog is None


def test_who_gives_no_answer_is_told_how_dates_are_read(
    open_list: ImportDialog, window: MainWindow, qtbot: QtBot
) -> None:
    assert "two ways" not in window.notices.text
    open_list.reject()
    assert window.notices.text == (
        "2 dates could be read in two ways, such as 03/04; they were read as day, "
        "month, year."
    )
    window.asking.ask()
    qtbot.waitUntil(asked(window).question.isVisible)
    asked(window).question.answers[1].click()
    asked(window).accept()
    qtbot.waitUntil(lambda: window.document.settled)
    assert "two ways" not in window.notices.text


def test_the_answer_is_applied_and_can_be_taken_back(
    open_list: ImportDialog, window: MainWindow, qtbot: QtBot
) -> None:
    document = window.document
    open_list.question.answers[1].click()
    open_list.accept()
    assert document.project is not None
    assert document.project.assumptions.date_order is DateOrder.MDY
    assert document.undo_stack.undoText() == "change of how the list is read"
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: document.settled)
    assert document.project.assumptions.date_order is None
    assert window.asking.dialog is None


def test_the_answer_holds_for_the_next_list_of_its_kind(
    open_list: ImportDialog, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    open_list.question.answers[1].click()
    open_list.accept()
    window.document.close()
    window.open_path(write(tmp_path, OPEN[0], "C7,01/02/2024,", name="next.csv"))
    qtbot.waitUntil(lambda: known(window), timeout=20_000)
    project = window.document.project
    assert project is not None
    assert project.assumptions.date_order is DateOrder.MDY
    assert window.asking.dialog is None
    assert "Your choices of last time are used." in window.notices.text


def test_a_window_built_anew_does_not_ask_once_more(
    open_list: ImportDialog, window: MainWindow, remembered: Settings, qtbot: QtBot
) -> None:
    open_list.reject()
    other = MainWindow(window.document, remembered)
    qtbot.addWidget(other)
    window.document.work_out_again()
    qtbot.waitUntil(lambda: window.document.settled)
    assert other.asking.dialog is None


def test_another_reading_of_the_file_is_one_edit(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    lines = ("x,y,z", "Customer ID,Start date,End date", "C1,2024-04-03,")
    path = write(tmp_path, *lines)
    window.open_path(path)
    qtbot.waitUntil(lambda: window.document.project is not None, timeout=20_000)
    qtbot.waitUntil(lambda: window.document.settled)
    before = window.document.project
    assert before is not None
    window.asking.ask()
    dialog = asked(window)
    row = 2 if before.source.header_row == 1 else 1
    dialog.read({"header_row": row})
    qtbot.waitUntil(lambda: dialog.draft.source.header_row == row, timeout=20_000)
    dialog.accept()
    assert window.document.undo_stack.count() == 1
    assert window.document.file.imported is window.document.project
    window.document.undo_stack.undo()
    assert window.document.project is before
    qtbot.waitUntil(lambda: window.document.settled)


def test_what_is_said_about_a_list_that_was_not_read_here_is_kept_too(
    full_window: MainWindow, qtbot: QtBot
) -> None:
    full_window.asking.ask()
    dialog = asked(full_window)
    dialog.meanings.choose("Plan", Role.REGION)
    dialog.accept()
    kept = recall(a_list().table.headings)
    assert kept is not None
    assert kept.columns[Role.REGION] == 6
    qtbot.waitUntil(lambda: full_window.document.settled)


def test_the_dialog_goes_with_its_list(full_window: MainWindow, qtbot: QtBot) -> None:
    full_window.asking.ask()
    full_window.document.close()
    assert full_window.asking.dialog is None
    full_window.asking.ask()
    assert full_window.asking.dialog is None


def test_a_project_is_not_asked_about(window: MainWindow, qtbot: QtBot) -> None:
    project: Project = a_list()
    window.document.adopt(project)
    qtbot.waitUntil(lambda: known(window))
    assert window.document.first_reading is None
    assert window.asking.dialog is None
