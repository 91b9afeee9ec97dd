"""How alive customers without a contract are, and how often they will buy again.

The BG/NBD model of P. S. Fader, B. G. S. Hardie and K. L. Lee (2005), "Counting your
customers the easy way", Marketing Science 24, 275-284: customers buy at random, each at
a rate of their own, gamma(r, alpha) over all of them, and after each purchase give up
with a chance of their own, beta(a, b). The model lets nobody give up before the second
purchase, so that customers who bought once would all be "alive" for certain. That says
nothing about them, and they have no chance of being alive here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from churn_desktop.core.book import Amounts, Codes, Counts, Purchases
from churn_desktop.engine.likelihood import maximise

WEEK = 7.0
YEAR = 52.0
"""Weeks."""
FEWEST_REPEATS = 30
"""Customers with a second purchase that a fit needs."""
MOST_FITTED = 50_000
"""Of longer lists every so-manieth customer is enough to fit four numbers."""
_POINTS = np.linspace(-9, 9, 361)
_SMALLEST = -600.0
"""Of the logarithm of a chance; with a smaller one nobody gives up."""
_NOBODY = 1e-4
"""When so few give up after a purchase the model has nothing to tell them by."""


@dataclass(frozen=True, slots=True, eq=False)
class Histories:
    """What the model needs to know of each customer.

    Attributes
    ----------
    customer : ndarray of int32
    repeats : ndarray of int64
        Days with a purchase after the first one.
    recency : ndarray of float64
        Weeks from the first to the last purchase; 0 with one only.
    age : ndarray of float64
        Weeks from the first purchase to the end of observation.
    """

    customer: Codes
    repeats: Counts
    recency: Amounts
    age: Amounts

    def __len__(self) -> int:
        return len(self.customer)


def purchase_histories(purchases: Purchases, as_of: int) -> Histories:
    """Sum up the purchases of each customer up to the end of a day.

    Examples
    --------
    >>> days = lambda *d: np.array(d, dtype=np.int32)
    >>> bought = Purchases(days(0, 0, 0, 1), days(0, 0, 14, 7), np.ones(4), days(0))
    >>> told = purchase_histories(bought, as_of=28)
    >>> told.repeats.tolist(), told.recency.tolist(), told.age.tolist()
    ([1, 0], [2.0, 0.0], [4.0, 3.0])
    """
    seen = purchases.day <= as_of
    customer, day = purchases.customer[seen], purchases.day[seen]
    fresh = np.append(True, customer[1:] != customer[:-1])[: len(customer)]
    another = np.append(True, day[1:] != day[:-1])[: len(day)] | fresh
    first = np.flatnonzero(fresh)
    last = np.append(first[1:], len(customer))[: len(first)] - 1
    days = np.add.reduceat(another, first) if len(first) else first
    return Histories(
        customer[first],
        days.astype(np.int64) - 1,
        (day[last] - day[first]) / WEEK,
        (as_of - day[first]) / WEEK,
    )


@dataclass(frozen=True, slots=True, eq=False)
class BuyerModel:
    """The fitted model; times are weeks.

    Attributes
    ----------
    r, alpha : float
        Of the gamma distribution of rates; ``r / alpha`` purchases a week on average.
    a, b : float
        Of the beta distribution of the chance to give up after a purchase.
    log_likelihood : float
        Of all customers, or of those it was fitted on.
    fitted_on : int
        Customers the numbers come from; fewer than there are in lists of more than
        `MOST_FITTED`.
    covariance : ndarray of float64 or None
        Of the logarithms of r, alpha, a and b; None where the data do not tell them.
    """

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float = float("nan")
    fitted_on: int = 0
    covariance: Amounts | None = None

    def alive(self, histories: Histories) -> Amounts:
        """Give the chance that each customer has not given up.

        Returns
        -------
        ndarray of float64
            ``1 / (1 + a / (b + x - 1) ((alpha + T) / (alpha + t)) ** (r + x))`` for x
            repeats, recency t and age T. NaN for customers with a single purchase, for
            whom the model would always say 1.
        """
        chance = 1 / (1 + np.exp(self._log_odds_gone(histories)))
        chance[histories.repeats == 0] = np.nan
        return np.asarray(chance)

    def expected(self, histories: Histories, weeks: float) -> Amounts:
        """Give the purchases to be expected of each customer after their age.

        Parameters
        ----------
        histories : Histories
        weeks : float
            How far to look ahead.

        Returns
        -------
        ndarray of float64
            Days with a purchase, also for customers with a single one.

        Notes
        -----
        Equation 10 of Fader, Hardie and Lee, before its integral is written as a
        hypergeometric function, whose series fails where customers are much alike.
        """
        x = histories.repeats.astype(np.float64)
        start = self.alpha + histories.age
        bought = self._purchases(x, start, weeks)
        return np.asarray(bought / (1 + np.exp(self._log_odds_gone(histories))))

    def expected_of_new(self, weeks: float) -> float:
        """Give the purchases to be expected of a new customer after the first one."""
        nothing = np.zeros(1)
        return float(self._purchases(nothing, nothing + self.alpha, weeks)[0])

    def _purchases(self, x: Amounts, start: Amounts, weeks: float) -> Amounts:
        """Give the coming purchases of customers who have not given up.

        Somebody who gives up after a purchase with chance p makes, on average over the
        rates that the purchases so far leave likely, ``(1 - (s / (s + p t)) ** (r + x))
        / p`` more of them; p is then averaged over beta(a, b + x).
        """
        found = np.empty(len(x))
        for repeats in np.unique(x):
            who = np.flatnonzero(x == repeats)
            ages, code = np.unique(start[who], return_inverse=True)
            p, weight = _beta_points(self.a, self.b + repeats)
            longer = np.log1p(p * (weeks / ages[:, None]))
            bought = -np.expm1(-(self.r + repeats) * longer) / p
            found[who] = (bought @ weight)[code]
        return found

    def _log_odds_gone(self, histories: Histories) -> Amounts:
        """Give the log odds of having given up; minus infinity with one purchase."""
        x = histories.repeats
        again = x > 0
        odds = np.full(len(x), -np.inf)
        longer = np.log(self.alpha + histories.age[again])
        longer -= np.log(self.alpha + histories.recency[again])
        odds[again] = (
            math.log(self.a)
            - np.log(self.b + x[again] - 1)
            + (self.r + x[again]) * longer
        )
        return odds


def fit_buyers(histories: Histories) -> BuyerModel | None:
    """Fit the model by maximum likelihood.

    Returns
    -------
    BuyerModel or None
        None with fewer than `FEWEST_REPEATS` customers who bought again, and when the
        most likely numbers cannot be told, as when nobody seems to have given up.
    """
    if np.count_nonzero(histories.repeats) < FEWEST_REPEATS:
        return None
    every = -(-len(histories) // MOST_FITTED)
    data = _Distinct.of(histories, every)
    # Numbers near 1 whatever the unit of time, so that one start fits all lists.
    unit = float(data.age.mean())
    scaled = replace(data, recency=data.recency / unit, age=data.age / unit)
    found = maximise(scaled.log_likelihood, [0.0, 0.0, 0.0, 0.0])
    r, alpha, a, b = np.exp(found.at).tolist()
    if found.covariance is None or a / (a + b) < _NOBODY:
        return None
    return BuyerModel(
        r,
        alpha * unit,
        a,
        b,
        data.log_likelihood(np.log([r, alpha * unit, a, b])),
        int(data.weight.sum()),
        found.covariance,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Outlook:
    """What the model says of every customer; arrays have one value for each.

    Attributes
    ----------
    model : BuyerModel
    alive : ndarray of float64
        As `BuyerModel.alive`; NaN, too, for who had not bought by the as-of date.
    expected : ndarray of float64
        Purchases of the coming `YEAR`, as `BuyerModel.expected`.
    """

    model: BuyerModel
    alive: Amounts
    expected: Amounts


def purchase_outlook(
    purchases: Purchases, customers: int, as_of: int
) -> Outlook | None:
    """Fit the model to a list and say what it expects of each customer.

    Parameters
    ----------
    purchases : Purchases
    customers : int
        How many the list has.
    as_of : int

    Returns
    -------
    Outlook or None
        None where `fit_buyers` finds no model.
    """
    histories = purchase_histories(purchases, as_of)
    model = fit_buyers(histories)
    if model is None:
        return None
    alive, expected = np.full(customers, np.nan), np.full(customers, np.nan)
    alive[histories.customer] = model.alive(histories)
    expected[histories.customer] = model.expected(histories, YEAR)
    return Outlook(model, alive, expected)


@dataclass(frozen=True, slots=True, eq=False)
class _Distinct:
    """Each different history once, with how many customers have it."""

    repeats: Counts
    code: Codes
    recency: Amounts
    age: Amounts
    weight: Amounts

    @classmethod
    def of(cls, histories: Histories, every: int) -> _Distinct:
        table = np.column_stack([histories.repeats, histories.recency, histories.age])[
            ::every
        ]
        rows, counts = np.unique(table, axis=0, return_counts=True)
        repeats, code = np.unique(rows[:, 0], return_inverse=True)
        return cls(
            repeats.astype(np.int64),
            code.astype(np.int32),
            rows[:, 1],
            rows[:, 2],
            counts.astype(np.float64),
        )

    def log_likelihood(self, logs: Amounts) -> float:
        """Equation 6 of Fader, Hardie and Lee, of the logarithms of the parameters."""
        r, alpha, a, b = np.exp(np.clip(logs, -20, 20)).tolist()
        x = self.repeats
        # What depends on the number of repeats only.
        common = np.array(
            [
                math.lgamma(r + n)
                - math.lgamma(r)
                + r * math.log(alpha)
                + math.lgamma(a + b)
                + math.lgamma(b + n)
                - math.lgamma(b)
                - math.lgamma(a + b + n)
                for n in x.tolist()
            ]
        )
        gone = np.where(x > 0, math.log(a) - np.log(b + np.maximum(x, 1) - 1), -np.inf)
        times = r + x[self.code]
        alive = -times * np.log(alpha + self.age)
        left = gone[self.code] - times * np.log(alpha + self.recency)
        each = common[self.code] + np.logaddexp(alive, left)
        return float((each * self.weight).sum())


def _beta_points(a: float, b: float) -> tuple[Amounts, Amounts]:
    """Give points and weights that average over a beta distribution.

    The trapezoidal rule for the log odds, whose density has no ends to trouble it; the
    points stand closest in the middle.
    """
    middle, width = math.log(a / b), math.sqrt(1 / a + 1 / b)
    odds = middle + width * np.sinh(_POINTS)
    log_p, log_rest = -np.logaddexp(0, -odds), -np.logaddexp(0, odds)
    height = a * log_p + b * log_rest
    weight = np.exp(height - height.max()) * np.cosh(_POINTS)
    return np.exp(np.maximum(log_p, _SMALLEST)), weight / weight.sum()
