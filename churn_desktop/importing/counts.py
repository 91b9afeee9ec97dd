"""Lists that count customers by period: the ledger itself, without customers."""

from __future__ import annotations

from itertools import pairwise
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import (
    Amounts,
    Book,
    Contracts,
    Durations,
    Ledger,
    Mask,
    Stays,
)
from churn_desktop.core.calendar import EPOCH, NO_DAY, add_months, to_date, to_day
from churn_desktop.core.issues import IssueCode, Severity
from churn_desktop.core.schema import Role, Shape, TimeUnit
from churn_desktop.importing.headings import heading_key
from churn_desktop.importing.listing import Built, Listing
from churn_desktop.importing.months import assumed_year, month_of, year_named
from churn_desktop.importing.named_periods import NamedPeriods, read_periods
from churn_desktop.importing.vocabulary.words import YEAR_HEADINGS

Order: TypeAlias = npt.NDArray[np.intp]

COUNT_ROLES = (Role.COUNT_OPENING, Role.COUNT_NEW, Role.COUNT_LOST, Role.COUNT_CLOSING)
_OPENING, _NEW, _LOST, _CLOSING = range(4)


def build_counts(listing: Listing) -> Built:
    """Make a book of a ledger that somebody else kept.

    What is missing is worked out where the other numbers of the period or of its
    neighbours determine it. Periods whose numbers do not add up keep them and are
    reported. Of several runs of periods with gaps between them, the last one counts.

    Parameters
    ----------
    listing : Listing
        Has a column of periods and enough of `COUNT_ROLES`.
    """
    periods = _periods(listing)
    starts = periods.starts
    lost = _without_period(listing, starts)
    order = np.argsort(starts, kind="stable")
    order = order[~lost[order]]
    follows = _follows(starts[order], periods.months)
    told = np.vstack([_values(listing, role) for role in COUNT_ROLES])
    numbers = _complete(told[:, order], follows)
    known: Mask = np.asarray(np.isfinite(numbers).all(axis=0))
    _tell_derived(listing, told[:, order], numbers, known)
    incomplete = _rows(listing, order[~known])
    say = listing.findings.rows
    say(IssueCode.COUNTS_INCOMPLETE, Severity.ERROR, incomplete)
    order, numbers = order[known], numbers[:, known]
    first = _last_run(_follows(starts[order], periods.months))
    behind = _rows(listing, order[:first])
    say(IssueCode.GAP_IN_PERIODS, Severity.ERROR, behind)
    order, numbers = order[first:], numbers[:, first:]
    wrong = _rows(listing, order[_contradictory(numbers)])
    say(IssueCode.COUNTS_DO_NOT_ADD_UP, Severity.WARNING, wrong)
    last = to_date(int(starts[order[-1]])) if len(order) else EPOCH
    end = to_day(add_months(last, periods.months))
    as_of = to_day(listing.assumptions.as_of or listing.today)
    if len(order):
        as_of = min(end - 1, as_of)
    opening, new, left, closing = numbers
    position = order.astype(np.int32)
    begins = starts[order].astype(np.int32)
    ledger = Ledger(begins, end, opening, new, left, closing, position)
    return Built(_book(ledger, as_of), lost | incomplete | behind)


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
    moved = known & {Role.COUNT_NEW, Role.COUNT_LOST}
    return bool(based and moved)


def _book(ledger: Ledger, as_of: int) -> Book:
    nothing, none = np.empty(0, dtype=np.int32), np.empty(0)
    return Book(
        shape=Shape.COUNTS,
        ids=np.empty(0, dtype=object),
        names=np.empty(0, dtype=object),
        as_of=as_of,
        contracts=Contracts(nothing, nothing, nothing, none, none, nothing),
        stays=Stays(nothing, nothing, nothing, nothing),
        durations=Durations(nothing, none, none.astype(bool), TimeUnit.DAYS, none),
        amounts=None,
        has_amounts=False,
        positions=nothing,
        ledger=ledger,
    )


def _rows(listing: Listing, positions: Order) -> Mask:
    found = np.zeros(len(listing), dtype=bool)
    found[positions] = True
    return found


def _periods(listing: Listing) -> NamedPeriods:
    """Read each row's period; say so where its year is not written."""
    heading = listing.columns[Role.PERIOD].heading
    names = listing.table.column(heading).text
    years = next(
        (
            listing.table.column(other).text
            for other in listing.table.headings
            if other != heading and heading_key(other).words in YEAR_HEADINGS
        ),
        None,
    )
    named = year_named(listing.said)
    bare = [month for month in map(month_of, names) if month and month[0] is None]
    year = named or (assumed_year(bare, listing.today) if bare else listing.today.year)
    periods = read_periods(names, year, years)
    if periods.without_year.any():
        listing.findings.rows(
            IssueCode.YEAR_ASSUMED,
            Severity.WARNING if named is None else Severity.NOTE,
            periods.without_year,
            heading,
            last=str(names[np.flatnonzero(periods.without_year)[-1]]),
            year=str(year),
        )
    return periods


def _without_period(listing: Listing, starts: npt.NDArray[np.int64]) -> Mask:
    """Find rows without a period of their own that has begun."""
    heading = listing.columns[Role.PERIOD].heading
    say = listing.findings.rows
    unreadable = starts == NO_DAY
    say(IssueCode.DATE_UNREADABLE, Severity.ERROR, unreadable, heading)
    limit = to_day(listing.assumptions.as_of or listing.today)
    future = ~unreadable & (starts > limit)
    say(IssueCode.START_IN_FUTURE, Severity.WARNING, future, heading)
    lost: Mask = unreadable | future
    _, code, counts = np.unique(starts, return_inverse=True, return_counts=True)
    again: Mask = ~lost & (counts[code] > 1)
    say(IssueCode.REPEATED_PERIODS, Severity.ERROR, again, heading)
    return lost | again


def _values(listing: Listing, role: Role) -> Amounts:
    """Give the numbers of a column; nobody can be a negative number of customers.

    Where all losses are written with a minus, it only says that they are losses.
    """
    column = listing.columns.get(role)
    if column is None:
        return np.full(len(listing), np.nan)
    values: Amounts = np.asarray(column.values, dtype=float)
    if role == Role.COUNT_LOST and not (values > 0).any():
        return np.asarray(np.abs(values))
    negative = values < 0
    listing.findings.rows(
        IssueCode.NUMBER_UNREADABLE, Severity.WARNING, negative, column.heading
    )
    return np.where(negative, np.nan, values)


def _follows(starts: npt.NDArray[np.int64], months: int) -> list[bool]:
    """Tell of each period but the first whether it follows the one before it."""
    days = [to_date(int(day)) for day in starts]
    return [add_months(before, months) == day for before, day in pairwise(days)]


def _last_run(follows: list[bool]) -> int:
    """Give where the last run of periods without a gap begins.

    Examples
    --------
    >>> _last_run([True, False, True]), _last_run([True]), _last_run([])
    (2, 0, 0)
    """
    gaps = [number + 1 for number, follow in enumerate(follows) if not follow]
    return gaps[-1] if gaps else 0


def _complete(told: Amounts, follows: list[bool]) -> Amounts:
    """Work out what is missing, from the period's other numbers and its neighbours'.

    Parameters
    ----------
    told : ndarray of float64, shape (4, n)
        In the order of `COUNT_ROLES`, periods ascending; NaN where nothing is told.
    follows : list of bool
        For each period but the first whether it follows the one before it.
    """
    rows = [list(column) for column in told.T]
    # Forwards a closing number becomes the next opening one, backwards the other way
    # round; what one direction finds out the other may need.
    for _ in range(2):
        for number, row in enumerate(rows):
            if number and follows[number - 1] and np.isnan(row[_OPENING]):
                row[_OPENING] = rows[number - 1][_CLOSING]
            _fill(row)
        for number in range(len(rows) - 1, -1, -1):
            row = rows[number]
            if number < len(follows) and follows[number] and np.isnan(row[_CLOSING]):
                row[_CLOSING] = rows[number + 1][_OPENING]
            _fill(row)
    return np.array(rows, dtype=float).T.reshape(4, len(rows))


def _fill(row: list[float]) -> None:
    """Work out the one number of a period that is missing."""
    opening, new, lost, closing = row
    if np.isnan(row).sum() != 1:
        return
    row[:] = (
        closing - new + lost if np.isnan(opening) else opening,
        closing - opening + lost if np.isnan(new) else new,
        opening + new - closing if np.isnan(lost) else lost,
        opening + new - lost if np.isnan(closing) else closing,
    )


def _tell_derived(
    listing: Listing, told: Amounts, numbers: Amounts, known: Mask
) -> None:
    for role, before, after in zip(COUNT_ROLES, told, numbers, strict=True):
        if (np.isnan(before) & np.isfinite(after) & known).any():
            listing.findings.whole(
                IssueCode.COUNT_DERIVED, Severity.NOTE, role=role.value
            )


def _contradictory(numbers: Amounts) -> Mask:
    """Find periods whose numbers do not add up, or do not continue the ones before."""
    opening, new, lost, closing = numbers
    wrong: Mask = np.abs(opening + new - lost - closing) > 0.5
    wrong |= (new < 0) | (lost < 0)
    wrong[1:] |= np.abs(opening[1:] - closing[:-1]) > 0.5
    return wrong
