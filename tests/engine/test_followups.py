from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings

from churn_desktop.core.book import Book
from churn_desktop.core.calendar import NO_DAY
from churn_desktop.core.schema import Role
from churn_desktop.engine.departures import find_departures, running
from churn_desktop.engine.followup_kinds import Kind, contact_days
from churn_desktop.engine.followups import FollowUps, list_followups
from tests.engine.books import Row, book_of, day, snapshot_of
from tests.engine.shop import published, saying, shop_of, text
from tests.engine.strategies import AS_OF as ANY_AS_OF
from tests.engine.strategies import rows as any_rows

AS_OF = "2024-03-31"


def followups(book: Book, **options: object) -> FollowUps:
    found = list_followups(book, **options)
    assert found is not None
    return found


def entries(book: Book, found: FollowUps, kind: Kind) -> dict[str, str]:
    frame = found.of(kind)
    return {
        str(book.ids[who]): text(due)
        for who, due in zip(frame.customer, frame.due, strict=True)
    }


def test_a_month_of_silence_means_lost_so_ask_on_day_20() -> None:
    rows = [Row(f"C{n}", "2023-01-01", None, 10 * n) for n in (1, 2, 3)]
    book = saying(
        book_of(rows, AS_OF),
        last_activity={"C1": "2024-03-18", "C2": "2024-03-19", "C3": "2023-05-01"},
    )
    found = followups(book)
    assert entries(book, found, Kind.CONTACT_DUE) == {
        "C1": "2024-04-07",
        "C3": "2023-05-21",
    }
    since = found.of(Kind.CONTACT_DUE).since
    assert set(map(text, since)) == {"2024-03-18", "2023-05-01"}


def test_who_buys_is_asked_before_the_threshold_of_the_shop() -> None:
    orders = [
        ("A", "2024-03-01", 5.0),
        ("B", "2024-03-05", 9.0),
        ("C", "2024-01-01", 1.0),
    ]
    book, cycle = shop_of(orders, AS_OF, lapse_days=45)
    found = followups(book, cycle=cycle)
    # C has lapsed: who has left is not kept any more.
    assert entries(book, found, Kind.CONTACT_DUE) == {
        "A": "2024-03-31",
        "B": "2024-04-04",
    }
    assert found.of(Kind.CONTACT_DUE).at_risk.tolist() == [9, 5]
    assert found.at_risk.tolist() == [1, 0]
    # What C brought in a month and a half, taken for a year.
    (lost,) = found.of(Kind.ASK_REASON).at_risk
    assert lost == pytest.approx(1 / (45 / 366 * 12) * 12, rel=0.01)


def test_a_shop_without_a_threshold() -> None:
    book, cycle = shop_of([("A", "2024-03-01", 5.0)], AS_OF, lapse_days=None)
    found = followups(book, cycle=cycle)
    assert found.missing[Kind.CONTACT_DUE] is Role.LAST_ACTIVITY
    assert len(found.frame) == 0


def test_published_percentiles(reference_data: Callable[[str], Path]) -> None:
    """Idle for 30 days is at risk, for 48 days lost; asked before that."""
    inputs, expected = published(reference_data)("statlas_percentiles")
    # Eleven gaps, so that each tenth of them is one of the published percentiles.
    gaps = [5, *inputs["distribution"].values(), 50, 60]
    start, orders = date(2020, 1, 1), []
    for number, gap in enumerate(gaps):
        orders += [
            (f"C{number}", start.isoformat(), 1.0),
            (f"C{number}", (start + timedelta(days=gap)).isoformat(), 1.0),
        ]
    _, cycle = shop_of(orders, "2024-03-31", lapse_days=None)
    assert cycle.at_risk_days == expected["at_risk_days"]
    assert cycle.percentile_days == expected["churn_days"]
    assert contact_days(expected["churn_days"]) == 31


def test_renewals_of_the_coming_weeks() -> None:
    book = book_of(
        [
            Row("SOON", "2022-05-15", None, 100, 12),
            Row("LATER", "2022-06-15", None, 100, 12),
            Row("TWO", "2022-04-15", None, 20, 12),
            Row("TWO", "2022-04-15", None, 500, 1),
        ],
        AS_OF,
    )
    found = followups(book)
    assert entries(book, found, Kind.RENEWAL) == {
        "SOON": "2024-05-15",
        "TWO": "2024-04-15",
    }
    renewals = found.of(Kind.RENEWAL)
    # Only what is due is at stake.
    assert renewals.at_risk.tolist() == [1200, 240]
    assert renewals.number.tolist() == [12, 12]
    assert text(renewals.since.iloc[0]) == "2022-05-15"


def test_low_scores_of_those_bound_for_a_year() -> None:
    book = saying(
        book_of(
            [
                Row("ANGRY", "2023-05-15", None, 100, 12),
                Row("FINE", "2023-05-15", None, 100, 12),
                Row("FREE_TO_GO", "2023-05-15", None, 100, 1),
            ],
            AS_OF,
        ),
        nps={"ANGRY": 4.0, "FINE": 7.0, "FREE_TO_GO": 0.0},
    )
    found = followups(book)
    assert entries(book, found, Kind.LOW_NPS_ANNUAL) == {"ANGRY": AS_OF}
    row = found.of(Kind.LOW_NPS_ANNUAL).iloc[0]
    assert (row.number, row.since, row.at_risk) == (4, NO_DAY, 1200)


def test_new_customers_nobody_has_heard_of() -> None:
    book = saying(
        book_of(
            [
                Row("BLANK", "2024-03-24"),
                Row("FIRST_DAY_ONLY", "2024-03-01"),
                Row("ACTIVE", "2024-03-01"),
                Row("NOT_NEW", "2023-12-01"),
                Row("BACK", "2022-01-01", "2022-06-01"),
                Row("BACK", "2024-03-20"),
            ],
            AS_OF,
        ),
        last_activity={
            "FIRST_DAY_ONLY": "2024-03-01",
            "ACTIVE": "2024-03-02",
            "BACK": "2022-05-01",
        },
    )
    found = followups(book)
    assert entries(book, found, Kind.NEW_WITHOUT_CONTACT) == {
        "BLANK": "2024-04-07",
        "FIRST_DAY_ONLY": "2024-03-15",
        "BACK": "2024-04-03",
    }
    assert found.of(Kind.NEW_WITHOUT_CONTACT).at_risk.isna().all()


def test_anniversaries() -> None:
    book = book_of(
        [
            Row("ONE", "2023-04-15", None, 10),
            Row("TWO", "2022-03-31", None, 20),
            Row("PASSED", "2022-03-30", None, 30),
            Row("FOUR", "2020-04-15", None, 40),
            Row("LEAP", "2024-02-29", None, 50),
            Row("GONE", "2023-04-15", "2024-01-01", 60),
            Row("BACK", "2021-04-15", "2022-01-01", 70),
            Row("BACK", "2023-04-02", None, 70),
        ],
        AS_OF,
    )
    found = followups(book)
    assert entries(book, found, Kind.ANNIVERSARY) == {
        "ONE": "2024-04-15",
        "TWO": "2024-03-31",
        "BACK": "2024-04-02",
    }
    frame = found.of(Kind.ANNIVERSARY)
    assert dict(zip(book.ids[frame.customer], frame.number, strict=True)) == {
        "BACK": 1,
        "TWO": 2,
        "ONE": 1,
    }
    # A customer about to leave is one to thank, not one to keep.
    assert len(found.at_risk) == 0
    leap = book_of([Row("LEAP", "2024-02-29")], "2025-02-20")
    assert entries(leap, followups(leap), Kind.ANNIVERSARY) == {"LEAP": "2025-02-28"}


def test_whom_to_ask_why_they_left() -> None:
    rows = [
        Row("SAID_NOTHING", "2023-01-01", "2024-02-01", 10),
        Row("SAID_WHY", "2023-01-01", "2024-02-01", 10),
        Row("LONG_AGO", "2023-01-01", "2023-12-31", 10),
        Row("JUST_NOW", "2023-01-01", AS_OF, 30),
        Row("UNKNOWN", "2023-01-01", "2024-03-01"),
        Row("CAME_BACK", "2023-01-01", "2024-02-01", 10),
        Row("CAME_BACK", "2024-03-01", None, 10),
    ]
    book = saying(book_of(rows, AS_OF), reason={"SAID_WHY": "price"})
    found = followups(book)
    assert entries(book, found, Kind.ASK_REASON) == {
        "JUST_NOW": AS_OF,
        "SAID_NOTHING": "2024-02-01",
        "UNKNOWN": "2024-03-01",
    }
    money = found.of(Kind.ASK_REASON).at_risk.tolist()
    assert money[:2] == [360, 120]
    assert np.isnan(money[2])
    # Without a column of reasons nobody has said why.
    nobody_said = followups(book_of(rows, AS_OF))
    assert "SAID_WHY" in entries(book, nobody_said, Kind.ASK_REASON)


def test_most_money_first_then_the_earliest() -> None:
    rows = [
        Row("SMALL", "2022-04-10", None, 10, 12),
        Row("BIG_LATE", "2022-04-20", None, 90, 12),
        Row("BIG_SOON", "2022-04-15", None, 90, 12),
        Row("UNKNOWN", "2022-04-01", None, None, 12),
    ]
    book = book_of(rows, AS_OF)
    renewals = followups(book).of(Kind.RENEWAL)
    assert book.ids[renewals.customer].tolist() == [
        "BIG_SOON",
        "BIG_LATE",
        "SMALL",
        "UNKNOWN",
    ]
    assert book.ids[followups(book).at_risk].tolist() == [
        "BIG_SOON",
        "BIG_LATE",
        "SMALL",
        "UNKNOWN",
    ]


def test_what_is_missing_is_said() -> None:
    found = followups(book_of([Row("C", "2023-01-01")], AS_OF))
    assert found.missing == {
        Kind.CONTACT_DUE: Role.LAST_ACTIVITY,
        Kind.RENEWAL: Role.BILLING_TERM,
        Kind.LOW_NPS_ANNUAL: Role.NPS,
        Kind.NEW_WITHOUT_CONTACT: Role.LAST_ACTIVITY,
    }
    assert list_followups(snapshot_of([1.0], [False])) is None


@settings(max_examples=40)
@given(rows=any_rows(), as_of=ANY_AS_OF)
def test_everybody_listed_is_there_or_has_left(rows: list[Row], as_of: date) -> None:
    book = book_of(rows, as_of)
    found = followups(book)
    frame = found.frame
    gone = set(find_departures(book).customer.tolist())
    for row in frame.itertuples():
        if row.kind == str(Kind.ASK_REASON):
            assert row.customer in gone
        else:
            assert running(book)[row.customer]
            assert row.due >= day(as_of)
    known = frame.at_risk.dropna()
    assert known.is_monotonic_decreasing
    assert frame.at_risk[: len(known)].notna().all()


@pytest.mark.parametrize("kind", list(Kind))
def test_an_empty_list_has_no_entries(kind: Kind) -> None:
    assert len(followups(book_of([], AS_OF)).of(kind)) == 0
