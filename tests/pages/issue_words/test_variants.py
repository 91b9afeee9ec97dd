from __future__ import annotations

import pytest

from churn_desktop.core.issues import Issue, IssueCode, Severity
from churn_desktop.pages.issue_words.variants import VARIANTS, variant_of
from churn_desktop.pages.messages import explain_issue, issue_title, remedy


@pytest.mark.parametrize("key", VARIANTS, ids=str)
def test_a_fact_changes_the_sentence(key: tuple[IssueCode, str, str]) -> None:
    code, name, value = key
    plain = Issue(code, Severity.NOTE, "fee", (2,))
    special = Issue(code, Severity.NOTE, "fee", (2,), facts={name: value})
    assert variant_of(plain) is None
    assert explain_issue(special) != explain_issue(plain)
    assert explain_issue(special).endswith(".")
    assert issue_title(special)
    assert remedy(special) == "" or remedy(special).endswith(".")


def test_a_unit_in_the_heading_is_named() -> None:
    facts = {"form": "heading_scale", "scale": "10000"}
    issue = Issue(IssueCode.NUMBER_AS_TEXT, Severity.NOTE, "月费（万元）", facts=facts)
    assert "10000 times" in explain_issue(issue)
    assert issue_title(issue) == "Heading gives a unit"


def test_a_fee_without_a_term_is_taken_as_monthly() -> None:
    whole = Issue(
        IssueCode.UNKNOWN_BILLING_TERM, Severity.WARNING, "fee", facts={"months": "1"}
    )
    rows = Issue(IssueCode.UNKNOWN_BILLING_TERM, Severity.WARNING, "term", (4, 5))
    assert "fee of one month" in explain_issue(whole)
    assert explain_issue(rows).startswith("2 rows do not say for how long")
