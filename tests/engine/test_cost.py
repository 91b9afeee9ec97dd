from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from churn_desktop.core.book import Book
from churn_desktop.core.project import Assumptions
from churn_desktop.engine.cost import (
    LINES,
    TOTALS,
    CostAssumptions,
    Heading,
    Headline,
    Losses,
    cost_of_churn,
    find_losses,
    remaining_months,
)
from churn_desktop.engine.ledger import ledger_movements
from churn_desktop.engine.movements import count_movements
from churn_desktop.engine.pace import measure_pace
from tests.engine.books import Row, book_of, names, snapshot_of
from tests.engine.shop import counts_of, shop_of

LOST = Losses(np.arange(10, dtype=np.int32), count=10, mrr=800.0, unknown=0, months=6)
ALL = CostAssumptions(
    margin=0.5,
    refund=5,
    fee=1,
    hours=2,
    hourly_cost=30,
    cac=200,
    other_value=40,
    review_cost=7,
)


def test_every_line_by_hand() -> None:
    middle = cost_of_churn(LOST, 0.05, ALL).frame.loc["middle"]
    assert middle[list(LINES)].tolist() == pytest.approx(
        [400, 7600, 50, 10, 600, 4000, 400, 70]
    )
    assert middle[list(Heading)].tolist() == pytest.approx([400, 7600, 660, 4000, 470])
    assert middle.headline == middle.with_lost_margin == 400 + 7600 + 660 + 470
    assert middle.with_replacement == 660 + 4000 + 70
    assert middle.per_customer == pytest.approx(middle.headline / 10)
    assert middle.per_year == pytest.approx(2 * middle.headline)


def test_lost_margin_and_replacement_are_never_added() -> None:
    both = {"growth", "revenue_now"}
    for key in Headline:
        assert not both <= set(TOTALS[key].names)
    dear = cost_of_churn(LOST, 0.05, replace(ALL, cac=9999)).frame
    cheap = cost_of_churn(LOST, 0.05, ALL).frame
    assert dear.headline.tolist() == cheap.headline.tolist()
    assert (dear.with_replacement > cheap.with_replacement).all()


def test_the_user_chooses_the_headline() -> None:
    chosen = replace(ALL, headline=Headline.REPLACEMENT)
    cost = cost_of_churn(LOST, 0.05, chosen)
    assert cost.frame.headline.tolist() == cost.frame.with_replacement.tolist()


@pytest.mark.parametrize("headline", list(Headline))
def test_four_cells_add_up_to_the_headline(headline: Headline) -> None:
    cost = cost_of_churn(LOST, 0.05, replace(ALL, headline=headline))
    assert sum(cost.four_cells.values()) == pytest.approx(cost.frame.headline["middle"])
    # Time that was spent otherwise shows in no account.
    assert cost.four_cells[False, True] == 600


def test_what_was_counted_is_the_same_in_every_scenario() -> None:
    frame = cost_of_churn(LOST, 0.05, ALL).frame
    assert frame.margin_now.tolist() == [400, 400, 400]
    assert frame.margin_later.tolist() == pytest.approx([3800, 7600, 11_400])
    assert frame.handling.tolist() == pytest.approx([330, 660, 990])
    assert frame.headline.is_monotonic_increasing


def test_unsupported_assumptions_cost_nothing() -> None:
    assumptions = CostAssumptions()
    middle = cost_of_churn(LOST, 0.05, assumptions).frame.loc["middle"]
    assert middle.headline == pytest.approx(800 * 20)
    assert middle[["handling", "growth", "value_and_reviews"]].tolist() == [0, 0, 0]
    assert "cac" in assumptions.left_alone
    assert "cac" not in ALL.left_alone
    assert "lifetime_cap" in ALL.left_alone


def test_how_much_longer_they_would_have_stayed() -> None:
    chosen = CostAssumptions(lifetime_cap=36)
    assert remaining_months(0.05, chosen) == 20
    assert remaining_months(0.001, chosen) == 36
    assert remaining_months(0.0, chosen) == 36
    assert math.isnan(remaining_months(math.nan, chosen))
    assert remaining_months(math.nan, replace(chosen, remaining_months=8)) == 8
    # Less than now leaves nothing for later.
    assert remaining_months(0.9, replace(chosen, now_months=3)) == 3
    cost = cost_of_churn(LOST, 0.9, replace(chosen, now_months=3))
    assert cost.frame.margin_later.tolist() == [0, 0, 0]


def test_unknown_churn_or_amounts_are_not_zero() -> None:
    frame = cost_of_churn(LOST, math.nan, ALL).frame
    assert frame.headline.isna().all()
    assert frame.with_replacement.notna().all()
    frame = cost_of_churn(replace(LOST, mrr=math.nan, months=math.nan), 0.05, ALL).frame
    assert frame.headline.isna().all()
    assert frame.per_year.isna().all()


def test_nobody_lost_costs_nothing_and_has_no_cost_each() -> None:
    nobody = Losses(np.empty(0, dtype=np.int32), 0, 0.0, 0, 12)
    frame = cost_of_churn(nobody, 0.0, ALL).frame
    assert frame.headline.tolist() == [0, 0, 0]
    assert frame.per_customer.isna().all()


def test_losses_of_the_golden_list(golden: Book) -> None:
    pace = measure_pace(golden, count_movements(golden, Assumptions()))
    losses = find_losses(golden, pace)
    assert losses.count == 12
    assert losses.mrr == 10 * 80 + 2 * 120
    assert (losses.unknown, losses.months) == (0, 10)
    assert "BACK001" not in names(golden, losses.customers)


def test_losses_of_the_last_year_only() -> None:
    book = book_of(
        [
            Row("LONG_AGO", "2020-01-01", "2021-01-01", 100),
            Row("LATELY", "2020-01-01", "2024-01-01", 50),
            Row("BLANK", "2020-01-01", "2024-02-01"),
            Row("NOW", "2020-01-01", "2024-06-20", 70),
            Row("HERE", "2020-01-01", None, 10),
        ],
        "2024-06-25",
    )
    pace = measure_pace(book, count_movements(book, Assumptions()))
    losses = find_losses(book, pace)
    assert names(book, losses.customers) == {"LATELY", "BLANK"}
    assert (losses.mrr, losses.unknown, losses.months) == (50, 1, 12)
    assert find_losses(book).count == 4
    assert math.isnan(find_losses(book).months)


def test_losses_of_other_lists() -> None:
    rows = snapshot_of([5.0, 6, 7], [True, True, False])
    losses = find_losses(rows, measure_pace(rows))
    assert losses.count == 2
    assert math.isnan(losses.mrr)
    counts = counts_of([("2024-01-01", 100, 20, 10)], "2024-02-01")
    losses = find_losses(counts, measure_pace(counts, ledger_movements(counts)))
    assert (losses.count, losses.months) == (10, 1)
    assert len(losses.customers) == 0
    assert math.isnan(losses.mrr)


def test_losses_of_a_shop() -> None:
    orders = [("A", f"2023-{month:02}-01", 30.0) for month in range(1, 7)]
    orders += [("B", "2023-01-01", None), ("C", "2023-01-01", 30.0)]
    orders += [("C", f"2023-{month:02}-01", 1.0) for month in range(2, 13)]
    book, _ = shop_of(orders, "2023-12-31", lapse_days=35)
    losses = find_losses(book)
    assert names(book, losses.customers) == {"A", "B"}
    # 180 spent in the half year to 6 July.
    assert losses.mrr == pytest.approx(180 / (186 / 365 * 12))
    assert losses.unknown == 1
