from __future__ import annotations

import pytest

from churn_desktop.core.issues import Issue, IssueCode, Severity
from churn_desktop.core.schema import Role
from churn_desktop.pages.issue_table import (
    EXAMPLES,
    examples,
    grouped,
    issue_key,
    issue_table,
)
from tests.pages.lists import golden

NOTE = Severity.NOTE


def spelling(kept: str, other: str, *rows: int) -> Issue:
    facts = {"form": "likely", "kept": kept, "other": other}
    return Issue(IssueCode.SPELLING_VARIANTS, NOTE, "until", rows, facts=facts)


def test_every_row_has_a_key_of_its_own() -> None:
    issues = (
        Issue(IssueCode.UNTIDY_TEXT, NOTE, "customer", (2,)),
        Issue(IssueCode.UNTIDY_TEXT, NOTE, "until", (2,)),
        spelling("Credit Card", "CC", 2, 3),
        spelling("Cash on Delivery", "COD", 4),
        Issue(IssueCode.END_BEFORE_START, Severity.ERROR, "until", (5,)),
    )
    table = issue_table(golden(issues=issues))
    assert len(table.row_keys) == len(set(table.row_keys)) == len(table.frame) == 5
    by_key = {issue_key(issue): issue for issue in issues}
    assert by_key[table.row_keys[0]].code is IssueCode.END_BEFORE_START


def test_two_questions_are_not_joined_and_one_asked_twice_is() -> None:
    found = grouped(
        [spelling("a", "b", 2), spelling("a", "c", 3), spelling("a", "b", 4)]
    )
    assert [issue.rows for issue in found] == [(2, 4), (3,)]


def test_the_first_different_cells_are_quoted() -> None:
    material = golden()
    dates = material.project.table.frame["since"]
    rows = tuple(material.project.table.rows.tolist())
    told = examples(material.project, Issue(IssueCode.SHORT_YEAR, NOTE, "since", rows))
    assert told.split(", ")[0] == dates.iloc[0]
    assert told.endswith("…")
    assert told.count(", ") == EXAMPLES - 1


def test_both_dates_of_a_row_are_quoted() -> None:
    project = golden().project
    at = next(n for n, end in enumerate(project.table.frame["until"]) if end)
    row = int(project.table.rows[at])
    issue = Issue(IssueCode.END_BEFORE_START, Severity.ERROR, "until", (row,))
    begin, end = (project.table.frame[name].iloc[at] for name in ("since", "until"))
    assert examples(project, issue) == f"{begin} → {end}"


def test_whole_rows_are_told_by_whose_they_are() -> None:
    project = golden().project
    issue = Issue(IssueCode.DUPLICATE_ROWS, Severity.WARNING, None, (2,))
    assert examples(project, issue) == project.table.frame["customer"].loc[2]
    assert Role.CUSTOMER_ID in project.roles


@pytest.mark.parametrize(("facts", "told"), [({}, ""), ({"cells": "C2, C9"}, "C2, C9")])
def test_doubts_about_the_file_quote_no_cell(facts: dict[str, str], told: str) -> None:
    issue = Issue(IssueCode.ERROR_CELLS, NOTE, None, (), facts=facts)
    assert examples(golden().project, issue) == told


def test_where_there_is_a_mend_the_page_says_so() -> None:
    issues = (
        Issue(IssueCode.END_BEFORE_START, Severity.ERROR, "until", (3,)),
        Issue(IssueCode.MISSING_AMOUNT, Severity.WARNING, "fee", (4,)),
    )
    remedies = issue_table(golden(issues=issues)).frame["remedy"].tolist()
    assert remedies[0].endswith("“Mend…” can do it.")
    assert "Mend…" not in remedies[1]
