from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from churn_desktop.core.book import Book
from churn_desktop.core.calendar import periods_between
from churn_desktop.core.project import Assumptions
from churn_desktop.core.schema import PeriodLength
from churn_desktop.engine.exposure import last_complete, look_back, whole_list
from churn_desktop.engine.movements import count_movements
from churn_desktop.engine.revenue import measure_revenue
from tests.engine import oracle
from tests.engine.books import Row, book_of, snapshot_of
from tests.engine.strategies import AS_OF, rows


@given(rows=rows(), as_of=AS_OF, first=st.integers(0, 5), length=st.integers(0, 14))
def test_sums_over_customers_are_the_movements(
    rows: list[Row], as_of: date, first: int, length: int
) -> None:
    book = book_of(rows, as_of)
    movements = count_movements(book, Assumptions())
    revenue = measure_revenue(book, Assumptions())
    if movements is None:
        return
    window = range(len(movements.periods))[first : first + length]
    exposure = look_back(movements, window, revenue)
    stays = oracle.stays_of(rows)
    for number, customer in enumerate(book.ids):
        found = [
            oracle.groups({customer: stays[customer]}, movements.periods[row], as_of)
            for row in window
        ]
        assert exposure.opening[number] == sum(len(each["opening"]) for each in found)
        assert exposure.lost[number] == sum(len(each["lost"]) for each in found)
    frame = movements.frame.iloc[list(window)]
    assert exposure.opening.sum() == frame.opening.sum()
    assert exposure.lost.sum() == frame.lost.sum()
    if revenue is not None:
        assert exposure.mrr_lost is not None
        churned = revenue.frame.churned.iloc[list(window)].sum()
        assert np.isclose(exposure.mrr_lost.sum(), churned)


def test_without_amounts_no_money_is_lost(golden: Book) -> None:
    movements = count_movements(golden, Assumptions())
    assert movements is not None
    assert look_back(movements, range(1)).mrr_lost is None
    assert whole_list(replace(golden, has_amounts=False)).mrr_lost is None


def test_the_last_complete_periods_of_a_year() -> None:
    def chosen(first: str, as_of: str, length: PeriodLength) -> list[int]:
        periods = periods_between(
            date.fromisoformat(first), date.fromisoformat(as_of), length
        )
        return list(last_complete(periods))

    assert chosen("2022-11-03", "2024-03-30", PeriodLength.MONTH) == list(range(4, 16))
    assert chosen("2024-01-03", "2024-03-31", PeriodLength.MONTH) == [0, 1, 2]
    assert chosen("2022-11-03", "2024-03-30", PeriodLength.QUARTER) == [1, 2, 3, 4]
    assert chosen("2022-11-03", "2024-03-30", PeriodLength.YEAR) == [1]
    assert chosen("2024-03-03", "2024-03-30", PeriodLength.MONTH) == []
    periods = periods_between(date(2022, 1, 1), date(2024, 1, 1), PeriodLength.YEAR)
    assert list(last_complete(periods)) == [1]


def test_the_whole_list_counts_everybody_once() -> None:
    book = book_of(
        [
            Row("BACK", "2023-01-01", "2023-02-01", 10),
            Row("BACK", "2023-05-01", "2023-06-01", 20),
            Row("STAYS", "2023-01-01", None, 10),
            Row("NOTICE", "2023-01-01", "2024-06-01", 10),
            Row("FUTURE", "2024-06-01", None, 10),
        ],
        "2023-12-31",
    )
    exposure = whole_list(book)
    assert exposure.rows is None
    assert exposure.opening.tolist() == [1, 1, 1, 0]
    assert exposure.lost.tolist() == [1, 0, 0, 0]
    assert exposure.mrr_lost is not None
    assert exposure.mrr_lost.tolist() == [20, 0, 0, 0]


def test_rows_of_a_list_without_dates() -> None:
    book = snapshot_of([3, 8, 20, 5], [True, False, True, True])
    book = replace(book, amounts=np.array([10.0, 20, np.nan, -5]), has_amounts=True)
    exposure = whole_list(book)
    assert exposure.opening.tolist() == [1, 1, 1, 1]
    assert exposure.lost.tolist() == [1, 0, 1, 1]
    assert exposure.mrr_lost is not None
    assert exposure.mrr_lost.tolist() == [10, 0, 0, 0]
