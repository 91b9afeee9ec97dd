from __future__ import annotations

import math
from dataclasses import replace

import pytest

from churn_desktop.core.schema import Role
from churn_desktop.pages.model import Cards, Page, PageId
from churn_desktop.pages.overview import lay_out
from churn_desktop.pages.snapshot import lay_out_snapshot
from tests.pages.lists import snapshot, texts


def quarter_left() -> Page:
    months = [2] * 50 + [30] * 150
    return lay_out_snapshot(snapshot(months, [True] * 50 + [False] * 150))


def test_a_share_of_rows_is_never_called_a_rate() -> None:
    page = quarter_left()
    assert isinstance(page.blocks[0], Cards)
    share = page.blocks[0].cards[0]
    assert share.title == "Share of rows that left"
    assert share.value == pytest.approx(0.25)
    assert share.interval is not None
    assert share.interval[0] < 0.25 < share.interval[1]
    assert share.note == "50 of 200 rows: a share of rows, not a rate per period"
    said = texts(page)
    assert (
        "50 of 200 rows left: 25.0 % (95 % interval 19.5-31.4 %) of the rows." in said
    )
    assert "no rate for a month or a year" in said


def test_the_other_cards_come_from_the_lifetimes() -> None:
    page = quarter_left()
    assert isinstance(page.blocks[0], Cards)
    three, twelve = page.blocks[0].cards[1:]
    assert (three.key, twelve.key) == ("survival_3", "survival_12")
    assert three.value == twelve.value == pytest.approx(0.75)
    assert three.source is not None
    assert (three.source.page, three.source.table) == (PageId.LIFETIMES, "months")
    assert page.table("months").frame["time"][three.source.row] == 3


def test_stage_and_year_are_said() -> None:
    said = texts(quarter_left())
    assert "first 3 months" in said
    assert "After 12 months 75.0 %" in said
    assert (
        quarter_left().charts[0].title == "After 30 months 75.0 % are still customers"
    )


def test_nobody_left_and_few_rows() -> None:
    said = texts(lay_out_snapshot(snapshot([4, 5], [False, False])))
    assert "None of 2 rows left." in said
    assert "Few customers (2)" in said
    assert "The only row has not left." in texts(
        lay_out_snapshot(snapshot([4], [False]))
    )


def test_a_list_of_days_has_no_month_to_show() -> None:
    page = lay_out_snapshot(snapshot([0.2, 0.4], [True, False]))
    assert page.charts == ()
    assert isinstance(page.blocks[0], Cards)
    assert len(page.blocks[0].cards) == 1


def test_an_empty_list_says_so() -> None:
    assert "No row of the list can be used" in texts(lay_out_snapshot(snapshot([], [])))


def test_without_tenures_there_is_still_a_share() -> None:
    nothing = snapshot([math.nan] * 4, [True, False, False, False])
    page = lay_out_snapshot(nothing)
    assert isinstance(page.blocks[0], Cards)
    (share,) = page.blocks[0].cards
    assert share.value == pytest.approx(0.25)
    assert nothing.missing(PageId.LIFETIMES) == (Role.TENURE,)
    assert nothing.missing(PageId.STAGES) == (Role.TENURE,)
    assert texts(lay_out(nothing)) == texts(page)


def test_a_list_with_starts_lacks_ends() -> None:
    dated = snapshot([1.0, 2.0], [True, False])
    dated = replace(dated, project=replace(dated.project, roles={Role.START: "months"}))
    assert "column of end dates" in texts(lay_out_snapshot(dated))
    assert dated.missing(PageId.PERIODS) == (Role.END,)
