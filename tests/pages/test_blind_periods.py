from __future__ import annotations

import pytest

from churn_desktop.pages import cost, overview, periods, targets, what_if
from churn_desktop.pages.blind_periods import blind_periods, without_headline
from churn_desktop.pages.model import Page, Text
from tests.engine.books import Row
from tests.pages.lists import dated, golden
from tests.pages.test_purchase_cycle import shop_material

SAID = (
    "The first purchase is of 2024-01-05, and silence means lost after 45 days: nobody "
    "can be seen to leave before 2024-02-19. Rates of periods that begin earlier are "
    "not defined."
)


def texts(page: Page) -> list[str]:
    return [block.text for block in page.blocks if isinstance(block, Text)]


def test_rates_of_the_first_periods_of_a_shop_are_not_defined() -> None:
    material = shop_material("2024-06-30", lapse_days=45)
    page = periods.lay_out(material)
    frame = page.table("movements").frame
    assert SAID in texts(page)
    for key in ("opening_base", "low", "retention", "annualised"):
        assert frame[key].isna().tolist()[:3] == [True, True, False]
    assert page.charts[0].title == (
        "The number of customers fell in 2 of 4 complete periods"
    )


@pytest.mark.parametrize("page", [cost, overview, periods, targets, what_if])
def test_a_list_too_short_to_show_who_left_says_so(page: object) -> None:
    material = shop_material("2024-06-30", lapse_days=200)
    assert material.headline is None
    said = texts(page.lay_out(material))
    assert any("nobody can be seen to leave before 2024-07-23" in each for each in said)


def test_costs_that_need_a_churn_say_that_it_is_not_known() -> None:
    # Bo is lost on 18 June, but nobody could have been before the month began.
    material = shop_material("2024-06-30", lapse_days=162)
    assert material.headline is None
    assert "What that costs cannot be said" in " ".join(texts(cost.lay_out(material)))


def test_the_first_period_that_could_show_who_left_has_nothing_to_compare_with() -> (
    None
):
    page = overview.lay_out(shop_material("2024-04-30", lapse_days=80))
    assert not any("Mar 2024" in text for text in texts(page))


def test_other_lists_have_no_such_periods() -> None:
    assert blind_periods(golden()) == []
    row = Row("A", "2024-03-01", None, 5)
    assert without_headline(dated([row], "2024-03-20")).text == (
        "No period is over yet on 2024-03-20, so no figure is final."
    )
