from __future__ import annotations

import pytest

from churn_desktop.core.schema import Role
from churn_desktop.pages import cohorts
from churn_desktop.pages.material import Material
from tests.engine.books import Row
from tests.engine.test_ledger import TWO_MONTHS, book_of_counts
from tests.pages.lists import dated, material_of, snapshot, table_of, texts
from tests.pages.test_purchase_cycle import shop_material


def months(*left: int, as_of: str = "2024-09-15") -> Material:
    """Fifty customers come in each month; so many of them leave two weeks later."""
    rows = []
    for month, gone in enumerate(left, start=1):
        for n in range(50):
            end = f"2024-{month:02}-24" if n < gone else None
            rows.append(Row(f"{month}-{n}", f"2024-{month:02}-10", end, 10))
    return dated(rows, as_of)


def test_the_mean_is_drawn_by_age() -> None:
    page = cohorts.lay_out(months(5, 10, 15))
    (chart,) = page.charts
    assert chart.table == "ages"
    ages = page.table("ages")
    assert ages.frame["customers"].tolist()[:2] == [150, 150]
    assert ages.frame["share"].tolist()[:2] == [1.0, 0.8]
    assert chart.title == "After 6 months 80.0 % of the customers are still there"


def test_the_best_and_the_worst_cohort_are_named() -> None:
    material = months(15, 30, 15, 30, 15, 0, as_of="2024-12-15")
    page = cohorts.lay_out(material)
    said = texts(page)
    assert "The worst cohort came in Feb 2024: 40.0 % of 50." in said
    assert "1 other is worse" in said
    assert "The best cohort came in Jun 2024: 100.0 % of 50." in said
    table = page.table("cohorts")
    assert table.marked == {
        (1, "share_6"): "Less than usual variation explains.",
        (3, "share_6"): "Less than usual variation explains.",
        (5, "share_6"): "More than usual variation explains.",
    }


def test_usual_variation_names_nobody() -> None:
    said = texts(cohorts.lay_out(months(5, 6, 7, 5, 6)))
    assert "No cohort differs" in said
    assert "best" not in said


def test_too_few_cohorts_are_not_compared() -> None:
    page = cohorts.lay_out(months(5, 6))
    assert "too few cohorts" in texts(page)
    assert page.table("cohorts").marked == {}


def test_a_list_of_one_period_has_no_picture_yet() -> None:
    page = cohorts.lay_out(months(5, as_of="2024-01-31"))
    assert page.charts == ()
    assert page.table("ages").frame["age"].tolist() == [0]


def test_purchases_are_followed_by_purchase() -> None:
    page = cohorts.lay_out(shop_material("2024-05-30", lapse_days=60))
    assert page.table("ages").frame["age"].iloc[0] == 1
    assert "bought" in texts(page)
    assert page.table("cohorts").title == "Share that bought so much later"
    assert page.charts[0].title.endswith("of the customers buy")
    with pytest.raises(KeyError):
        page.table("cohort_revenue")


def test_without_dates_or_customers_there_are_no_cohorts() -> None:
    assert cohorts.lay_out(snapshot([1, 2], [True, False])).missing == (Role.START,)
    counts = material_of(
        book_of_counts(*TWO_MONTHS), table_of({"month": ["2024-01", "2024-02"]})
    )
    assert cohorts.lay_out(counts).missing == (Role.CUSTOMER_ID,)
