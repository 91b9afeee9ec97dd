from __future__ import annotations

import pytest

from churn_desktop.core.schema import SEGMENT_ROLES, Content, Role, TimeUnit


@pytest.mark.parametrize(
    ("role", "content"),
    [
        (Role.START, Content.DATE),
        (Role.FEE, Content.AMOUNT),
        (Role.NPS, Content.NUMBER),
        (Role.STATUS, Content.FLAG),
        (Role.PLAN, Content.TEXT),
    ],
)
def test_a_role_says_what_its_column_holds(role: Role, content: Content) -> None:
    assert role.content is content


def test_segments_are_split_by_words() -> None:
    assert all(role.content is Content.TEXT for role in SEGMENT_ROLES)


def test_units_in_months() -> None:
    assert TimeUnit.MONTHS.in_months == 1
    assert TimeUnit.YEARS.in_months == 12
    assert 365.25 * TimeUnit.DAYS.in_months == pytest.approx(12)
    assert TimeUnit.WEEKS.in_months == pytest.approx(7 * TimeUnit.DAYS.in_months)
