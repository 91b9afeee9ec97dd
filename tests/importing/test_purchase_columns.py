from __future__ import annotations

from datetime import date, timedelta

import pytest

from churn_desktop.core.issues import Issue, IssueCode, Severity
from churn_desktop.core.schema import Role
from churn_desktop.importing.layout import find_list
from churn_desktop.importing.recognise import recognise
from tests.importing.lists import Value, grid_of, project_of, table_of, text_table


def bought(rows: int = 60, buyers: int = 12) -> list[list[Value]]:
    """Orders: number, customer, day, units, amount, country."""
    return [
        [
            f"{500 + n}",
            f"{n % buyers:04}",
            (date(2024, 1, 1) + timedelta(days=n)).strftime("%Y%m%d"),
            str(1 + n % 3),
            f"{n}.{n % 90:02}",
            ("DE", "FR")[n % 2],
        ]
        for n in range(rows)
    ]


def found(rows: list[list[Value]]) -> tuple[dict[str, str], list[Issue]]:
    layout = find_list(grid_of(rows))
    assert layout.header_row == 0
    roles, issues = recognise(layout.table, {}, "S")
    return {role.value: heading for role, heading in roles.items()}, list(issues)


def test_columns_without_headings_by_their_contents() -> None:
    roles, issues = found(bought())
    assert roles == {
        "purchase_date": "(C)",
        "customer_id": "(B)",
        "purchase_amount": "(E)",
    }
    assert {issue.code for issue in issues} == {IssueCode.CANDIDATE_COLUMNS}
    assert {issue.severity for issue in issues} == {Severity.WARNING}
    assert {issue.sheet for issue in issues} == {"S"}


def test_two_numbers_of_a_customer_are_both_named() -> None:
    rows = [[*row, f"M{row[1]}"] for row in bought()]
    _, issues = found(rows)
    of_id = next(i for i in issues if i.facts["role"] == "customer_id")
    assert of_id.facts["columns"] == "(B), (G)"


def test_amounts_need_decimals() -> None:
    rows = [row[:4] for row in bought()]
    roles, _ = found(rows)
    assert roles == {"purchase_date": "(C)", "customer_id": "(B)"}


def test_what_is_unclear_stays_without_a_role() -> None:
    assert found(bought(rows=15))[0] == {}
    once = [[str(n), *row[2:]] for n, row in enumerate(bought())]
    assert "customer_id" not in found(once)[0]
    two_days = [[*row, "20240101"] for row in bought()]
    assert found(two_days)[0] == {}
    gaps = bought()
    gaps[3][2] = ""
    assert found(gaps)[0] == {}


def test_an_id_with_a_heading_needs_no_guess() -> None:
    rows: list[list[Value]] = [["number", "Kunde-ID", "Tag", "n", "Wert", "Land"]]
    rows[0][1] = "customer id"
    table = table_of([*rows, *bought()])
    roles, _ = recognise(table, {})
    assert roles[Role.CUSTOMER_ID] == "customer id"
    assert roles[Role.PURCHASE_DATE] == "Tag"
    one_each = table_of([*rows, *bought(buyers=60)])
    assert Role.PURCHASE_DATE not in recognise(one_each, {})[0]


def test_headings_that_say_it_is_another_kind_of_list_win() -> None:
    rows: list[list[Value]] = [["a", "b", "start date", "c", "d", "e"], *bought()]
    roles, _ = recognise(table_of(rows), {})
    assert set(roles) == {Role.START}


def test_names_that_come_back_are_customers() -> None:
    text = "姓名|消费日期|金额\n王伟|2024-01-01|5\n李静|2024-01-02|6\n王伟|2024-02-01|7"
    roles, issues = recognise(text_table(text), {})
    assert roles[Role.CUSTOMER_ID] == "姓名"
    assert Role.NAME not in roles
    assert issues[-1].facts == {"role": "customer_id", "columns": "姓名"}
    once = "\n".join(text.splitlines()[:3])
    assert Role.CUSTOMER_ID not in recognise(text_table(once), {})[0]


@pytest.mark.parametrize("last", ["上次到店时间|", ""])
def test_visits_in_one_cell(last: str) -> None:
    day = "2024-05-01|" if last else ""
    lines = [
        f"客户{n}|{day}2024-01-0{n}: 机油; 2024-03-0{n}: 轮胎" for n in range(1, 5)
    ]
    project = project_of("\n".join([f"姓名|{last}维修项目", *lines]))
    assert project.heading(Role.HISTORY) == "维修项目"
    assert project.shape == "purchases"
    candidates = [i.facts.get("role") for i in project.reading_issues]
    assert candidates == ["history"]


def test_remarks_of_subscribers_are_no_purchases() -> None:
    lines = [f"{n}|2024-01-01||2024-01-0{n}: a; 2024-03-0{n}: b" for n in range(1, 5)]
    project = project_of("\n".join(["id|start date|end date|notes", *lines]))
    assert Role.HISTORY not in project.roles
