from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from churn_desktop.core import edits
from churn_desktop.ui.models.sheet_follow import (
    came_from,
    follow,
    follow_columns,
    still_there,
    went_to,
)
from tests.ui.made import a_table

TABLE = a_table({"n": [str(n) for n in range(6)]})


def test_nothing_moved() -> None:
    assert came_from(TABLE, edits.set_cells(TABLE, "n", [0], ["x"])) is None


def test_a_new_row_goes_before_the_row_it_was_put_before() -> None:
    after = edits.insert_rows(TABLE, 2, 2)
    came = came_from(TABLE, after)
    assert came is not None
    order = np.array([5, 2, 0], dtype=np.int64)
    followed = follow(order, came, 6)
    texts = after.column("n").text[followed].tolist()
    assert texts == ["5", "", "", "2", "0"]
    at_end = came_from(TABLE, edits.insert_rows(TABLE, 6))
    assert at_end is not None
    assert follow(order, at_end, 6).tolist() == [5, 2, 0, 6]


@given(st.sets(st.integers(0, 5)), st.permutations(range(6)))
def test_what_is_left_keeps_its_order(gone: set[int], order: list[int]) -> None:
    after = edits.delete_rows(TABLE, gone)
    came = came_from(TABLE, after)
    if came is None:
        return
    followed = follow(np.array(order, dtype=np.int64), came, 6)
    texts = after.column("n").text[followed].tolist()
    assert texts == [str(n) for n in order if n not in gone]
    assert (went_to(came, 6) >= 0).sum() == len(after)
    rows = np.arange(6)
    assert len(still_there(rows, came, 6)) == len(after)


def test_columns_stay_where_they_are() -> None:
    old = ("a", "b", "c")
    assert follow_columns(("c", "a"), old, ("a", "b", "x")) == ("x", "a")
    assert follow_columns(("c", "a"), old, ("a", "new", "b", "c")) == ("c", "a", "new")
    assert follow_columns(("c", "a"), old, ("a", "b")) == ("a",)
