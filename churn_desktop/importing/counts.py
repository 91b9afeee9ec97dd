"""Lists that count customers by period: the ledger itself, without customers."""

from __future__ import annotations

import re
from datetime import date
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import Book, Contracts, Counts, Durations, Stays
from churn_desktop.core.calendar import EPOCH, NO_DAY, add_months, to_date, to_day
from churn_desktop.core.issues import IssueCode, Severity
from churn_desktop.core.schema import Role, Shape, TimeUnit
from churn_desktop.core.table import Texts
from churn_desktop.importing.distinct import plain
from churn_desktop.importing.listing import Built, Listing
from churn_desktop.importing.monthly import month_of

Numbers: TypeAlias = npt.NDArray[np.float64]

COUNT_ROLES = (Role.COUNT_OPENING, Role.COUNT_NEW, Role.COUNT_LOST, Role.COUNT_CLOSING)

_QUARTER = re.compile(
    r"((?:19|20)\d\d)\s*年?\s*[-/ ]?\s*(?:q|第)\s*([1-4一二三四])\s*(?:季度?)?"
    r"|q([1-4])\s*[-/ ]?\s*((?:19|20)\d\d)"
)
_YEAR = re.compile(r"((?:19|20)\d\d)\s*年?")
_DAY = re.compile(r"((?:19|20)\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:t.*)?")


def period_of(text: str) -> tuple[date, int] | None:
    """Read the name of a period.

    Returns
    -------
    (first day, months) or None

    Examples
    --------
    >>> period_of("2024-03"), period_of("2024Q2"), period_of("2024年第1季度")
    ((datetime.date(2024, 3, 1), 1), (datetime.date(2024, 4, 1), 3), \
(datetime.date(2024, 1, 1), 3))
    >>> period_of("2023"), period_of("Mar 2024"), period_of("soon") is None
    ((datetime.date(2023, 1, 1), 12), (datetime.date(2024, 3, 1), 1), True)
    """
    written = plain(text).lower().strip()
    if found := _QUARTER.fullmatch(written):
        year, number = int(found[1] or found[4]), found[2] or found[3]
        quarter = "一二三四".find(number) + 1 or int(number)
        return date(year, 3 * quarter - 2, 1), 3
    if found := _YEAR.fullmatch(written):
        return date(int(found[1]), 1, 1), 12
    if found := _DAY.fullmatch(written):
        return date(int(found[1]), int(found[2]), 1), 1
    month = month_of(written)
    if month is None or month[0] is None:
        return None
    return date(month[0], month[1], 1), 1


def build_counts(listing: Listing) -> Built:
    """Make a book of a ledger that somebody else kept.

    A missing column is worked out where the others determine it. Periods whose numbers
    do not add up keep them and are reported; what lies behind a gap is set aside.

    Parameters
    ----------
    listing : Listing
        Has a column of periods and enough of `COUNT_ROLES`.
    """
    starts, months, unreadable = _periods(listing)
    values = {role: _values(listing, role) for role in COUNT_ROLES}
    incomplete = _incomplete(values) & ~unreadable
    lost = unreadable | incomplete
    order = np.argsort(starts, kind="stable")
    order = _without_gaps(listing, starts, months, order[~lost[order]], lost)
    numbers = _complete(listing, *(values[role][order] for role in COUNT_ROLES))
    known = np.isfinite(numbers).all(axis=0)
    incomplete[order[~known]] = True
    listing.findings.rows(IssueCode.COUNTS_INCOMPLETE, Severity.ERROR, incomplete)
    lost |= incomplete
    order, (opening, new, left, closing) = order[known], numbers[:, known]
    wrong = np.zeros(len(listing), dtype=bool)
    wrong[order] = np.abs(opening + new - left - closing) > 0.5
    say = listing.findings.rows
    say(IssueCode.COUNTS_DO_NOT_ADD_UP, Severity.WARNING, wrong)
    nothing, none = np.empty(0, dtype=np.int32), np.empty(0)
    last = to_date(starts[order[-1]]) if len(order) else EPOCH
    end = to_day(add_months(last, months))
    book = Book(
        shape=Shape.COUNTS,
        ids=np.empty(0, dtype=object),
        names=np.empty(0, dtype=object),
        as_of=end - 1,
        contracts=Contracts(nothing, nothing, nothing, none, none, nothing),
        stays=Stays(nothing, nothing, nothing, nothing),
        durations=Durations(nothing, none, none.astype(bool), TimeUnit.DAYS, none),
        amounts=None,
        has_amounts=False,
        positions=nothing,
        counts=Counts(
            starts[order].astype(np.int32), end, opening, new, left, closing,
            order.astype(np.int32),
        ),
    )  # fmt: skip
    return Built(book, lost)


def enough(roles: set[Role]) -> bool:
    """Tell whether the columns determine who was there, came and left.

    Examples
    --------
    >>> enough({Role.COUNT_OPENING, Role.COUNT_LOST})
    True
    >>> enough({Role.COUNT_NEW, Role.COUNT_LOST})
    False
    """
    known = roles & set(COUNT_ROLES)
    based = known & {Role.COUNT_OPENING, Role.COUNT_CLOSING}
    return len(known) >= 3 or (len(known) == 2 and len(based) >= 1)


def _periods(
    listing: Listing,
) -> tuple[npt.NDArray[np.int64], int, npt.NDArray[np.bool_]]:
    """First day of each row's period, months in one, and rows without a period."""
    column = listing.columns[Role.PERIOD]
    texts: Texts = listing.table.column(column.heading).text
    read = [period_of(text) for text in texts]
    starts = np.array([to_day(p[0]) if p else NO_DAY for p in read], dtype=np.int64)
    lengths = [period[1] for period in read if period]
    months = max(set(lengths), key=lengths.count) if lengths else 1
    wrong = np.array([p is None or p[1] != months for p in read], dtype=bool)
    listing.findings.rows(
        IssueCode.DATE_UNREADABLE, Severity.ERROR, wrong, column.heading
    )
    return starts, months, wrong


def _values(listing: Listing, role: Role) -> Numbers:
    column = listing.columns.get(role)
    nothing = np.full(len(listing), np.nan)
    return nothing if column is None else np.asarray(column.values, dtype=float)


def _incomplete(values: dict[Role, Numbers]) -> npt.NDArray[np.bool_]:
    """Find rows in which too little is known to work out the rest."""
    known = np.vstack([np.isfinite(values[role]) for role in COUNT_ROLES])
    based = known[0] | known[3]
    return np.asarray((known.sum(axis=0) < 2) | ~based)


def _without_gaps(
    listing: Listing,
    starts: npt.NDArray[np.int64],
    months: int,
    order: npt.NDArray[np.int64],
    lost: npt.NDArray[np.bool_],
) -> npt.NDArray[np.int64]:
    """Keep the latest run of periods that follow each other."""
    first = 0
    for at in range(1, len(order)):
        following = to_day(add_months(to_date(starts[order[at - 1]]), months))
        if starts[order[at]] != following:
            first = at
    behind = np.zeros(len(listing), dtype=bool)
    behind[order[:first]] = True
    listing.findings.rows(IssueCode.GAP_IN_PERIODS, Severity.ERROR, behind)
    lost |= behind
    return order[first:]


def _complete(
    listing: Listing, opening: Numbers, new: Numbers, lost: Numbers, closing: Numbers
) -> Numbers:
    """Work out what is missing: from the neighbouring period, else from the others.

    Returns
    -------
    ndarray of float64
        Four rows, in the order of `COUNT_ROLES`.
    """
    before = np.append(np.nan, closing[:-1])
    after = np.append(opening[1:], np.nan)
    opening = np.where(np.isnan(opening), before, opening)
    closing = np.where(np.isnan(closing), after, closing)
    found = {
        Role.COUNT_CLOSING: np.isnan(closing),
        Role.COUNT_OPENING: np.isnan(opening),
        Role.COUNT_LOST: np.isnan(lost),
        Role.COUNT_NEW: np.isnan(new),
    }
    closing = np.where(np.isnan(closing), opening + new - lost, closing)
    opening = np.where(np.isnan(opening), closing - new + lost, opening)
    lost = np.where(np.isnan(lost), opening + new - closing, lost)
    new = np.where(np.isnan(new), closing - opening + lost, new)
    for role, which in found.items():
        if which.any():
            listing.findings.whole(
                IssueCode.COUNT_DERIVED, Severity.NOTE, role=role.value
            )
    return np.vstack([opening, new, lost, closing])
