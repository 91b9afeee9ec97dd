from __future__ import annotations

from churn_desktop.core.schema import PeriodLength
from churn_desktop.pages.last_quarter import last_quarter
from churn_desktop.pages.overview import lay_out
from tests.engine.books import Row
from tests.pages.lists import dated
from tests.pages.test_purchase_cycle import shop_material

ROWS = [
    Row("A", "2023-05-01", None),
    Row("B", "2023-05-01", "2024-02-10"),
    Row("C", "2023-05-01", "2024-04-10"),
    Row("D", "2024-01-20", "2024-03-01"),
]


def test_the_last_whole_quarter_is_told_beside_the_month() -> None:
    material = dated(ROWS, "2024-05-31")
    told = "In the whole of Q1 2024, 1 of 3 customers left: 33.3 % (95 % interval"
    assert last_quarter(material).startswith(told)
    said = [getattr(block, "text", "") for block in lay_out(material).blocks]
    assert any("In May 2024" in text and told in text for text in said)


def test_a_business_year_has_quarters_of_its_own() -> None:
    told = last_quarter(dated(ROWS, "2024-05-31", fiscal_year_start=2))
    assert told.startswith("In the whole of Feb-Apr 2024, 3 of 4 customers left")


def test_nothing_is_told_twice_or_without_a_base() -> None:
    by_quarter = dated(ROWS, "2024-05-31", period=PeriodLength.QUARTER)
    assert last_quarter(by_quarter) == ""
    assert last_quarter(dated(ROWS, "2023-06-30")) == ""
    assert last_quarter(dated(ROWS, "2023-05-20")) == ""
    assert last_quarter(dated(ROWS, "2024-01-20")) == ""


def test_a_quarter_too_early_to_see_losses_in_is_not_told() -> None:
    assert last_quarter(shop_material("2024-06-30", lapse_days=170)) == ""
    assert last_quarter(shop_material("2024-06-30", lapse_days=60)) != ""
