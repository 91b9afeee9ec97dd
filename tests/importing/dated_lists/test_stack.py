from __future__ import annotations

from datetime import date

import numpy as np

from churn_desktop.core.grid import Kind
from churn_desktop.core.issues import Issue, IssueCode, Severity
from churn_desktop.core.schema import Role
from churn_desktop.importing.dated_lists.stack import (
    LIST_HEADING,
    ROW_HEADING,
    moved,
    stack,
)
from churn_desktop.importing.layout import find_list
from tests.importing.lists import grid_of

JANUARY = find_list(
    grid_of([["title"], ["id", "Fee", "Kind"], ["A", 5, "x"], ["B", 6, "y"]])
)
FEBRUARY = find_list(grid_of([["customer", "fee", "note"], ["A", 7, None]]))
DAYS = [date(2024, 1, 31), date(2024, 2, 29)]
ROLES = [
    {Role.CUSTOMER_ID: "id", Role.FEE: "Fee"},
    {Role.CUSTOMER_ID: "customer"},
]


def test_columns_that_mean_or_say_the_same_are_one() -> None:
    tables = [JANUARY.table, FEBRUARY.table]
    table = stack(list(zip(tables, ROLES, strict=True)), DAYS)
    assert table.headings == (
        LIST_HEADING,
        ROW_HEADING,
        "id",
        "Fee",
        "Kind",
        "fee",
        "note",
    )
    both = [ROLES[0], {**ROLES[1], Role.FEE: "fee"}]
    table = stack(list(zip(tables, both, strict=True)), DAYS)
    assert table.headings == (LIST_HEADING, ROW_HEADING, "id", "Fee", "Kind", "note")
    assert table.frame.to_numpy().tolist() == [
        ["2024-01-31", "3", "A", "5", "x", ""],
        ["2024-01-31", "4", "B", "6", "y", ""],
        ["2024-02-29", "2", "A", "7", "", ""],
    ]
    assert table.rows.tolist() == [2, 3, 4]
    assert [*table.letters.values()] == [1, 2, 3, 4, 5, 6]
    assert (table.kinds[LIST_HEADING] == Kind.DATE).all()
    assert (table.kinds[ROW_HEADING] == Kind.NUMBER).all()
    assert table.kinds["Kind"].tolist() == [Kind.TEXT, Kind.TEXT, Kind.BLANK]
    assert table.blank("note").all()
    assert isinstance(table.column("Fee").kinds, np.ndarray)


def test_headings_alike_but_for_signs_are_one() -> None:
    one = find_list(grid_of([["Kunden Art", "Zahl"], ["a", 1]])).table
    other = find_list(grid_of([["KUNDEN-ART", "Zahl"], ["b", 2]])).table
    table = stack([(one, {}), (other, {})], DAYS)
    assert table.headings == (LIST_HEADING, ROW_HEADING, "Kunden Art", "Zahl")


def test_a_heading_that_would_be_there_twice_is_numbered() -> None:
    one = find_list(grid_of([["id", "x"], ["A", 1]])).table
    other = find_list(grid_of([["number", "id"], ["A", 1]])).table
    roles = [{Role.CUSTOMER_ID: "id"}, {Role.CUSTOMER_ID: "number"}]
    table = stack(list(zip((one, other), roles, strict=True)), DAYS)
    assert table.headings == (LIST_HEADING, ROW_HEADING, "id", "x", "id (2)")


def test_issues_follow_their_rows() -> None:
    issues = [
        Issue(IssueCode.HIDDEN_ROWS, Severity.NOTE, None, (1, 3, 4), "S"),
        Issue(IssueCode.TITLE_ROWS, Severity.NOTE, None, (1,), "S"),
        Issue(IssueCode.MACROS_IGNORED, Severity.NOTE),
    ]
    found = list(moved(issues, JANUARY.table, 10, "Jan"))
    assert [issue.rows for issue in found] == [(10, 11), (), ()]
    assert [issue.facts for issue in found] == [{"count": "3"}, {"count": "1"}, {}]
    assert {issue.sheet for issue in found} == {"Jan"}
