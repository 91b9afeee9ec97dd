from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from churn_desktop.core.book import Attributes, Contracts, Purchases, join_stays
from churn_desktop.core.calendar import OPEN_END
from churn_desktop.core.schema import Role, TimeUnit
from tests.engine.books import Row, book_of, snapshot_of


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


ROWS = [
    Row("A", "2024-01-01", "2024-02-01", 10),
    Row("B", "2024-01-01", None, 20),
    Row("A", "2024-03-01", None, 30),
    Row("C", "2024-02-01", "2024-02-20", 40),
]


def test_a_book_knows_its_rows_and_size() -> None:
    book = book_of(ROWS, as_of="2024-03-31")
    assert book.dated
    assert len(book) == 3
    assert (len(book.contracts), len(book.stays), len(book.durations)) == (4, 4, 4)
    assert book.rows_of(np.array([0], dtype=np.int32)).tolist() == [0, 2]
    assert book.rows_of(np.array([2, 1], dtype=np.int32)).tolist() == [1, 3]


def test_a_book_without_dates_knows_its_rows() -> None:
    book = snapshot_of([1, 2, 3], [True, False, True])
    assert not book.dated
    assert book.rows_of(np.array([2, 0], dtype=np.int32)).tolist() == [0, 2]


def test_some_customers_make_a_smaller_book() -> None:
    book = book_of(ROWS, as_of="2024-03-31")
    some = book.only(np.array([True, False, True]))
    assert some.ids.tolist() == ["A", "C"]
    assert some.contracts.customer.tolist() == [0, 0, 1]
    assert some.contracts.monthly_amount.tolist() == [10, 30, 40]
    assert some.stays.number.tolist() == [0, 1, 0]
    assert some.durations.customer.tolist() == [0, 0, 1]
    assert some.rows_of(np.array([1], dtype=np.int32)).tolist() == [3]
    assert book.contracts.customer.tolist() == [0, 0, 1, 2]


def test_some_rows_of_a_list_without_dates() -> None:
    book = replace(
        snapshot_of([1, 2, 3], [True, False, True], TimeUnit.YEARS),
        amounts=np.array([5.0, 6.0, 7.0]),
    )
    some = book.only(np.array([False, True, True]))
    assert some.durations.length.tolist() == [2, 3]
    assert some.durations.unit is TimeUnit.YEARS
    assert some.amounts is not None
    assert some.amounts.tolist() == [6, 7]
    assert some.positions.tolist() == [1, 2]


def test_some_customers_keep_what_the_list_says_about_them() -> None:
    def words(*values: str) -> np.ndarray:
        return np.array(values, dtype=object)

    book = replace(
        book_of(ROWS, as_of="2024-03-31"),
        attributes=Attributes(
            texts={Role.PLAN: words("basic", "", "pro")},
            numbers={Role.NPS: np.array([9, np.nan, 3])},
            days={Role.LAST_ACTIVITY: np.array([1, 2, 3], dtype=np.int32)},
            groups={"City": words("Lyon", "Oslo", "Lyon")},
        ),
    )
    some = book.only(np.array([True, False, True])).attributes
    assert some.texts[Role.PLAN].tolist() == ["basic", "pro"]
    assert some.numbers[Role.NPS].tolist() == [9, 3]
    assert some.days[Role.LAST_ACTIVITY].tolist() == [1, 3]
    assert some.groups["City"].tolist() == ["Lyon", "Lyon"]


def test_purchases_are_counted() -> None:
    two = np.arange(2, dtype=np.int32)
    assert len(Purchases(two, two, two.astype(float), two)) == 2
