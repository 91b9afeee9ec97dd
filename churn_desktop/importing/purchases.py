"""Lists of purchases: a row for each order, with a customer and a day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import (
    Amounts,
    Book,
    Codes,
    Contracts,
    Durations,
    Mask,
    Purchases,
    Stays,
)
from churn_desktop.core.calendar import NO_DAY, Days, to_day
from churn_desktop.core.issues import IssueCode, Severity
from churn_desktop.core.ordering import order_by
from churn_desktop.core.schema import Role, Shape, TimeUnit
from churn_desktop.importing.columns import ParsedColumn
from churn_desktop.importing.flags import YES
from churn_desktop.importing.headings import is_made_up
from churn_desktop.importing.known_cells import cells_of
from churn_desktop.importing.listing import Built, Listing
from churn_desktop.importing.visits import read_visits


@dataclass(frozen=True, slots=True, eq=False)
class _Days:
    """Days on which somebody bought, each with the row that says so."""

    row: npt.NDArray[np.intp]
    day: Days


def build_purchases(listing: Listing) -> Built:
    """Make a book of purchases; when silence means gone is decided by the engine.

    Rows without customer or day, after the as-of date, cancelled or without a positive
    amount are set aside: a return is no purchase. A row can tell of several days, in a
    column of visits; an amount belongs to the day of its own column only.

    Parameters
    ----------
    listing : Listing
        Has a column of purchase dates, of last activity or of visits.
    """
    bought = _all_days(listing)
    as_of = _as_of(listing, bought.day)
    lost = _without_day(listing, bought, as_of) | listing.without_id()
    bought = _kept(bought, (bought.day <= as_of) & ~lost[bought.row])
    amount, returned, column = _amounts(listing)
    returned &= ~lost
    heading, currency = (None, None)
    if column is not None:
        heading, currency = column.heading, column.currency
    say = listing.findings.rows
    say(IssueCode.NOT_A_PURCHASE, Severity.NOTE, returned, heading)
    lost |= returned
    bought = _kept(bought, ~lost[bought.row])
    rows = np.flatnonzero(~lost).astype(np.int32)
    customer, ids, names = listing.customers(rows)
    purchases = _sorted(listing, bought, amount, rows, customer)
    _tell_repeated(listing, purchases)
    nothing, none = np.empty(0, dtype=np.int32), np.empty(0)
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
        currency=listing.assumptions.currency or currency,
        purchases=purchases,
    )
    return Built(book, lost)


def _date_column(listing: Listing) -> ParsedColumn | None:
    """Give the days of purchases, or of last ones where the list has no other."""
    for role in (Role.PURCHASE_DATE, Role.LAST_ACTIVITY):
        if role in listing.columns:
            return listing.columns[role]
    return None


def _all_days(listing: Listing) -> _Days:
    """Gather the days of the date column and those of the visits."""
    rows, days = [np.empty(0, dtype=np.intp)], [np.empty(0, dtype=np.int32)]
    column = _date_column(listing)
    if column is not None:
        known = np.flatnonzero(column.values != NO_DAY)
        rows.append(known)
        days.append(column.values[known])
    if heading := listing.heading(Role.HISTORY):
        visits = cells_of(listing.table, heading).once(read_visits)
        rows.append(visits.row)
        days.append(visits.day)
        listing.findings.rows(
            IssueCode.DATE_UNREADABLE, Severity.WARNING, visits.impossible, heading
        )
    return _Days(np.concatenate(rows), np.concatenate(days).astype(np.int32))


def _kept(bought: _Days, which: Mask) -> _Days:
    return _Days(bought.row[which], bought.day[which])


def _as_of(listing: Listing, days: Days) -> int:
    """Give the user's choice, else the latest purchase that is not after today."""
    if listing.assumptions.as_of is not None:
        return to_day(listing.assumptions.as_of)
    today = to_day(listing.today)
    known = days[days <= today]
    return int(known.max()) if len(known) else today


def _without_day(listing: Listing, bought: _Days, as_of: int) -> Mask:
    """Find rows without a day up to the as-of date, and say why they have none."""
    dated, future = (np.zeros(len(listing), dtype=bool) for _ in range(2))
    dated[bought.row] = True
    future[bought.row[bought.day > as_of]] = True
    in_time = np.zeros(len(listing), dtype=bool)
    in_time[bought.row[bought.day <= as_of]] = True
    column = _date_column(listing)
    heading = listing.heading(Role.HISTORY) if column is None else column.heading
    blank = ~dated if column is None else column.blank & ~dated
    say = listing.findings.rows
    say(IssueCode.MISSING_DATE, Severity.ERROR, blank, heading)
    say(IssueCode.START_IN_FUTURE, Severity.WARNING, future, heading)
    return ~in_time


def _amounts(listing: Listing) -> tuple[Amounts, Mask, ParsedColumn | None]:
    """Tell what each row is worth, which take something back, and what says so.

    Where the list has quantities and prices but no amounts, an amount is their product.
    """
    columns = listing.columns
    amount = np.full(len(listing), np.nan)
    returned = np.zeros(len(listing), dtype=bool)
    quantity, price = columns.get(Role.QUANTITY), columns.get(Role.UNIT_PRICE)
    named = columns.get(Role.PURCHASE_AMOUNT) or columns.get(Role.FEE)
    if named is not None:
        amount = np.asarray(named.values, dtype=float)
        # Nothing says that 0 is no purchase where nothing calls the column an amount.
        returned |= amount < 0 if is_made_up(named.heading) else amount <= 0
    elif quantity is not None and price is not None:
        amount = np.asarray(quantity.values * price.values, dtype=float)
    for column in (quantity, price):
        if column is not None:
            returned |= column.values <= 0
    cancelled = columns.get(Role.CANCELLED)
    if cancelled is not None:
        returned |= cancelled.values == YES
    return amount, returned, named or price or quantity


def _sorted(
    listing: Listing, bought: _Days, amount: Amounts, rows: Codes, customer: Codes
) -> Purchases:
    """Put the days of each customer in order."""
    of_row = np.zeros(len(listing), dtype=np.int32)
    of_row[rows] = customer
    buyer = of_row[bought.row]
    order = order_by(buyer, bought.day)
    position = bought.row[order].astype(np.int32)
    worth = amount[position]
    if Role.HISTORY in listing.columns:
        column = _date_column(listing)
        own = None if column is None else column.values[position]
        worth = np.where(own == bought.day[order], worth, np.nan)
    return Purchases(buyer[order], bought.day[order], worth, position)


def _tell_repeated(listing: Listing, purchases: Purchases) -> None:
    """Say which rows repeat another one in every cell."""
    same = (purchases.customer[1:] == purchases.customer[:-1]) & (
        purchases.day[1:] == purchases.day[:-1]
    )
    alike = np.append(same, False) | np.append(False, same)
    positions = purchases.position[alike[: len(purchases)]]
    repeated = listing.repeated_rows(np.unique(positions))
    listing.findings.rows(IssueCode.DUPLICATE_ROWS, Severity.WARNING, repeated)
