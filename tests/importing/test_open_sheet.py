from __future__ import annotations

from pathlib import Path

import pytest

from churn_desktop.core.errors import BadChoice
from churn_desktop.core.issues import Issue, IssueCode, Severity
from churn_desktop.core.progress import silent
from churn_desktop.core.project import Assumptions
from churn_desktop.core.schema import Role, Shape
from churn_desktop.importing.open_sheet import existing, open_sheet, try_sheet
from churn_desktop.importing.options import ReadOptions
from tests.importing.lists import text_table
from tests.importing.workbooks import pretend

BOOK = Path("book.xlsx")
SHEET = """Members of 2024
customer id|start date|end date|注册
1|2024-01-01||x
2|2024-01-05||y"""


def test_a_sheet_and_all_that_was_found(monkeypatch: pytest.MonkeyPatch) -> None:
    files = pretend(monkeypatch, {"book.xlsx": {"A": SHEET, "B": "x|y\n1|2"}})
    facts = {"cells": "D3"}
    files.issues = (
        Issue(IssueCode.ERROR_CELLS, Severity.WARNING, rows=(3,), facts=facts),
    )
    opened = open_sheet(BOOK, "A", ReadOptions(), silent)
    assert opened.shape == Shape.SUBSCRIPTIONS
    assert opened.knows_customers
    assert [issue.code for issue in opened.about_file] == [
        IssueCode.ERROR_CELLS,
        IssueCode.TITLE_ROWS,
    ]
    assert opened.about_file[0].severity == Severity.NOTE
    more = Issue(IssueCode.OTHER_SHEETS, Severity.WARNING)
    options = ReadOptions(assumptions=Assumptions(currency="EUR"))
    project = opened.project(options, more)
    assert project.source.sheets == ("A", "B")
    assert (project.source.sheet, project.source.header_row) == ("A", 2)
    assert project.source.title == "Members of 2024"
    assert project.source.said == "Members of 2024 A book"
    assert project.assumptions.currency == "EUR"
    assert project.reading_issues[-1] == more


def test_a_text_file_has_no_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, {"list.csv": {"": "colour|size\nred|1\nblue|2"}})
    opened = open_sheet(Path("list.csv"), None, ReadOptions(), silent)
    source = opened.project(ReadOptions()).source
    assert (source.sheet, source.sheets) == (None, ())
    assert (source.encoding, source.delimiter) == ("utf-8", ",")
    assert not opened.knows_customers
    assert opened.shape is None


def test_options_that_do_not_fit_a_sheet_nobody_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pretend(monkeypatch, {"book.xlsx": {"A": SHEET}})
    wanted = ReadOptions(columns={Role.FEE: "nope"})
    assert try_sheet(BOOK, "A", wanted, silent) is None
    assert try_sheet(BOOK, "A", ReadOptions(), silent) is not None
    with pytest.raises(BadChoice):
        open_sheet(BOOK, "A", wanted, silent)


def test_headings_however_they_are_written() -> None:
    table = text_table("Start Date|客户 编号\n2024-01-01|1")
    wanted = {Role.START: "start_date", Role.CUSTOMER_ID: "客戶編號"}
    assert existing(table, wanted) == {
        Role.START: "Start Date",
        Role.CUSTOMER_ID: "客户 编号",
    }
    with pytest.raises(BadChoice) as caught:
        existing(table, {Role.END: "end"})
    assert caught.value.known == table.headings
