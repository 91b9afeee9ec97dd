from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from churn_desktop.core.book import Attributes, Book
from churn_desktop.core.calendar import NO_DAY, to_day
from churn_desktop.core.schema import Role
from churn_desktop.engine.exposure import whole_list
from churn_desktop.engine.segments import compare_segments
from churn_desktop.engine.signals import (
    activity_bands,
    lead_time,
    monthly_active,
    net_promoter,
    nps_bands,
    silence,
)
from tests.engine.books import Row, book_of, names, snapshot_of


def with_activity(book: Book, *last: str | None) -> Book:
    days = [NO_DAY if d is None else to_day(date.fromisoformat(d)) for d in last]
    array = np.array(days, dtype=np.int32)
    return replace(book, attributes=Attributes(days={Role.LAST_ACTIVITY: array}))


@pytest.fixture
def book() -> Book:
    rows = [
        Row("ACTIVE", "2023-01-01", None),
        Row("QUIET", "2023-01-01", None),
        Row("BLANK", "2023-01-01", None),
        Row("LEFT", "2023-01-01", "2024-01-15"),
        Row("SILENT", "2023-01-01", "2024-01-15"),
        Row("TOLD", "2023-01-01", "2024-01-15"),
        Row("NEVER", "2023-01-01", "2024-01-15"),
        Row("FUTURE", "2024-06-01", None),
    ]
    return with_activity(
        book_of(rows, "2024-03-31"),
        *("2024-03-01", "2024-02-29", None, "2024-01-15"),
        *("2023-10-15", "2024-02-20", None, "2024-03-30"),
    )


def test_the_score_counts_nines_and_tens_less_six_and_below() -> None:
    scores = np.array([10, 9, 8, 7, 6, 0, 9.5, 6.5, np.nan, 11, -1])
    nps = net_promoter(scores)
    assert (nps.promoters, nps.passives, nps.detractors) == (3, 3, 2)
    assert (nps.answers, nps.blank, nps.outside) == (8, 1, 2)
    assert nps.score == pytest.approx(1 / 8)
    assert nps_bands(scores)[[0, 2, 5, 8, 9]].tolist() == [
        "promoters",
        "passives",
        "detractors",
        "",
        "",
    ]


def test_the_limits_of_the_score() -> None:
    """With 3/4 added to each end: 19.75 and 8.75 of 39."""
    nps = net_promoter(np.repeat([10.0, 7, 2], [19, 9, 8]))
    up, down = 19.75 / 39, 8.75 / 39
    error = np.sqrt((up * (1 - up) + down * (1 - down) + 2 * up * down) / 39)
    assert nps.low == pytest.approx(up - down - 1.959964 * error)
    assert nps.high == pytest.approx(up - down + 1.959964 * error)


@given(st.lists(st.integers(0, 10), min_size=1, max_size=50))
def test_limits_hold_the_score_and_stay_within_range(scores: list[int]) -> None:
    nps = net_promoter(np.array(scores, dtype=float))
    assert -1 <= nps.low <= nps.high <= 1
    assert nps.low < 1 > -nps.high


def test_without_answers_there_is_no_score() -> None:
    nps = net_promoter(np.array([np.nan]))
    assert np.isnan([nps.score, nps.low, nps.high]).all()


def test_active_within_the_month_before(book: Book) -> None:
    mau = monthly_active(book)
    assert mau is not None
    assert (mau.share.count, mau.share.total) == (1, 3)
    assert mau.blank == 1
    assert names(book, mau.inactive) == {"QUIET", "BLANK"}


def test_silence_ends_where_the_customer_was_last_seen(book: Book) -> None:
    unknown = np.nan
    assert silence(book).tolist() == pytest.approx(
        [30, 31, unknown, 0, 92, 0, unknown, unknown], nan_ok=True
    )
    assert silence(book, 30).tolist() == pytest.approx(
        [0, 1, unknown, 0, 62, 0, unknown, unknown], nan_ok=True
    )


def test_leaving_by_band_of_silence(book: Book) -> None:
    bands = activity_bands(silence(book))
    frame = compare_segments(book, bands, whole_list(book), fewest=1).frame
    found = frame.set_index("label")[["opening", "lost"]].T.to_dict("list")
    assert found == {"0-30": [3, 2], "31-90": [1, 0], "91+": [1, 1], "": [2, 1]}


def test_lead_time_is_measured_by_calendar(book: Book) -> None:
    lead = lead_time(book)
    assert lead is not None
    assert names(book, lead.customer) == {"LEFT", "SILENT", "TOLD"}
    assert lead.months.tolist() == [0, 3, 0]
    assert lead.unknown == 1
    assert (lead.lower, lead.median, lead.upper) == (0, 0, 1.5)
    # Three are too few for limits.
    assert np.isnan([lead.low, lead.high]).all()


@pytest.mark.parametrize(
    ("number", "ranks"),
    # Order statistics from tables of the binomial distribution; 1001 by its curve.
    [(6, (1, 6)), (10, (2, 9)), (25, (8, 18)), (100, (40, 61)), (1001, (469, 533))],
)
def test_limits_of_the_median(number: int, ranks: tuple[int, int]) -> None:
    end = date(2023, 6, 1)
    book = book_of([Row(f"C{n:04}", "2015-01-01", end) for n in range(number)], end)
    last = [str(end - timedelta(days=n)) for n in range(number)]
    lead = lead_time(with_activity(book, *last))
    assert lead is not None
    ascending = np.sort(lead.months)
    assert (lead.low, lead.high) == tuple(ascending[[rank - 1 for rank in ranks]])
    assert lead.low <= lead.median <= lead.high


def test_nobody_left(book: Book) -> None:
    lead = lead_time(book.only(np.arange(8) < 2))
    assert lead is not None
    assert np.isnan([lead.lower, lead.median, lead.upper]).all()


def test_without_dates_or_activity_there_are_no_signals(golden: Book) -> None:
    for book in (golden, snapshot_of([3.0], [True])):
        assert monthly_active(book) is None
        assert lead_time(book) is None
        assert np.isnan(silence(book)).all()
