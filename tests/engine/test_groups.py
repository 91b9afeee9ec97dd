from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from churn_desktop.engine.groups import BLANK, Groups


def test_the_largest_group_comes_first_and_the_blank_last() -> None:
    values = np.array([""] * 30 + ["small"] * 2 + ["b"] * 21 + ["a"] * 40, dtype=object)
    groups = Groups.of(values)
    assert groups.labels == ("a", "b", None, "")
    assert groups.pooled == ("small",)
    assert groups.members(None).tolist() == [30, 31]
    assert not len(groups.members("small"))


def test_nobody_has_no_groups() -> None:
    groups = Groups.of(np.empty(0, dtype=object))
    assert len(groups) == 0
    assert groups.labels == ()


@given(
    st.lists(st.sampled_from(["", "a", "b", "c", "d"]), max_size=40), st.integers(0, 9)
)
def test_everybody_is_in_one_group(values: list[str], fewest: int) -> None:
    groups = Groups.of(np.array(values, dtype=object), fewest)
    for code, value in zip(groups.codes, values, strict=True):
        label = groups.labels[code]
        assert label == value or (label is None and value in groups.pooled)
    sizes = [values.count(label) for label in groups.labels if label]
    assert sizes == sorted(sizes, reverse=True)
    assert all(size >= fewest for size in sizes)
    assert all(0 < values.count(name) < fewest for name in groups.pooled)
    assert (BLANK in groups.labels) == ("" in values)
