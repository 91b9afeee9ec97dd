from __future__ import annotations

from churn_desktop.output.sheets.live import Fixed
from churn_desktop.pages.model import PageId, Source
from tests.output.made import a_table


def test_fixed_values_have_no_formulas() -> None:
    table, live = a_table(), Fixed()
    assert live.formula(PageId.PERIODS, table, 0, table.measure("lost")) is None
    assert live.origin(Source(PageId.PERIODS, "periods", 0, "lost")) is None
