from __future__ import annotations

import pytest

from churn_desktop.core.schema import Role
from churn_desktop.importing.headings import meanings
from churn_desktop.importing.vocabulary.stays import STAYS


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("学员姓名", Role.NAME),
        ("学员状态", Role.STATUS),
        ("patient status", Role.STATUS),
        ("退费原因", Role.REASON),
        ("报名日期", Role.START),
        ("退费日期", Role.END),
        ("Disconnect Date", Role.END),
        ("MonthsInService", Role.TENURE),
        ("Subscription  Length", Role.TENURE),
        ("Last Payment Date", Role.LAST_ACTIVITY),
        ("最近一次消费时间", Role.LAST_ACTIVITY),
        ("续约情况", Role.STATUS),
    ],
)
def test_what_schools_clubs_and_telephone_companies_write(
    heading: str, role: Role
) -> None:
    assert role in meanings(heading)


def test_a_party_alone_is_no_status_and_no_name() -> None:
    assert Role.STATUS not in meanings("学员")
    assert meanings("客户经理") == {Role.SALES_OWNER: 0.8}


def test_every_role_of_a_stay_has_words() -> None:
    assert set(STAYS) == {
        Role.START,
        Role.END,
        Role.STATUS,
        Role.TENURE,
        Role.REASON,
        Role.LAST_ACTIVITY,
    }
