from __future__ import annotations

import numpy as np
import pytest

from churn_desktop.core.schema import PeriodLength
from churn_desktop.pages.model import ChartKind
from churn_desktop.pages.periods import lay_out
from tests.engine.books import Row
from tests.pages.lists import dated, golden, texts


def crowd(
    lost: dict[str, int], begun: str = "2023-01-10", size: int = 400
) -> list[Row]:
    """So many customers from the first month, some of whom leave on given days."""
    ends = [day for day, count in lost.items() for _ in range(count)]
    ends += [None] * (size - len(ends))
    return [Row(f"C{n}", begun, end, 10) for n, end in enumerate(ends)]


def test_march_of_the_golden_list() -> None:
    table = lay_out(golden()).table("movements")
    march = table.frame.iloc[-1]
    counts = ("opening", "new", "returned", "lost", "joined_and_left", "closing")
    assert [march[key] for key in counts] == [100, 20, 0, 10, 2, 108]
    assert march["period"] == "Mar 2024"
    assert march["leave_events"] == 13
    assert march["opening_base"] == pytest.approx(0.1)
    assert [march["low"], march["high"]] == pytest.approx([0.0552, 0.1744], abs=5e-5)
    assert march["retention"] == pytest.approx(0.9)
    assert march["retention_low"] == pytest.approx(1 - march["high"])
    assert march["stand_still"] == 12
    assert march["annualised"] == pytest.approx(1 - 0.9**12)
    assert (table.frame["control"] == 0).all()


def test_the_first_period_has_no_rate() -> None:
    table = lay_out(golden()).table("movements")
    assert np.isnan(table.frame["opening_base"][0])
    assert table.frame["opening"][0] == 0


def test_a_number_knows_its_customers() -> None:
    table = lay_out(golden()).table("movements")
    assert table.members is not None
    last = len(table.frame) - 1
    lost, behind_rate = (table.members(last, key) for key in ("lost", "opening_base"))
    assert lost is not None
    assert behind_rate is not None
    assert lost.tolist() == behind_rate.tolist()
    assert table.members(last, "control") is None


def test_gains_stand_above_and_losses_below() -> None:
    page = lay_out(golden())
    (chart,) = page.charts
    assert chart.kind is ChartKind.STACKED
    assert {s.measure: s.negative for s in chart.series} == {
        "new": False,
        "returned": False,
        "lost": True,
        "joined_and_left": True,
    }
    assert chart.title == "In no complete period did the number of customers fall"


def test_the_chart_counts_the_periods_with_fewer_customers() -> None:
    page = lay_out(dated(crowd({"2023-02-10": 3, "2023-04-10": 1}), "2023-05-31"))
    assert page.charts[0].title == (
        "The number of customers fell in 2 of 5 complete periods"
    )
    one = lay_out(
        dated(
            [Row("A", "2023-01-02", "2023-02-03")],
            "2023-12-31",
            period=PeriodLength.YEAR,
        )
    )
    assert (
        one.charts[0].title == "In no complete period did the number of customers fall"
    )


def test_a_period_that_is_not_over_is_faint_and_said_so() -> None:
    page = lay_out(dated(crowd({"2023-03-05": 300}), "2023-03-10"))
    table = page.table("movements")
    assert table.faint == (2,)
    assert table.marked == {}
    assert "Mar 2023 is not over on 2023-03-10" in texts(page)
    assert page.charts[0].title == (
        "In no complete period did the number of customers fall"
    )


def test_nothing_is_final_before_the_first_period_is_over() -> None:
    page = lay_out(dated([Row("Ann", "2024-03-02")], "2024-03-10"))
    assert "No period is over yet on 2024-03-10" in texts(page)
    assert page.charts[0].title == "Customers gained and lost so far"


def test_few_customers_ask_for_the_interval() -> None:
    few = lay_out(dated(crowd({}, size=49), "2023-03-31"))
    assert "Few customers: 2 periods began with fewer than 50." in texts(few)
    one = lay_out(dated(crowd({}, size=49), "2023-02-28"))
    assert "Few customers: 1 period began" in texts(one)
    assert "Few customers" not in texts(lay_out(golden()))


def test_a_bad_month_is_marked() -> None:
    lost = {f"2023-{month:02}-10": 4 for month in range(2, 12)}
    page = lay_out(dated(crowd({**lost, "2023-12-10": 60}), "2023-12-31"))
    table = page.table("movements")
    assert set(table.marked) == {(11, "lost"), (11, "opening_base")}
    assert "More customers left" in table.marked[11, "opening_base"]


def test_a_good_month_is_marked_as_such() -> None:
    lost = {f"2023-{month:02}-10": 30 for month in range(2, 12)}
    table = lay_out(dated(crowd(lost), "2023-12-31")).table("movements")
    assert "Fewer customers left" in table.marked[11, "opening_base"]


def test_the_annual_figure_is_explained() -> None:
    said = texts(lay_out(golden()))
    assert "like Mar 2024, with 10.0 % lost, 71.8 % of the customers" in said
    assert "within a year" not in texts(lay_out(golden(period=PeriodLength.YEAR)))
    assert "within a year" not in texts(lay_out(dated(crowd({}), "2023-03-31")))


def test_longer_periods_have_longer_names() -> None:
    table = lay_out(golden(period=PeriodLength.QUARTER)).table("movements")
    assert table.frame["period"].tolist()[-1] == "Q1 2024"
    assert table.frame["start"].tolist()[-1].isoformat() == "2024-01-01"
    assert table.frame["end"].tolist()[-1].isoformat() == "2024-04-01"
