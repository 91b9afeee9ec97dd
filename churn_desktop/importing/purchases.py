"""Lists of purchases: a row for each order, with a customer and a day."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import Book, Contracts, Durations, Purchases, Stays
from churn_desktop.core.calendar import NO_DAY, Days, to_day
from churn_desktop.core.issues import IssueCode, Severity
from churn_desktop.core.schema import Role, Shape, TimeUnit
from churn_desktop.importing.flags import YES
from churn_desktop.importing.listing import Built, Listing

Mask: TypeAlias = npt.NDArray[np.bool_]
Numbers: TypeAlias = npt.NDArray[np.float64]


def build_purchases(listing: Listing) -> Built:
    """Make a book of purchases; when silence means gone is decided by the engine.

    Rows without customer or day, after the as-of date, cancelled or without a positive
    amount are set aside: a return is no purchase.

    Parameters
    ----------
    listing : Listing
        Has a column of purchase dates, or of last activity.
    """
    days, heading = _days(listing)
    as_of = _as_of(listing, days)
    lost = days == NO_DAY
    say = listing.findings.rows
    blank = listing.columns[_date_role(listing)].blank
    say(IssueCode.MISSING_DATE, Severity.ERROR, blank, heading)
    lost = lost | listing.without_id()
    future = ~lost & (days > as_of)
    say(IssueCode.START_IN_FUTURE, Severity.WARNING, future, heading)
    lost |= future
    amount, returned = _amounts(listing)
    returned &= ~lost
    say(IssueCode.NOT_A_PURCHASE, Severity.NOTE, returned, _amount_heading(listing))
    lost |= returned
    rows = np.flatnonzero(~lost).astype(np.int32)
    customer, ids, names = listing.customers(rows)
    order = np.lexsort((days[rows], customer))
    nothing, none = np.empty(0, dtype=np.int32), np.empty(0)
    purchases = Purchases(
        customer[order], days[rows][order], amount[rows][order], rows[order]
    )
    book = Book(
        shape=Shape.PURCHASES,
        ids=ids,
        names=names,
        as_of=as_of,
        contracts=Contracts(nothing, nothing, nothing, none, none, nothing),
        stays=Stays(nothing, nothing, nothing, nothing),
        durations=Durations(nothing, none, none.astype(bool), TimeUnit.DAYS, none),
        amounts=None,
        has_amounts=False,
        positions=nothing,
        currency=listing.payments.currency,
        purchases=purchases,
    )
    return Built(book, lost)


def _date_role(listing: Listing) -> Role:
    """The day of a purchase, or of the last one where the list has no other."""
    bought = Role.PURCHASE_DATE in listing.columns
    return Role.PURCHASE_DATE if bought else Role.LAST_ACTIVITY


def _days(listing: Listing) -> tuple[Days, str]:
    column = listing.columns[_date_role(listing)]
    return column.values, column.heading


def _as_of(listing: Listing, days: Days) -> int:
    """The user's choice, else the latest purchase that is not after today."""
    if listing.assumptions.as_of is not None:
        return to_day(listing.assumptions.as_of)
    today = to_day(listing.today)
    known = days[(days != NO_DAY) & (days <= today)]
    return int(known.max()) if len(known) else today


def _amounts(listing: Listing) -> tuple[Numbers, Mask]:
    """What each row is worth, and which rows take something back.

    Where the list has quantities and prices but no amounts, an amount is their product.
    """
    unknown = np.full(len(listing), np.nan)
    returned = np.zeros(len(listing), dtype=bool)
    amount = unknown
    for role in (Role.PURCHASE_AMOUNT, Role.FEE):
        if role in listing.columns:
            amount = listing.columns[role].values
            break
    else:
        quantity = listing.columns.get(Role.QUANTITY)
        price = listing.columns.get(Role.UNIT_PRICE)
        if quantity is not None and price is not None:
            amount = quantity.values * price.values
    for role in (Role.QUANTITY, Role.UNIT_PRICE):
        if role in listing.columns:
            returned |= listing.columns[role].values <= 0
    returned |= amount <= 0
    cancelled = listing.columns.get(Role.CANCELLED)
    if cancelled is not None:
        returned |= cancelled.values == YES
    return np.asarray(amount, dtype=float), returned


def _amount_heading(listing: Listing) -> str | None:
    roles = (Role.PURCHASE_AMOUNT, Role.FEE, Role.QUANTITY)
    return next((listing.heading(r) for r in roles if listing.heading(r)), None)
