from __future__ import annotations

import pytest

from churn_desktop.core.issues import IssueCode
from churn_desktop.pages.issue_words.rows import ROW_WORDS

SET_ASIDE = (
    IssueCode.MISSING_ID,
    IssueCode.MISSING_START,
    IssueCode.MISSING_FLAG,
    IssueCode.END_BEFORE_START,
    IssueCode.START_IN_FUTURE,
)


@pytest.mark.parametrize("code", SET_ASIDE)
def test_rows_that_no_figure_counts_are_said_to_be_set_aside(code: IssueCode) -> None:
    words = ROW_WORDS[code]
    assert "is set aside" in words.sentence(1)
    assert "are set aside" in words.sentence(2)
    assert words.remedy


def test_two_currencies_are_never_added() -> None:
    sentence = ROW_WORDS[IssueCode.MIXED_CURRENCIES].sentence(3)
    assert "{others}" in sentence
    assert "cannot be added" in sentence
