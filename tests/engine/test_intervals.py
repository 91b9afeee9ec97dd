from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from churn_desktop.engine.intervals import (
    LIMIT_TAIL,
    Proportion,
    control_limits,
    newcombe,
    normal_quantile,
    wilson,
)


def test_quantile_of_the_normal_distribution() -> None:
    assert normal_quantile(0.5) == 0
    assert normal_quantile(0.995) == pytest.approx(2.5758293)
    assert normal_quantile(1 - LIMIT_TAIL) == pytest.approx(3, abs=1e-4)


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [
        # Newcombe (1998), table I.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (1, 20, 0.0089, 0.2361),
        (23, 60, 0.2709, 0.5098),
        (1869, 7043, 0.2552, 0.2758),
        (10, 100, 0.0552, 0.1744),
        (50, 500, 0.0767, 0.1294),
    ],
)
def test_wilson(count: int, total: int, low: float, high: float) -> None:
    assert wilson(count, total) == pytest.approx((low, high), abs=5e-5)


def test_wilson_of_nothing_is_not_defined_and_of_all_ends_at_one() -> None:
    low, high = wilson([0, 0, 5], [0, 5, 5])
    assert np.isnan(low).tolist() == np.isnan(high).tolist() == [True, False, False]
    assert (low[1], high[2]) == (0, 1)


def test_published_intervals(reference_data: Callable[[str], Path]) -> None:
    text = reference_data("reference/worked_examples.json").read_text("utf-8")
    checked = 0
    for example in json.loads(text)["examples"]:
        if example["topic"] == "confidence interval":
            given, expected = example["inputs"], example["expected"]
            limits = wilson(given["x"], given["n"], given["level"])
            exact = (expected["wilson_lo"], expected["wilson_hi"])
            assert limits == pytest.approx(exact, abs=1e-9)
            assert limits == pytest.approx(expected["published_wilson"], abs=6e-5)
            checked += 1
    assert checked == 4


@given(total=st.integers(1, 5000), share=st.floats(0, 1), level=st.floats(0.5, 0.999))
def test_wilson_surrounds_the_share(total: int, share: float, level: float) -> None:
    count = round(share * total)
    low, high = wilson(count, total, level)
    assert 0 <= low <= count / total + 1e-12
    assert count / total - 1e-12 <= high <= 1
    assert wilson(total - count, total, level) == pytest.approx((1 - high, 1 - low))


def test_a_proportion_of_nothing_is_not_defined() -> None:
    nothing = Proportion.of(0, 0)
    assert math.isnan(nothing.share)
    assert math.isnan(nothing.low)


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        # Newcombe (1998), Statistics in Medicine 17:873, table II, method 10.
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0000),
        ((10, 10), (0, 10), 0.6075, 1.0000),
    ],
)
def test_newcombe(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float
) -> None:
    assert newcombe(*first, *second) == pytest.approx((low, high), abs=5e-5)
    assert newcombe(*second, *first) == pytest.approx((-high, -low), abs=5e-5)


def test_newcombe_without_a_base_is_not_defined() -> None:
    low, high = newcombe([1, 0], [2, 0], [0, 1], [0, 2])
    assert np.isnan([low, high]).all()


def test_limits_of_the_bead_experiment() -> None:
    counts = [5, 8, *[237 / 33] * 33]
    limits = control_limits(counts, [50] * 35)
    assert limits["mean"].iloc[0] == pytest.approx(250 / 1750)
    assert limits.low.iloc[0] == 0
    assert limits.high.iloc[0] == pytest.approx(0.291, abs=5e-4)
    assert not limits.outside.any()


def test_a_bad_month_is_outside() -> None:
    limits = control_limits([10, 11, 9, 30, 10], [200] * 5)
    assert limits.outside.tolist() == [False, False, False, True, False]


def test_small_bases_have_exact_limits() -> None:
    limits = control_limits([1, 0, 4, 395], [20, 20, 20, 7840])
    mean = limits["mean"].iloc[0]
    high = round(float(limits.high.iloc[0]) * 20)
    below = sum(
        math.comb(20, k) * mean**k * (1 - mean) ** (20 - k) for k in range(high)
    )
    at_most = below + math.comb(20, high) * mean**high * (1 - mean) ** (20 - high)
    assert below < 1 - LIMIT_TAIL <= at_most
    assert limits.low.iloc[0] == 0
    assert not limits.outside.any()
    assert control_limits([9, 391], [20, 7980]).outside.tolist() == [True, False]


def test_limits_of_nothing_are_not_defined() -> None:
    limits = control_limits([0, 3], [0, 60])
    assert np.isnan(limits.low[0])
    assert np.isnan(limits.high[0])
    assert not limits.outside.any()
    nobody = control_limits([0, 0], [0, 0])
    assert nobody[["low", "high", "mean"]].isna().all(axis=None)
    assert control_limits([], []).empty


def test_limits_when_everybody_leaves_every_time() -> None:
    limits = control_limits([4, 3], [4, 3])
    assert (limits.low == 1).all()
    assert (limits.high == 1).all()
