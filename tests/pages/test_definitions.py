from __future__ import annotations

import numpy as np
import pytest

from churn_desktop.engine.rates import RATES
from churn_desktop.pages.definitions import RETENTION, lay_out
from churn_desktop.pages.explain import explain
from churn_desktop.pages.model import ChartKind, Page, Text
from churn_desktop.pages.terms import title
from tests.engine.books import Row
from tests.pages.lists import dated, golden

GOLDEN = {
    "opening_base": 0.10,
    "acquired_base": 0.60,
    "events_base": 0.1083,
    "average_base": 0.1154,
    "all_lost_base": 0.12,
    "events_opening_base": 0.13,
    "daily_base": 0.1122,
    "person_time": 0.1208,
    "net_shrinkage": -0.08,
    "retention_article": 0.88,
    "retention": 0.90,
}


def values(page: Page) -> dict[str, float]:
    return {
        name: value
        for key in ("churn", "retention")
        for name, value in zip(
            page.table(key).frame["definition"],
            page.table(key).frame["value"],
            strict=True,
        )
    }


def test_every_definition_stands_beside_the_others() -> None:
    found = values(lay_out(golden()))
    assert set(found) == {title(key) for key in RATES}
    for key, value in GOLDEN.items():
        assert found[title(key)] == pytest.approx(value, abs=5e-5), key
    assert np.isnan(found[title("renewal_base")])


def test_each_says_its_formula_its_users_and_its_meaning() -> None:
    frame = lay_out(golden()).table("churn").frame.set_index("definition")
    default = frame.loc["Churn rate"]
    assert default["formula"] == "lost ÷ at start = 10 ÷ 100"
    assert "ChartMogul" in default["used_by"]
    assert default["interval"] == "5.5-17.4 %"
    assert frame.loc["Churn day by day", "formula"] == "sum of daily churn"
    assert frame.loc["Losses per new customer", "interval"] == ""
    assert frame["sentence"].str.endswith(".").all()


def test_a_value_is_explained_by_its_own_formula() -> None:
    table = lay_out(golden()).table("churn")
    row = table.frame["definition"].tolist().index("Losses per new customer")
    assert explain(table, row, "value").expression == (
        "(lost + joined and left) ÷ new = (10 + 2) ÷ 20 = 60.0 %"
    )


def test_the_chart_says_how_far_apart_they_are() -> None:
    page = lay_out(golden())
    (chart,) = page.charts
    assert chart.kind is ChartKind.RANGE
    assert chart.title == (
        "Churn in Mar 2024 lies between 10.0 % and 60.0 %, depending on the definition"
    )


def test_where_all_agree_the_chart_says_so() -> None:
    rows = [Row(f"C{n}", "2024-01-10") for n in range(60)]
    page = lay_out(dated(rows, "2024-03-31"))
    assert page.charts[0].title == "Churn in Mar 2024 is 0.0 % by every definition"
    nobody = lay_out(dated([Row("A", "2024-01-10", "2024-01-20")], "2024-03-31"))
    assert nobody.charts[0].title == "Churn in Mar 2024 by every definition"


def test_every_rate_of_every_period_has_its_operands_beside_it() -> None:
    table = lay_out(golden()).table("all_rates")
    assert table.folded
    assert len(table.frame) == 10
    for key in RATES:
        measure = table.measure(key)
        assert measure.formula is not None
        assert set(measure.formula.names) <= set(table.frame)
    assert all(table.measure(m.key).expert for m in table.measures[1:13])
    assert table.members is not None
    assert table.members(9, "new") is not None


def test_without_a_complete_period_there_is_nothing_to_compare() -> None:
    page = lay_out(dated([Row("Ann", "2024-03-02")], "2024-03-10"))
    assert [table.key for table in page.tables] == ["all_rates"]
    assert "No period is over yet" in str(page.blocks[0])


def test_few_customers_are_named() -> None:
    rows = [Row(f"C{n}", "2024-01-10") for n in range(20)]
    page = lay_out(dated(rows, "2024-03-31"))
    assert "Few customers (20)" in str(page.blocks[0])


def test_the_default_is_said() -> None:
    texts = [b.text for b in lay_out(golden()).blocks if isinstance(b, Text)]
    assert texts[0].startswith("Churn rate is the default on every page.")
    assert RETENTION == ("retention", "retention_article")
