from __future__ import annotations

import pytest

from churn_desktop.core.issues import Issue, IssueCode, Severity
from churn_desktop.importing.mends import MENDABLE
from churn_desktop.pages.issue_words.untidy import UNTIDY_WORDS, mend_done, mend_title
from churn_desktop.pages.messages import explain_issue, issue_title


@pytest.mark.parametrize("code", sorted(MENDABLE))
def test_every_mend_has_a_name(code: IssueCode) -> None:
    assert mend_title(code)[0].isupper()
    assert "1 " in mend_done(code, 1)
    assert "1,200" in mend_done(code, 1200)


def test_what_has_no_mend_has_no_name() -> None:
    with pytest.raises(KeyError):
        mend_title(IssueCode.MISSING_ID)


@pytest.mark.parametrize("code", UNTIDY_WORDS)
def test_untidiness_costs_no_row(code: IssueCode) -> None:
    words = UNTIDY_WORDS[code]
    assert "set aside" not in words.sentence(2)
    assert words.remedy


def test_a_likely_spelling_is_a_question() -> None:
    facts = {"form": "likely", "kept": "Mobile Phone", "other": "Phone"}
    rows = (2, 3)
    issue = Issue(
        IssueCode.SPELLING_VARIANTS, Severity.NOTE, "device", rows, facts=facts
    )
    assert issue_title(issue) == "Is this the same value?"
    assert explain_issue(issue) == (
        "“Phone” in 2 cells may be another way to write “Mobile Phone”."
    )


def test_spellings_that_are_the_same_are_named() -> None:
    facts = {"form": "same", "values": "Pro = pro"}
    issue = Issue(IssueCode.SPELLING_VARIANTS, Severity.NOTE, "plan", (2,), facts=facts)
    assert explain_issue(issue).endswith("capitals, spaces or signs: Pro = pro.")
