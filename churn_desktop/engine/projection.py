"""How many of those who came together will still be there in years not yet seen.

The shifted beta-geometric model of P. S. Fader and B. G. S. Hardie (2007), "How to
project customer retention", Journal of Interactive Marketing 21 (1), 76-90: every
customer leaves at each renewal with a chance of their own that never changes, and
these chances are spread over customers like a beta distribution. Retention rises with
age only because those who would leave have left.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import Amounts, Counts
from churn_desktop.engine.intervals import normal_quantile, wilson
from churn_desktop.engine.likelihood import maximise
from churn_desktop.engine.stages import Lived

FEWEST_POINTS = 4
"""Renewals that have to be seen before the next ones can be projected."""
_ALIKE = 1e4
"""With a + b beyond this, customers hardly differ and retention hardly changes."""
_STEP = 1e-5
_SMALL = 1e-12
_LARGEST = 15.0


@dataclass(frozen=True, slots=True, eq=False)
class Projection:
    """The fitted model.

    Attributes
    ----------
    a, b : float
        Of the beta distribution; ``a / (a + b)`` is the mean chance to leave at the
        first renewal.
    log_likelihood : float
    observed : ndarray of float64
        The share still there after each renewal, from 1 at number 0; NaN from the
        first renewal on that nobody was seen to come to.
    at_risk, lost : float
        Renewals seen, and how many of them were the end.
    covariance : ndarray of float64 or None
        Of the logarithms of ``a`` and ``b``; None where the data do not tell them, as
        when all customers are alike.
    """

    a: float
    b: float
    log_likelihood: float
    observed: Amounts
    at_risk: float
    lost: float
    covariance: Amounts | None

    @property
    def alike(self) -> bool:
        """Whether customers hardly differ: retention is the same at every age."""
        return self.covariance is None or self.a + self.b > _ALIKE

    @property
    def mean_churn(self) -> float:
        """Expected churn at the first renewal."""
        return self.a / (self.a + self.b)

    def retention(self, renewals: int) -> Amounts:
        """Give the share of those reaching each renewal who renew.

        Returns
        -------
        ndarray of float64
            ``(b + t - 1) / (a + b + t - 1)`` for t from 1 to ``renewals``.
        """
        return _retention(self.a, self.b, renewals)

    def survival(self, renewals: int) -> Amounts:
        """Give the share still there after 0, 1, ... renewals."""
        return np.append(1.0, np.cumprod(self.retention(renewals)))

    def limits(self, renewals: int) -> tuple[Amounts, Amounts]:
        """Give 95 % limits of `survival`, for many customers.

        Returns
        -------
        low, high : ndarray of float64
            NaN at 0, where nothing is to be known. By the delta method on the
            log(-log) scale, and for customers who are `alike` from the Wilson limits of
            their one rate. They tell how well the model's parameters are known, not
            whether the model is right.
        """
        low, high = np.full((2, renewals + 1), np.nan)
        if self.covariance is None or self.alike:
            best, worst = wilson(self.lost, self.at_risk)
            times = np.arange(1, renewals + 1)
            low[1:], high[1:] = (1 - worst) ** times, (1 - best) ** times
            return low, high
        share = self.survival(renewals)[1:]
        slopes = np.array(
            [
                (
                    _log_log(self.a, self.b, renewals, i, _STEP)
                    - _log_log(self.a, self.b, renewals, i, -_STEP)
                )
                / (2 * _STEP)
                for i in range(2)
            ]
        )
        variance = np.einsum("it,ij,jt->t", slopes, self.covariance, slopes)
        reach = normal_quantile(0.975) * np.sqrt(variance)
        low[1:] = share ** np.exp(reach)
        high[1:] = share ** np.exp(-reach)
        return low, high

    def expected_renewals(self, next_renewal: int, discount: float) -> float:
        """Give the discounted expected number of renewals still to come.

        Parameters
        ----------
        next_renewal : int
            Number of the next renewal of a customer still there, from 1.
        discount : float
            A period, above 0.

        Returns
        -------
        float
            ``sum over k >= 0 of r(n) ... r(n + k) / (1 + d) ** k``; times what a
            customer pays in a period it is their residual value.

        Notes
        -----
        Fader and Hardie (2010), Marketing Science 29, 85-93. The next renewal is not
        discounted.
        """
        if not discount > 0:
            raise ValueError("without a discount the sum has no end")
        terms = math.ceil(-math.log(_SMALL) / math.log1p(discount))
        retention = _retention(self.a, self.b, next_renewal - 1 + terms)
        there = np.cumprod(retention[next_renewal - 1 :])
        return float((there / (1 + discount) ** np.arange(terms)).sum())


def fit_survivors(survivors: npt.ArrayLike) -> Projection | None:
    """Fit the model to customers who all came together.

    Parameters
    ----------
    survivors : array_like
        How many there were at first and after each renewal; never rising.

    Returns
    -------
    Projection or None
        As `fit_renewals`.

    Examples
    --------
    The regular customers of Fader and Hardie (2007), of 1 000 at first:

    >>> fitted = fit_survivors([1000, 631, 468, 382, 326, 289, 262, 241])
    >>> round(fitted.a, 3), round(fitted.b, 3), round(fitted.log_likelihood, 1)
    (0.704, 1.182, -1680.3)
    >>> round(float(fitted.survival(12)[12]), 3)
    0.17
    """
    number = np.asarray(survivors, dtype=np.float64)
    return fit_renewals(number[:-1], -np.diff(number))


def fit_renewals(at_risk: npt.ArrayLike, lost: npt.ArrayLike) -> Projection | None:
    """Fit the model to what happened at each renewal.

    Parameters
    ----------
    at_risk : array_like
        Customers who came to renewal 1, 2, ... and of whom it is known how it went.
    lost : array_like
        Those of them who left.

    Returns
    -------
    Projection or None
        None with fewer than `FEWEST_POINTS` renewals that anybody came to, and when
        nobody or everybody left: then nothing can be projected.

    Notes
    -----
    Maximum likelihood, ``sum of lost ln(1 - r) + (at_risk - lost) ln r``; for customers
    who came together the same as the likelihood of Fader and Hardie, and right, too,
    when some were last seen before the end.
    """
    risk = np.asarray(at_risk, dtype=np.float64)
    gone = np.asarray(lost, dtype=np.float64)
    points = int(np.count_nonzero(risk))
    if points < FEWEST_POINTS or not gone.any() or not (risk > gone).any():
        return None
    stayed, renewals = risk - gone, np.arange(len(risk))

    def log_likelihood(logs: Amounts) -> float:
        a, b = np.exp(np.clip(logs, -_LARGEST, _LARGEST))
        both = np.log(a + b + renewals)
        stay, leave = np.log(b + renewals) - both, np.log(a) - both
        return float((stayed * stay + gone * leave).sum())

    mean = gone.sum() / risk.sum()
    found = maximise(log_likelihood, [math.log(mean * 2), math.log((1 - mean) * 2)])
    a, b = np.exp(np.clip(found.at, -_LARGEST, _LARGEST)).tolist()
    with np.errstate(invalid="ignore"):
        observed = np.append(1.0, np.cumprod(1 - gone / risk))
    return Projection(
        a,
        b,
        found.value,
        observed,
        float(risk.sum()),
        float(gone.sum()),
        found.covariance,
    )


def renewal_table(lived: Lived, months: int = 12) -> tuple[Counts, Counts]:
    """Count who came to each renewal and who left there.

    Parameters
    ----------
    lived : Lived
        As `stages.months_lived` gives it.
    months : int
        Length of a period. Who leaves within one has not renewed at its end.

    Returns
    -------
    at_risk, lost : ndarray of int64
        For renewal 1, 2, ...: customers who were seen through the period, or left in
        it. Periods that began before observation did not are left out.

    Examples
    --------
    >>> ended = np.array([True, True, False])
    >>> lived = Lived(np.array([5.0, 12, 30]), ended, np.zeros(3))
    >>> [each.tolist() for each in renewal_table(lived)]
    [[3, 1], [2, 0]]
    """
    # Leaving exactly at the end of a period is not renewing it.
    number = np.where(
        lived.ended, np.ceil(lived.months / months), np.floor(lived.months / months)
    ).astype(np.int64)
    late = np.ceil(lived.entry / months).astype(np.int64)
    seen = number > late
    size = int(number.max(initial=0)) + 1
    comes = np.bincount(late[seen], minlength=size)[:size]
    goes = np.bincount(number[seen], minlength=size)
    at_risk = np.cumsum(comes - goes)[:-1]
    lost = np.bincount(number[seen & lived.ended], minlength=size)[1:]
    return at_risk, lost


def seen_in_full(lived: Lived, possible: Amounts, months: int = 12) -> Lived:
    """Forget what happened in periods of which only a part can have been seen.

    In such a period those who leave would count, and those who stay would not.

    Parameters
    ----------
    lived : Lived
    possible : ndarray of float64
        For each stay the months from its start to the last day seen.
    months : int
        Length of a period.

    Examples
    --------
    >>> lived = Lived(np.array([5.0, 14.0]), np.array([True, True]), np.zeros(2))
    >>> seen = seen_in_full(lived, np.array([30.0, 20.0]))
    >>> seen.months.tolist(), seen.ended.tolist()
    ([5.0, 12.0], [True, False])
    """
    whole = np.floor(possible / months) * months
    late = lived.months > whole
    return Lived(np.where(late, whole, lived.months), lived.ended & ~late, lived.entry)


def _retention(a: float, b: float, renewals: int) -> Amounts:
    past = np.arange(renewals)
    return np.asarray((b + past) / (a + b + past))


def _log_log(a: float, b: float, renewals: int, which: int, step: float) -> Amounts:
    """Give log(-log S) with the logarithm of one parameter moved by a step."""
    if which:
        b *= math.exp(step)
    else:
        a *= math.exp(step)
    return np.asarray(np.log(-np.cumsum(np.log(_retention(a, b, renewals)))))
