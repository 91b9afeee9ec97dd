from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from churn_desktop.core.issues import Issue, IssueCode, Severity
from churn_desktop.pages.model import PageId, Table
from churn_desktop.pages.report import Pages
from churn_desktop.ui.document import Document
from churn_desktop.ui.findings import Findings
from churn_desktop.ui.views.issue_bar import IssueBar
from tests.ui.conftest import Opened
from tests.ui.made import a_list, a_page_table


@pytest.fixture
def findings(opened: Opened) -> Findings:
    document: Document = opened(a_list())
    found = document.findings
    assert found is not None
    issues = (
        *found.understanding.issues,
        Issue(IssueCode.UNTIDY_TEXT, Severity.NOTE, "Plan", (3, 4)),
        Issue(IssueCode.FLAG_CODED, Severity.WARNING, "Plan"),
    )
    understanding = replace(found.understanding, issues=issues)
    pages = Pages(found.project, understanding, found.analysis)
    return replace(found, understanding=understanding, pages=pages)


@pytest.fixture
def bar(qtbot: QtBot, findings: Findings) -> IssueBar:
    bar = IssueBar()
    qtbot.addWidget(bar)
    bar.show_findings(findings)
    return bar


@pytest.fixture
def table(findings: Findings) -> Table:
    return findings.report.page(PageId.DATA_CHECK).table("issues")


def row_of(table: Table, code: IssueCode) -> int:
    return next(n for n, key in enumerate(table.row_keys) if key.startswith(code))


def test_it_is_about_the_chosen_doubt(bar: IssueBar, table: Table) -> None:
    assert bar.isHidden()
    bar.follow(table, row_of(table, IssueCode.DATE_UNREADABLE))
    assert not bar.isHidden()
    assert bar.text == "Not a date: 1 row"
    assert bar.issue is not None
    assert bar.mend_button.isHidden()
    assert not bar.show_button.isHidden()


def test_only_what_helps_is_offered(bar: IssueBar, table: Table) -> None:
    bar.follow(table, row_of(table, IssueCode.UNTIDY_TEXT))
    assert not bar.mend_button.isHidden()
    assert bar.reading_button.isHidden()
    bar.follow(table, row_of(table, IssueCode.FLAG_CODED))
    assert bar.text == "Codes for left and stayed"
    assert bar.mend_button.isHidden()
    assert bar.show_button.isHidden()
    assert not bar.reading_button.isHidden()


def test_its_buttons_ask(bar: IssueBar, table: Table, qtbot: QtBot) -> None:
    row = row_of(table, IssueCode.UNTIDY_TEXT)
    bar.follow(table, row)
    with qtbot.waitSignal(bar.mend_wanted) as mend:
        bar.mend_button.click()
    assert mend.args[0].code is IssueCode.UNTIDY_TEXT
    with qtbot.waitSignal(bar.rows_wanted) as rows:
        bar.show_button.click()
    assert rows.args == [table, row]
    with qtbot.waitSignal(bar.reading_wanted):
        bar.reading_button.click()


def test_other_tables_leave_it_as_it_is(bar: IssueBar, table: Table) -> None:
    bar.follow(table, 0)
    before = bar.issue
    bar.follow(a_page_table(), 0)
    bar.follow(table, 99)
    assert bar.issue is before
    bar.show_findings(None)
    assert bar.isHidden()
    bar.follow(table, 0)
    assert bar.isHidden()
