from __future__ import annotations

import pytest

from churn_desktop.core.schema import Role
from churn_desktop.pages import targets
from churn_desktop.pages.model import Cards
from tests.engine.books import Row
from tests.pages.lists import dated, golden, snapshot, texts


def test_a_rate_becomes_customers_and_money() -> None:
    page = targets.lay_out(golden(margin=0.5))
    row = page.table("target").frame.iloc[0]
    assert row["opening"] == 108
    assert row["expected"] == pytest.approx(1.2)
    assert row["to_keep"] == 2
    # 520 now and 59 months more for the other half, for 12 customers.
    assert row["saved"] == pytest.approx(2 * 31_200 / 12)
    assert "keep 2 of the 2 expected to leave" in texts(page)
    assert "may well be chance" in texts(page)
    assert len(page.table("yardsticks").frame) == 3
    assert "the list does not say" in texts(page)
    assert isinstance(page.blocks[0], Cards)


def test_nothing_better_than_now_is_said() -> None:
    page = targets.lay_out(dated([Row("Ann", "2023-01-01", None, 5)], "2024-03-31"))
    assert "is the best that your own past suggests" in texts(page)


def test_a_list_without_dates_names_what_it_needs() -> None:
    assert targets.lay_out(snapshot([1], [True])).missing == (Role.START,)
