"""Several lists of customers, each of a day: who is missing has left."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import Book, Codes, Contracts, Mask
from churn_desktop.core.calendar import NO_DAY, OPEN_END, Days, to_date, to_day
from churn_desktop.core.issues import IssueCode, Severity
from churn_desktop.core.ordering import order_by
from churn_desktop.core.schema import Role, Shape
from churn_desktop.core.stays import join_stays, measure_durations
from churn_desktop.importing.dated_lists.rename_pairs import rename_pairs
from churn_desktop.importing.dated_lists.renames import Seen
from churn_desktop.importing.flags import YES
from churn_desktop.importing.listing import Built, Listing

_EXAMPLES = 3


def build_dated_lists(listing: Listing) -> Built:
    """Make a book of contracts from who is in which list.

    A row is a contract from the day of its list to the day of the next one, so that
    amounts may change from list to list. Who is first seen in a list joined after the
    one before and is counted from the later day, or from the start that the list
    itself gives, if it lies between the two. Who is missing in a list left before it
    and is gone from its day on. Rows marked as left are not customers any more.

    Parameters
    ----------
    listing : Listing
        Has a column with the day of each row's list.
    """
    day = listing.columns[Role.LIST_DATE].values
    as_of, lost = _usable(listing, day)
    lost |= listing.without_id() | listing.without_payment()
    status = listing.columns.get(Role.STATUS)
    here = ~lost if status is None else ~lost & (status.values != YES)
    listing.tell_amounts(here)
    rows = np.flatnonzero(here).astype(np.int32)
    customer, ids, names = listing.customers(rows)
    days, number = np.unique(day[rows], return_inverse=True)
    contracts, known = _contracts(listing, rows, customer, days, number)
    stays = join_stays(contracts, listing.assumptions.allowed_gap_days)
    from_before = np.zeros(len(stays), dtype=bool)
    if len(days):
        from_before = (stays.start == days[0]) & ~known[stays.customer]
    _tell(listing, contracts, days, int(from_before.sum()))
    book = Book(
        shape=Shape.DATED_LISTS,
        ids=ids,
        names=names,
        as_of=as_of,
        contracts=contracts,
        stays=stays,
        durations=measure_durations(stays, as_of, from_before),
        amounts=None,
        has_amounts=listing.payments.known(rows),
        positions=np.empty(0, dtype=np.int32),
        currency=listing.payments.currency,
        seen_from=int(days[0]) + 1 if len(days) else None,
    )
    _tell_renames(listing, book)
    return Built(book, lost)


def _usable(listing: Listing, day: Days) -> tuple[int, Mask]:
    """Give the day of the last list that counts, and the rows of no list."""
    column = listing.columns[Role.LIST_DATE]
    say = listing.findings.rows
    say(IssueCode.MISSING_DATE, Severity.ERROR, column.blank, column.heading)
    limit = to_day(listing.assumptions.as_of or listing.today)
    known = day != NO_DAY
    future = known & (day > limit)
    as_of = int(day[known & ~future].max(initial=NO_DAY))
    if as_of == NO_DAY:
        as_of = limit
    say(
        IssueCode.START_IN_FUTURE, Severity.WARNING, future, column.heading,
        as_of=to_date(as_of).isoformat(),
    )  # fmt: skip
    return as_of, ~known | future


def _contracts(
    listing: Listing,
    rows: Codes,
    customer: Codes,
    days: Days,
    number: npt.NDArray[np.intp],
) -> tuple[Contracts, Mask]:
    """Make each row a contract up to the next list.

    Returns
    -------
    contracts : Contracts
    known : ndarray of bool
        For each customer whether a row of the first list says when they started.
    """
    nothing = np.full(1, NO_DAY, dtype=np.int32)
    following = np.append(days[1:], OPEN_END).astype(np.int32)
    before = np.append(nothing, days[:-1]).astype(np.int32)
    start = days[number].astype(np.int32)
    told = listing.columns.get(Role.START)
    known = np.zeros(int(customer.max(initial=-1)) + 1, dtype=bool)
    if told is not None:
        own = told.values[rows]
        fits = (own != NO_DAY) & (own <= start) & (own > before[number])
        known[customer[fits & (number == 0)]] = True
        start = np.where(fits, own, start).astype(np.int32)
    order = order_by(customer, number, start)
    contracts = Contracts(
        customer=customer[order],
        start=start[order],
        end=following[number][order],
        monthly_amount=listing.payments.monthly_amount[rows][order],
        # When a term began is not known from a list of those who are there.
        term_months=np.full(len(rows), np.nan),
        position=rows[order],
    )
    return contracts, known


def _tell(listing: Listing, contracts: Contracts, days: Days, from_before: int) -> None:
    """Say what lies between the lists, and which rows repeat another."""
    again = (contracts.customer[1:] == contracts.customer[:-1]) & (
        contracts.end[1:] == contracts.end[:-1]
    )
    alike = np.append(again, False) | np.append(False, again)
    repeated = listing.repeated_rows(contracts.position[alike[: len(contracts)]])
    listing.findings.rows(IssueCode.DUPLICATE_ROWS, Severity.WARNING, repeated)
    if len(days) > 1:
        listing.findings.whole(
            IssueCode.LIST_DATES,
            Severity.NOTE,
            listing.heading(Role.LIST_DATE),
            lists=str(len(days)),
            first=to_date(days[0]).isoformat(),
            last=to_date(days[-1]).isoformat(),
            longest=str(int(np.diff(days).max())),
        )
    if from_before:
        listing.findings.whole(
            IssueCode.STARTS_UNKNOWN, Severity.WARNING, count=str(from_before)
        )


def _tell_renames(listing: Listing, book: Book) -> None:
    """Say who may be a customer of the list before under another name or number."""
    pairs = list(rename_pairs(book, listing.columns))
    found = np.zeros(len(listing), dtype=bool)
    found[[pair.row for pair in pairs]] = True
    listing.findings.rows(
        IssueCode.RENAME_LIKELY,
        Severity.WARNING,
        found,
        listing.heading(Role.CUSTOMER_ID),
        count=str(len(pairs)),
        examples="; ".join(_pair(book, p.old, p.new) for p in pairs[:_EXAMPLES]),
    )


def _pair(book: Book, old: Seen, new: Seen) -> str:
    names = [
        seen.name if seen.name == str(book.ids[seen.customer])
        else f"{seen.name} ({book.ids[seen.customer]})"
        for seen in (old, new)
    ]  # fmt: skip
    return " → ".join(names)
