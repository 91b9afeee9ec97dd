from __future__ import annotations

from churn_desktop.core.issues import Issue, IssueCode, Severity


def test_the_first_row_of_an_issue() -> None:
    issue = Issue(IssueCode.END_BEFORE_START, Severity.ERROR, "end", rows=(17, 20))
    assert issue.first_row == 17
    whole = Issue(IssueCode.DATE_AMBIGUOUS, Severity.NOTE, facts={"order": "dmy"})
    assert whole.first_row is None
    assert whole.facts["order"] == "dmy"


def test_issues_do_not_share_their_facts() -> None:
    one, other = (Issue(IssueCode.NO_ROWS, Severity.ERROR) for _ in range(2))
    assert one == other
    assert one.facts is not other.facts


def test_codes_are_their_own_text() -> None:
    assert all(code.value == code.name.lower() for code in IssueCode)
