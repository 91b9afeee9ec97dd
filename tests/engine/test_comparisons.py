from __future__ import annotations

from fractions import Fraction
from math import comb, isnan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from churn_desktop.engine.comparisons import benjamini_hochberg, fisher, two_shares


def exactly(x: int, m: int, y: int, n: int) -> float:
    """Add up all tables with the same margins that are no more likely."""
    chance = {
        k: Fraction(comb(m, k) * comb(n, x + y - k), comb(m + n, x + y))
        for k in range(max(0, x + y - n), min(m, x + y) + 1)
    }
    return float(sum(p for p in chance.values() if p <= chance[x]))


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        # Fisher's tea taster and, of his book, the convictions of twins.
        ((3, 4, 1, 4), 0.4857),
        ((2, 17, 10, 13), 0.0005367),
    ],
)
def test_published_examples_of_the_exact_test(
    table: tuple[int, int, int, int], expected: float
) -> None:
    assert fisher(*table) == pytest.approx(expected, rel=1e-3)


@given(m=st.integers(1, 14), n=st.integers(1, 14), data=st.data())
def test_the_exact_test_adds_up_all_tables(m: int, n: int, data: st.DataObject) -> None:
    x, y = data.draw(st.integers(0, m)), data.draw(st.integers(0, n))
    assert fisher(x, m, y, n) == pytest.approx(exactly(x, m, y, n), rel=1e-9)


def test_large_groups_are_compared_by_their_difference() -> None:
    p = two_shares([56, 480, 500], [70, 1000, 1000], [48, 500, 500], [80, 1000, 1000])
    # The squared z is the chi-square of the table.
    assert p == pytest.approx([0.00804, 0.3709, 1.0], rel=2e-3)


def test_few_are_compared_exactly() -> None:
    assert two_shares(3, 4, 1, 4)[0] == fisher(3, 4, 1, 4)
    # Of 8 in 2000 fewer than 5 were to be expected among the first 1000.
    assert two_shares(7, 1000, 1, 1000)[0] == fisher(7, 1000, 1, 1000)


def test_both_tests_agree_where_one_takes_over() -> None:
    assert two_shares(300, 3000, 40, 300)[0] == pytest.approx(
        fisher(300, 3000, 40, 300), rel=0.15
    )


def test_nothing_to_compare() -> None:
    p = two_shares([0, 1, 0, 7], [0, 4, 9, 7], [3, 0, 0, 5], [9, 0, 8, 5])
    assert isnan(p[0])
    assert isnan(p[1])
    assert p[2:].tolist() == [1, 1]


def test_the_example_of_benjamini_and_hochberg() -> None:
    p = [
        *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
        *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0),
    ]
    result = benjamini_hochberg(p[::-1])
    assert result.found.tolist() == [False] * 11 + [True] * 4


@given(
    st.lists(st.one_of(st.floats(0, 1), st.just(float("nan"))), max_size=12),
    st.sampled_from([0.05, 0.2]),
)
def test_discoveries_by_their_definition(p: list[float], level: float) -> None:
    result = benjamini_hochberg(p, level)
    tested = sorted(each for each in p if not isnan(each))
    passed = [
        each for k, each in enumerate(tested, 1) if each * len(tested) / k <= level
    ]
    limit = max(passed, default=-1.0)
    assert result.found.tolist() == [each <= limit for each in p]
    assert np.isnan(result.adjusted).tolist() == np.isnan(p).tolist()
