from __future__ import annotations

from churn_desktop.core.issues import IssueCode
from churn_desktop.pages.issue_words.files import FILE_WORDS
from churn_desktop.pages.issue_words.kinds import KIND_WORDS
from churn_desktop.pages.issue_words.rows import ROW_WORDS
from churn_desktop.pages.issue_words.untidy import UNTIDY_WORDS


def test_every_kind_of_issue_has_words_in_one_place() -> None:
    parts = (FILE_WORDS, ROW_WORDS, KIND_WORDS, UNTIDY_WORDS)
    assert set().union(*parts) == set(IssueCode)
    assert sum(map(len, parts)) == len(IssueCode)


def test_singular_and_plural_differ() -> None:
    words = FILE_WORDS[IssueCode.TOTAL_ROWS]
    assert words.sentence(1).startswith("{count} row looks like a total")
    assert words.sentence(2).startswith("{count} rows look like totals")
