from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from churn_desktop.engine.distributions import binomial_quantiles, chi_square_tail


@pytest.mark.parametrize(
    ("statistic", "df", "p"),
    [
        # Printed tables; the last two by lifelines.
        (3.841459, 1, 0.05),
        (6.634897, 1, 0.01),
        (0.0157908, 1, 0.9),
        (11.0705, 5, 0.05),
        (18.3070, 10, 0.05),
        (124.342, 100, 0.05),
        (16.792940989216547, 1, 4.168809109334511e-05),
        (122.24912557300637, 1, 2.0359832222853224e-28),
    ],
)
def test_chi_square(statistic: float, df: int, p: float) -> None:
    assert chi_square_tail(statistic, df) == pytest.approx(p, rel=2e-5)


def test_chi_square_at_its_ends() -> None:
    assert chi_square_tail(0, 3) == 1
    assert chi_square_tail(1e5, 3) == 0
    assert math.isnan(chi_square_tail(math.nan, 3))


@given(statistic=st.floats(0.01, 200))
def test_chi_square_has_closed_forms(statistic: float) -> None:
    half = statistic / 2
    assert chi_square_tail(statistic, 1) == pytest.approx(math.erfc(math.sqrt(half)))
    assert chi_square_tail(statistic, 2) == pytest.approx(math.exp(-half))
    assert chi_square_tail(statistic, 4) == pytest.approx(math.exp(-half) * (1 + half))
    ten = sum(half**k / math.factorial(k) for k in range(5))
    assert chi_square_tail(statistic, 10) == pytest.approx(math.exp(-half) * ten)


def test_chi_square_of_many_groups() -> None:
    assert chi_square_tail(1000, 1000) == pytest.approx(0.49405, abs=1e-4)
    assert chi_square_tail(1001, 400) < 1e-50


@given(
    n=st.integers(0, 60),
    p=st.floats(0, 1),
    probability=st.floats(0.001, 0.999),
)
def test_quantiles_agree_with_adding_up(n: int, p: float, probability: float) -> None:
    total, expected = 0.0, n
    for k in range(n + 1):
        total += math.comb(n, k) * p**k * (1 - p) ** (n - k)
        # Near a tie rounding decides, and either answer is right.
        if abs(total - probability) < 1e-9:
            return
        if total >= probability:
            expected = k
            break
    found = binomial_quantiles(probability, np.array([float(n)]), p)
    assert found.tolist() == [expected]


def test_quantiles_of_several_sizes_at_once() -> None:
    sizes = np.array([1.0, 10.0, 100.0])
    assert binomial_quantiles(0.5, sizes, 0.03).tolist() == [0, 0, 3]
    assert binomial_quantiles(0.5, sizes, 0).tolist() == [0, 0, 0]
