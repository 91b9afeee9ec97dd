from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from churn_desktop import engine
from churn_desktop.core.book import Book
from churn_desktop.core.project import Assumptions
from churn_desktop.core.schema import PeriodLength
from churn_desktop.engine.revenue import (
    KINDS,
    NRR_WITH_REACTIVATION,
    REVENUE_RATES,
    Revenue,
    measure_revenue,
    rate_table,
)
from tests.engine import oracle
from tests.engine.books import Row, book_of, names, snapshot_of
from tests.engine.strategies import AS_OF, rows


def measure(book: Book, **assumptions: object) -> Revenue:
    revenue = measure_revenue(book, Assumptions(**assumptions))
    assert revenue is not None
    return revenue


def test_golden_march(golden: Book) -> None:
    revenue = measure(golden)
    assert revenue.balanced
    assert revenue.frame.iloc[-1].to_dict() == {
        "opening": 9_800,
        "new": 2_160,
        "reactivation": 0,
        "expansion": 100,
        "contraction": 200,
        "churned": 800,
        "closing": 11_060,
        "paying_customers": 108,
    }
    assert rate_table(revenue).iloc[-1].to_dict() == pytest.approx(
        {
            "gross_revenue_churn": 0.1020,
            "net_revenue_churn": 0.0918,
            "grr": 0.8980,
            "nrr": 0.9082,
            "quick_ratio": 2.26,
            "arpa": 102.4074,
        },
        abs=5e-5,
    )


def test_a_change_knows_its_customers(golden: Book) -> None:
    revenue = measure(golden)
    last = len(revenue.periods) - 1
    assert names(golden, revenue.members(last, "expansion")) == {
        f"UP{n:03}" for n in range(1, 6)
    }
    assert len(names(golden, revenue.members(last, "opening"))) == 100
    assert len(names(golden, revenue.members(last, "paying_customers"))) == 108
    assert revenue.members(last, "arpa") is None


def test_without_amounts_or_dates_there_is_no_revenue() -> None:
    no_amounts = book_of([Row("C1", "2024-01-01")], as_of="2024-03-31")
    assert measure_revenue(no_amounts, Assumptions()) is None
    assert measure_revenue(snapshot_of([3], [True]), Assumptions()) is None


def test_amounts_that_cannot_be_read_count_as_nothing_and_are_counted() -> None:
    rows = [
        Row("C1", "2024-01-10", None, 50),
        Row("C2", "2024-01-10", None, None),
        Row("C3", "2024-01-10", None, float("inf")),
        Row("C4", "2024-01-10", None, -20),
    ]
    revenue = measure(book_of(rows, as_of="2024-01-31"))
    assert revenue.missing_amounts == 2
    assert revenue.frame.closing.tolist() == [50]
    assert revenue.frame.paying_customers.tolist() == [1]


def test_a_list_without_a_single_readable_amount() -> None:
    rows = [Row("C1", "2024-01-10", None, 0.0)]
    revenue = measure(book_of(rows, as_of="2024-01-31"))
    assert revenue.frame.drop(columns="paying_customers").eq(0).all(axis=None)
    assert revenue.ledger().empty
    assert rate_table(revenue).isna().all(axis=None)


def test_rounding_does_not_become_a_movement() -> None:
    rows = [
        Row("C1", "2024-01-10", "2024-02-10", 100.1),
        Row("C1", "2024-01-10", "2024-02-10", 200.2),
        Row("C1", "2024-02-10", None, 300.3),
    ]
    revenue = measure(book_of(rows, as_of="2024-02-29"))
    assert revenue.ledger().kind.tolist() == ["new"]
    assert revenue.frame.closing.tolist() == [300.3, 300.3]


def test_a_third_of_a_quarterly_fee_adds_up_to_whole_fees() -> None:
    rows = [Row(f"C{n}", "2024-01-05", None, 499 / 3) for n in range(300)]
    revenue = measure(book_of(rows, as_of="2024-02-29"))
    assert revenue.frame["closing"][0] == pytest.approx(49_900, rel=1e-12)


def test_ending_one_of_several_contracts_is_contraction() -> None:
    rows = [
        Row("C1", "2024-01-10", None, 100),
        Row("C1", "2024-01-10", "2024-02-10", 60),
    ]
    ledger = measure(book_of(rows, as_of="2024-02-29")).ledger()
    assert ledger.to_dict("records")[-1] == {
        "row": 1,
        "customer": 0,
        "opening": 160.0,
        "closing": 100.0,
        "kind": "contraction",
    }


def test_who_paid_before_within_a_month_comes_back() -> None:
    rows = [
        Row("C1", "2024-01-10", "2024-01-20", 100),
        Row("C1", "2024-03-05", None, 100),
    ]
    ledger = measure(book_of(rows, as_of="2024-03-31")).ledger()
    assert ledger.kind.tolist() == ["reactivation"]


def test_a_free_start_makes_the_first_payment_new() -> None:
    rows = [
        Row("C1", "2024-01-10", "2024-03-05", 0),
        Row("C1", "2024-03-05", None, 100),
    ]
    ledger = measure(book_of(rows, as_of="2024-03-31")).ledger()
    assert ledger.kind.tolist() == ["new"]


def test_reactivation_counts_in_nrr_when_wanted() -> None:
    rows = [
        Row("A", "2023-12-10", None, 100),
        Row("B", "2023-12-10", "2024-01-10", 100),
        Row("B", "2024-03-05", None, 50),
    ]
    book = book_of(rows, as_of="2024-03-31")
    assert rate_table(measure(book)).nrr.iloc[-1] == 1.0
    with_it = measure(book, reactivation_in_nrr=True)
    assert rate_table(with_it).nrr.iloc[-1] == 1.5
    assert with_it.formulas["nrr"] is NRR_WITH_REACTIVATION
    assert list(with_it.formulas) == list(REVENUE_RATES)


def test_amounts_of_any_size_balance() -> None:
    rows = [
        Row("C1", "2024-01-10", "2024-02-10", 3e14),
        Row("C2", "2024-01-10", "2024-02-20", 1e14 / 3),
        Row("C3", "2024-01-10", None, 7e290),
    ]
    revenue = measure(book_of(rows[:2], as_of="2024-02-29"))
    assert revenue.balanced
    assert revenue.frame.closing.tolist() == [pytest.approx(3e14 + 1e14 / 3), 0.0]
    enormous = measure(book_of(rows, as_of="2024-02-29"))
    assert enormous.frame.closing.iloc[-1] == pytest.approx(7e290)


@given(
    rows=rows(),
    as_of=AS_OF,
    length=st.sampled_from(PeriodLength),
    together=st.sampled_from([1, 2, 1000]),
)
def test_every_change_agrees_with_looking_at_each_customer(
    rows: list[Row], as_of: date, length: PeriodLength, together: int
) -> None:
    book = book_of(rows, as_of)
    with patch.object(engine.revenue, "_TOGETHER", together):
        revenue = measure_revenue(book, Assumptions(period=length))
    if revenue is None:
        return
    ledger = revenue.ledger()
    assert revenue.balanced
    for row, period in enumerate(revenue.periods):
        here = ledger[ledger.row == row]
        found = {
            oracle.Change(str(book.ids[c]), opening, closing, kind)
            for c, opening, closing, kind in zip(
                here.customer, here.opening, here.closing, here.kind, strict=True
            )
        }
        expected = set(oracle.revenue_changes(rows, period, as_of))
        assert found == expected
        sums = revenue.frame.iloc[row]
        for kind in KINDS:
            of_kind = {change for change in expected if change.kind == kind}
            total = sum(abs(change.closing - change.opening) for change in of_kind)
            assert sums[kind] == pytest.approx(total)
            assert names(book, revenue.members(row, kind)) == {
                change.customer for change in of_kind
            }
        paying = {
            customer
            for customer in book.ids
            if oracle.paid_at(
                [r for r in rows if r.customer == customer and (r.amount or 0) > 0],
                oracle.end_of(period, as_of),
            )
        }
        assert sums.paying_customers == len(paying)
        assert names(book, revenue.members(row, "closing")) == paying


def test_published_movements(reference_data: Callable[[str], Path]) -> None:
    """Four yearly plans, two more for a while, all cancelled, three of them again."""
    text = reference_data("reference/worked_examples.json").read_text("utf-8")
    examples = {each["id"]: each for each in json.loads(text)["examples"]}
    expected = examples["chartmogul_movements_syncalytics"]["expected"]
    rows = [
        Row("S", "2023-01-10", "2024-01-10", 2000 / 12, 12),
        Row("S", "2023-03-10", "2023-05-10", 60, 1),
        Row("S", "2024-04-10", None, 150, 1),
    ]
    ledger = measure(book_of(rows, as_of="2024-04-30")).ledger()
    found = dict(zip(ledger.kind, (ledger.closing - ledger.opening).abs(), strict=True))
    assert found == pytest.approx(
        {
            "new": expected["new_business"],
            "expansion": expected["expansion"],
            "contraction": expected["contraction"],
            "churned": expected["churn"],
            "reactivation": expected["reactivation"],
        },
        abs=1e-6,
    )


RENAMED = {
    "start_mrr": "opening",
    "start": "opening",
    "churn": "churned",
    "exp": "expansion",
    "contr": "contraction",
    "new+expansion_k": "new",
    "contraction+churn_k": "churned",
}
ANSWERS = {
    "gross": "gross_revenue_churn",
    "net": "net_revenue_churn",
    "net_revenue_churn": "net_revenue_churn",
    "NRR": "nrr",
    "NRR_excluding_reactivation": "nrr",
    "GRR": "grr",
    "quick_ratio": "quick_ratio",
}


def test_published_rates(reference_data: Callable[[str], Path]) -> None:
    text = reference_data("reference/worked_examples.json").read_text("utf-8")
    checked = 0
    for example in json.loads(text)["examples"]:
        topics = {"MRR churn", "quick ratio", "MRR waterfall", "NRR"}
        if example["topic"] not in topics or example["kind"] != "published":
            continue
        sums = dict.fromkeys(("opening", *KINDS), np.nan)
        sums |= {"reactivation": 0, "expansion": 0, "contraction": 0}
        sums |= {RENAMED.get(k, k): v for k, v in example["inputs"].items()}
        for name, value in example["expected"].items():
            if name in ANSWERS:
                rate = REVENUE_RATES[ANSWERS[name]].evaluate(pd.DataFrame([sums]))
                assert rate.iloc[0] == pytest.approx(value), example["id"]
                checked += 1
    assert checked >= 15


def test_losses_are_those_of_the_ledger_the_largest_first() -> None:
    rows = [
        Row("a", "2024-01-01", "2024-02-10", 10),
        Row("b", "2024-01-01", "2024-02-12", 30),
        Row("c", "2024-01-01", "2024-02-20", 30),
        Row("d", "2024-01-01", "2024-03-03", 99),
    ]
    revenue = measure(book_of(rows, as_of="2024-03-31"))
    customers, amounts = revenue.losses(1)
    assert (customers.tolist(), amounts.tolist()) == ([1, 2, 0], [30, 30, 10])
