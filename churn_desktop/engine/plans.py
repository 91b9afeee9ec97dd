"""Monthly and annual plans compared by how long customers stay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import Book
from churn_desktop.core.schema import Role, TimeUnit
from churn_desktop.engine.groups import BLANK
from churn_desktop.engine.log_rank import LogRank, log_rank
from churn_desktop.engine.stages import months_lived
from churn_desktop.engine.survival import Curve, kaplan_meier

MONTHLY, BETWEEN, ANNUAL = "monthly", "between", "annual"
"""Terms of up to one month, of less than a year, of a year and longer."""


@dataclass(frozen=True, slots=True, eq=False)
class Plans:
    """Survival by the plan a customer came with.

    There is no share of those who left: a plan that is sold for longer has younger
    customers, and one whose term is not over cannot have been left.

    Attributes
    ----------
    curves : mapping of str to Curve
        In months; by `MONTHLY`, `BETWEEN` and `ANNUAL`, or for a list without dates by
        what its column of billing terms says, the most frequent first.
    test : LogRank
        Whether these plans may be alike.
    unknown : int
        Stays whose term is not known.
    """

    curves: Mapping[str, Curve]
    test: LogRank
    unknown: int


def compare_plans(book: Book) -> Plans | None:
    """Compare how long customers of each plan stay.

    Parameters
    ----------
    book : Book

    Returns
    -------
    Plans or None
        None when the list does not tell two plans apart.

    Notes
    -----
    A stay belongs to the plan it began with. By its last plan, those who stayed long
    enough to change to a yearly one would make that one look better (immortal time
    bias; S. Suissa, 2008, American Journal of Epidemiology 167, 492-499).
    """
    labels = _first_terms(book) if book.dated else _said(book)
    known = labels != BLANK
    names, sizes = np.unique(labels[known].astype(str), return_counts=True)
    if len(names) < 2:
        return None
    ranks = {MONTHLY: 0, BETWEEN: 1, ANNUAL: 2} if book.dated else {}
    order = np.argsort([ranks.get(n, -s) for n, s in zip(names, sizes, strict=True)])
    lived = months_lived(book)
    curves = {}
    for name in names[order]:
        here = labels == name
        curves[str(name)] = kaplan_meier(
            lived.months[here], lived.ended[here], lived.entry[here], TimeUnit.MONTHS
        )
    code = np.searchsorted(names, labels[known].astype(str))
    test = log_rank(lived.months[known], lived.ended[known], code)
    return Plans(curves, test, int((~known).sum()))


def _first_terms(book: Book) -> npt.NDArray[np.object_]:
    """Name the term of each stay's first contract."""
    contracts, stays = book.contracts, book.stays
    labels = np.full(len(stays), BLANK, dtype=object)
    if not len(contracts):
        return labels
    keys = (contracts.customer.astype(np.int64) << 32) + contracts.start
    first = np.searchsorted(keys, (stays.customer.astype(np.int64) << 32) + stays.start)
    term = contracts.term_months[first]
    labels[term <= 1] = MONTHLY
    labels[(term > 1) & (term < 12)] = BETWEEN
    labels[term >= 12] = ANNUAL
    return labels


def _said(book: Book) -> npt.NDArray[np.object_]:
    """Give what the column of billing terms says about each row's customer."""
    said = book.attributes.texts.get(Role.BILLING_TERM)
    if said is None:
        return np.full(len(book.durations), BLANK, dtype=object)
    return np.asarray(said[book.durations.customer])
