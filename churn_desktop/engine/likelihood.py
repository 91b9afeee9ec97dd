"""The most likely parameters of a model, and how sure they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from churn_desktop.core.book import Amounts

_ROUNDS = 2_000
_PRECISION = 1e-11
_STEP = 1e-4
_POLISHING = 3


@dataclass(frozen=True, slots=True, eq=False)
class Maximum:
    """Where a likelihood is highest.

    Attributes
    ----------
    at : ndarray of float64
    value : float
        The logarithm of the likelihood there.
    covariance : ndarray of float64 or None
        Of the parameters, from the curvature; None where the likelihood is flat, so
        that the data do not tell the parameters.
    """

    at: Amounts
    value: float
    covariance: Amounts | None


def maximise(
    log_likelihood: Callable[[Amounts], float], start: Sequence[float]
) -> Maximum:
    """Find the parameters that make the data most likely.

    Parameters
    ----------
    log_likelihood : callable
        Of parameters that may take any value; give logarithms of those that must be
        above 0.
    start : sequence of float

    Notes
    -----
    The simplex of J. A. Nelder and R. Mead (1965), Computer Journal 7, 308-313, with
    the usual factors 1, 2, 1/2, 1/2; then a few steps of Newton's method, kept where
    they improve. Curvature by central differences; the covariance is the inverse of the
    observed information.

    Examples
    --------
    >>> found = maximise(lambda at: -(at[0] - 1) ** 2 - 2 * (at[1] + 3) ** 2, [0, 0])
    >>> found.at.round(6).tolist(), found.covariance.round(4).tolist()
    ([1.0, -3.0], [[0.5, 0.0], [0.0, 0.25]])
    """
    at = _simplex(log_likelihood, np.asarray(start, dtype=np.float64))
    value = log_likelihood(at)
    for _ in range(_POLISHING):
        slope, curvature = _derivatives(log_likelihood, at)
        covariance = _invert(-curvature)
        if covariance is None:
            return Maximum(at, value, None)
        step = at + covariance @ slope
        better = log_likelihood(step)
        if not better > value:
            break
        at, value = step, better
    return Maximum(at, value, covariance)


def _simplex(function: Callable[[Amounts], float], start: Amounts) -> Amounts:
    """Walk a simplex uphill until its corners agree."""
    size = len(start)
    corners = np.vstack([start, start + 0.5 * np.eye(size)])
    values = np.array([function(corner) for corner in corners])
    for _ in range(_ROUNDS):
        order = np.argsort(-values, kind="stable")
        corners, values = corners[order], values[order]
        spread = np.abs(corners[1:] - corners[0]).max()
        if spread < _PRECISION**0.5 and values[0] - values[-1] < _PRECISION:
            break
        middle = corners[:-1].mean(axis=0)
        reflected = 2 * middle - corners[-1]
        reached = function(reflected)
        if reached > values[0]:
            further = 3 * middle - 2 * corners[-1]
            beyond = function(further)
            best = (further, beyond) if beyond > reached else (reflected, reached)
        elif reached > values[-2]:
            best = (reflected, reached)
        else:
            toward = reflected if reached > values[-1] else corners[-1]
            inside = (middle + toward) / 2
            best = (inside, function(inside))
            if not best[1] > max(reached, values[-1]):
                corners[1:] = (corners[1:] + corners[0]) / 2
                values[1:] = [function(corner) for corner in corners[1:]]
                continue
        corners[-1], values[-1] = best
    return np.asarray(corners[np.argmax(values)])


def _derivatives(
    function: Callable[[Amounts], float], at: Amounts
) -> tuple[Amounts, Amounts]:
    """Give slope and curvature by central differences."""
    size, middle = len(at), function(at)
    steps = _STEP * np.eye(size)
    up = np.array([function(at + step) for step in steps])
    down = np.array([function(at - step) for step in steps])
    curvature = np.diag(up - 2 * middle + down)
    for i in range(size):
        for j in range(i):
            both = function(at + steps[i] + steps[j]) + function(
                at - steps[i] - steps[j]
            )
            mixed = both - up[i] - down[i] - up[j] - down[j] + 2 * middle
            curvature[i, j] = curvature[j, i] = mixed / 2
    return (up - down) / (2 * _STEP), curvature / _STEP**2


def _invert(information: Amounts) -> Amounts | None:
    """Give the inverse of a matrix, None unless all of its eigenvalues are above 0."""
    if not np.isfinite(information).all():
        return None
    values, vectors = np.linalg.eigh(information)
    if values.min() <= _PRECISION * max(values.max(), 1.0):
        return None
    return np.asarray((vectors / values) @ vectors.T)
