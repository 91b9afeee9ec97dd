from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QSpinBox
from pytestqt.qtbot import QtBot

from churn_desktop.core.project import Project
from churn_desktop.core.schema import DateOrder, Role
from churn_desktop.importing.importer import open_list
from churn_desktop.ui.dialogs.columns_dialog import ColumnsDialog
from churn_desktop.ui.tasks import TaskRunner
from tests.ui.made import TODAY, a_list

Make = Callable[[Project], ColumnsDialog]


@pytest.fixture
def make(runner: TaskRunner, qtbot: QtBot) -> Make:
    def make_dialog(project: Project) -> ColumnsDialog:
        dialog = ColumnsDialog(project, runner, lambda: TODAY)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return make_dialog


def by_name(dialog: ColumnsDialog, kind: type, name: str) -> object:
    (found,) = [b for b in dialog.findChildren(kind) if b.accessibleName() == name]
    return found


def choose(dialog: ColumnsDialog, name: str, text: str) -> None:
    box = by_name(dialog, QComboBox, name)
    assert isinstance(box, QComboBox)
    index = box.findText(text)
    box.setCurrentIndex(index)
    box.activated.emit(index)
    box.textActivated.emit(text)


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "Old"
    for line in (
        ("Customers of the shop",),
        ("Customer ID", "Start date", "End date"),
        ("C1", "2023-01-05", "2023-06-01"),
        ("C2", "2023-02-05", ""),
        ("C3", "2023-02-07", ""),
    ):
        first.append(line)
    second = book.create_sheet("New")
    for line in (
        ("Customer ID", "Start date", "End date", "Monthly fee"),
        ("C1", "2024-01-05", "", 100),
        ("C2", "2024-02-05", "", 200),
    ):
        second.append(line)
    path = tmp_path / "shops.xlsx"
    book.save(path)
    return path


def test_rows_that_can_be_used_are_counted(make: Make, qtbot: QtBot) -> None:
    dialog = make(a_list())
    qtbot.waitUntil(lambda: dialog.outcome == "39 of 40 rows can be used.")


def test_other_meanings_change_the_draft_only(make: Make, qtbot: QtBot) -> None:
    project = a_list()
    dialog = make(project)
    dialog.meanings.choose("Plan", Role.INDUSTRY)
    assert dialog.draft.heading(Role.INDUSTRY) == "Plan"
    assert project.heading(Role.PLAN) == "Plan"
    qtbot.waitUntil(lambda: dialog.outcome == "39 of 40 rows can be used.")


def test_meanings_that_say_too_little_are_answered(make: Make, qtbot: QtBot) -> None:
    dialog = make(a_list())
    for heading in ("Since", "Until"):
        dialog.meanings.choose(heading, None)
    qtbot.waitUntil(lambda: "Say which column" in dialog.outcome)


def test_dates_and_ends_are_assumptions(make: Make, qtbot: QtBot) -> None:
    dialog = make(a_list())
    choose(dialog, "Dates are written as", "day, month, year")
    choose(dialog, "An end date is", "the last day of service")
    told = dialog.draft.assumptions
    assert told.date_order is DateOrder.DMY
    assert told.last_day_of_service
    qtbot.waitUntil(lambda: "rows can be used" in dialog.outcome)


def test_only_questions_that_matter_are_asked(make: Make, qtbot: QtBot) -> None:
    project = a_list()
    dialog = make(
        replace(project, source=replace(project.source, sheet=None, sheets=()))
    )
    assert not by_name(dialog, QComboBox, "Sheet").isVisible()  # type: ignore[attr-defined]
    assert not by_name(dialog, QComboBox, "Text encoding").isVisible()  # type: ignore[attr-defined]
    unit = by_name(dialog, QComboBox, "Time as a customer is in")
    assert isinstance(unit, QComboBox)
    assert not unit.isVisible()
    dialog.meanings.choose("Fee", Role.TENURE)
    assert unit.isVisible()


def test_another_sheet_is_read(make: Make, workbook: Path, qtbot: QtBot) -> None:
    project = open_list(workbook, today=TODAY)
    assert project.source.sheet == "Old"
    dialog = make(project)
    choose(dialog, "Sheet", "New")
    qtbot.waitUntil(lambda: dialog.draft.source.sheet == "New", timeout=20_000)
    assert dialog.meanings.rowCount() == 4
    qtbot.waitUntil(lambda: dialog.outcome == "2 of 2 rows can be used.")
    dialog.choose_sheet("New")
    assert dialog.outcome == "2 of 2 rows can be used."


def test_another_heading_row_is_read(make: Make, workbook: Path, qtbot: QtBot) -> None:
    project = open_list(workbook, today=TODAY)
    dialog = make(project)
    rows = by_name(dialog, QSpinBox, "Headings are in row")
    assert isinstance(rows, QSpinBox)
    assert rows.value() == 2
    rows.setValue(3)
    qtbot.waitUntil(lambda: dialog.draft.source.header_row == 3, timeout=20_000)
    assert "C1" in dialog.draft.table.headings


def test_a_choice_that_cannot_be_read_changes_nothing(
    make: Make, workbook: Path, qtbot: QtBot
) -> None:
    project = open_list(workbook, today=TODAY)
    dialog = make(project)
    dialog.choose_header_row(900)
    buttons = dialog.findChild(QDialogButtonBox)
    assert isinstance(buttons, QDialogButtonBox)
    assert not buttons.isEnabled()
    qtbot.waitUntil(buttons.isEnabled, timeout=20_000)
    assert dialog.draft is project
    assert "heading row" in dialog.outcome


def test_text_can_be_read_in_another_encoding(
    make: Make, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "shops.csv"
    rows = "编号,开始日期,结束日期\n甲一,2023-01-05,2023-06-01\n乙二,2023-02-05,\n"
    path.write_bytes(rows.encode("gb18030"))
    dialog = make(open_list(path, today=TODAY))
    choose(dialog, "Text encoding", "gb18030")
    qtbot.waitUntil(lambda: "编号" in dialog.draft.table.headings, timeout=20_000)
