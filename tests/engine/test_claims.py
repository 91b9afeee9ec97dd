from __future__ import annotations

import math

import pytest

from churn_desktop.core.book import Book
from churn_desktop.core.project import Assumptions
from churn_desktop.engine.claims import (
    CLAIMS,
    Checked,
    Found,
    Needs,
    check_claims,
)
from churn_desktop.engine.movements import count_movements
from churn_desktop.engine.pace import measure_pace
from churn_desktop.engine.reasons import Avoidable, count_reasons
from churn_desktop.engine.revenue import measure_revenue
from tests.engine.books import Row, book_of, snapshot_of
from tests.engine.shop import saying, shop_of

AS_OF = "2024-03-31"
KEYS = [claim.key for claim in CLAIMS]
REASONS = ("reason_indifference", "reason_dissatisfied", "reason_competitor")


def check(
    book: Book,
    avoidable: dict[str, Avoidable] | None = None,
) -> dict[str, Checked]:
    revenue = measure_revenue(book, Assumptions())
    pace = measure_pace(book, count_movements(book, Assumptions()), revenue)
    reasons = count_reasons(book, avoidable)
    found = check_claims(book, pace, revenue, reasons)
    assert [checked.claim.key for checked in found] == KEYS
    return {checked.claim.key: checked for checked in found}


def long_list() -> Book:
    rows = [Row(f"OLD{n}", "2020-04-01", "2023-04-01", 100) for n in range(8)]
    rows += [Row(f"OLD{n}", "2023-04-01", None, 150) for n in range(8)]
    rows += [Row(f"GONE{n}", "2020-04-01", "2023-09-01", 200) for n in range(4)]
    rows += [Row(f"NEW{n}", "2023-07-01", None, 50 + n) for n in range(4)]
    return book_of(rows, AS_OF)


def test_the_claims_as_they_are_quoted() -> None:
    claimed = {claim.key: claim.claimed for claim in CLAIMS}
    assert claimed == {
        "existing_share": 0.65,
        "annual_retention": 0.35,
        "later_spend": 0.67,
        "reason_indifference": 0.68,
        "reason_dissatisfied": 0.14,
        "reason_competitor": 0.09,
        "avoidable": 0.85,
        "five_points_less": 0.95,
        "five_a_month": 0.50,
        "two_new_per_lost": 2.0,
    }
    assert sum(claimed[key] for key in REASONS) == pytest.approx(0.91)
    by_key = {claim.key: claim for claim in CLAIMS}
    assert by_key["five_a_month"].found is Found.ROUNDED


def test_money_of_a_long_list() -> None:
    found = check(long_list())
    existing = found["existing_share"]
    old = 8 * 150 * 12
    gone = 4 * 200 * 12 * 153 / 366
    new = (50 + 51 + 52 + 53) * 12 * 275 / 366
    assert existing.own == pytest.approx((old + gone) / (old + gone + new))
    assert existing.n == 16
    assert existing.low is not None
    assert existing.high is not None
    assert existing.low < existing.own < existing.high
    later = found["later_spend"]
    # Nobody's amount changed before month 37.
    assert (later.own, later.n) == (pytest.approx(0), 12)
    two = found["two_new_per_lost"]
    assert two.own == pytest.approx(200 / 51.5)
    assert two.n == 8
    assert two.low is not None
    assert two.high is not None
    assert two.low < two.own < two.high


def test_retention_and_the_pace_of_a_long_list() -> None:
    found = check(long_list())
    kept = found["annual_retention"]
    assert (kept.own, kept.n) == (pytest.approx(8 / 12), 12)
    month = found["five_a_month"]
    pace_rate = 4 / month.n
    assert month.own == pytest.approx(1 - (1 - pace_rate) ** 12)
    five = found["five_points_less"]
    assert month.own is not None
    yearly = month.own
    better = 1 - (1 - (yearly - 0.05)) ** (1 / 12)
    assert five.own == pytest.approx(pace_rate / better - 1)
    assert five.low is not None
    assert five.high is not None
    assert five.low < five.own < five.high


def test_for_all_that_is_known_almost_nobody_may_leave() -> None:
    rows = [Row(f"C{n}", "2022-01-01", None, 10) for n in range(40)]
    rows += [Row(f"G{n}", "2022-01-01", "2023-06-01", 10) for n in range(3)]
    five = check(book_of(rows, AS_OF))["five_points_less"]
    assert five.own is not None
    assert five.low is not None
    assert five.own > five.low > 0
    assert five.high is None


def reasoned() -> Book:
    rows = [Row(f"C{n}", "2023-01-01", "2023-06-01", 10) for n in range(10)]
    said = dict.fromkeys(["C0", "C1", "C2", "C3"], "nobody called")
    said |= {"C4": "price", "C5": "moved away", "C6": "moved away", "C7": "rival"}
    return saying(
        book_of([*rows, Row("HERE", "2023-01-01", None, 10)], AS_OF), reason=said
    )


def test_reasons_are_sorted_by_the_user_never_guessed() -> None:
    found = check(reasoned())
    for key in (*REASONS, "avoidable"):
        assert found[key].own is None
        assert found[key].needs is Needs.REASONS_SORTED
    found = check(
        reasoned(),
        {"nobody called": Avoidable.YES, "moved away": Avoidable.NO},
    )
    assert found["avoidable"].own == pytest.approx(4 / 6)
    assert found["avoidable"].n == 6
    assert found["avoidable"].low == pytest.approx(0.300, abs=5e-4)


def test_what_a_young_list_without_amounts_needs() -> None:
    found = check(book_of([Row("C", "2024-01-15")], AS_OF))
    assert {key: checked.needs for key, checked in found.items()} == {
        "existing_share": Needs.AMOUNTS,
        "annual_retention": Needs.A_YEAR,
        "later_spend": Needs.AMOUNTS,
        "reason_indifference": Needs.REASONS,
        "reason_dissatisfied": Needs.REASONS,
        "reason_competitor": Needs.REASONS,
        "avoidable": Needs.REASONS,
        "five_points_less": Needs.LOSSES,
        "five_a_month": None,
        "two_new_per_lost": Needs.AMOUNTS,
    }
    assert found["five_a_month"].own == 0
    priced = check(book_of([Row("C", "2024-01-15", None, 5)], AS_OF))
    assert priced["existing_share"].needs is Needs.A_YEAR
    assert priced["later_spend"].needs is Needs.THREE_YEARS
    assert priced["two_new_per_lost"].needs is Needs.LOSSES
    assert check(book_of([], AS_OF))["five_a_month"].needs is Needs.LOSSES


def test_a_single_lost_customer_has_no_interval() -> None:
    rows = [
        Row("GONE", "2023-01-10", "2024-01-10", 80),
        Row("NEW", "2024-02-01", None, 40),
    ]
    two = check(book_of(rows, AS_OF))["two_new_per_lost"]
    assert two.own == pytest.approx(80 / 40)
    assert two.n == 2
    assert two.low is None


def test_a_list_without_dates() -> None:
    book = snapshot_of([3.0, 14, 20, 30], [True, True, False, False])
    kept = check(book)["annual_retention"]
    assert (kept.own, kept.n) == (pytest.approx(0.75), 4)
    assert kept.low is not None
    young = snapshot_of([3.0, 4.0], [True, False])
    assert check(young)["annual_retention"].needs is Needs.A_YEAR


def test_a_shop() -> None:
    orders = [
        ("OLD", f"{year}-{month:02}-01", 10.0)
        for year in (2022, 2023)
        for month in range(1, 13)
    ]
    orders += [("NEW", "2023-09-01", 30.0)]
    book, _ = shop_of(orders, "2023-12-31", lapse_days=60)
    pace = measure_pace(book, count_movements(book, Assumptions()))
    found = {c.claim.key: c for c in check_claims(book, pace)}
    assert found["existing_share"].own == pytest.approx(120 / 150)
    assert not math.isnan(found["existing_share"].own or math.nan)
    young, _ = shop_of(orders[-1:], "2023-12-31", lapse_days=60)
    found = {c.claim.key: c for c in check_claims(young, measure_pace(young))}
    assert found["existing_share"].needs is Needs.A_YEAR
