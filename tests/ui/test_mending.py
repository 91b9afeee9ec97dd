from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QComboBox, QTableView
from pytestqt.qtbot import QtBot

from churn_desktop.core.issues import Issue, IssueCode
from churn_desktop.core.project import Project
from churn_desktop.pages.model import PageId
from churn_desktop.ui.dialogs.mend_dialog import MendDialog
from churn_desktop.ui.main_window import MainWindow
from tests.ui.conftest import Opened
from tests.ui.dialogs.test_mend_dialog import SWAPPED, with_cells


def issue_of(window: MainWindow, code: IssueCode) -> Issue:
    findings = window.document.findings
    assert findings is not None
    return next(i for i in findings.understanding.issues if i.code is code)


@pytest.fixture
def wrong(window: MainWindow, opened: Opened) -> MainWindow:
    """A window with a list in which two rows end before they start."""
    opened(with_cells(**SWAPPED))
    return window


def offered(window: MainWindow, qtbot: QtBot) -> MendDialog:
    qtbot.waitUntil(lambda: window.mending.dialog is not None)
    dialog = window.mending.dialog
    assert dialog is not None
    return dialog


def project_of(window: MainWindow) -> Project:
    assert window.document.project is not None
    return window.document.project


def test_what_is_chosen_is_one_edit_and_can_be_taken_back(
    wrong: MainWindow, qtbot: QtBot
) -> None:
    before = project_of(wrong)
    wrong.mending.offer(issue_of(wrong, IssueCode.END_BEFORE_START))
    dialog = offered(wrong, qtbot)
    dialog.model.toggle(1)
    dialog.accept()
    qtbot.waitUntil(lambda: project_of(wrong) is not before)
    after = project_of(wrong)
    assert after.table.frame["Since"].tolist()[:2] == ["2024-03-01", "2024-06-01"]
    assert len(after.mended) == 2
    assert wrong.document.undo_stack.undoText() == "Swap the dates of 1 row"
    assert wrong.mending.dialog is None
    wrong.document.undo_stack.undo()
    assert project_of(wrong) is before
    qtbot.waitUntil(lambda: wrong.document.settled)


def test_nothing_is_mended_unasked(wrong: MainWindow, qtbot: QtBot) -> None:
    before = project_of(wrong)
    wrong.mending.offer(issue_of(wrong, IssueCode.END_BEFORE_START))
    offered(wrong, qtbot).reject()
    assert project_of(wrong) is before
    assert wrong.document.undo_stack.count() == 0


def test_what_cannot_be_mended_safely_is_said(wrong: MainWindow, qtbot: QtBot) -> None:
    issue = issue_of(wrong, IssueCode.END_BEFORE_START)
    wrong.mending.offer(replace(issue, rows=(4,)))
    qtbot.waitUntil(lambda: "correct the cells yourself" in wrong.notices.text)
    assert wrong.mending.dialog is None


def test_one_offer_at_a_time_and_none_without_figures(
    wrong: MainWindow, qtbot: QtBot
) -> None:
    issue = issue_of(wrong, IssueCode.END_BEFORE_START)
    wrong.mending.offer(issue)
    first = offered(wrong, qtbot)
    wrong.mending.offer(issue)
    assert wrong.mending.dialog is first
    wrong.document.close()
    assert wrong.mending.dialog is None
    wrong.mending.offer(issue)
    assert not wrong.document.runner.busy


def test_the_page_leads_to_rows_and_mend_and_keeps_a_log(
    wrong: MainWindow, qtbot: QtBot
) -> None:
    pages = wrong.pages
    pages.choose(PageId.DATA_CHECK)
    bar = pages.issue_bar
    assert bar.isVisible()
    assert bar.text == "End before start: 2 rows"
    bar.show_button.click()
    assert pages.chosen is PageId.CUSTOMERS
    assert len(pages.customers.model) == 2
    assert (
        pages.customers.model.heading(pages.customers.sheet.currentIndex().column())
        == "Until"
    )
    assert pages.customers.trail.isVisible()
    pages.go_back()
    assert bar.text == "End before start: 2 rows"
    bar.mend_button.click()
    before = project_of(wrong)
    offered(wrong, qtbot).accept()
    qtbot.waitUntil(lambda: project_of(wrong) is not before)
    qtbot.waitUntil(lambda: wrong.document.settled)
    log = wrong.findChild(QTableView, "mendedGrid")
    assert log is not None
    assert log.model().rowCount() == 4
    assert bar.issue is not None
    assert bar.issue.code is not IssueCode.END_BEFORE_START


def test_what_is_chosen_meanwhile_does_not_undo_a_mend(
    wrong: MainWindow, qtbot: QtBot
) -> None:
    before = project_of(wrong)
    wrong.mending.offer(issue_of(wrong, IssueCode.END_BEFORE_START))
    offered(wrong, qtbot).accept()
    wrong.assume("Stage", "early_months", 2)
    qtbot.waitUntil(lambda: not wrong.document.runner.busy)
    assert project_of(wrong).assumptions.early_months == 2
    assert project_of(wrong).table is not before.table


def test_another_spelling_is_worked_out_in_the_background(
    window: MainWindow, opened: Opened, qtbot: QtBot
) -> None:
    opened(with_cells(Plan=["Credit Card", "CC", "Credit Card", "CC", "CC"] * 8))
    window.mending.offer(issue_of(window, IssueCode.SPELLING_VARIANTS))
    dialog = offered(window, qtbot)
    dialog.findChild(QComboBox).setCurrentIndex(1)
    dialog.findChild(QComboBox).activated.emit(1)
    qtbot.waitUntil(lambda: dialog.mend.facts["kept"] == "Credit Card")
    assert len(dialog.chosen) == 24
