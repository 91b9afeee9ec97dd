"""Monthly and annual plans compared by how long customers stay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from churn_desktop.core.book import Book, Codes
from churn_desktop.core.schema import Role, TimeUnit
from churn_desktop.engine.groups import BLANK, Groups
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
    customers, ended : mapping of str to ndarray of int32
        Whose stays each curve is drawn from, and whose of them ended; once each.
    """

    curves: Mapping[str, Curve]
    test: LogRank
    unknown: int
    customers: Mapping[str, Codes]
    ended: Mapping[str, Codes]


def compare_plans(book: Book) -> Plans | None:
    """Compare how long customers of each plan stay.

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
    names, codes = _first_terms(book) if book.dated else _said(book)
    found = np.bincount(codes[codes >= 0], minlength=len(names)) > 0
    if found.sum() < 2:
        return None
    lived = months_lived(book)
    codes = codes[np.isfinite(book.durations.length)]
    customer = book.durations.known.customer
    curves, customers, ended = {}, {}, {}
    for code in np.flatnonzero(found):
        here = codes == code
        curves[names[code]] = kaplan_meier(
            lived.months[here], lived.ended[here], lived.entry[here], TimeUnit.MONTHS
        )
        customers[names[code]] = _once_each(customer[here], len(book))
        ended[names[code]] = _once_each(customer[here & lived.ended], len(book))
    known = codes >= 0
    test = log_rank(lived.months[known], lived.ended[known], codes[known])
    return Plans(curves, test, int((~known).sum()), customers, ended)


def _once_each(customers: Codes, of: int) -> Codes:
    there = np.zeros(of, dtype=bool)
    there[customers] = True
    return np.flatnonzero(there).astype(np.int32)


def _first_terms(book: Book) -> tuple[tuple[str, ...], Codes]:
    """Tell the term of each stay's first contract; -1 where it is not known."""
    contracts, stays = book.contracts, book.stays
    codes = np.full(len(stays), -1, dtype=np.int32)
    if len(contracts):
        keys = (contracts.customer.astype(np.int64) << 32) + contracts.start
        of_stay = (stays.customer.astype(np.int64) << 32) + stays.start
        term = contracts.term_months[np.searchsorted(keys, of_stay)]
        codes[term <= 1] = 0
        codes[(term > 1) & (term < 12)] = 1
        codes[term >= 12] = 2
    return (MONTHLY, BETWEEN, ANNUAL), codes


def _said(book: Book) -> tuple[tuple[str, ...], Codes]:
    """Tell what the column of billing terms says of each row's customer."""
    said = book.attributes.texts.get(Role.BILLING_TERM)
    if said is None:
        return (), np.full(len(book.durations), -1, dtype=np.int32)
    groups = Groups.of(said, fewest=1)
    # A blank label is the last one.
    names = tuple(str(label) for label in groups.labels if label != BLANK)
    codes = np.where(groups.codes < len(names), groups.codes, np.int32(-1))
    return names, codes[book.durations.customer]
