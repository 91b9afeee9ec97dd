from __future__ import annotations

import json
from datetime import date

from churn_desktop.core.choices import (
    Contacted,
    Goal,
    ScenarioChoice,
    Spend,
    TypedNumbers,
)
from churn_desktop.core.project import AHEAD, Assumptions
from churn_desktop.storage.plain_values import from_plain, to_plain


def test_what_was_typed_is_kept_with_a_project() -> None:
    told = Assumptions(
        typed=TypedNumbers(opening=500, lost=50, mrr_opening=10_000),
        scenarios=(ScenarioChoice("Better", monthly_churn=0.04), ScenarioChoice("Now")),
        spend=Spend(once=1000, monthly=50),
        goal=Goal(0.05, 3, date(2024, 1, 1), date(2024, 12, 31)),
        contacted=(Contacted("C1", "renewal", date(2024, 5, 1), date(2024, 4, 2)),),
        hold_back_days=(60, 120),
        commission=300.0,
    )
    stored = json.loads(json.dumps(to_plain(told), allow_nan=False))
    assert from_plain(Assumptions, stored) == told
    usual = Assumptions()
    assert all(getattr(told, name) != getattr(usual, name) for name in AHEAD)
