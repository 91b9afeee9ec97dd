"""What customers pay a month, and how it grows and shrinks."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import Amounts, Book, Codes, Contracts, Counts
from churn_desktop.core.calendar import Period
from churn_desktop.core.formula import Formula, Formulas
from churn_desktop.core.project import Assumptions
from churn_desktop.engine.evaluation import rates_of
from churn_desktop.engine.timeline import Timeline

if TYPE_CHECKING:
    import pandas as pd


REVENUE_RATES: Formulas = {
    key: Formula(text)
    for key, text in {
        "gross_revenue_churn": "(churned + contraction) / opening",
        "net_revenue_churn": (
            "(churned + contraction - expansion - reactivation) / opening"
        ),
        "grr": "1 - (churned + contraction) / opening",
        "nrr": "(opening + expansion - contraction - churned) / opening",
        "quick_ratio": "(new + expansion + reactivation) / (churned + contraction)",
        "arpa": "closing / paying_customers",
    }.items()
}
"""Every rate over the columns of `Revenue.frame`; arpa is an amount of money.

As ChartMogul and Baremetrics define them. Net revenue churn counts reactivation, net
revenue retention does not.
"""

NRR_WITH_REACTIVATION = Formula(
    "(opening + expansion + reactivation - contraction - churned) / opening"
)
"""What ``nrr`` is when the user counts customers who came back."""

KINDS = ("new", "reactivation", "expansion", "contraction", "churned")
COLUMNS = ("opening", *KINDS, "closing", "paying_customers")
_NEW, _REACTIVATION, _EXPANSION, _CONTRACTION, _CHURNED = range(len(KINDS))

_DIGITS = 15
"""Amounts are added up as whole numbers, so that nothing is left by rounding; a sum of
so many digits is as exact as a float."""
_DIGITS_AND_CENTS = 17
"""A long sum may take so many, for the sake of its decimals."""
_DECIMALS = 6
_TOGETHER = 1 << 17
"""So many contracts are followed at a time: all at once would take much memory."""


class Changes(NamedTuple):
    """Who paid more or less from a period on, and how much a month before and after."""

    customer: Codes
    opening: Amounts
    closing: Amounts


class _Changes(NamedTuple):
    """Every change of what a customer pays from one bound to the next."""

    row: Codes
    customer: Codes
    opening: Counts
    closing: Counts
    kind: npt.NDArray[np.int8]

    def without_first(self, rows: int) -> _Changes:
        """Leave out those of some periods at the beginning."""
        kept = self.row >= rows
        return _Changes(
            self.row[kept] - np.int32(rows),
            self.customer[kept],
            self.opening[kept],
            self.closing[kept],
            self.kind[kept],
        )


@dataclass(frozen=True, slots=True, eq=False)
class Revenue:
    """Monthly recurring revenue and its movements in each period.

    Attributes
    ----------
    periods : tuple of Period
    frame : pandas.DataFrame
        A row for each period and the columns `COLUMNS`, in the book's currency:
        ``opening`` and ``closing`` are what those open at the period's start and end
        pay a month, ``new`` and the others are sums of changes, all of them positive,
        ``paying_customers`` counts who pays anything at the end.
    missing_amounts : int
        Contracts without a readable amount; they count as 0.
    formulas : mapping of str to Formula
        `REVENUE_RATES`, with the ``nrr`` that was chosen.
    """

    periods: tuple[Period, ...]
    frame: pd.DataFrame
    missing_amounts: int
    formulas: Formulas
    _bounds: Codes
    _contracts: Contracts
    _changes: _Changes
    _scale: float

    @property
    def balanced(self) -> bool:
        """Whether the movements lead from each opening to its closing, to a cent."""
        f = self.frame
        gained = f.new + f.reactivation + f.expansion
        difference = f.opening + gained - f.contraction - f.churned - f.closing
        return bool((difference.abs() < 0.005).all())

    def ledger(self) -> pd.DataFrame:
        """List every change.

        Returns
        -------
        pandas.DataFrame
            ``row`` (number of the period), ``customer``, ``opening``, ``closing`` and
            ``kind`` (one of `KINDS`), by customer and then by period.
        """
        import pandas as pd

        changes = self._changes
        return pd.DataFrame(
            {
                "row": changes.row,
                "customer": changes.customer,
                "opening": changes.opening / self._scale,
                "closing": changes.closing / self._scale,
                "kind": np.array(KINDS, dtype=object)[changes.kind],
            }
        )

    def losses(self, row: int) -> tuple[Codes, Amounts]:
        """Give the customers who stopped paying in a period, and what each had paid.

        Returns
        -------
        customer : ndarray of int32
        amount : ndarray of float64
            A month; the largest first, then in order of customers.
        """
        lost = self.changes("churned", range(row, row + 1))
        order = np.argsort(-lost.opening, kind="stable")
        return lost.customer[order], lost.opening[order]

    def changes(self, kind: str, rows: range) -> Changes:
        """Give the changes of one kind in some periods that follow each other.

        Parameters
        ----------
        kind : str
            One of `KINDS`.
        rows : range
            Numbers of the periods.
        """
        known = self._changes
        at = np.flatnonzero(
            (known.kind == KINDS.index(kind))
            & (known.row >= rows.start)
            & (known.row < rows.stop)
        )
        return Changes(
            known.customer[at],
            known.opening[at] / self._scale,
            known.closing[at] / self._scale,
        )

    def members(self, row: int, measure: str) -> Codes | None:
        """Give the customers behind a sum.

        Parameters
        ----------
        row : int
            Number of the period.
        measure : str
            One of `COLUMNS`.

        Returns
        -------
        ndarray of int32 or None
            Customers, ascending, each once; None for any other measure.
        """
        if measure in KINDS:
            chosen = self._changes.kind == KINDS.index(measure)
            chosen = chosen & (self._changes.row == row)
            return np.asarray(self._changes.customer[chosen])
        if measure not in COLUMNS:
            return None
        day = self._bounds[row if measure == "opening" else row + 1]
        contracts = self._contracts
        paying = (contracts.start < day) & (contracts.end >= day)
        return np.asarray(np.unique(contracts.customer[paying]))


def measure_revenue(book: Book, assumptions: Assumptions) -> Revenue | None:
    """Measure the revenue of every period.

    Parameters
    ----------
    book : Book
        Amounts below 0 are refunds, not recurring revenue, and count as 0.
    assumptions : Assumptions
        ``period``, ``fiscal_year_start`` and ``reactivation_in_nrr`` are used.

    Returns
    -------
    Revenue or None
        None for lists without dates, without amounts or without anyone in them, and
        for the periods that `movements.count_movements` leaves out.
    """
    timeline = Timeline.of(book, assumptions) if book.has_amounts else None
    if timeline is None or (unseen := timeline.unseen(book)) == len(timeline):
        return None
    contracts = _recurring(book.contracts)
    amount = contracts.monthly_amount
    digits = np.ceil(np.log10(max(amount.sum(), 1.0)))
    scale = 10.0 ** max(_DIGITS - digits, min(_DECIMALS, _DIGITS_AND_CENTS - digits))
    units = np.rint(amount * scale).astype(np.int64)
    changes = _follow(contracts, units, timeline)
    nrr = {"nrr": NRR_WITH_REACTIVATION} if assumptions.reactivation_in_nrr else {}
    frame = _sum_up(changes, len(timeline), scale)
    if unseen:
        # Whoever pays from the beginning of the list came nobody knows when.
        frame = frame.iloc[unseen:].reset_index(drop=True)
        changes = changes.without_first(unseen)
    return Revenue(
        timeline.periods[unseen:],
        frame,
        int((~np.isfinite(book.contracts.monthly_amount)).sum()),
        {**REVENUE_RATES, **nrr},
        timeline.bounds[unseen:],
        contracts,
        changes,
        scale,
    )


def rate_table(revenue: Revenue) -> pd.DataFrame:
    """Compute every revenue rate for every period.

    Returns
    -------
    pandas.DataFrame
        A row for each period and a column for each key of `REVENUE_RATES`; NaN where a
        rate is not defined.
    """
    return rates_of(revenue.formulas, revenue.frame)


def _recurring(contracts: Contracts) -> Contracts:
    """Keep the contracts that bring anything."""
    amount = contracts.monthly_amount
    paid = np.flatnonzero((amount > 0) & np.isfinite(amount))
    if len(paid) == len(contracts):
        return contracts
    return Contracts(
        contracts.customer[paid],
        contracts.start[paid],
        contracts.end[paid],
        amount[paid],
        contracts.term_months[paid],
        contracts.position[paid],
    )


def _follow(contracts: Contracts, units: Counts, timeline: Timeline) -> _Changes:
    """Find what each customer pays before and after each period with a change."""
    owner = contracts.customer
    # Contracts are in order of customers, none of whom is torn apart.
    near = owner[_TOGETHER::_TOGETHER]
    cuts = [0, *np.unique(np.searchsorted(owner, near)).tolist(), len(owner)]
    parts = [
        _follow_some(
            owner[first:last],
            timeline.passed(contracts.start[first:last]),
            timeline.passed(contracts.end[first:last]),
            units[first:last],
            len(timeline),
        )
        for first, last in pairwise(cuts)
    ]
    return _Changes(*map(np.concatenate, zip(*parts, strict=True)))


def _follow_some(
    owner: Codes, begin: Codes, end: Codes, units: Counts, periods: int
) -> _Changes:
    """Find the changes of some customers, given the bounds their contracts span."""
    low = owner[:1].sum(dtype=np.int32)
    owner = owner - low
    first_row = np.full(int(owner.max(initial=-1)) + 1, -1, np.int32)
    opens = np.ones(len(owner), dtype=bool)
    opens[1:] = owner[1:] != owner[:-1]
    first_row[owner[opens]] = begin[opens] - 1

    # A contract is seen at the bounds begin ... end - 1: its amount comes in the period
    # before the first of them and goes in the period after the last.
    seen = begin < end
    owner, units = owner[seen].astype(np.int64), units[seen]
    width = periods + 1
    key = np.empty(2 * len(owner), dtype=np.int64)
    key[0::2] = owner * width + begin[seen] - 1
    key[1::2] = owner * width + end[seen] - 1
    delta = np.empty(len(key), dtype=np.int64)
    delta[0::2], delta[1::2] = units, -units
    # Contracts are in order of customers, so that this sort has little left to do.
    order = np.argsort(key, kind="stable")
    key, delta = key[order], delta[order]
    fresh = np.ones(len(key), dtype=bool)
    fresh[1:] = key[1:] != key[:-1]
    at = np.flatnonzero(fresh)
    change = np.add.reduceat(delta, at) if len(at) else delta
    # Everything that comes goes in the end: one running sum serves all customers.
    closing = np.cumsum(change)
    customer = key[at] // width
    row = key[at] - customer * width
    real = np.flatnonzero((change != 0) & (row < periods))
    customer, row = customer[real], row[real]
    closing, change = closing[real], change[real]
    opening = closing - change
    kind = np.where(change > 0, np.int8(_EXPANSION), np.int8(_CONTRACTION))
    kind[closing == 0] = _CHURNED
    comes = np.flatnonzero(opening == 0)
    kind[comes] = _REACTIVATION
    kind[comes[first_row[customer[comes]] == row[comes]]] = _NEW
    return _Changes(
        row.astype(np.int32), customer.astype(np.int32) + low, opening, closing, kind
    )


def _sum_up(changes: _Changes, rows: int, scale: float) -> pd.DataFrame:
    import pandas as pd

    sums = np.zeros((rows, len(KINDS)), dtype=np.int64)
    size = np.abs(changes.closing - changes.opening)
    np.add.at(sums, (changes.row, changes.kind), size)
    gained = sums[:, : _EXPANSION + 1].sum(axis=1)
    closing = np.cumsum(gained - sums[:, _CONTRACTION] - sums[:, _CHURNED])
    comes = np.bincount(changes.row[changes.opening == 0], minlength=rows)
    goes = np.bincount(changes.row[changes.closing == 0], minlength=rows)
    columns = {"opening": np.append(0, closing[:-1]) / scale}
    columns |= {kind: sums[:, number] / scale for number, kind in enumerate(KINDS)}
    columns["closing"] = closing / scale
    columns["paying_customers"] = np.cumsum(comes - goes)
    return pd.DataFrame({name: columns[name] for name in COLUMNS})
