from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from churn_desktop.engine.likelihood import maximise

Vector = npt.NDArray[np.float64]


def valley(at: Vector) -> float:
    """The curved valley of H. H. Rosenbrock, upside down."""
    return -float(((1 - at[:-1]) ** 2 + 100 * (at[1:] - at[:-1] ** 2) ** 2).sum())


@pytest.mark.parametrize("size", [2, 3, 4])
def test_a_curved_valley_is_followed_to_its_end(size: int) -> None:
    found = maximise(valley, [-0.5] * size)
    assert found.at == pytest.approx(np.ones(size), abs=1e-5)
    assert found.value == pytest.approx(0, abs=1e-10)


def test_the_most_likely_normal_distribution_and_its_errors() -> None:
    data = np.array([2.0, 4, 4, 5, 10])

    def normal(at: Vector) -> float:
        spread = np.exp(at[1])
        return float((-at[1] - ((data - at[0]) / spread) ** 2 / 2).sum())

    found = maximise(normal, [0, 0])
    assert found.at == pytest.approx([data.mean(), np.log(data.std())], abs=1e-7)
    assert found.covariance is not None
    # The mean has variance s²/n, the logarithm of the spread 1/(2n).
    expected = np.diag([data.var() / 5, 0.1])
    assert found.covariance == pytest.approx(expected, abs=1e-4)


def test_a_corner_makes_the_simplex_shrink() -> None:
    def corner(at: Vector) -> float:
        return -float(np.abs(at).max() + 3 * np.abs(at[0] - at[1]) ** 0.5)

    assert maximise(corner, [3, 1]).value > -4


@pytest.mark.parametrize("slope", [0.0, 1.0])
def test_without_a_peak_nothing_is_sure(slope: float) -> None:
    assert maximise(lambda at: slope * min(at[0], 3.0), [1.0]).covariance is None


def test_a_likelihood_that_cannot_be_followed() -> None:
    def broken(at: Vector) -> float:
        return -np.inf if at[0] > 0 else float(at[0])

    assert maximise(broken, [-1.0]).covariance is None
