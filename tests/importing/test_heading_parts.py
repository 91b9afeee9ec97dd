from __future__ import annotations

import pytest

from churn_desktop.core.schema import Role
from churn_desktop.importing.headings import meanings


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("ACTIVATION_DT", Role.START),
        ("OPTIN_TIME", Role.START),
        ("Became a Customer Date", Role.START),
        ("registration_init_time", Role.START),
        ("Start Month", Role.START),
        ("Period Start", Role.START),
        ("Date Sign Up", Role.START),
        ("租赁起始日", Role.START),
        ("起租月份", Role.START),
        ("客户发展日期", Role.START),
        ("DEACTIVATION_DT", Role.END),
        ("UNSUB_TIME", Role.END),
        ("membership_expire_date", Role.END),
        ("Period End", Role.END),
        ("Churn Month", Role.END),
        ("Move-out date", Role.END),
        ("实际退租日期", Role.END),
        ("销卡日期", Role.END),
        ("合同届满日", Role.END),
        ("MRC_AMT", Role.FEE),
        ("DuesAmt", Role.FEE),
        ("unit_amount_in_cents", Role.FEE),
        ("mrr_usd", Role.FEE),
        ("ACCT_NBR", Role.CUSTOMER_ID),
        ("订单实付金额", Role.PURCHASE_AMOUNT),
        ("Sales Revenue", Role.PURCHASE_AMOUNT),
        ("Weeks as customer", Role.TENURE),
        ("Months since signup", Role.TENURE),
        ("入会天数", Role.TENURE),
        ("托费/月", Role.FEE),
        ("月物业费", Role.FEE),
        ("Patronage Since Date", Role.START),
        ("Beginning Subscribers", Role.COUNT_OPENING),
        ("New Subscribers", Role.COUNT_NEW),
        ("Cancelled members", Role.COUNT_LOST),
        ("期末会员总数", Role.COUNT_CLOSING),
        ("Date de résiliation", Role.END),
        ("Eintrittsdatum", Role.START),
        ("Fecha de baja", Role.END),
        ("Kündigungsgrund", Role.REASON),
    ],
)
def test_parts_tell_what_is_not_listed(heading: str, role: Role) -> None:
    found = meanings(heading)
    assert max(found, key=found.__getitem__) == role


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("updated_at", Role.START),
        ("Current Period End", Role.END),
        ("Trial Start (UTC)", Role.START),
        ("Next billing date", Role.END),
        ("weekend", Role.END),
        ("Days since last order", Role.TENURE),
        ("Months in advance", Role.TENURE),
        ("本月电费", Role.FEE),
        ("First visit", Role.START),
        ("Charge Amount", Role.FEE),
        ("Refund Amount", Role.PURCHASE_AMOUNT),
        ("累计消费金额", Role.PURCHASE_AMOUNT),
        ("退款金额", Role.PURCHASE_AMOUNT),
        ("Total Orders", Role.PURCHASE_AMOUNT),
        ("user agent", Role.SALES_OWNER),
        ("---", Role.START),
        ("", Role.PURCHASE_AMOUNT),
    ],
)
def test_parts_that_do_not_make_a_meaning(heading: str, role: Role) -> None:
    assert role not in meanings(heading)
