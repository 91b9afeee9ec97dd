from __future__ import annotations

import numpy as np

from churn_desktop.ui.models.sheet_replace import Wanted, find_all
from tests.ui.made import a_table

TABLE = a_table({"a": ["Pro", "pro plus", "x"], "b": ["(pro)", "", "PRO"]})
ALL = [("a", np.arange(3)), ("b", np.arange(3))]


def test_cells_are_counted_and_replaced() -> None:
    found = find_all(TABLE, ALL, Wanted("pro", r"\1"))
    assert found.count == 4
    assert found.cells["a"].texts == [r"\1", r"\1 plus"]
    assert found.cells["b"].positions.tolist() == [0, 2]


def test_case_and_whole_cells_matter_when_asked() -> None:
    assert find_all(TABLE, ALL, Wanted("pro", "", match_case=True)).count == 2
    whole = find_all(TABLE, ALL, Wanted("pro", "y", whole_cell=True))
    assert whole.count == 2
    assert whole.cells["b"].texts == ["y"]


def test_a_cell_selected_twice_counts_once() -> None:
    twice = [("a", np.array([0, 1])), ("a", np.array([1, 2]))]
    assert find_all(TABLE, twice, Wanted("pro")).count == 2
    assert find_all(TABLE, ALL, Wanted("")).count == 0
