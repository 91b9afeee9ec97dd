from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from churn_desktop.core.schema import Role
from churn_desktop.engine.claims import Needs, check_claims
from churn_desktop.engine.pace import measure_pace
from churn_desktop.pages import cost
from churn_desktop.pages.model import Cards, PageId
from tests.engine.books import Row
from tests.pages.lists import (
    dated,
    golden,
    material_of,
    snapshot,
    table_of,
    texts,
    without_fee,
)


def test_the_two_sums_stand_beside_each_other_and_are_not_added() -> None:
    page = cost.lay_out(golden(margin=0.5, cac=300.0))
    frame = page.table("cost").frame
    assert frame["scenario"].tolist() == ["Low", "Middle", "High"]
    assert frame["with_lost_margin"][cost.MIDDLE] == pytest.approx(31_200)
    assert frame["with_replacement"][cost.MIDDLE] == pytest.approx(7_200)
    assert frame["headline"][cost.MIDDLE] == frame["with_lost_margin"][cost.MIDDLE]
    assert "12 customers left for good, who together paid 1,040 a month" in texts(page)
    assert "it is 7,200. The two are never added" in texts(page)
    (cards,) = [block for block in page.blocks if isinstance(block, Cards)]
    assert [card.key for card in cards.cards] == [
        "headline", "per_customer", "with_replacement"
    ]  # fmt: skip
    # Three scenarios are no interval.
    assert all(card.interval is None for card in cards.cards)


def test_the_replacement_can_come_first() -> None:
    page = cost.lay_out(golden(cac=300.0, headline_replacement=True))
    frame = page.table("cost").frame
    assert frame["headline"].tolist() == frame["with_replacement"].tolist()
    assert "sum with lost margin" in texts(page)


def test_what_is_not_known_is_named() -> None:
    page = cost.lay_out(golden())
    assert "set the cost to win a customer" in texts(page)
    assert "refund per loss" in texts(page)
    members = page.table("cost").members
    assert members is not None
    lost = members(0, "lost_customers")
    assert lost is not None
    assert len(lost) == 12


def test_without_losses_or_amounts_there_is_nothing_to_cost() -> None:
    page = cost.lay_out(dated([Row("Ann", "2023-01-01", None, 5)], "2024-03-31"))
    assert page.tables == ()
    assert "cost nothing" in texts(page)
    missing = cost.lay_out(without_fee()).missing
    assert missing == (Role.FEE, Role.PURCHASE_AMOUNT)
    assert page.id is PageId.COST


def test_without_dates_nothing_is_said_about_a_year() -> None:
    dated_keys = {m.key for m in cost.lay_out(golden()).table("cost").measures}
    assert "per_year" in dated_keys
    book = replace(
        snapshot([1, 2, 3], [True, True, False]).book,
        amounts=np.array([10.0, 20.0, 30.0]),
        has_amounts=True,
    )
    page = cost.lay_out(material_of(book, table_of({"customer": ["a", "b", "c"]})))
    assert "per_year" not in {m.key for m in page.table("cost").measures}
    asked = check_claims(book, measure_pace(book))
    found = {each.claim.key: each.needs for each in asked}
    assert found["two_new_per_lost"] is Needs.DATES
