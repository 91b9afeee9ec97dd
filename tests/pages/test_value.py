from __future__ import annotations

import pytest

from churn_desktop.pages import value
from churn_desktop.pages.model import Cards
from tests.engine.books import Row
from tests.pages.lists import dated, golden, snapshot, texts


def test_value_with_its_limits_and_within_the_longest_stay() -> None:
    page = value.lay_out(golden(margin=0.5, cac=300.0))
    frame = page.table("value").frame
    # 10 of 900 at the start of nine months were lost: 90 months.
    assert frame["lifetime_months"][value.ESTIMATE] == pytest.approx(90)
    arpa = frame["arpa"][value.ESTIMATE]
    assert frame["clv"][value.ESTIMATE] == pytest.approx(arpa * 0.5 * 90)
    assert frame["clv_within_cap"][value.ESTIMATE] < frame["clv"][value.ESTIMATE]
    assert frame["clv"].is_monotonic_increasing
    assert "far longer than anybody has been seen to stay" in texts(page)
    assert "is paid back after 5.9 months" in texts(page)
    (cards,) = [block for block in page.blocks if isinstance(block, Cards)]
    assert [card.key for card in cards.cards] == [
        "clv", "clv_within_cap", "lifetime_months", "ltv_to_cac"
    ]  # fmt: skip


def test_who_left_before_paying_back_is_listed() -> None:
    page = value.lay_out(golden(margin=0.5, cac=300.0))
    early = page.table("before_payback")
    assert early.frame["name"].tolist() == ["BRIEF001", "BRIEF002"]
    assert early.members is not None
    found = early.members(0, "name")
    assert found is not None
    assert len(found) == 1


def test_a_list_nobody_left_is_capped() -> None:
    page = value.lay_out(dated([Row("Ann", "2023-01-01", None, 5)], "2024-03-31"))
    assert page.table("value").measure("lifetime_months").formula is None
    assert page.table("value").frame["lifetime_months"][value.ESTIMATE] == 60
    assert "the longest stay you assume: 60 months" in texts(page)
    assert "set what it costs to win one" in texts(page)


def test_a_list_without_dates_has_no_spending_by_tenure() -> None:
    page = value.lay_out(snapshot([1, 2, 5], [True, False, False]))
    assert page.missing
