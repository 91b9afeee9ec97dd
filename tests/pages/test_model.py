from __future__ import annotations

import pandas as pd
import pytest

from churn_desktop.pages.model import (
    Chart,
    ChartKind,
    Measure,
    Page,
    PageId,
    Report,
    Table,
    Text,
    Unit,
)

TABLE = Table("mrr", "MRR", (Measure("a", "A", Unit.TEXT),), pd.DataFrame({"a": ["x"]}))
CHART = Chart("c", "C", ChartKind.BAR, "mrr", ())
PAGE = Page(PageId.REVENUE, "Revenue", (Text("Hello."), CHART, TABLE))


def test_a_page_knows_its_tables_and_charts() -> None:
    assert PAGE.tables == (TABLE,)
    assert PAGE.charts == (CHART,)
    assert PAGE.table("mrr") is TABLE
    with pytest.raises(KeyError):
        PAGE.table("other")


def test_a_table_knows_its_measures() -> None:
    assert TABLE.measure("a").title == "A"
    with pytest.raises(KeyError):
        TABLE.measure("b")


def test_a_report_knows_its_pages() -> None:
    report = Report("list", "", "list.csv", None, (PAGE,))
    assert report.page(PageId.REVENUE) is PAGE
    with pytest.raises(KeyError):
        report.page(PageId.STAGES)
