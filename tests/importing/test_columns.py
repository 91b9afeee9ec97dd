from __future__ import annotations

import numpy as np
import pytest

from churn_desktop.core.issues import IssueCode, Severity
from churn_desktop.core.project import Assumptions
from churn_desktop.core.schema import Content, DateOrder, Role, Shape, TimeUnit
from churn_desktop.importing.columns import parse_columns, tenure_unit, typed_columns
from tests.importing.lists import (
    codes,
    iso,
    issue_of,
    project_of,
    table_of,
    text_table,
)

LIST = """
客户编号|姓名|开始日期|到期日期|月费（元）|状态|试用
 001 |甲|2024-01-01|至今|¥39|在用|否
００２|乙|2024年1月2日|2024-02-01|39元|流失|否
003||2024-02-30||免费|暂停|也许
"""
ROLES = {
    Role.CUSTOMER_ID: "客户编号",
    Role.NAME: "姓名",
    Role.START: "开始日期",
    Role.END: "到期日期",
    Role.FEE: "月费（元）",
    Role.STATUS: "状态",
    Role.TRIAL: "试用",
}


def test_every_role_has_its_values() -> None:
    columns, issues = parse_columns(text_table(LIST), ROLES, Assumptions())
    assert list(columns) == list(ROLES)
    assert columns[Role.CUSTOMER_ID].values.tolist() == ["001", "002", "003"]
    assert columns[Role.NAME].blank.tolist() == [False, False, True]
    assert [iso(d) for d in columns[Role.START].values] == [
        "2024-01-01",
        "2024-01-02",
        None,
    ]
    assert [iso(d) for d in columns[Role.END].values] == ["open", "2024-02-01", None]
    assert columns[Role.END].blank.tolist() == [False, False, True]
    assert columns[Role.FEE].values.tolist() == [39, 39, 0]
    assert (columns[Role.FEE].currency, columns[Role.FEE].months) == ("CNY", 1)
    assert columns[Role.STATUS].values.tolist() == [0, 1, -1]
    assert columns[Role.TRIAL].values.tolist() == [0, 0, -1]
    assert codes(issues) == {
        IssueCode.DATE_UNREADABLE: (4,),
        IssueCode.OPEN_END_MARK: (2,),
        IssueCode.NUMBER_AS_TEXT: (4,),
        IssueCode.FLAG_UNREADABLE: (4,),
    }
    assert columns[Role.START].content == Content.DATE
    assert columns[Role.START].role == Role.START


@pytest.mark.parametrize(
    ("shape", "start", "status"),
    [
        (Shape.SUBSCRIPTIONS, Severity.ERROR, Severity.WARNING),
        (Shape.SNAPSHOT, Severity.WARNING, Severity.ERROR),
    ],
)
def test_what_an_unreadable_cell_costs_depends_on_the_list(
    shape: Shape, start: Severity, status: Severity
) -> None:
    roles = {Role.START: "开始日期", Role.STATUS: "状态"}
    _, issues = parse_columns(text_table(LIST), roles, Assumptions(), shape=shape)
    assert issue_of(issues, IssueCode.DATE_UNREADABLE).severity == start
    assert issue_of(issues, IssueCode.FLAG_UNREADABLE).severity == status


def test_codes_that_say_nothing_are_named() -> None:
    table = text_table("time|status\n5|1\n6|2")
    roles = {Role.TENURE: "time", Role.STATUS: "status"}
    columns, issues = parse_columns(table, roles, Assumptions(), shape=Shape.SNAPSHOT)
    assert columns[Role.STATUS].values.tolist() == [0, 1]
    issue = issue_of(issues, IssueCode.FLAG_CODED)
    assert issue.severity == Severity.WARNING
    assert issue.facts == {"left": "2", "stayed": "1"}


def test_an_id_that_is_an_error_is_none() -> None:
    table = table_of([["id", "start"], ["#N/A", "2024-01-01"]])
    columns, _ = parse_columns(table, {Role.CUSTOMER_ID: "id"}, Assumptions())
    assert columns[Role.CUSTOMER_ID].values.tolist() == [""]
    assert columns[Role.CUSTOMER_ID].blank.tolist() == [True]
    assert columns[Role.CUSTOMER_ID].unreadable.tolist() == [True]


def test_one_column_can_have_two_roles() -> None:
    table = text_table("客户|开始\n甲|2024-01-01")
    roles = {Role.CUSTOMER_ID: "客户", Role.NAME: "客户"}
    columns, _ = parse_columns(table, roles, Assumptions())
    assert columns[Role.CUSTOMER_ID].values.tolist() == ["甲"]
    assert columns[Role.NAME].values.tolist() == ["甲"]


def test_the_user_decides_the_order_of_dates() -> None:
    table = text_table("start\n03/04/2024")
    roles = {Role.START: "start"}
    columns, issues = parse_columns(table, roles, Assumptions(date_order=DateOrder.MDY))
    assert iso(columns[Role.START].values[0]) == "2024-03-04"
    assert columns[Role.START].order == DateOrder.MDY
    assert issues == ()


def test_a_column_without_a_role_can_decide_the_order() -> None:
    table = text_table("start|born\n03/04/2024|04/30/1980\n05/04/2024|01/02/1990")
    columns, issues = parse_columns(table, {Role.START: "start"}, Assumptions())
    assert columns[Role.START].order == DateOrder.MDY
    assert issue_of(issues, IssueCode.DATE_AMBIGUOUS).facts["by"] == "sheet"


def test_units_of_tenure() -> None:
    assert tenure_unit("Tenure (days)", Assumptions()) == TimeUnit.DAYS
    user = Assumptions(tenure_unit=TimeUnit.WEEKS)
    assert tenure_unit("Tenure (days)", user) == TimeUnit.WEEKS
    table = text_table("tenure\n2年\n7")
    columns, _ = parse_columns(table, {Role.TENURE: "tenure"}, Assumptions())
    assert columns[Role.TENURE].values.tolist() == [24, 7]


def test_columns_without_a_role_are_typed_by_their_cells() -> None:
    table = text_table(
        "客户编号|手机号|最近下单|累计消费|折扣|备注\n"
        "001|13800138000|2024-02-30|¥1,234.50|85%|好\n"
        "002|13900139000|2024-03-01|3万5|8.5折|-\n"
        "003|13700137000|2024-03-02|12.5%|９０％|x"
    )
    columns, issues = typed_columns(
        table, {Role.CUSTOMER_ID: "客户编号"}, Assumptions()
    )
    assert [column.content.value for column in columns.values()] == [
        "text",
        "text",
        "date",
        "amount",
        "amount",
        "text",
    ]
    assert columns["手机号"].values.tolist()[0] == "13800138000"
    assert iso(columns["最近下单"].values[1]) == "2024-03-01"
    assert columns["累计消费"].values[0] == 1234.5
    assert columns["累计消费"].unreadable.tolist() == [False, True, True]
    assert columns["折扣"].values[[0, 2]].tolist() == [0.85, 0.9]
    assert np.isnan(columns["折扣"].values[1])
    assert columns["客户编号"].role == Role.CUSTOMER_ID
    assert columns["备注"].role is None
    assert codes(issues) == {
        IssueCode.DATE_UNREADABLE: (2,),
        IssueCode.NUMBER_UNREADABLE: (3, 4),
    }


def test_a_chosen_unit_holds_for_amounts_only() -> None:
    project = project_of(
        [
            ["customer id", "start date", "end date", "monthly fee", "nps"],
            ["C1", "2024-01-01", "", "2", "9"],
            ["C2", "2024-01-01", "", "1.5万", "8"],
        ],
        amount_unit=10_000.0,
    )
    columns, _ = parse_columns(project.table, project.roles, project.assumptions)
    assert columns[Role.FEE].values.tolist() == [20_000, 15_000]
    assert columns[Role.NPS].values.tolist() == [9, 8]
