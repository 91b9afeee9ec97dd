"""Lists with a column for each month: runs of paid months become contracts."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import Book, Codes, Contracts
from churn_desktop.core.calendar import OPEN_END, add_months, to_day
from churn_desktop.core.issues import IssueCode, Severity
from churn_desktop.core.schema import Shape
from churn_desktop.core.stays import join_stays, measure_durations
from churn_desktop.core.table import Table
from churn_desktop.importing.distinct import distinct, plain
from churn_desktop.importing.listing import Built, Listing
from churn_desktop.importing.money import read_money

Numbers: TypeAlias = npt.NDArray[np.float64]

FEWEST_MONTHS = 3
"""A list with fewer month columns is not read as one of monthly payments."""

_MONTH_NAMES = (
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
)  # fmt: skip
_YEAR_FIRST = re.compile(
    r"((?:19|20)\d\d)\s*(?:[-/._ ]\s*|年\s*)?(1[0-2]|0?[1-9])\s*月?"
)
_MONTH_FIRST = re.compile(r"(1[0-2]|0?[1-9])\s*[-/.]\s*((?:19|20)\d\d)")
_NAMED = re.compile(r"([a-z]{3})[a-z]*\.?[\s\-/_,']*((?:19|20)?\d\d)?")
_BARE = re.compile(r"(1[0-2]|0?[1-9])\s*月份?")
_DATED = re.compile(r"((?:19|20)\d\d)-(\d\d)-01(?:T00:00:00)?")


@lru_cache(maxsize=10_000)
def month_of(heading: str) -> tuple[int | None, int] | None:
    """Read a heading as a month.

    Returns
    -------
    (year or None, month) or None
        None where it is no month.

    Examples
    --------
    >>> month_of("2024-01"), month_of("Jan 24"), month_of("1月"), month_of("2024年1月")
    ((2024, 1), (2024, 1), (None, 1), (2024, 1))
    >>> month_of("Amount") is None
    True
    """
    text = plain(heading).lower().strip()
    for pattern in (_DATED, _YEAR_FIRST):
        if found := pattern.fullmatch(text):
            return int(found[1]), int(found[2])
    if found := _MONTH_FIRST.fullmatch(text):
        return int(found[2]), int(found[1])
    if found := _BARE.fullmatch(text):
        return None, int(found[1])
    if (found := _NAMED.fullmatch(text)) and found[1] in _MONTH_NAMES:
        year = int(found[2]) if found[2] else None
        if year is not None and year < 100:
            year += 2000
        return year, _MONTH_NAMES.index(found[1]) + 1
    return None


def month_columns(table: Table, last_year: int) -> dict[str, date]:
    """Find the columns that stand for months.

    Headings without a year follow the one before them; a list that names no year at all
    is one of the year given.

    Parameters
    ----------
    table : Table
    last_year : int
        The year in which a list without years ends.

    Returns
    -------
    dict of str to datetime.date
        First day of the month of each heading, in calendar order; empty when there are
        fewer than `FEWEST_MONTHS`, when a month stands twice or one is missing.
    """
    read = [(heading, month_of(heading)) for heading in table.headings]
    found = [(heading, month) for heading, month in read if month is not None]
    if len(found) < FEWEST_MONTHS:
        return {}
    years = _years([month for _, month in found], last_year)
    months = {
        heading: date(year, month, 1)
        for (heading, (_, month)), year in zip(found, years, strict=True)
    }
    ordered = dict(sorted(months.items(), key=lambda item: item[1]))
    first = next(iter(ordered.values()))
    wanted = [add_months(first, number) for number in range(len(ordered))]
    return ordered if list(ordered.values()) == wanted else {}


def _years(months: list[tuple[int | None, int]], last_year: int) -> list[int]:
    """Give each month a year: the one written, else the one the order implies."""
    anchor = next(
        (n for n, (year, _) in enumerate(months) if year is not None), len(months) - 1
    )
    given = months[anchor][0]
    years = [last_year if given is None else given] * len(months)
    for step, numbers in ((1, range(anchor + 1, len(months))),
                          (-1, range(anchor - 1, -1, -1))):  # fmt: skip
        for number in numbers:
            year, month = months[number]
            before, known = months[number - step][1], years[number - step]
            turned = step * (month - before) < 0
            years[number] = known + step * turned if year is None else year
    return years


def build_monthly(listing: Listing) -> Built:
    """Make a book of contracts from the amounts paid in each month.

    A run of months with the same amount is a contract; a month without payment ends it
    on its first day. Payments in the last month are still running. Rows with an amount
    that cannot be read are set aside whole, since a gap would look like leaving.

    Parameters
    ----------
    listing : Listing
        Its table has month columns, see `month_columns`.
    """
    months = month_columns(listing.table, listing.today.year)
    amounts, unreadable = _amounts(listing, list(months))
    lost = unreadable | listing.without_id()
    nothing_paid = ~lost & ~(amounts > 0).any(axis=1)
    listing.findings.rows(IssueCode.TRIAL_OR_FREE, Severity.NOTE, nothing_paid)
    lost |= nothing_paid
    rows = np.flatnonzero(~lost).astype(np.int32)
    customer, ids, names = listing.customers(rows)
    bounds = np.array([*map(to_day, months.values())], dtype=np.int32)
    after = to_day(add_months(list(months.values())[-1], 1))
    contracts = _runs(amounts[rows], customer, rows, np.append(bounds, after))
    stays = join_stays(contracts, listing.assumptions.allowed_gap_days)
    as_of = after - 1
    if np.any(stays.start == bounds[0]):
        # Whoever paid in the first month may have come long before it.
        listing.findings.whole(IssueCode.STARTS_UNKNOWN, Severity.WARNING)
    book = Book(
        shape=Shape.MONTHLY,
        ids=ids,
        names=names,
        as_of=as_of,
        contracts=contracts,
        stays=stays,
        durations=measure_durations(stays, as_of),
        amounts=None,
        has_amounts=True,
        positions=np.empty(0, dtype=np.int32),
        currency=listing.assumptions.currency or listing.payments.currency,
    )
    return Built(book, lost)


def _amounts(
    listing: Listing, headings: list[str]
) -> tuple[Numbers, npt.NDArray[np.bool_]]:
    """Read every month column; blank cells are months without payment."""
    columns, unreadable = [], np.zeros(len(listing), dtype=bool)
    for heading in headings:
        read = read_money(
            distinct(listing.table.column(heading)),
            heading,
            listing.findings,
            severity=Severity.ERROR,
            currency=listing.assumptions.currency,
            unit=listing.assumptions.amount_unit,
        )
        columns.append(np.where(read.blank, 0.0, read.values))
        unreadable |= read.unreadable
    amounts = np.column_stack(columns)
    return np.where(np.isnan(amounts), 0.0, amounts), unreadable


def _runs(
    amounts: Numbers, customer: Codes, rows: Codes, bounds: npt.NDArray[np.int32]
) -> Contracts:
    """Turn each run of equal amounts above 0 into a contract."""
    before = np.column_stack([np.zeros(len(amounts)), amounts[:, :-1]])
    following = np.column_stack([amounts[:, 1:], np.zeros(len(amounts))])
    paid = amounts > 0
    row, first = np.nonzero(paid & (amounts != before))
    last_row, last = np.nonzero(paid & (amounts != following))
    # Both go row by row from the left, so the n-th start belongs to the n-th end.
    end = np.where(last + 1 == amounts.shape[1], OPEN_END, bounds[last + 1])
    order = np.lexsort((first, customer[row]))
    return Contracts(
        customer=customer[row][order],
        start=bounds[first][order],
        end=end[order].astype(np.int32),
        monthly_amount=amounts[row, first][order],
        term_months=np.ones(len(order)),
        position=rows[last_row][order],
    )
