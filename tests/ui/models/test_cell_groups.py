from __future__ import annotations

import numpy as np

from churn_desktop.core import edits
from churn_desktop.core.grid import Kind
from churn_desktop.ui.models.cell_groups import GroupsKept, day_of, group_cells
from tests.ui.made import a_table

TABLE = a_table({"a": ["x", "", "x", "7"], "b": ["1", "2", "3", "4"]})


def test_cells_are_grouped_by_their_text() -> None:
    groups = group_cells(TABLE, "a")
    assert groups.texts == ("x", "", "7")
    assert groups.codes.tolist() == [0, 1, 0, 2]
    assert groups.counts().tolist() == [2, 1, 1]
    assert groups.counts(np.array([True, False, False, True])).tolist() == [1, 0, 1]
    assert groups.numbers()[2] == 7
    assert groups.numbers(np.array([5.0, 6, 5, 8])).tolist() == [5, 6, 8]


def test_dates_are_days() -> None:
    dated = a_table({"d": ["2024-01-02", "soon"]}, {"d": [Kind.DATE, Kind.TEXT]})
    assert group_cells(dated, "d").numbers()[0] == day_of("2024-01-02")
    assert np.isnan(day_of("2024-13-01"))


def test_groups_hold_until_their_column_is_edited() -> None:
    kept = GroupsKept()
    first = kept.of(TABLE, "a")
    assert kept.of(edits.set_cells(TABLE, "b", [0], ["9"]), "a") is first
    assert kept.of(edits.set_cells(TABLE, "a", [0], ["9"]), "a") is not first
