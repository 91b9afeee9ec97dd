from __future__ import annotations

from dataclasses import replace

import pytest

from churn_desktop.core.first_difference import first_difference
from churn_desktop.core.table import Table
from tests.ui.made import a_table


def sheet(**columns: list[str]) -> Table:
    return a_table(columns)


BEFORE = sheet(name=["Ann", "Ben", "Cem"], plan=["A", "B", "C"])


@pytest.mark.parametrize(
    ("after", "found"),
    [
        (BEFORE, None),
        (sheet(name=["Ann", "Ben", "Cem"], plan=["A", "B", "C"]), None),
        (sheet(name=["Ann", "Ben", "Cem"], plan=["A", "X", "Y"]), (1, "plan")),
        (sheet(name=["Ann", "Ben", "Z"], plan=["X", "X", "Y"]), (2, "name")),
        (sheet(name=["Ann", "Ben"], plan=["A", "B"]), (1, "name")),
        (sheet(name=["Ann"] * 4, plan=["A"] * 4), (3, "name")),
        (sheet(name=["Ann", "Ben", "Cem"], fee=["1", "2", "3"]), (0, "fee")),
        (sheet(plan=["A", "B", "C"]), None),
        (sheet(name=[]), None),
    ],
)
def test_the_first_changed_cell_is_found(
    after: Table, found: tuple[int, str] | None
) -> None:
    assert first_difference(BEFORE, after) == found


def test_a_deleted_row_is_where_the_next_one_is_now() -> None:
    kept = [True, False, True]
    after = replace(
        BEFORE,
        frame=BEFORE.frame[kept],
        kinds={name: kinds[kept] for name, kinds in BEFORE.kinds.items()},
    )
    assert first_difference(BEFORE, after) == (1, "name")
    assert first_difference(after, BEFORE) == (1, "name")
