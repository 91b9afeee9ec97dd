from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from churn_desktop.core.calendar import to_date
from churn_desktop.core.issues import IssueCode, Severity
from churn_desktop.core.schema import Role, Shape
from churn_desktop.importing.importer import Understanding
from tests.importing.lists import TODAY, codes, iso, issue_of, understood


def bought(found: Understanding) -> list[tuple[str, str | None, float, int]]:
    book = found.book
    p = book.purchases
    assert p is not None
    return [
        (str(book.ids[who]), iso(day), float(amount), int(row))
        for who, day, amount, row in zip(
            p.customer, p.day, p.amount, p.position, strict=True
        )
    ]


def test_orders_by_customer_and_day() -> None:
    found = understood(
        "customer id|order date|order amount\n"
        "B|2024-03-01|5\nA|2024-02-01|6\nB|2024-01-15|7\nB|2024-01-15|8"
    )
    assert found.book.shape == Shape.PURCHASES
    assert bought(found) == [
        ("B", "2024-01-15", 7, 2),
        ("B", "2024-01-15", 8, 3),
        ("B", "2024-03-01", 5, 0),
        ("A", "2024-02-01", 6, 1),
    ]
    assert to_date(found.book.as_of or 0) == date(2024, 3, 1)
    assert len(found.book.contracts) == len(found.book.stays) == 0
    assert found.used.all()
    assert found.issues == ()
    wanted = np.array([0], dtype=np.int32)
    assert found.book.rows_of(wanted).tolist() == [0, 2, 3]


def test_rows_that_are_no_purchase_are_set_aside() -> None:
    found = understood(
        "customer id|order date|order amount|cancelled\n"
        "A|2024-02-01|6|no\n|2024-02-01|6|no\nA||6|no\nA|soon|6|no\n"
        "A|2030-01-01|6|no\nA|2024-02-02|-6|no\nA|2024-02-03|0|no\nA|2024-02-04|6|yes\n"
        "A|2024-02-05|?|no"
    )
    assert found.used.tolist() == [True, *[False] * 7, True]
    rows = codes(found.issues)
    assert rows[IssueCode.MISSING_ID] == (3,)
    assert rows[IssueCode.MISSING_DATE] == (4,)
    assert rows[IssueCode.DATE_UNREADABLE] == (5,)
    assert rows[IssueCode.START_IN_FUTURE] == (6,)
    assert rows[IssueCode.NOT_A_PURCHASE] == (7, 8, 9)
    assert rows[IssueCode.NUMBER_UNREADABLE] == (10,)
    unreadable = issue_of(found.issues, IssueCode.DATE_UNREADABLE)
    assert unreadable.severity == Severity.ERROR
    assert np.isnan(bought(found)[1][2])


def test_quantities_and_prices_make_amounts() -> None:
    found = understood(
        "customer id|invoice date|quantity|unit price\n"
        "A|2024-01-01|3|2.5\nA|2024-01-02|-3|2.5\nA|2024-01-03|3|0"
    )
    assert bought(found) == [("A", "2024-01-01", 7.5, 0)]
    assert codes(found.issues)[IssueCode.NOT_A_PURCHASE] == (3, 4)


def test_a_quantity_alone_tells_returns() -> None:
    found = understood(
        "customer id|invoice date|quantity\nA|2024-01-01|3\nA|2024-01-02|-3"
    )
    assert len(bought(found)) == 1


def test_nothing_is_no_purchase_only_where_the_list_speaks_of_amounts() -> None:
    rows = "(A)|(B)|(E)\n1|2024-01-01|0\n1|2024-01-02|-1\n1|2024-01-03|5.5"
    roles = {
        Role.CUSTOMER_ID: "(A)",
        Role.PURCHASE_DATE: "(B)",
        Role.PURCHASE_AMOUNT: "(E)",
    }
    found = understood(rows, roles)
    assert found.used.tolist() == [True, False, True]


def test_a_fee_of_an_order_is_its_amount() -> None:
    found = understood("customer id|order date|金额\nA|2024-01-01|¥5\nA|2024-01-02|¥0")
    assert found.book.currency == "CNY"
    assert len(bought(found)) == 1


def test_a_last_visit_is_one_purchase() -> None:
    found = understood(
        "客户姓名|上次到店时间\n张三|2025-03-10\n李四|2025-05-22\n张三|2025-01-15"
    )
    assert found.book.shape == Shape.PURCHASES
    assert len(found.book) == 3
    assert found.book.names.tolist() == ["张三", "李四", "张三"]


def test_visits_in_a_cell_are_purchases_of_their_row() -> None:
    found = understood(
        "姓名|上次进站时间|维修项目|金额\n"
        "甲|2024-05-01|2024-01-01: 机油; 2024-03-01: 轮胎|9\n"
        "乙||2024-01-05: 机油; 2030-03-01: 轮胎|9\n"
        "丙|2024-04-01|2024-02-30: 机油; 2024-03-01: 轮胎|9\n"
        "丁|2024-04-02||9\n"
        "戊||next week|9\n"
        "己||2024-01-06: 机油; 2024-01-07: 轮胎|9"
    )
    rows = bought(found)
    assert [(day, row) for _, day, _, row in rows] == [
        ("2024-01-01", 0),
        ("2024-03-01", 0),
        ("2024-05-01", 0),
        ("2024-01-05", 1),
        ("2024-03-01", 2),
        ("2024-04-01", 2),
        ("2024-04-02", 3),
        ("2024-01-06", 5),
        ("2024-01-07", 5),
    ]
    # What a row is worth was paid on the day of its own column.
    paid = [(day, row) for _, day, amount, row in rows if np.isfinite(amount)]
    assert paid == [("2024-05-01", 0), ("2024-04-01", 2), ("2024-04-02", 3)]
    assert found.set_aside.tolist() == [False] * 4 + [True, False]
    told = codes(found.issues)
    assert told[IssueCode.DATE_UNREADABLE] == (4,)
    assert told[IssueCode.START_IN_FUTURE] == (3,)
    assert told[IssueCode.MISSING_DATE] == (6,)


def test_the_user_may_choose_an_earlier_day() -> None:
    text = "customer id|order date\nA|2024-02-01\nA|2024-03-01\nB|2024-03-02"
    found = understood(text, as_of=date(2024, 2, 15))
    assert [day for _, day, _, _ in bought(found)] == ["2024-02-01"]
    assert len(found.book) == 1


def test_nobody_bought_yet() -> None:
    found = understood("customer id|order date\nA|2030-02-01\nB|2031-03-01")
    assert len(found.book) == 0
    assert found.book.as_of is not None
    assert to_date(found.book.as_of) == TODAY


def test_rows_entered_twice_are_said() -> None:
    found = understood(
        "customer id|order date|order amount\nA|2024-01-01|5\nA|2024-01-01|5\n"
        "A|2024-01-01|6\nB|2024-01-01|5"
    )
    assert codes(found.issues) == {IssueCode.DUPLICATE_ROWS: (3,)}


@pytest.mark.parametrize("days", ["2024-01-01 10:00:00", "2024/1/1", "20240101"])
def test_days_in_any_form(days: str) -> None:
    found = understood(f"customer id|order date\nA|{days}\nB|2024-02-13")
    assert bought(found)[0][1] == "2024-01-01"
