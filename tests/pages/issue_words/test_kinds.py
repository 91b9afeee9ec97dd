from __future__ import annotations

import pytest

from churn_desktop.core.issues import Issue, IssueCode, Severity
from churn_desktop.pages.issue_words.kinds import KIND_WORDS
from churn_desktop.pages.messages import explain_issue, issue_title, remedy

FACTS = {
    "latest": "2024-05-31",
    "role": "count_lost",
    "sheets": "South",
    "last": "12月",
    "year": "2024",
    "months": "2024-05",
    "lists": "3",
    "first": "2024-01-31",
    "longest": "31",
    "examples": "A → B",
    "as_of": "2024-06-30",
}
SET_ASIDE = (
    IssueCode.MISSING_DATE,
    IssueCode.GAP_IN_PERIODS,
    IssueCode.COUNTS_INCOMPLETE,
    IssueCode.REPEATED_PERIODS,
)


@pytest.mark.parametrize("code", KIND_WORDS)
@pytest.mark.parametrize("rows", [(), (2,), (2, 3)])
def test_every_sentence_can_be_said(code: IssueCode, rows: tuple[int, ...]) -> None:
    issue = Issue(code, Severity.WARNING, None, rows, None, FACTS)
    sentence = explain_issue(issue)
    assert sentence.endswith(".")
    assert "…" not in sentence
    assert "{" not in sentence
    assert issue_title(code)
    assert remedy(code) == "" or remedy(code).endswith(".")


@pytest.mark.parametrize("code", SET_ASIDE)
def test_rows_that_no_figure_counts_are_said_to_be_set_aside(code: IssueCode) -> None:
    words = KIND_WORDS[code]
    assert "set aside" in words.sentence(1)
    assert "set aside" in words.sentence(2)
    assert words.remedy


def test_renames_are_asked_about() -> None:
    words = KIND_WORDS[IssueCode.RENAME_LIKELY]
    assert words.title.endswith("?")
    assert "of its own" in words.sentence(1)
