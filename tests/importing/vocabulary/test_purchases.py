from __future__ import annotations

import pytest

from churn_desktop.core.schema import Role
from churn_desktop.importing.headings import meanings
from churn_desktop.importing.vocabulary.purchases import PURCHASES
from tests.importing.lists import text_table
from tests.importing.test_recognise import roles


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("order_purchase_timestamp", Role.PURCHASE_DATE),
        ("订单付款时间", Role.PURCHASE_DATE),
        ("买家实际支付金额", Role.PURCHASE_AMOUNT),
        ("Total", Role.PURCHASE_AMOUNT),
        ("订单状态", Role.CANCELLED),
        ("Qty", Role.QUANTITY),
    ],
)
def test_what_shops_call_their_columns(heading: str, role: Role) -> None:
    assert role in PURCHASES
    assert role in meanings(heading)


def test_sales_are_an_amount_or_a_person() -> None:
    figures = "customer id|order date|sales\nA|2024-01-05|12.5\nB|2024-01-06|7.25"
    assert roles(figures)[0]["purchase_amount"] == "sales"
    people = "customer id|start date|sales\nA|2024-01-05|Ann\nB|2024-01-06|Bob"
    found, _ = roles(people)
    assert found["sales_owner"] == "sales"
    assert "purchase_amount" not in found
    assert text_table(people).headings == ("customer id", "start date", "sales")
