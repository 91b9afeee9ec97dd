from __future__ import annotations

import numpy as np
import pytest

from churn_desktop.ui.models import filter_choices
from churn_desktop.ui.models.cell_groups import GroupsKept
from churn_desktop.ui.models.filter_choices import Choices, choices
from churn_desktop.ui.models.sheet_filter import Condition, Filter, Worth
from tests.ui.made import a_table

TABLE = a_table(
    {"n": ["10", "9", "10", "", "x"], "t": ["b", "a", "b", "c", "a"]},
)


def made(heading: str, **filters: Filter) -> Choices:
    groups = GroupsKept()
    return choices(TABLE, heading, filters, None, {}, frozenset(), groups)


def test_values_with_their_counts_in_ascending_order() -> None:
    found = made("n")
    assert found.texts == ("9", "10", "x", "")
    assert found.counts.tolist() == [1, 2, 1, 1]
    assert found.worth is Worth.NUMBER
    assert made("t").worth is Worth.TEXT


def test_only_what_the_other_filters_leave() -> None:
    own, other = Filter(only=frozenset({"b"})), Filter(test=Condition.FILLED)
    found = made("t", t=own, n=other)
    assert found.texts == ("a", "b")
    assert found.chosen.tolist() == [False, True]
    picked = np.array([3])
    some = choices(TABLE, "t", {}, picked, {}, frozenset(), GroupsKept())
    assert some.texts == ("c",)


def test_days_are_told_by_the_meaning() -> None:
    known = {"t": np.arange(5.0)}
    dated = choices(TABLE, "t", {}, None, known, frozenset({"t"}), GroupsKept())
    assert dated.worth is Worth.DATE


def test_the_most_frequent_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filter_choices, "MOST", 1)
    values, total = made("t").found("")
    assert ([v.text for v in values], total) == (["a"], 3)
    values, total = made("t").found("C")
    assert ([v.text for v in values], total) == (["c"], 1)
