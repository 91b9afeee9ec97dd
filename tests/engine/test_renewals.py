from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from churn_desktop.core.project import Assumptions
from churn_desktop.core.schema import PeriodLength
from churn_desktop.engine.renewals import Renewals, follow_renewals
from churn_desktop.engine.timeline import Timeline
from tests.engine import oracle
from tests.engine.books import Row, book_of, names
from tests.engine.strategies import AS_OF, rows


def follow(rows: list[Row], as_of: str, grace_days: int = 0) -> Renewals:
    book = book_of(rows, as_of, grace_days)
    timeline = Timeline.of(book, Assumptions())
    assert timeline is not None
    return follow_renewals(book, timeline, grace_days)


def in_month(renewals: Renewals, month: int) -> tuple[int, int]:
    """Due and not renewed in a month counted from the first start."""
    return int(renewals.due[month]), int(renewals.not_renewed[month])


def test_an_annual_contract_is_due_after_a_year() -> None:
    renewals = follow(
        [
            Row("STAYS", "2023-01-15", None, term=12),
            Row("GOES", "2023-01-15", "2024-01-15", term=12),
        ],
        as_of="2024-03-31",
    )
    assert in_month(renewals, 12) == (2, 1)
    assert renewals.due.sum() == 2


def test_an_end_written_as_the_last_day_is_the_same() -> None:
    rows = [Row("GOES", "2023-01-15", "2024-01-14", term=12)]
    assert in_month(follow(rows, as_of="2024-01-31"), 12) == (1, 1)


def test_breaking_off_shows_when_the_term_ends() -> None:
    renewals = follow([Row("GOES", "2023-01-15", "2023-06-01", term=12)], "2024-01-31")
    assert in_month(renewals, 5) == (0, 0)
    assert in_month(renewals, 12) == (1, 1)


def test_a_contract_that_another_takes_over_is_not_due() -> None:
    rows = [
        Row("UP", "2023-01-15", "2023-06-01", 100, 12),
        Row("UP", "2023-06-01", None, 120, 12),
    ]
    renewals = follow(rows, as_of="2024-06-30")
    assert in_month(renewals, 12) == (0, 0)
    assert in_month(renewals, 17) == (1, 0)


def test_a_new_contract_on_the_due_day_renews() -> None:
    rows = [
        Row("C1", "2023-01-15", "2024-01-15", 100, 12),
        Row("C1", "2024-01-15", None, 120, 12),
    ]
    assert in_month(follow(rows, as_of="2024-01-31"), 12) == (1, 0)


def test_grace_days_decide_late_renewals() -> None:
    rows = [
        Row("LATE", "2023-01-15", "2024-01-15", 100, 12),
        Row("LATE", "2024-01-20", None, 100, 12),
    ]
    assert in_month(follow(rows, as_of="2024-02-29"), 12) == (1, 1)
    assert in_month(follow(rows, as_of="2024-02-29", grace_days=7), 12) == (1, 0)
    # Whether the contract is renewed is not yet known.
    assert in_month(follow(rows[:1], as_of="2024-01-18", grace_days=7), 12) == (0, 0)


def test_the_end_of_a_short_month_is_counted_from_the_first_day() -> None:
    renewals = follow([Row("C1", "2023-12-31", None, term=1)], as_of="2024-03-31")
    assert renewals.due.tolist() == [0, 1, 1, 1]


@pytest.mark.parametrize("term", [None, 0.25, 1.5, float("inf"), 1e9])
def test_without_a_term_in_months_nothing_is_due(term: float | None) -> None:
    renewals = follow([Row("C1", "2022-01-01", "2023-06-01", term=term)], "2023-12-31")
    assert renewals.due.sum() == renewals.not_renewed.sum() == 0
    assert not len(renewals.members(3, "renewals_due"))


def test_every_contract_taken_over_at_once() -> None:
    rows = [
        Row("C1", "2023-01-15", "2023-02-01", 100, 12),
        Row("C1", "2023-02-01", None, 120),
    ]
    assert follow(rows, as_of="2024-06-30").due.sum() == 0


@given(
    rows=rows(),
    as_of=AS_OF,
    length=st.sampled_from(PeriodLength),
    gap=st.sampled_from([0, 0, 5, 40]),
)
def test_counts_agree_with_following_each_contract(
    rows: list[Row], as_of: date, length: PeriodLength, gap: int
) -> None:
    book = book_of(rows, as_of, gap)
    timeline = Timeline.of(book, Assumptions(period=length))
    if timeline is None:
        return
    renewals = follow_renewals(book, timeline, gap)
    followed = oracle.renewals(rows, as_of, gap)
    for row, period in enumerate(timeline.periods):
        due = [each for each in followed if period.start <= each.due < period.end]
        assert renewals.due[row] == len({each.contract for each in due})
        assert names(book, renewals.members(row, "renewals_due")) == {
            each.customer for each in due
        }
        gone = [each for each in due if not each.renewed]
        assert renewals.not_renewed[row] == len(gone)
        assert names(book, renewals.members(row, "not_renewed")) == {
            each.customer for each in gone
        }


def test_many_contracts_share_few_due_days() -> None:
    begun = [date(2020, 1, 1) + timedelta(days=int(d)) for d in range(0, 600, 7)]
    rows = [
        Row(f"C{n}", start, start + timedelta(days=400 + 11 * n), term=term)
        for n, start in enumerate(begun)
        for term in (1.0, 12.0)
    ]
    book = book_of(rows, "2023-12-31")
    timeline = Timeline.of(book, Assumptions())
    assert timeline is not None
    renewals = follow_renewals(book, timeline)
    followed = oracle.renewals(rows, date(2023, 12, 31))
    expected = np.zeros(len(timeline), dtype=int)
    for row, period in enumerate(timeline.periods):
        expected[row] = len(
            {e.contract for e in followed if period.start <= e.due < period.end}
        )
    assert renewals.due.tolist() == expected.tolist()
