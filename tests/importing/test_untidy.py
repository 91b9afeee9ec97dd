from __future__ import annotations

from churn_desktop.core.issues import Issue, IssueCode, Severity
from churn_desktop.core.schema import Role
from churn_desktop.importing.untidy import group_columns, values_of
from tests.importing.lists import cells_of, table_of, understood

HEADINGS = ["customer id", "start date", "end date", "plan", "pay by", "remark"]


def found(*rows: tuple[str, str, str]) -> list[Issue]:
    """Give the notes on tidiness of a list with these plans, ways to pay, remarks."""
    lines = [[f"C{n}", f"2024-01-{n + 1:02}", "", *row] for n, row in enumerate(rows)]
    codes = {IssueCode.UNTIDY_TEXT, IssueCode.SPELLING_VARIANTS}
    issues = [i for i in understood([HEADINGS, *lines]).issues if i.code in codes]
    assert all(issue.severity is Severity.NOTE for issue in issues)
    return issues


def many(plan: str, pay: str, n: int = 6) -> list[tuple[str, str, str]]:
    return [(plan, pay, f"remark {plan} {pay} {number}") for number in range(n)]


def test_a_tidy_list_has_nothing_to_note() -> None:
    assert found(*many("Pro", "Card"), *many("Basic", "Cash")) == []


def test_odd_spaces_are_noted_where_a_column_means_something() -> None:
    rows = [
        *many("Pro", "Card"),
        *many("Basic", "Cash"),
        ("Ｐｒｏ", "Card ", " remark "),
    ]
    assert [(i.code, i.column, i.rows) for i in found(*rows)] == [
        (IssueCode.UNTIDY_TEXT, "plan", (14,)),
        (IssueCode.UNTIDY_TEXT, "pay by", (14,)),
    ]


def test_values_alike_in_all_but_looks_are_one_note_of_a_column() -> None:
    rows = [*many("Pro", "Card"), *many("Basic", "Cash"), ("pro", "CARD", "x")]
    issues = {issue.column: issue for issue in found(*rows)}
    assert issues["plan"].rows == (14,)
    assert issues["plan"].facts == {"form": "same", "values": "Pro = pro"}
    assert issues["pay by"].facts["values"] == "Card = CARD"


def test_each_short_form_is_a_question_of_its_own() -> None:
    rows = [
        *many("Pro", "Credit Card", 6), *many("Pro", "CC", 3), *many("Pro", "COD", 5),
        *many("Pro", "Cash on Delivery", 2), *many("Pro", "CC ", 1),
    ]  # fmt: skip
    asked = [i for i in found(*rows) if i.code is IssueCode.SPELLING_VARIANTS]
    assert [(i.facts["kept"], i.facts["other"], i.rows) for i in asked] == [
        ("Credit Card", "CC", (8, 9, 10, 18)),
        ("COD", "Cash on Delivery", (16, 17)),
    ]


def test_reasons_are_groups_and_names_are_none() -> None:
    rows = [
        ["customer id", "name", "start date", "end date", "churn reason"],
        *[
            [f"C{n}", f"Shop {n}", "2024-01-01", "2024-02-01", "Price"]
            for n in range(9)
        ],
        ["C9", "shop 1", "2024-01-01", "2024-02-01", "price"],
    ]
    issues = understood(rows).issues
    alike = [i for i in issues if i.code is IssueCode.SPELLING_VARIANTS]
    assert [(i.column, i.rows) for i in alike] == [("churn reason", (11,))]


def test_columns_of_numbers_split_into_no_groups_of_texts() -> None:
    rows = [["customer id", "start date", "end date", "stars"]]
    rows += [[f"C{n}", "2024-01-01", "", str(n % 3)] for n in range(12)]
    table_rows = [[*r[:3], int(r[3])] if n else r for n, r in enumerate(rows)]
    assert understood(table_rows).columns.keys() >= {Role.START}
    assert not [
        i
        for i in understood(table_rows).issues
        if i.code is IssueCode.SPELLING_VARIANTS
    ]


def test_a_column_of_very_many_values_is_not_counted() -> None:
    assert values_of(cells_of(*[f"v{n}" for n in range(400)])) == {}
    assert values_of(cells_of("a", " a", "b", None, 5)) == {"a": 2, "b": 1}


def test_group_columns_are_named_once_each() -> None:
    lines = [["C", "2024-01-01", "", "Pro", "xy"[n % 2], "z"] for n in range(9)]
    roles = {"customer id": Role.CUSTOMER_ID, "remark": Role.REASON}
    found = list(group_columns(table_of([HEADINGS, *lines]), roles))
    assert found == ["remark", "pay by"]
    assert list(group_columns(table_of([HEADINGS, *lines]), {"plan": Role.PLAN})) == [
        "plan", "pay by",
    ]  # fmt: skip
