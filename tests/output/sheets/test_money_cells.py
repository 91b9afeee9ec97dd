from __future__ import annotations

from churn_desktop.output.sheets.money_cells import assumption
from churn_desktop.output.sheets.placement import place
from churn_desktop.pages import cost, value, what_if
from churn_desktop.pages.model import Page, PageId
from tests.pages.lists import golden


def found(page: Page, table: str, row: int, key: str) -> str | None:
    shown = page.table(table)
    plans = {page.id: place(page, "Sheet")}
    return assumption(plans, page.id, shown, row, shown.measure(key))


def test_what_is_assumed_stands_in_one_cell() -> None:
    page = cost.lay_out(golden(margin=0.5))
    margins = {found(page, "cost", row, "margin") for row in range(3)}
    assert len(margins) == 1
    assert None not in margins
    assert len({found(page, "cost", row, "multiplier") for row in range(3)}) == 3
    assert found(page, "cost", 0, "refund") is not None
    assert found(page, "cost", 0, "lost_mrr") is None


def test_what_is_not_known_yet_can_be_typed_in_its_cell() -> None:
    page = value.lay_out(golden())
    assert found(page, "value", 0, "cac") is not None
    assert found(page, "value", 0, "margin") is not None
    assert found(page, "value", 0, "arpa") is None


def test_an_assumption_of_two_pages_is_typed_on_one() -> None:
    pages = [module.lay_out(golden()) for module in (cost, value)]
    plans = {page.id: place(page, str(page.id)) for page in pages}
    shown = pages[1].table("inputs")
    read = shown.measure("input_value")
    margin = assumption(plans, PageId.VALUE, shown, 0, read)
    assert margin == plans[PageId.COST].tables["inputs"].cell(0, "input_value")
    cac = assumption(plans, PageId.VALUE, shown, 2, read)
    assert cac is not None
    assert cac.startswith("IF(")
    assert assumption(plans, PageId.VALUE, shown, 3, read) is None


def test_a_month_begins_where_the_one_before_ended() -> None:
    page = what_if.lay_out(golden())
    assert page.id is PageId.WHAT_IF
    plan = place(page, "Sheet").tables["months"]
    assert found(page, "months", 0, "opening_now") is None
    assert found(page, "months", 3, "opening_now") == plan.cell(
        2, "closing_now", here=True
    )
