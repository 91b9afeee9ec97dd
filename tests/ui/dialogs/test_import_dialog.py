from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QSpinBox,
)
from pytestqt.qtbot import QtBot

from churn_desktop.core.project import Project
from churn_desktop.core.schema import DateOrder, Role, Shape
from churn_desktop.importing.importer import open_list, open_lists, with_roles
from churn_desktop.ui.dialogs.import_dialog import ImportDialog
from churn_desktop.ui.tasks import TaskRunner
from tests.ui.made import TODAY, a_list, a_table

Make = Callable[..., ImportDialog]
USED = "39 of 40 rows used · 1 set aside · 0 doubtful · 39 customers"


@pytest.fixture
def make(runner: TaskRunner, qtbot: QtBot) -> Make:
    def make_dialog(project: Project, **more: bool) -> ImportDialog:
        dialog = ImportDialog(project, runner, lambda: TODAY, **more)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return make_dialog


def by_name(dialog: ImportDialog, kind: type, name: str) -> object:
    (found,) = [b for b in dialog.findChildren(kind) if b.accessibleName() == name]
    return found


def choose(dialog: ImportDialog, name: str, text: str) -> None:
    box = by_name(dialog, QComboBox, name)
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findText(text))
    box.activated.emit(box.currentIndex())


def ok(dialog: ImportDialog) -> bool:
    buttons = dialog.findChild(QDialogButtonBox)
    assert isinstance(buttons, QDialogButtonBox)
    return buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled()


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


def test_it_shows_what_results_before_anything_is_changed(
    make: Make, qtbot: QtBot
) -> None:
    dialog = make(a_list())
    qtbot.waitUntil(lambda: dialog.outcome == USED)
    assert dialog.grid.model().rowCount() == 40
    assert dialog.meanings.item(2, 3).text() == "sure"
    assert dialog.question.isHidden()
    assert ok(dialog)


def test_other_meanings_change_the_draft_only(make: Make, qtbot: QtBot) -> None:
    project = a_list()
    dialog = make(project)
    dialog.meanings.choose("Plan", Role.INDUSTRY)
    assert dialog.draft.heading(Role.INDUSTRY) == "Plan"
    assert project.heading(Role.PLAN) == "Plan"
    qtbot.waitUntil(lambda: dialog.meanings.item(5, 3).text() == "your choice")
    assert dialog.outcome == USED


def test_what_a_choice_changes_is_seen_at_once(make: Make, qtbot: QtBot) -> None:
    dialog = make(a_list())
    qtbot.waitUntil(lambda: dialog.outcome == USED)
    dialog.meanings.choose("Until", None)
    qtbot.waitUntil(lambda: "40 of 40 rows used (+1)" in dialog.outcome)
    assert "0 set aside (−1)" in dialog.outcome
    model = dialog.grid.model()
    assert model.headerData(3, Qt.Orientation.Horizontal) == "Until"


def test_meanings_that_say_too_little_are_answered(make: Make, qtbot: QtBot) -> None:
    dialog = make(a_list())
    for heading in ("Since", "Until"):
        dialog.meanings.choose(heading, None)
    qtbot.waitUntil(lambda: "Say which column" in dialog.outcome)
    assert not ok(dialog)
    assert dialog.grid.model().rowCount() == 40
    dialog.meanings.choose("Since", Role.START)
    qtbot.waitUntil(lambda: "rows used" in dialog.outcome)
    assert ok(dialog)


def test_dates_and_ends_are_assumptions(make: Make, qtbot: QtBot) -> None:
    dialog = make(a_list())
    choose(dialog, "Dates are written as", "day, month, year")
    choose(dialog, "An end date is", "the last day of service")
    told = dialog.draft.assumptions
    assert told.date_order is DateOrder.DMY
    assert told.last_day_of_service
    with qtbot.waitSignal(dialog.looked):
        pass


def test_only_questions_that_matter_are_asked(make: Make, qtbot: QtBot) -> None:
    project = a_list()
    dialog = make(
        replace(project, source=replace(project.source, sheet=None, sheets=()))
    )
    unit = by_name(dialog, QComboBox, "Time as a customer is in")
    assert isinstance(unit, QComboBox)
    assert not unit.isVisible()
    dialog.meanings.choose("Fee", Role.TENURE)
    assert unit.isVisible()


def ambiguous() -> Project:
    table = a_table(
        {"id": ["C1", "C2"], "from": ["03/04/2024", "05/06/2023"], "to": ["", ""]}
    )
    roles = {Role.CUSTOMER_ID: "id", Role.START: "from", Role.END: "to"}
    return with_roles(replace(a_list(), table=table), roles)


def test_the_one_question_that_matters_is_asked(make: Make, qtbot: QtBot) -> None:
    dialog = make(ambiguous())
    qtbot.waitUntil(dialog.question.isVisible)
    dialog.activateWindow()
    assert dialog.focusWidget() is dialog.question.answers[0]
    assert "2 doubtful" in dialog.outcome
    assert dialog.grid.model().index(0, 1).data() == "2024-04-03"
    dialog.question.answers[1].click()
    assert dialog.draft.assumptions.date_order is DateOrder.MDY
    qtbot.waitUntil(lambda: "0 doubtful (−2)" in dialog.outcome)
    assert dialog.grid.model().index(0, 1).data() == "2024-03-04"
    assert dialog.question.isVisible()
    choose(dialog, "Dates are written as", "day, month, year")
    qtbot.waitUntil(dialog.question.answers[0].isChecked)


def test_another_sheet_is_read(make: Make, workbook: Path, qtbot: QtBot) -> None:
    project = open_list(workbook, today=TODAY)
    assert project.source.sheet == "Old"
    dialog = make(project, edited=True)
    choose(dialog, "Sheet", "New")
    qtbot.waitUntil(lambda: dialog.draft.source.sheet == "New", timeout=20_000)
    assert dialog.meanings.rowCount() == 4
    qtbot.waitUntil(lambda: "2 of 2 rows used" in dialog.outcome)
    assert "Undo brings them back" in dialog.outcome
    assert dialog.read_anew
    dialog.read({"sheet": "New"})
    assert "2 of 2 rows used" in dialog.outcome


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
    dialog.read({"header_row": 900})
    assert not ok(dialog)
    qtbot.waitUntil(lambda: ok(dialog), timeout=20_000)
    assert dialog.draft is project
    assert "heading row" in dialog.outcome


def test_text_can_be_read_in_another_way(
    make: Make, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "shops.csv"
    rows = "编号,开始日期,结束日期\n甲一,2023-01-05,2023-06-01\n乙二,2023-02-05,\n"
    path.write_bytes(rows.encode("gb18030"))
    dialog = make(open_list(path, today=TODAY))
    choose(dialog, "Text encoding", "gb18030")
    qtbot.waitUntil(lambda: "编号" in dialog.draft.table.headings, timeout=20_000)
    choose(dialog, "Cells are separated by", "semicolon ;")
    qtbot.waitUntil(lambda: dialog.draft.source.delimiter == ";", timeout=20_000)
    assert dialog.draft.source.encoding == "gb18030"
    assert len(dialog.draft.table.headings) == 1


def test_it_can_be_used_with_the_keyboard_alone(make: Make, qtbot: QtBot) -> None:
    dialog = make(a_list())
    qtbot.waitUntil(lambda: dialog.outcome == USED)
    dialog.activateWindow()
    dialog.form.findChildren(QComboBox)[0].setFocus()
    reached = []
    for _step in range(60):
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.append(focused.accessibleName())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    wanted = (
        "Sheet", "An end date is", "Meaning of “Customer”", "Meaning of “Plan”",
        "The first rows as they will be understood",
    )  # fmt: skip
    places = [reached.index(name) for name in wanted]
    assert places == sorted(places)
    fee = dialog.meanings.box("Fee")
    fee.setFocus()
    qtbot.keyClick(fee, Qt.Key.Key_Home)
    assert Role.FEE not in dialog.draft.roles
    assert dialog.grid.selectionModel().selectedColumns()[0].column() == 4


def test_nothing_is_looked_at_once_it_is_closed(make: Make, qtbot: QtBot) -> None:
    dialog = make(a_list())
    qtbot.waitUntil(lambda: dialog.outcome == USED)
    dialog.meanings.choose("Until", None)
    with qtbot.assertNotEmitted(dialog.looked, wait=0):
        dialog.reject()
    assert dialog.draft.heading(Role.END) is None


def test_the_days_of_several_lists_can_be_changed(
    tmp_path: Path, make: Make, qtbot: QtBot
) -> None:
    paths = [tmp_path / f"2024-0{month}.csv" for month in (1, 2)]
    for path in paths:
        path.write_text("customer id,plan\nA,x\nB,y\n", encoding="utf-8")
    dialog = make(open_lists(paths, today=TODAY))
    qtbot.waitUntil(lambda: "4 of 4" in dialog.outcome)
    assert dialog.days.isVisible()
    before = dialog.draft
    with qtbot.waitSignal(dialog.looked):
        dialog.days.box("2024-02.csv").setDate(QDate(2024, 2, 10))
    parts = dialog.draft.source.parts
    assert [part.day for part in parts] == [date(2024, 1, 31), date(2024, 2, 10)]
    # Two lists of one day are no series: the draft stays, and it is said why.
    with qtbot.waitSignal(dialog.looked):
        dialog.days.box("2024-02.csv").setDate(QDate(2024, 1, 31))
    assert "day of its own" in dialog.outcome
    assert dialog.days.days()["2024-02.csv"] == date(2024, 2, 10)
    assert before is not dialog.draft


def test_one_list_alone_asks_for_no_day(make: Make, qtbot: QtBot) -> None:
    dialog = make(a_list())
    qtbot.waitUntil(lambda: dialog.outcome == USED)
    assert not dialog.days.isVisible()


def test_the_kind_of_list_can_be_changed_and_shows_what_it_does(
    make: Make, qtbot: QtBot
) -> None:
    before = a_list()
    dialog = make(before)
    qtbot.waitUntil(lambda: dialog.outcome == USED)
    with qtbot.waitSignal(dialog.looked):
        choose(dialog, "Kind of list", "purchases")
    assert dialog.draft.shape is Shape.PURCHASES
    assert dialog.meanings.roles()[Role.PURCHASE_DATE] == before.roles[Role.START]
    assert ok(dialog)
    with qtbot.waitSignal(dialog.looked):
        choose(dialog, "Kind of list", "monthly payments")
    assert dialog.draft.shape is None
    assert "a column for each month" in dialog.outcome
    assert not ok(dialog)
    with qtbot.waitSignal(dialog.looked):
        choose(dialog, "Kind of list", "as its columns show")
    assert dialog.outcome == USED
    assert dialog.draft.roles == before.roles
