from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from churn_desktop.core.book import Book, Purchases
from churn_desktop.core.calendar import add_months, period_start, to_date, to_day
from churn_desktop.core.project import Assumptions
from churn_desktop.core.schema import PeriodLength
from churn_desktop.engine.cohorts import follow_cohorts, follow_purchases
from churn_desktop.engine.intervals import wilson
from tests.engine import oracle
from tests.engine.books import Row, book_of, names, snapshot_of
from tests.engine.strategies import AS_OF, rows


def by_customer(
    rows: list[Row], as_of: date, length: PeriodLength
) -> dict[date, list[dict[str, set[int]]]]:
    """For each cohort and customer the columns they are open in, and those known."""
    found: dict[date, list[dict[str, set[int]]]] = {}
    for customer, stays in oracle.stays_of(rows).items():
        start = stays[0].start
        if start > as_of:
            continue
        days = [add_months(start, k * length.months) for k in range(30)]
        opened = {
            k
            for k, moment in enumerate(days)
            if k == 0 or any(stay.start < moment <= stay.end for stay in stays)
        }
        known = {k for k, day in enumerate(days) if day <= as_of + oracle.DAY}
        row = {"customer": {customer}, "open": opened, "known": known}
        found.setdefault(period_start(start, length), []).append(row)
    return found


@given(rows=rows(), as_of=AS_OF, length=st.sampled_from(PeriodLength))
def test_cells_agree_with_following_each_customer(
    rows: list[Row], as_of: date, length: PeriodLength
) -> None:
    book = book_of(rows, as_of)
    cohorts = follow_cohorts(book, Assumptions(period=length))
    followed = by_customer(rows, as_of, length)
    if cohorts is None:
        assert not followed
        return
    for row, period in enumerate(cohorts.periods):
        own = followed.get(period.start, [])
        assert cohorts.size[row] == len(own)
        for column in range(cohorts.counts.shape[1]):
            if not own or not all(column in each["known"] for each in own):
                assert np.isnan(cohorts.counts[row, column])
                assert not len(cohorts.members(row, column))
                continue
            there = [each["customer"] for each in own if column in each["open"]]
            assert cohorts.counts[row, column] == len(there)
            assert names(book, cohorts.members(row, column)) == set().union(*there)
    # No column is left out, none is empty.
    assert np.isfinite(cohorts.counts).any(axis=0).all()
    most = max(min(max(each["known"]) for each in own) for own in followed.values())
    assert cohorts.counts.shape[1] == most + 1


@given(rows=rows(), as_of=AS_OF)
def test_money_agrees_with_adding_up_contracts(rows: list[Row], as_of: date) -> None:
    book = book_of(rows, as_of)
    cohorts = follow_cohorts(book, Assumptions())
    if cohorts is None or not book.has_amounts:
        assert cohorts is None or cohorts.mrr is None
        return
    assert cohorts.mrr is not None
    stays = oracle.stays_of(rows)
    expected = np.where(np.isnan(cohorts.counts), np.nan, 0.0)
    for row in rows:
        begun = stays[row.customer][0].start
        if row.amount is None or row.amount <= 0 or begun > as_of:
            continue
        cohort = [p.start for p in cohorts.periods].index(begun.replace(day=1))
        for column in range(expected.shape[1]):
            moment = add_months(begun, column)
            first = column == 0 and oracle.as_date(row.start) == begun
            if first or oracle.as_date(row.start) < moment <= oracle.as_date(row.end):
                expected[cohort, column] += row.amount
    assert cohorts.mrr == pytest.approx(expected, nan_ok=True, rel=1e-6)


@pytest.fixture
def book() -> Book:
    return book_of(
        [
            Row("BACK", "2024-01-31", "2024-03-15", 10),
            Row("BACK", "2024-04-15", None, 10),
            Row("UP", "2024-01-01", None, 10),
            Row("UP", "2024-02-01", None, 30),
            Row("LATE", "2024-03-05", "2024-03-05", None),
            Row("NEXT", "2024-06-05", None, 10),
        ],
        "2024-05-30",
    )


def test_a_cohort_is_followed_month_by_month(book: Book) -> None:
    cohorts = follow_cohorts(book, Assumptions())
    assert cohorts is not None
    unknown = np.nan
    expected = [[2, 2, 1, 2, 2], [unknown] * 5, [1, 0, 0, unknown, unknown]]
    expected += [[unknown] * 5] * 2
    assert cohorts.counts == pytest.approx(np.array(expected), nan_ok=True)
    assert cohorts.shares[0].tolist() == [1, 1, 0.5, 1, 1]
    assert names(book, cohorts.members(0, 2)) == {"UP"}
    assert cohorts.mean.tolist() == pytest.approx([1, 2 / 3, 1 / 3, 1, 1])
    low, high = cohorts.limits()
    assert (low[0, 2], high[0, 2]) == tuple(float(each) for each in wilson(1, 2))
    assert np.isnan(low[1]).all()


def test_the_first_money_is_what_was_paid_on_the_first_day(book: Book) -> None:
    cohorts = follow_cohorts(book, Assumptions())
    assert cohorts is not None
    assert cohorts.mrr is not None
    assert cohorts.mrr_shares is not None
    # The second contract of UP begins a month after the first, and is open after it.
    assert cohorts.mrr[0].tolist() == [20, 20, 40, 50, 50]
    assert cohorts.mrr_shares[0].tolist() == [1, 1, 2, 2.5, 2.5]
    assert np.isnan(cohorts.mrr_shares[2]).all()


def test_huge_amounts_are_added_up_too(book: Book) -> None:
    contracts = replace(
        book.contracts, monthly_amount=book.contracts.monthly_amount * 1e20
    )
    cohorts = follow_cohorts(replace(book, contracts=contracts), Assumptions())
    assert cohorts is not None
    assert cohorts.mrr is not None
    assert cohorts.mrr[0, -1] == pytest.approx(50e20)


def test_without_amounts_or_dates(golden: Book) -> None:
    cohorts = follow_cohorts(replace(golden, has_amounts=False), Assumptions())
    assert cohorts is not None
    assert cohorts.mrr is None
    assert cohorts.mrr_shares is None
    assert follow_cohorts(snapshot_of([3.0], [True]), Assumptions()) is None


def test_rows_of_mavenflix_alive_after_months(
    reference_data: Callable[[str], Path],
) -> None:
    """Every row of that list as a customer of its own."""
    source = reference_data("subscriptions/Subscription Cohort Analysis Data.xlsx")
    sheet = pd.read_excel(source, engine="openpyxl")
    rows = [
        Row(
            f"R{line.Index}",
            line.created_date.date(),
            None if pd.isna(line.canceled_date) else line.canceled_date.date(),
        )
        for line in sheet.itertuples()
    ]
    cohorts = follow_cohorts(book_of(rows, date(2023, 9, 8)), Assumptions())
    assert cohorts is not None
    text = reference_data("reference/mavenflix.json").read_text("utf-8")
    expected = json.loads(text)["cohort_rows_alive_k_months"]["counts"]
    found = {
        f"{period.start:%Y-%m}": counts[np.isfinite(counts)].astype(int).tolist()
        for period, counts in zip(cohorts.periods, cohorts.counts, strict=True)
    }
    assert found == expected


@pytest.mark.parametrize(
    ("version", "cancelled"),
    [("cohort_A_customerid_only", True), ("cohort_B_clean", False)],
)
def test_purchases_of_online_retail(
    reference_data: Callable[[str], Path], version: str, cancelled: bool
) -> None:
    frame = pd.read_csv(reference_data("online_retail/online_retail_invoices.csv"))
    frame = frame.dropna(subset="CustomerID")
    if not cancelled:
        frame = frame[(frame.Amount > 0) & ~frame.Cancelled.astype(bool)]
    when = pd.to_datetime(frame.InvoiceDate, format="%Y-%m-%d %H:%M:%S")
    # The orders end on the 9th; on the 31st December is over and counts.
    as_of = to_day(date(2011, 12, 31))
    bought = listed(
        frame.CustomerID.astype("category").cat.codes.to_numpy(),
        [to_day(day) for day in when.dt.date],
    )
    cohorts = follow_purchases(bought, as_of, Assumptions())
    assert cohorts is not None
    text = reference_data("reference/online_retail_cohorts.json").read_text("utf-8")
    expected = json.loads(text)[version]
    for period, counts, shares in zip(
        cohorts.periods, cohorts.counts, cohorts.shares, strict=True
    ):
        known, month = np.isfinite(counts), f"{period.start:%Y-%m}"
        assert counts[known].tolist() == expected["counts"][month]
        assert (100 * shares[known]).round(2).tolist() == expected["pct"][month]
    assert cohorts.size.sum() == expected["customers"]
    complete = follow_purchases(bought, to_day(date(2011, 12, 9)), Assumptions())
    assert complete is not None
    assert complete.counts.shape == (13, 12)
    assert np.isfinite(complete.counts).sum() == np.isfinite(cohorts.counts).sum() - 12


def listed(customers: list[int] | np.ndarray, days: list[int]) -> Purchases:
    order = np.lexsort((days, customers))
    return Purchases(
        np.asarray(customers, dtype=np.int32)[order],
        np.asarray(days, dtype=np.int32)[order],
        np.ones(len(order)),
        order.astype(np.int32),
    )


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(19358, 19800)), max_size=25),
    st.integers(19358, 19850),
    st.sampled_from(PeriodLength),
)
def test_purchases_agree_with_looking_at_each(
    pairs: list[tuple[int, int]], as_of: int, length: PeriodLength
) -> None:
    bought = listed([c for c, _ in pairs], [d for _, d in pairs])
    found = follow_purchases(bought, as_of, Assumptions(period=length))
    seen: dict[int, set[date]] = {}
    for customer, when in pairs:
        if when <= as_of:
            period = period_start(to_date(when), length)
            seen.setdefault(customer, set()).add(period)
    if not seen:
        assert found is None
        return
    assert found is not None
    starts = [period.start for period in found.periods]
    for row, start in enumerate(starts):
        own = {c: periods for c, periods in seen.items() if min(periods) == start}
        assert found.size[row] == len(own)
        for column in range(found.counts.shape[1]):
            at = row + column
            known = at < len(starts) and found.periods[at].complete
            if column and not known:
                assert np.isnan(found.counts[row, column])
                continue
            there = {c for c, periods in own.items() if starts[at] in periods}
            assert found.counts[row, column] == len(there)
            assert set(found.members(row, column).tolist()) == there
