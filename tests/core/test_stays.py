from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from churn_desktop.core.book import Contracts, Stays
from churn_desktop.core.calendar import OPEN_END
from churn_desktop.core.stays import join_stays, measure_durations


def contracts_of(spells: list[tuple[int, int, int]]) -> Contracts:
    """Make contracts of (customer, start, end) in the order a book keeps them."""
    ordered = sorted(spells, key=lambda spell: spell[:2])
    columns = np.array(ordered, dtype=np.int32).reshape(-1, 3).T
    blank = np.full(len(ordered), np.nan)
    position = np.arange(len(ordered), dtype=np.int32)
    return Contracts(*columns, blank, blank, position)


def joined(spells: list[tuple[int, int, int]], gap: int = 0) -> list[tuple[int, ...]]:
    stays = join_stays(contracts_of(spells), gap)
    columns = (stays.customer, stays.start, stays.end, stays.number)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def test_contracts_that_touch_are_one_stay() -> None:
    assert joined([(0, 0, 10), (0, 10, 20)]) == [(0, 0, 20, 0)]
    assert joined([(0, 0, 10), (0, 11, 20)]) == [(0, 0, 10, 0), (0, 11, 20, 1)]
    assert joined([(0, 0, 10), (0, 11, 20)], gap=1) == [(0, 0, 20, 0)]


def test_a_long_contract_holds_short_ones_together() -> None:
    assert joined([(0, 0, 100), (0, 5, 10), (0, 90, 95)]) == [(0, 0, 100, 0)]
    assert joined([(0, 0, int(OPEN_END)), (0, 50, 60), (1, 10, 20)]) == [
        (0, 0, OPEN_END, 0),
        (1, 10, 20, 0),
    ]


def test_days_before_1970_are_days_too() -> None:
    assert joined([(0, -50, -20), (1, -90, -80)]) == [
        (0, -50, -20, 0),
        (1, -90, -80, 0),
    ]


def test_nothing_to_join() -> None:
    assert not joined([])


@given(
    spells=st.lists(
        st.tuples(
            st.integers(0, 3),
            st.integers(-20, 40),
            st.one_of(st.integers(0, 15), st.just(None)),
        ),
        max_size=20,
    ),
    gap=st.integers(0, 4),
)
def test_stays_agree_with_joining_one_by_one(
    spells: list[tuple[int, int, int | None]], gap: int
) -> None:
    closed = [
        (customer, start, int(OPEN_END) if length is None else start + length)
        for customer, start, length in spells
    ]
    expected: list[tuple[int, int, int, int]] = []
    for customer, start, end in sorted(closed, key=lambda spell: spell[:2]):
        last = expected[-1] if expected else None
        if last and last[0] == customer and start - last[2] <= gap:
            expected[-1] = (customer, last[1], max(last[2], end), last[3])
        else:
            number = last[3] + 1 if last and last[0] == customer else 0
            expected.append((customer, start, end, number))
    assert joined(closed, gap) == expected


def test_a_stay_that_began_before_it_was_seen_has_no_length() -> None:
    number = np.zeros(2, dtype=np.int32)
    days = np.array([0, 10], dtype=np.int32)
    stays = Stays(np.arange(2, dtype=np.int32), days, days + 5, number)
    found = measure_durations(stays, 50, np.array([True, False]))
    assert np.isnan(found.length).tolist() == [True, False]
    assert found.length[1] == 5
    assert found.ended.tolist() == [True, True]
