from __future__ import annotations

import pytest

from churn_desktop.core.schema import PeriodLength
from churn_desktop.pages import revenue
from churn_desktop.pages.explain import explain
from churn_desktop.pages.formats import write_in
from churn_desktop.pages.model import Table
from churn_desktop.pages.revenue import largest_losses, lay_out, lost_a_year
from tests.engine.books import Row
from tests.pages.lists import dated, golden, texts


def mrr(**more: object) -> Table:
    return lay_out(golden(**more)).table("mrr")


def test_march_of_the_golden_list() -> None:
    march = mrr().frame.iloc[-1]
    money = ("opening", "new", "reactivation", "expansion", "contraction", "churned")
    assert [march[key] for key in money] == [9800, 2160, 0, 100, 200, 800]
    assert march["closing"] == 11060
    assert march["gross_revenue_churn"] == pytest.approx(0.1020, abs=5e-5)
    assert march["net_revenue_churn"] == pytest.approx(0.0918, abs=5e-5)
    assert march["grr"] == pytest.approx(0.8980, abs=5e-5)
    assert march["nrr"] == pytest.approx(0.9082, abs=5e-5)
    assert march["quick_ratio"] == pytest.approx(2.26)
    assert march["arpa"] == pytest.approx(11060 / 108)
    assert march["lost_a_year"] == 12000
    assert (mrr().frame["control"] == 0).all()


def test_the_formula_bar_calculates_in_money() -> None:
    found = explain(mrr(), 9, "gross_revenue_churn", "USD")
    assert found.expression == (
        "(churned MRR + contraction) ÷ MRR at start = ($800 + $200) ÷ $9,800 = 10.2 %"
    )
    assert (
        "× 12 = ($800 + $200) × 12 = $12,000"
        in explain(mrr(), 9, "lost_a_year", "USD").expression
    )


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (PeriodLength.MONTH, "(churned + contraction) * 12"),
        (PeriodLength.QUARTER, "(churned + contraction) * 4"),
        (PeriodLength.YEAR, "churned + contraction"),
    ],
)
def test_the_pace_of_a_period_is_that_of_a_year(
    length: PeriodLength, text: str
) -> None:
    assert lost_a_year(golden(period=length)).text == text


def test_the_customers_behind_a_sum() -> None:
    table = mrr()
    assert table.members is not None
    lost = table.members(9, "churned")
    assert lost is not None
    assert len(lost) == 10
    # Behind a rate of revenue are those who pay less or no more.
    less = table.members(9, "grr")
    assert less is not None
    assert set(lost) < set(less)
    assert table.members(9, "control") is None


def test_what_happened_is_said_in_money() -> None:
    page = lay_out(golden())
    said = texts(page)
    assert "In Mar 2024, revenue a month went from 9,800 to 11,060" in said
    assert "800 were lost with customers who left and 200 with customers" in said
    assert "89.8 % of the revenue at the start was kept" in said
    assert page.charts[0].title == "In Mar 2024 revenue a month grew by 1,260"


def test_a_month_without_losses_has_no_ratio_but_words() -> None:
    table = mrr()
    ratio = table.measure("quick_ratio")
    assert write_in(table, ratio, 0, table.frame["quick_ratio"][0]) == "no losses"
    assert write_in(table, ratio, 9, table.frame["quick_ratio"][9]) == "2.26"
    assert explain(table, 0, "quick_ratio").expression.endswith(": no losses")


def test_less_and_equal_revenue_have_titles_of_their_own() -> None:
    rows = [Row("A", "2024-01-05", None, 50), Row("B", "2024-01-05", "2024-02-10", 30)]
    shrank = lay_out(dated(rows, "2024-02-29"))
    assert shrank.charts[0].title == "In Feb 2024 revenue a month shrank by 30"
    same = lay_out(dated(rows[:1], "2024-02-29"))
    assert same.charts[0].title == "In Feb 2024 revenue a month stayed the same"
    assert "Nothing was lost, so there is no quick ratio." in texts(same)


def test_the_choice_about_returning_customers_is_said() -> None:
    assert "leaves out customers who came back" in texts(lay_out(golden()))
    assert "leaves out" not in texts(lay_out(golden(reactivation_in_nrr=True)))


def test_rows_without_an_amount_are_counted() -> None:
    rows = [Row("A", "2024-01-05", None, 50), Row("B", "2024-01-05")]
    said = texts(lay_out(dated(rows, "2024-02-29")))
    assert "1 row has no readable amount and counts as 0 here." in said


def test_every_change_is_in_the_ledger() -> None:
    table = lay_out(golden()).table("ledger")
    march = table.frame[table.frame["period"] == "Mar 2024"]
    assert table.folded
    assert march["change"].sum() == 1260
    assert sorted(march["change_kind"].unique()) == [
        "lost", "new", "pays less", "pays more"
    ]  # fmt: skip
    assert table.members is not None
    row = int(march.index[0])
    found = table.members(row, "change")
    assert found is not None
    ids = golden().project.table.frame["customer"].iloc[found]
    assert set(ids) == {march["customer_id"][row]}


def test_a_long_ledger_keeps_to_the_headline_period(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(revenue, "LEDGER_ROWS", 30)
    table = lay_out(golden()).table("ledger")
    assert set(table.frame["period"]) == {"Mar 2024"}
    assert table.title.startswith("Mar 2024: ")
    incomplete = lay_out(
        dated([Row(f"C{n}", "2024-03-02", None, 5) for n in range(40)], "2024-03-10")
    )
    assert [t.key for t in incomplete.tables] == ["mrr"]
    assert incomplete.charts[0].title == "Revenue gained and lost so far"
    assert "No period is over yet" in texts(incomplete)


def test_the_largest_losses_come_first() -> None:
    rows = [
        Row(name, "2024-01-05", "2024-02-10", amount)
        for name, amount in (("A", 30), ("B", 90), ("C", 30))
    ]
    material = dated([*rows, Row("D", "2024-01-05", None, 99)], "2024-02-29")
    assert material.analysis.revenue is not None
    losses = largest_losses(material, material.analysis.revenue, 1)
    assert losses == [("B", 90.0), ("A", 30.0), ("C", 30.0)]
