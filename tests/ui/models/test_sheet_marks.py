from __future__ import annotations

import numpy as np
import pytest

from churn_desktop.core.issues import Issue, IssueCode, Severity
from churn_desktop.core.table import Table
from churn_desktop.ui.models.sheet_marks import Marks, mark, rows_of
from tests.ui.made import a_table

UNREADABLE = Issue(
    IssueCode.DATE_UNREADABLE, Severity.ERROR, column="Since", rows=(3, 5)
)
GUESSED = Issue(IssueCode.DATE_MIXED, Severity.NOTE, column="Since", rows=(2, 3))
TWICE = Issue(IssueCode.DUPLICATE_ROWS, Severity.WARNING, rows=(4,))
TOTAL = Issue(IssueCode.TOTAL_ROWS, Severity.NOTE, rows=(99,))
WHOLE = Issue(IssueCode.ENCODING_GUESSED, Severity.NOTE)


@pytest.fixture
def table() -> Table:
    return a_table({"Id": list("abcd"), "Since": list("wxyz")})


@pytest.fixture
def marks(table: Table) -> Marks:
    set_aside = np.array([False, True, False, True])
    return mark(table, [UNREADABLE, GUESSED, TWICE, TOTAL, WHOLE], set_aside)


def test_a_cell_shows_its_gravest_issue(marks: Marks) -> None:
    assert [marks.of_cell("Since", row) for row in range(4)] == [
        GUESSED,
        UNREADABLE,
        None,
        UNREADABLE,
    ]
    assert marks.of_cell("Id", 1) is None


def test_an_issue_without_heading_is_of_the_row(marks: Marks) -> None:
    assert [marks.of_row(row) for row in range(4)] == [None, None, TWICE, None]


def test_all_reasons_of_a_cell_are_found_the_gravest_first(marks: Marks) -> None:
    assert marks.reasons("Since", 3) == (UNREADABLE, GUESSED)
    assert marks.reasons(None, 4) == (TWICE,)
    assert marks.reasons("Id", 3) == ()


def test_rows_that_are_not_in_the_table_are_passed_over(table: Table) -> None:
    assert rows_of(table, TOTAL).tolist() == []
    assert rows_of(table, UNREADABLE).tolist() == [1, 3]
    empty = a_table({"Id": []})
    assert rows_of(empty, UNREADABLE).tolist() == []


def test_many_cells_are_looked_up_at_once(marks: Marks) -> None:
    rows = np.array([3, 0, 2])
    assert marks.severities("Since", rows) == [Severity.ERROR, Severity.NOTE, None]
    assert marks.severities("Id", rows) is None
    assert Marks().severities("Id", rows) is None


def test_rows_set_aside_are_known(marks: Marks) -> None:
    assert marks.aside(np.arange(4)) == [False, True, False, True]
    assert Marks().aside(np.arange(4)) is None
    assert Marks().of_row(0) is None
    assert Marks().of_cell("Id", 0) is None
