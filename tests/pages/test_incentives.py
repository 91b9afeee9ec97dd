from __future__ import annotations

import pytest

from churn_desktop.core.schema import Role
from churn_desktop.pages import incentives
from churn_desktop.pages.explain import explain
from churn_desktop.pages.material import Material
from churn_desktop.pages.model import Unit
from tests.engine.books import Row
from tests.engine.test_ledger import TWO_MONTHS, book_of_counts
from tests.pages.lists import (
    dated,
    empty,
    material_of,
    single,
    snapshot,
    table_of,
    texts,
    told,
    without_fee,
)
from tests.pages.test_purchase_cycle import shop_material


def leaving_after(*days: int, amount: float | None = 50) -> Material:
    """Sixty customers, who leave so many days after they came, or not at all."""
    start = "2022-01-01"
    ends = [f"2022-{1 + day // 30:02}-{1 + day % 30:02}" for day in days]
    rows = [Row(f"L{n}", start, end, amount) for n, end in enumerate(ends)]
    rows += [Row(f"S{n}", start, None, amount) for n in range(60 - len(days))]
    return dated(rows, "2024-06-30")


def test_the_pace_before_and_after_is_compared() -> None:
    page = incentives.lay_out(told())
    table = page.table("marks")
    assert table.frame["day"].tolist() == [30, 90, 150]
    assert table.frame["left_after"].tolist() == [0, 80, 0]
    assert (1, "ratio") in table.marked
    assert page.charts[0].title == "Customers leave faster after day 90"
    assert "nobody left, in the 30 days after it 80 did" in texts(page)
    found = explain(table, 1, "hazard_after")
    assert found.expression.startswith("left after ÷ days lived after × 30 = 80 ÷ ")


def test_the_ratio_is_given_with_its_limits() -> None:
    page = incentives.lay_out(leaving_after(80, *[100] * 20))
    said = texts(page)
    assert "After day 90 customers leave" in said
    assert "times as fast as before it (95 % interval" in said


def test_steady_leaving_is_not_blamed_on_anything() -> None:
    page = incentives.lay_out(leaving_after(*range(5, 180, 5)))
    assert "After none of the days" in texts(page)
    assert page.charts[0].title.startswith("Customers do not leave faster")
    assert page.table("marks").marked == {}


def test_what_a_hold_back_saves() -> None:
    page = incentives.lay_out(leaving_after(20, 80, 140, 300))
    table = page.table("hold_back")
    assert table.frame["days"].tolist() == [0, 30, 90, 150]
    assert table.frame["paid"].tolist() == [3000, 2950, 2900, 2850]
    assert table.frame["paid_for_leavers"].tolist() == [200, 150, 100, 50]
    assert table.frame["withheld"].tolist() == [0, 50, 100, 150]
    assert "Assumed: a commission of 1 monthly fee, for the 60 customers" in texts(page)
    chart = next(chart for chart in page.charts if chart.table == "hold_back")
    assert chart.title == "Held back for 150 days, 150 would not have been paid"


def test_the_commission_is_an_assumption() -> None:
    rows = [Row(f"C{n}", "2022-01-01", None, 50) for n in range(5)]
    page = incentives.lay_out(dated(rows, "2024-06-30", commission_months=2.5))
    assert "a commission of 2.5 monthly fees" in texts(page)
    assert page.table("hold_back").frame["paid"].tolist() == [625] * 4
    chart = next(chart for chart in page.charts if chart.table == "hold_back")
    assert chart.title == "Holding back the commission would have saved nothing"


def test_without_fees_commissions_are_counted() -> None:
    page = incentives.lay_out(leaving_after(20, amount=None))
    assert page.table("hold_back").measure("paid").unit is Unit.COUNT
    assert "one commission for each customer" in texts(page)


def test_a_young_list_has_no_hold_back_yet() -> None:
    page = incentives.lay_out(single())
    assert "Nobody came a year ago or longer" in texts(page)
    with pytest.raises(KeyError):
        page.table("hold_back")
    assert incentives.lay_out(without_fee()).table("marks") is not None


def test_each_owner_has_a_row() -> None:
    page = incentives.lay_out(told())
    assert page.table("sales_owner").frame["owner"].tolist() == ["Bob", "Ann", "Cem"]


def test_customers_without_a_contract_leave_on_no_day() -> None:
    page = incentives.lay_out(shop_material("2024-05-30", lapse_days=60))
    assert page.tables == ()
    assert "after a time of silence" in texts(page)


def test_without_dates_or_customers_there_are_no_marks() -> None:
    assert incentives.lay_out(snapshot([1, 2], [True, False])).missing == (Role.START,)
    counts = material_of(
        book_of_counts(*TWO_MONTHS), table_of({"month": ["2024-01", "2024-02"]})
    )
    assert incentives.lay_out(counts).missing == (Role.CUSTOMER_ID,)
    assert incentives.lay_out(empty()).missing == ()
    assert incentives.lay_out(empty()).tables == ()


def test_what_is_paid_can_be_typed_and_is_followed() -> None:
    material = told()
    page = incentives.lay_out(material)
    asked = {each.key: each for form in page.inputs for each in form.inputs}
    assert (asked["commission"].value, asked["held_1"].value) == (None, 90)
    fixed = asked["commission"].change(material.project, 200.0)
    later = asked["held_1"].change(fixed, 60.0).assumptions
    assert later.hold_back_days == (30, 60, 150)
    after = incentives.lay_out(told(commission=200.0, hold_back_days=(30, 60, 150)))
    frame = after.table("hold_back").frame
    assert frame["days"].tolist() == [0, 30, 60, 150]
    found = material.answers.hold_back
    assert found is not None
    assert frame["paid"][0] == 200 * found.customers
