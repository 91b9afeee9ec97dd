from __future__ import annotations

from churn_desktop.core.issues import IssueCode
from churn_desktop.core.schema import Role, Shape
from churn_desktop.importing.shapes import decide_shape
from tests.importing.lists import issue_of, project_of, text_table, understood
from tests.importing.test_recognise import roles

SHOP = """
    Name|Email|Created at|Total|Cancelled at
    #1|ann@x.org|2024-01-05 10:00|20|
    #2|bob@x.org|2024-01-06 10:00|30|
    #3|ann@x.org|2024-02-05 10:00|25|
    #4|bob@x.org|2024-02-07 10:00|35|
    #5|ann@x.org|2024-03-05 10:00|15|
    #6|bob@x.org|2024-03-09 10:00|40|
    #7|ann@x.org|2024-04-05 10:00|20|
    #8|bob@x.org|2024-04-06 10:00|10|
    #9|ann@x.org|2024-05-05 10:00|20|
    #10|ann@x.org|2024-06-05 10:00|20|
    #11|ann@x.org|2024-06-15 10:00|20|2024-06-16
"""


def test_an_export_of_a_shop_is_a_list_of_orders() -> None:
    found, _ = roles(SHOP)
    assert found == {
        "customer_id": "Email",
        "purchase_date": "Created at",
        "purchase_amount": "Total",
        "cancelled": "Cancelled at",
    }
    read = understood(SHOP)
    assert read.book.shape == Shape.PURCHASES
    # The order that was called off is no purchase.
    assert len(read.book.purchases or ()) == 10
    assert issue_of(read.issues, IssueCode.NOT_A_PURCHASE).rows == (12,)


def test_subscriptions_with_the_same_headings_stay_subscriptions() -> None:
    head = "Email|Created at|Cancelled at"
    text = f"{head}\na@x.org|2024-01-05|2024-03-01\nb@x.org|2024-01-06|"
    found, _ = roles(text)
    assert (found["start"], found["end"]) == ("Created at", "Cancelled at")
    # Customers who come back, each time after they had left.
    returning = "\n".join(
        f"a@x.org|2024-0{month}-05|2024-0{month}-20" for month in range(1, 8)
    )
    found, _ = roles(f"{head}\n{returning}")
    assert decide_shape(text_table(text), {Role(r): h for r, h in found.items()}) == (
        Shape.SUBSCRIPTIONS
    )


def test_what_the_user_chose_stays() -> None:
    found, _ = roles(SHOP, start="Created at")
    assert found["start"] == "Created at"
    found, _ = roles(SHOP, name="Name")
    assert found["name"] == "Name"


def test_buyers_are_known_by_what_comes_back() -> None:
    rows = "\n".join(f"c{n}|u{n % 4}|2024-01-{n + 1:02}|5" for n in range(20))
    text = f"customer_id|customer_unique_id|order_purchase_timestamp|price\n{rows}"
    found, issues = roles(text)
    assert found["customer_id"] == "customer_unique_id"
    doubt = issue_of(issues, IssueCode.CANDIDATE_COLUMNS)
    assert doubt.facts["columns"] == "customer_unique_id, customer_id"
    assert roles(text, customer_id="customer_id")[0]["customer_id"] == "customer_id"


def test_days_of_signing_up_and_cancelling_are_no_purchases() -> None:
    rows = "".join(f"\n{n}|signup|2024-01-{n + 1:02}" for n in range(20))
    text = f"user_id|event|event_date{rows}\n3|cancel|2024-03-01\n4|renew|2024-03-02"
    assert project_of(text).shape is None
    told = project_of(text, {Role.PURCHASE_DATE: "event_date"})
    assert told.shape == Shape.PURCHASES
