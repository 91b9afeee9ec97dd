from __future__ import annotations

import pytest

from churn_desktop.core.issues import Issue, IssueCode, Severity
from churn_desktop.importing.relevance import weigh
from tests.importing.lists import text_table

TABLE = text_table("id|fee|remark\nA|1|x\nB|2|y")


def severity(issue: Issue, used: tuple[str, ...] = ("id", "fee")) -> Severity:
    (found,) = weigh([issue], TABLE, used, header_row=1)
    return found.severity


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("C2", Severity.NOTE),
        ("C2, C3", Severity.NOTE),
        ("B2", Severity.WARNING),
        ("C2, B3", Severity.WARNING),
        ("C2, …", Severity.WARNING),
        ("", Severity.WARNING),
    ],
)
def test_errors_matter_where_a_column_means_something(
    cells: str, expected: Severity
) -> None:
    facts = {"cells": cells}
    issue = Issue(IssueCode.ERROR_CELLS, Severity.WARNING, rows=(2,), facts=facts)
    assert severity(issue) == expected
    assert severity(issue, used=()) == Severity.WARNING


def test_merged_headings_hide_nothing() -> None:
    code = IssueCode.MERGED_CELLS
    assert severity(Issue(code, Severity.WARNING, rows=(1,))) == Severity.NOTE
    assert severity(Issue(code, Severity.WARNING, rows=(1, 2))) == Severity.WARNING
    assert severity(Issue(code, Severity.WARNING)) == Severity.WARNING


def test_other_doubts_stay_what_they_are() -> None:
    issue = Issue(IssueCode.TRUNCATED, Severity.WARNING, rows=(1,))
    assert severity(issue) == Severity.WARNING
