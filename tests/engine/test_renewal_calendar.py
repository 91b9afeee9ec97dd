from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from churn_desktop.core.calendar import NO_DAY
from churn_desktop.engine.renewal_calendar import (
    RenewalCalendar,
    annual_contracts,
    find_hidden_churn,
    upcoming_renewals,
)
from tests.engine.books import Row, book_of, day, names, snapshot_of
from tests.engine.shop import saying, text

AS_OF = "2024-03-31"


def calendar_of(rows: list[Row]) -> RenewalCalendar:
    calendar = upcoming_renewals(book_of(rows, AS_OF))
    assert calendar is not None
    return calendar


def dues(rows: list[Row]) -> list[tuple[str, str]]:
    calendar, book = calendar_of(rows), book_of(rows, AS_OF)
    frame = calendar.frame
    return [
        (str(book.ids[who]), text(due))
        for who, due in zip(frame.customer, frame.due, strict=True)
    ]


def test_the_next_due_day_of_each_contract() -> None:
    rows = [
        Row("ANNUAL", "2022-05-15", None, 100, 12),
        Row("QUARTER", "2024-01-31", None, 30, 3),
        Row("DUE_TODAY", "2023-03-31", None, 50, 12),
        Row("MONTHLY", "2023-01-01", None, 10, 1),
        Row("UNKNOWN", "2023-01-01", None, 10),
        Row("ODD", "2023-01-01", None, 10, 2.5),
        Row("THREE_YEARS", "2023-01-01", None, 10, 36),
        Row("TO_COME", "2024-04-05", None, 10, 12),
        Row("GONE", "2022-05-15", "2024-03-31", 10, 12),
    ]
    assert dues(rows) == [
        ("QUARTER", "2024-04-30"),
        ("ANNUAL", "2024-05-15"),
        ("DUE_TODAY", "2025-03-31"),
    ]
    frame = calendar_of(rows).frame
    assert frame.mrr.tolist() == [30, 100, 50]
    assert frame.amount.tolist() == [90, 1200, 600]
    assert frame.months.tolist() == [3, 12, 12]
    assert not frame.fixed.any()


def test_a_given_end_is_the_day() -> None:
    rows = [
        Row("NOTICE", "2023-05-15", "2024-05-15", 100, 12),
        Row("LAST_DAY", "2023-05-15", "2024-05-14", 100, 12),
        Row("NO_TERM", "2023-05-15", "2024-06-01", 100),
        Row("NOT_YET", "2023-05-15", "2024-09-01", 100, 12),
        Row("RENEWED", "2023-05-15", "2024-05-15", 100, 12),
        Row("RENEWED", "2024-05-15", "2025-05-15", 100, 12),
        Row("BY_THE_MONTH", "2023-05-15", "2024-05-15", 100, 1),
    ]
    assert dues(rows) == [
        ("LAST_DAY", "2024-05-14"),
        ("NOTICE", "2024-05-15"),
        ("NOT_YET", "2024-05-15"),
        ("NO_TERM", "2024-06-01"),
    ]
    frame = calendar_of(rows).frame
    assert frame.fixed.tolist() == [True, True, False, True]
    assert np.isnan(frame.amount[3])


def test_each_month_adds_up() -> None:
    calendar = calendar_of(
        [
            Row("A", "2023-04-02", None, 100, 12),
            Row("B", "2023-04-20", None, 50, 12),
            Row("C", "2023-07-01", None, None, 12),
        ]
    )
    months = calendar.by_month
    assert months.start.tolist() == [
        *(date(2024, month, 1) for month in range(4, 13)),
        *(date(2025, month, 1) for month in range(1, 4)),
    ]
    assert months.contracts.tolist() == [2, 0, 0, 1] + 8 * [0]
    # Of the one contract in July no amount is known: that is not 0.
    assert months.amount.fillna(-1).tolist() == [1800, 0, 0, -1] + 8 * [0]
    assert months.mrr[0] == 150
    assert calendar.without_amount == 1


def test_what_else_is_known_about_them() -> None:
    rows = [Row("A", "2023-04-02", None, 1, 12), Row("B", "2023-04-03", None, 1, 12)]
    book = saying(
        book_of(rows, AS_OF), nps={"A": 3.0}, last_activity={"B": "2024-03-01"}
    )
    calendar = upcoming_renewals(book)
    assert calendar is not None
    assert calendar.frame.nps[0] == 3
    assert np.isnan(calendar.frame.nps[1])
    assert calendar.frame.last_activity.tolist() == [NO_DAY, day("2024-03-01")]


def test_lists_without_terms() -> None:
    assert upcoming_renewals(book_of([Row("C", "2023-01-01")], AS_OF)) is None
    assert upcoming_renewals(snapshot_of([1.0], [False])) is None
    past = [Row("C", "2023-01-01", "2024-01-01"), Row("D", "2023-01-01")]
    assert upcoming_renewals(book_of(past, AS_OF)) is None
    none_due = calendar_of([Row("C", "2023-01-01", None, 10, 36)])
    assert len(none_due.frame) == 0
    assert none_due.by_month.contracts.tolist() == 12 * [0]


ANNUALS = [
    Row("HAPPY", "2023-04-02", None, 100, 12),
    Row("ANGRY", "2023-04-02", None, 200, 12),
    Row("ANGRY", "2023-04-02", None, 5, 1),
    Row("SILENT", "2023-04-02", None, 300, 24),
    Row("BOTH", "2023-04-02", None, None, 12),
    Row("BLANK", "2023-04-02", None, 7, 12),
    Row("ANGRY_BY_MONTH", "2023-04-02", None, 400, 1),
    Row("ANGRY_AND_GONE", "2023-04-02", "2024-01-01", 400, 12),
]
SCORES = {
    "HAPPY": 9.0,
    "ANGRY": 6.0,
    "BOTH": 0.0,
    "ANGRY_BY_MONTH": 1.0,
    "ANGRY_AND_GONE": 1.0,
}
ACTIVE = {"HAPPY": "2024-03-30", "SILENT": "2024-02-29", "BOTH": "2023-05-01"}


def test_hidden_churn() -> None:
    book = saying(book_of(ANNUALS, AS_OF), nps=SCORES, last_activity=ACTIVE)
    found = find_hidden_churn(book)
    assert found is not None
    assert names(book, found.bound) == {"HAPPY", "ANGRY", "SILENT", "BOTH", "BLANK"}
    assert names(book, found.detractors) == {"ANGRY", "BOTH"}
    assert names(book, found.inactive) == {"SILENT", "BOTH"}
    assert names(book, found.hidden) == {"ANGRY", "SILENT", "BOTH"}
    assert (found.share.count, found.share.total, found.unknown) == (3, 4, 1)
    assert found.mrr == 500
    assert annual_contracts(book).sum() == 5


def test_hidden_churn_with_one_signal_or_none() -> None:
    book = book_of(ANNUALS, AS_OF)
    assert find_hidden_churn(book) is None
    assert find_hidden_churn(snapshot_of([1.0], [False])) is None
    scored = find_hidden_churn(saying(book, nps=SCORES))
    active = find_hidden_churn(saying(book, last_activity=ACTIVE))
    assert scored is not None
    assert active is not None
    assert (scored.share.count, len(scored.inactive)) == (2, 0)
    assert (active.share.count, len(active.detractors)) == (2, 0)


@pytest.mark.parametrize("term", [1.0, None])
def test_nobody_is_bound(term: float | None) -> None:
    book = saying(book_of([Row("C", "2023-01-01", None, 5, term)], AS_OF), nps={"C": 1})
    found = find_hidden_churn(book)
    assert found is not None
    assert (len(found.bound), found.mrr, found.share.total) == (0, 0, 0)


def test_months_of_which_no_amount_is_known_bring_not_nothing() -> None:
    rows = [
        Row("NO_TERM", "2023-05-15", "2024-06-01", 100),
        Row("ANNUAL", "2023-05-15", None, 50, 12),
        Row("NO_TERM_EITHER", "2023-05-15", "2024-05-20", 30),
    ]
    months = calendar_of(rows).by_month.set_index("start")
    may, june, july = (months.loc[date(2024, month, 1)] for month in (5, 6, 7))
    assert (may.mrr, may.amount) == (80, 600)
    assert june.mrr == 100
    assert np.isnan(june.amount)
    assert (july.contracts, july.amount) == (0, 0)
