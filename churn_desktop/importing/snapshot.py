"""Snapshots: a row for each customer with a tenure and whether they left."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import Amounts, Book, Contracts, Durations, Mask, Stays
from churn_desktop.core.issues import IssueCode, Severity
from churn_desktop.core.schema import Role, Shape, TimeUnit
from churn_desktop.importing.columns import ParsedColumn, tenure_unit
from churn_desktop.importing.flags import UNKNOWN, YES
from churn_desktop.importing.listing import Built, Listing
from churn_desktop.importing.snapshot_spells import with_spells

Rows: TypeAlias = npt.NDArray[np.int32]

ZERO_COUNTS_AS = 0.5
"""A tenure of 0 that ended, in its unit."""

_ROWS_TO_JUDGE = 100
_SHORTEST = 3
_EXPECTED = 20


def build_snapshot(listing: Listing) -> Built:
    """Make a book of durations from tenures and flags.

    Every row is a customer of its own, even where ids repeat. Rows without customer or
    flag are set aside; those without tenure, be it all of them, count in the share of
    rows that left, but in nothing that needs to know how long they had stayed. With an
    as-of date and the ends of all who left, the durations become spells, see
    `snapshot_spells`.

    Parameters
    ----------
    listing : Listing
        Has at least a column of status.
    """
    status = listing.columns[Role.STATUS]
    say = listing.findings.rows
    say(IssueCode.MISSING_FLAG, Severity.ERROR, status.blank, status.heading)
    lost = (status.values == UNKNOWN) | listing.without_id()
    tenure = listing.columns.get(Role.TENURE)
    if tenure is not None:
        lost |= tenure.unreadable
    lost |= listing.without_payment()
    used = ~lost
    listing.tell_amounts(used)
    rows = np.flatnonzero(used).astype(np.int32)
    ended = status.values[rows] == YES
    paid = listing.payments.known(rows)
    length, entry, unit = _lengths(listing, tenure, rows, ended)
    _, ids, names = _own_customers(listing, rows)
    empty = np.empty(0, dtype=np.int32)
    none = np.empty(0)
    book = Book(
        shape=Shape.SNAPSHOT,
        ids=ids,
        names=names,
        as_of=None,
        contracts=Contracts(empty, empty, empty, none, none, empty),
        stays=Stays(empty, empty, empty, empty),
        durations=Durations(
            customer=np.arange(len(rows), dtype=np.int32),
            length=length,
            ended=ended,
            unit=unit,
            entry=entry,
        ),
        amounts=listing.payments.monthly_amount[rows] if paid else None,
        has_amounts=paid,
        positions=rows,
        currency=listing.payments.currency,
    )
    return Built(with_spells(listing, book, rows), lost)


def _lengths(
    listing: Listing, tenure: ParsedColumn | None, rows: Rows, ended: Mask
) -> tuple[Amounts, Amounts, TimeUnit]:
    """Give how long each row's customer stayed, and had when observation began."""
    if tenure is None:
        listing.findings.whole(IssueCode.NO_TENURE, Severity.WARNING)
        return np.full(len(rows), np.nan), np.zeros(len(rows)), TimeUnit.MONTHS
    say = listing.findings.rows
    say(IssueCode.MISSING_TENURE, Severity.WARNING, tenure.blank, tenure.heading)
    length = tenure.values[rows].astype(float)
    zero = np.zeros(len(listing), dtype=bool)
    zero[rows] = ended & (length == 0)
    say(IssueCode.ZERO_DURATION, Severity.NOTE, zero, tenure.heading)
    entry = _entry(listing, length, tenure.heading)
    length[zero[rows]] = ZERO_COUNTS_AS
    return length, entry, tenure_unit(tenure.heading, listing.assumptions)


def _own_customers(
    listing: Listing, rows: Rows
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.object_], npt.NDArray[np.object_]]:
    """Give each row its customer, and say which ids stand in several rows."""
    customer, ids, names = listing.customers(rows)
    if len(ids) < len(rows):
        again = np.bincount(customer, minlength=len(ids))[customer] > 1
        found = np.zeros(len(listing), dtype=bool)
        found[rows[again]] = True
        listing.findings.rows(
            IssueCode.DUPLICATE_IDS,
            Severity.WARNING,
            found,
            listing.heading(Role.CUSTOMER_ID),
        )
        repeated = listing.repeated_rows(rows[again])
        listing.findings.rows(IssueCode.DUPLICATE_ROWS, Severity.WARNING, repeated)
    return customer, ids[customer], names[customer]


def _entry(listing: Listing, length: Amounts, heading: str) -> Amounts:
    """Give the time that each had lived when observation began.

    A list in which nobody is younger than some tenure was drawn from those who had
    stayed that long. Being young by chance is told from being left out by how many
    rows lie between the shortest tenure and twice that: with as many expected below
    it and none there, at least 20 rows of 100 or more leave no room for chance
    (a Poisson count of 20 is 0 with probability 2e-9).
    """
    entry = np.zeros(len(length))
    shortest = float(np.nanmin(length, initial=np.inf))
    if len(length) < _ROWS_TO_JUDGE or shortest < _SHORTEST:
        return entry
    if np.count_nonzero(length < 2 * shortest) < _EXPECTED:
        return entry
    listing.findings.whole(
        IssueCode.ENTRY_LEFT_TRUNCATED,
        Severity.WARNING,
        heading,
        shortest=f"{shortest:g}",
    )
    return entry + shortest
