from __future__ import annotations

import pytest

from churn_desktop.core.schema import Role
from churn_desktop.engine.followup_kinds import AT_RISK, KINDS, Kind, contact_days


@pytest.mark.parametrize(
    ("silence", "asked"), [(15, 10), (30, 20), (47, 31), (1, 0), (84.5, 56)]
)
def test_one_asks_at_two_thirds_of_the_silence(silence: float, asked: int) -> None:
    assert contact_days(silence) == asked


def test_every_kind_can_be_found_and_says_what_it_needs() -> None:
    assert set(KINDS) == set(Kind)
    assert all(isinstance(role, Role) for _, role in KINDS.values())
    assert set(AT_RISK) == set(Kind) - {Kind.ANNIVERSARY, Kind.ASK_REASON}
