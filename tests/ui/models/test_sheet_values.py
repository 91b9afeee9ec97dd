from __future__ import annotations

import numpy as np

from churn_desktop.core.calendar import NO_DAY
from churn_desktop.core.schema import Content, Role
from churn_desktop.importing.columns import ParsedColumn
from churn_desktop.ui.models.sheet_values import sheet_values

NONE = np.zeros(2, dtype=bool)


def parsed(heading: str, role: Role, content: Content, values: object) -> ParsedColumn:
    return ParsedColumn(heading, role, content, np.asarray(values), NONE, NONE)


def test_dates_are_sorted_but_not_added() -> None:
    days = np.array([19000, NO_DAY], dtype=np.int32)
    found = sheet_values(
        [
            parsed("Since", Role.START, Content.DATE, days),
            parsed("Fee", Role.FEE, Content.AMOUNT, [10.0, np.nan]),
            parsed("Plan", Role.PLAN, Content.TEXT, ["a", "b"]),
        ]
    )
    assert set(found.to_sort) == {"Since", "Fee"}
    assert set(found.to_add) == {"Fee"}
    assert found.to_sort["Since"][0] == 19000
    assert np.isnan(found.to_sort["Since"][1])
