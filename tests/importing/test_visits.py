from __future__ import annotations

from datetime import date

import pytest

from churn_desktop.importing.visits import holds_visits, read_visits
from tests.importing.lists import cells_of, column_of, iso


def test_every_day_of_every_row() -> None:
    first = "2023-05-01: oil; 2023-09-02: tyres"
    cells = cells_of(first, None, "2024年3月5日 换机油，2024/3/7 洗车", "none", first)
    visits = read_visits(cells)
    assert visits.row.tolist() == [0, 0, 2, 2, 4, 4]
    assert [iso(int(day)) for day in visits.day] == [
        *("2023-05-01", "2023-09-02"),
        *("2024-03-05", "2024-03-07"),
        *("2023-05-01", "2023-09-02"),
    ]
    assert not visits.impossible.any()


def test_a_day_that_no_calendar_has_is_said() -> None:
    visits = read_visits(cells_of("2024-02-30: oil; 2024-03-01: tyres", "2024-01-01 x"))
    assert visits.row.tolist() == [0, 1]
    assert visits.impossible.tolist() == [True, False]


def test_no_cells() -> None:
    assert len(read_visits(cells_of()).day) == 0


HISTORY = ["2024-01-01: a; 2024-02-01: b", "2024-01-05: a; 2024-03-01: b"]


def test_a_column_of_histories() -> None:
    assert holds_visits(column_of(*HISTORY, HISTORY[0], "2024-01-01: a", None))


@pytest.mark.parametrize(
    "values",
    [
        ["2024-01-01", "2024-01-02", "2024-01-03"],
        ["called 2024-01-01, 2024-01-02"] * 5,
        ["2024-01-01: a", "2024-01-02: a", "2024-01-03: a"],
        [*HISTORY],
        [*HISTORY * 2, *["no visit yet"] * 5],
        [date(2024, 1, 1)] * 5,
        [*HISTORY * 2, 1, 2, 3, 4, 5, 6],
        [],
    ],
)
def test_other_columns_are_none(values: list[str]) -> None:
    assert not holds_visits(column_of(*values))


def test_from_day_to_day_is_a_term_not_visits() -> None:
    for between in ("-", "至", " to ", "~"):
        terms = [f"2024-0{m}-01{between}2025-0{m}-01" for m in range(1, 10)]
        assert not holds_visits(column_of(*terms))
