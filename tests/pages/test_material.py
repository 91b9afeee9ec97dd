from __future__ import annotations

from churn_desktop.core.calendar import PeriodLength
from churn_desktop.core.schema import Role
from churn_desktop.pages.material import without_data
from churn_desktop.pages.model import PageId, Text
from tests.pages.lists import empty, golden, snapshot


def test_periods_are_named_in_order() -> None:
    material = golden(period=PeriodLength.QUARTER)
    assert material.labels() == ["Q2 2023", "Q3 2023", "Q4 2023", "Q1 2024"]
    assert material.headline == 3
    assert material.incomplete == ()
    assert material.as_of == "2024-03-31"


def test_a_list_without_dates_has_no_periods() -> None:
    material = snapshot([1, 2], [True, False])
    assert material.labels() == []
    assert material.as_of == ""
    assert material.headline is None


def test_members_are_table_positions() -> None:
    material = golden()
    movements = material.analysis.movements
    assert movements is not None
    rows = material.members(movements.members)
    lost = rows(len(movements.periods) - 1, "lost")
    table = material.project.table
    assert lost is not None
    assert table.frame["customer"].iloc[lost].str.startswith("LOST").all()
    assert len(lost) == 10
    assert rows(0, "customer_days") is None


def test_what_is_missing_is_known_for_every_page() -> None:
    undated = snapshot([1], [True])
    assert undated.missing(PageId.REVENUE) == (Role.START,)
    assert undated.missing(PageId.LIFETIMES) == ()
    assert golden().missing(PageId.REVENUE) == ()


def test_a_page_without_data_says_why() -> None:
    page = without_data(empty(), PageId.PERIODS)
    assert page.missing == ()
    assert isinstance(page.blocks[0], Text)
    assert page.blocks[0].warning
    missing = without_data(snapshot([1], [True]), PageId.PERIODS)
    assert missing.missing == (Role.START,)
    assert missing.blocks == ()
