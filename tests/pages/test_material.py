from __future__ import annotations

from churn_desktop.core.schema import SEGMENT_ROLES, PeriodLength, Role
from churn_desktop.pages.material import without_data
from churn_desktop.pages.model import PageId, Text
from tests.pages.lists import empty, golden, snapshot, told
from tests.pages.test_purchase_cycle import shop_material


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


def test_a_list_that_says_little_names_what_would_tell_more() -> None:
    material = golden()
    assert material.missing(PageId.SEGMENTS) == SEGMENT_ROLES
    assert material.missing(PageId.REASONS) == (Role.REASON,)
    assert material.missing(PageId.SIGNALS) == (Role.NPS, Role.LAST_ACTIVITY)
    assert material.missing(PageId.COHORTS) == ()
    pages = (PageId.SEGMENTS, PageId.REASONS, PageId.SIGNALS, PageId.INCENTIVES)
    assert [told().missing(page) for page in pages] == [()] * 4
    assert snapshot([1], [True]).missing(PageId.COHORTS) == (Role.START,)
    assert snapshot([1], [True]).missing(PageId.INCENTIVES) == (Role.START,)


def test_answers_are_about_the_same_analysis() -> None:
    material = told()
    assert material.answers.analysis is material.analysis
    assert material.answers is material.answers


def test_without_a_rhythm_of_purchases_a_page_says_what_is_lacking() -> None:
    page = without_data(shop_material("2024-05-12"), PageId.STAGES)
    (block,) = page.blocks
    assert isinstance(block, Text)
    assert "Say after how many days it does." in block.text
    assert page.inputs
