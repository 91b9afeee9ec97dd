from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from churn_desktop.core.issues import IssueCode, Severity
from churn_desktop.core.project import Project
from churn_desktop.core.schema import Shape
from churn_desktop.importing.importer import open_list
from churn_desktop.importing.options import ReadOptions
from tests.importing.lists import TODAY, codes, issue_of
from tests.importing.workbooks import Sheets, pretend

LIST = "customer id|start date|end date\n1|2024-01-01|\n2|2024-01-05|2024-03-01"
LEGEND = "word|meaning\na|b\nc|d"
NAMES = "name|label\nx|y\nz|w"


def opened(monkeypatch: pytest.MonkeyPatch, sheets: Sheets) -> Project:
    pretend(monkeypatch, {"book.xlsx": sheets})
    return open_list(Path("book.xlsx"), today=TODAY)


def test_the_sheet_that_says_more(monkeypatch: pytest.MonkeyPatch) -> None:
    project = opened(monkeypatch, {"Legend": LEGEND, "People": LIST})
    assert (project.source.sheet, project.shape) == ("People", Shape.SUBSCRIPTIONS)
    assert project.reading_issues == ()


def test_sheets_as_wide_as_the_list_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    sheets = {"North": LIST, "South": LIST, "Legend": LEGEND}
    project = opened(monkeypatch, sheets)
    assert project.source.sheet == "North"
    left_out = issue_of(project.reading_issues, IssueCode.OTHER_SHEETS)
    assert left_out.severity == Severity.WARNING
    assert left_out.facts == {"sheets": "South", "count": "1"}


def test_several_unclear_lists_of_names_are_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    project = opened(monkeypatch, {"One": NAMES, "Legend": LEGEND, "Two": NAMES})
    assert (project.source.sheet, project.shape) == ("One", None)
    left_out = issue_of(project.reading_issues, IssueCode.OTHER_SHEETS)
    assert left_out.facts["sheets"] == "Two"
    only = opened(monkeypatch, {"Legend": LEGEND, "Two": NAMES})
    assert IssueCode.OTHER_SHEETS not in codes(only.reading_issues)


def test_a_sheet_that_was_asked_for_is_not_compared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    files = pretend(monkeypatch, {"b.xlsx": {"North": LIST, "South": LIST}})
    options = ReadOptions(sheet="South")
    project = open_list(Path("b.xlsx"), options, today=date(2025, 1, 1))
    assert project.reading_issues == ()
    assert files.asked == [("b.xlsx", "South")]


def test_those_who_left_in_a_wider_sheet_are_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sheets = {
        "Active": "customer id|start date\n1|2024-01-01\n2|2024-01-05",
        "Gone": LIST.replace("end date", "end date|reason"),
        "Legend": f"{LEGEND}|e",
    }
    project = opened(monkeypatch, sheets)
    assert project.source.sheet == "Active"
    left_out = issue_of(project.reading_issues, IssueCode.OTHER_SHEETS)
    assert left_out.facts == {"sheets": "Gone", "count": "1"}
