from __future__ import annotations

from churn_desktop.ui.views.line_breaks import together


def test_per_cent_stays_with_its_number() -> None:
    assert together("From (95 %)") == "From (95\N{NO-BREAK SPACE}%)"
    assert together("月流失率2.4%") == "月流失率2.4%"
