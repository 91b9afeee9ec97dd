from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from churn_desktop.core.ordering import order_by, taken

SMALL = st.integers(-5, 5)
WIDE = st.integers(-(2**62), 2**62)


@given(rows=st.lists(st.tuples(SMALL | WIDE, SMALL | WIDE), max_size=40))
def test_the_order_is_that_of_comparing_row_by_row(rows: list[tuple[int, int]]) -> None:
    first = np.array([row[0] for row in rows], dtype=np.int64)
    second = np.array([row[1] for row in rows], dtype=np.int64)
    wanted = sorted(range(len(rows)), key=lambda at: rows[at])
    assert order_by(first, second).tolist() == wanted
    assert order_by(first).tolist() == sorted(
        range(len(rows)), key=lambda at: rows[at][0]
    )


@pytest.mark.parametrize("kind", [np.int8, np.int32, np.uint8])
def test_narrow_numbers_do_not_overflow(kind: type[np.integer]) -> None:
    limits = np.iinfo(kind)
    keys = np.array([limits.max, limits.min, limits.max, 0], dtype=kind)
    assert order_by(keys, keys).tolist() == np.lexsort((keys,)).tolist()


def test_values_in_order_are_not_copied() -> None:
    values = np.array(["a", "b", "c"], dtype=object)
    assert taken(values, np.array([0, 1, 2])) is values
    assert taken(values, np.array([0, 1])).tolist() == ["a", "b"]
    assert taken(values, np.array([0, 2, 1])).tolist() == ["a", "c", "b"]
    assert taken(values[:0], np.array([], dtype=np.int64)).tolist() == []
