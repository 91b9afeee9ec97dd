"""Lists of subscriptions: a row for each customer or contract, with dates."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import Book, Codes, Contracts, Mask, Stays
from churn_desktop.core.calendar import NO_DAY, OPEN_END, Days, to_date, to_day
from churn_desktop.core.issues import IssueCode, Severity
from churn_desktop.core.ordering import order_by
from churn_desktop.core.schema import Role, Shape
from churn_desktop.core.stays import join_stays, measure_durations
from churn_desktop.importing.flags import NO, YES
from churn_desktop.importing.listing import Built, Listing

_MANY = 10
"""Of fewer customers all may really have left."""


def build_subscriptions(listing: Listing) -> Built:
    """Make a book of contracts with a start and, once they have ended, an end.

    Rows without customer or start, with an unreadable date, an end before the start or
    a start after the as-of date are set aside. An end after the as-of date has not
    happened yet, but the book keeps it: it says when the contract comes up.

    Parameters
    ----------
    listing : Listing
        Has at least a column of starts.
    """
    start, end, lost = _dates(listing)
    as_of = find_as_of(listing)
    lost |= listing.without_id()
    future = ~lost & (start > as_of)
    day = to_date(as_of).isoformat()
    _tell(listing, IssueCode.START_IN_FUTURE, Severity.WARNING, future, Role.START, day)
    lost |= future
    lost |= listing.without_payment()
    used = ~lost
    later = used & (end != OPEN_END) & (end > as_of)
    _tell(listing, IssueCode.END_IN_FUTURE, Severity.NOTE, later, Role.END, day)
    gone = (end != OPEN_END) & ~later
    _check_flags(listing, used, gone, later)
    _doubt_ends(listing, start[used], gone[used], day)
    listing.tell_amounts(used)
    if listing.assumptions.last_day_of_service:
        end = np.where(end == OPEN_END, end, end + 1)
        gone &= end <= as_of
    same_day = used & gone & (end == start)
    _tell(listing, IssueCode.ZERO_DURATION, Severity.NOTE, same_day, Role.END)
    end = end.astype(np.int32)
    rows = np.flatnonzero(used).astype(np.int32)
    contracts, ids, names = _contracts(listing, rows, start, end)
    stays = join_stays(contracts, listing.assumptions.allowed_gap_days)
    _check_rows(listing, contracts, stays)
    book = Book(
        shape=Shape.SUBSCRIPTIONS,
        ids=ids,
        names=names,
        as_of=as_of,
        contracts=contracts,
        stays=stays,
        durations=measure_durations(stays, as_of),
        amounts=None,
        has_amounts=listing.payments.known(rows),
        positions=np.empty(0, dtype=np.int32),
        currency=listing.payments.currency,
    )
    return Built(book, lost)


def find_as_of(listing: Listing) -> int:
    """Give the day at whose end the book is read.

    Returns
    -------
    int
        The user's choice, else the latest start, end or last activity that is not
        after today, else today.
    """
    if listing.assumptions.as_of is not None:
        return to_day(listing.assumptions.as_of)
    today = to_day(listing.today)
    latest = NO_DAY
    for role in (Role.START, Role.END, Role.LAST_ACTIVITY):
        column = listing.columns.get(role)
        if column is not None:
            days = column.values[column.values <= today]
            latest = max(latest, days.max(initial=NO_DAY))
    return today if latest == NO_DAY else int(latest)


def _tell(
    listing: Listing,
    code: IssueCode,
    severity: Severity,
    which: Mask,
    role: Role,
    as_of: str | None = None,
) -> None:
    facts = {} if as_of is None else {"as_of": as_of}
    listing.findings.rows(code, severity, which, listing.heading(role), **facts)


def _dates(listing: Listing) -> tuple[Days, Days, Mask]:
    """Give every row's start and end, and the rows whose dates say nothing."""
    start_column = listing.columns[Role.START]
    start: Days = start_column.values
    missing = start_column.blank
    _tell(listing, IssueCode.MISSING_START, Severity.ERROR, missing, Role.START)
    lost = start == NO_DAY
    end_column = listing.columns.get(Role.END)
    if end_column is None:
        return start, np.full(len(listing), OPEN_END), lost
    end: Days = np.where(end_column.blank, OPEN_END, end_column.values)
    lost = lost | (end == NO_DAY)
    before = ~lost & (end < start)
    _tell(listing, IssueCode.END_BEFORE_START, Severity.ERROR, before, Role.END)
    return start, end, lost | before


def _check_flags(listing: Listing, used: Mask, gone: Mask, later: Mask) -> None:
    """Say where a status says one thing and the dates another; the dates are used."""
    status = listing.columns.get(Role.STATUS)
    if status is None:
        return
    # Notice may have been given: both words fit an end that lies ahead.
    wrong = (status.values == YES) & ~gone & ~later
    wrong |= (status.values == NO) & gone
    listing.findings.rows(
        IssueCode.FLAG_CONTRADICTS_DATES,
        Severity.WARNING,
        wrong & used,
        status.heading,
    )


def _doubt_ends(listing: Listing, start: Days, gone: Mask, as_of: str) -> None:
    """Say that nobody can have left, or that everybody has.

    Where every contract runs out before the as-of date, that is often only the last of
    the ends that lay ahead when the list was made.
    """
    if Role.END not in listing.columns:
        listing.findings.whole(IssueCode.NO_ENDS, Severity.NOTE)
    elif len(gone) >= _MANY and gone.all():
        heading = listing.heading(Role.END)
        latest = to_date(int(start.max())).isoformat()
        facts = {"as_of": as_of, "latest": latest}
        listing.findings.whole(
            IssueCode.EVERYBODY_LEFT, Severity.WARNING, heading, **facts
        )


def _doubt_first_days(listing: Listing, contracts: Contracts) -> None:
    """Say that ends look like last days, where contracts follow a day later."""
    same = contracts.customer[1:] == contracts.customer[:-1]
    gap = contracts.start[1:].astype(np.int64) - contracts.end[:-1]
    day_later = same & (gap == 1)
    following = np.count_nonzero(same & (gap >= 0))
    often = day_later.sum() >= max(_MANY, following / 2)
    if listing.assumptions.allowed_gap_days or not often:
        return
    which = np.zeros(len(listing), dtype=bool)
    which[contracts.position[1:][day_later]] = True
    _tell(listing, IssueCode.ENDS_ARE_LAST_DAYS, Severity.WARNING, which, Role.END)


def _contracts(
    listing: Listing, rows: Codes, start: Days, end: Days
) -> tuple[Contracts, npt.NDArray[np.object_], npt.NDArray[np.object_]]:
    customer, ids, names = listing.customers(rows)
    order = order_by(customer, start[rows])
    rows = rows[order]
    contracts = Contracts(
        customer=customer[order],
        start=start[rows],
        end=end[rows],
        monthly_amount=listing.payments.monthly_amount[rows],
        term_months=listing.payments.term_months[rows],
        position=rows,
    )
    return contracts, ids, names


def _check_rows(listing: Listing, contracts: Contracts, stays: Stays) -> None:
    """Say which rows repeat another and which were joined with another."""
    if Role.CUSTOMER_ID not in listing.columns or not len(contracts):
        return
    again = (contracts.customer[1:] == contracts.customer[:-1]) & (
        contracts.start[1:] == contracts.start[:-1]
    )
    _doubt_first_days(listing, contracts)
    alike = np.append(again, False) | np.append(False, again)
    repeated = listing.repeated_rows(contracts.position[alike])
    listing.findings.rows(IssueCode.DUPLICATE_ROWS, Severity.WARNING, repeated)
    opens = np.zeros(len(contracts), dtype=bool)
    opens[_first_contracts(contracts, stays)] = True
    joined = np.zeros(len(listing), dtype=bool)
    joined[contracts.position[~opens]] = True
    listing.findings.rows(
        IssueCode.MERGED_STAYS,
        Severity.NOTE,
        joined,
        contracts=str(len(contracts)),
        stays=str(len(stays)),
    )


def _first_contracts(contracts: Contracts, stays: Stays) -> npt.NDArray[np.intp]:
    """Find the first contract of each stay."""
    span = np.int64(2**32)
    of_contract = contracts.customer * span + contracts.start
    of_stay = stays.customer * span + stays.start
    return np.searchsorted(of_contract, of_stay)
