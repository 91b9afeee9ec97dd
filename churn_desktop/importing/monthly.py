"""Lists with a column for each month: runs of paid months become contracts."""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import Amounts, Book, Codes, Contracts, Mask
from churn_desktop.core.calendar import OPEN_END, add_months, to_day
from churn_desktop.core.grid import Kind
from churn_desktop.core.issues import IssueCode, Severity
from churn_desktop.core.ordering import order_by
from churn_desktop.core.schema import Role, Shape
from churn_desktop.core.stays import join_stays, measure_durations
from churn_desktop.core.table import Column, Table, Texts
from churn_desktop.importing.amounts import read_amounts
from churn_desktop.importing.distinct import Distinct, distinct
from churn_desktop.importing.flags import is_open_mark
from churn_desktop.importing.headings import meanings
from churn_desktop.importing.known_cells import cells_of
from churn_desktop.importing.listing import Built, Listing
from churn_desktop.importing.money import read_money
from churn_desktop.importing.months import (
    assumed_year,
    find_month_columns,
    month_of,
    year_named,
)
from churn_desktop.importing.profiles import sample_rows

_LABELS = 3
"""So many columns are looked at for what the rows are called."""
_COUNTS = frozenset(
    {Role.COUNT_OPENING, Role.COUNT_NEW, Role.COUNT_LOST, Role.COUNT_CLOSING}
)


def build_monthly(listing: Listing) -> Built:
    """Make a book of contracts from the amounts paid in each month.

    A run of months with the same amount is a contract; a month without payment ends it
    on its first day. Payments in the last month are still running. Rows with an amount
    that cannot be read or that takes something back are set aside whole, since a gap
    would look like leaving. Months at either end in which nobody paid, and those after
    the as-of date, are not part of the list.

    Parameters
    ----------
    listing : Listing
        Its table has month columns, see `months.find_month_columns`.
    """
    months = _months(listing)
    amounts, lost, currency = _amounts(listing, list(months))
    lost |= listing.without_id()
    days, amounts = _window(listing, list(months.values()), amounts, lost)
    nothing_paid = ~lost & ~(amounts > 0).any(axis=1)
    listing.findings.rows(IssueCode.TRIAL_OR_FREE, Severity.NOTE, nothing_paid)
    lost |= nothing_paid
    rows = np.flatnonzero(~lost).astype(np.int32)
    customer, ids, names = listing.customers(rows)
    after = to_day(add_months(days[-1], 1))
    bounds = np.array([*map(to_day, days), after], dtype=np.int32)
    contracts = _runs(amounts[rows], customer, rows, bounds)
    _tell_repeated(listing, rows, customer)
    stays = join_stays(contracts, listing.assumptions.allowed_gap_days)
    as_of = min(after - 1, to_day(_limit(listing)))
    from_before = stays.start == bounds[0]
    if from_before.any():
        listing.findings.whole(
            IssueCode.STARTS_UNKNOWN, Severity.WARNING, count=str(from_before.sum())
        )
    book = Book(
        shape=Shape.MONTHLY,
        ids=ids,
        names=names,
        as_of=as_of,
        contracts=contracts,
        stays=stays,
        durations=measure_durations(stays, as_of, from_before),
        amounts=None,
        has_amounts=True,
        positions=np.empty(0, dtype=np.int32),
        currency=currency,
        seen_from=int(bounds[1]),
    )
    return Built(book, lost)


def pays_by_month(table: Table, last_year: int) -> bool:
    """Tell whether a table has a column for each month with what was paid in it.

    A ledger that stands on its side, and cohorts by month, look alike but for what
    their rows are called.

    Parameters
    ----------
    table : Table
    last_year : int
        See `months.find_month_columns`; which one does not matter here.
    """
    found = find_month_columns(table.headings, last_year)
    if found is None:
        return False
    rows = sample_rows(len(table))
    values = filled = 0
    for heading in found.months:
        text, kinds = table.column(heading)
        cells, _ = _without_marks(distinct(Column(text[rows], kinds[rows])))
        numbers = np.isfinite(read_amounts(cells).values)
        values += int(cells.counts[numbers].sum())
        filled += int(cells.counts[~cells.blank].sum())
    labels = [heading for heading in table.headings if heading not in found.months]
    sideways = any(
        _names_no_customers(table.column(heading).text[rows])
        for heading in labels[:_LABELS]
        if Role.CUSTOMER_ID not in meanings(heading)
    )
    return values * 2 > filled and not sideways


def _names_no_customers(texts: Texts) -> bool:
    """Tell whether rows are called by months or by what a ledger counts."""
    different = {text for text in texts if text.strip()}
    counts = sum(bool(_COUNTS & set(meanings(text))) for text in different)
    months = sum((month_of(text) or (None,))[0] is not None for text in different)
    return counts > 1 or months * 2 > len(different) > 1


def _months(listing: Listing) -> dict[str, date]:
    """Give the month of each month column; say so where its year is not written."""
    headings = listing.table.headings
    read = [month for month in map(month_of, headings) if month is not None]
    named = year_named(listing.said)
    year = assumed_year(read, listing.today) if named is None else named
    found = find_month_columns(headings, year)
    # The shape was decided by them.
    assert found is not None
    if not found.dated:
        last = list(found.months)[-1]
        severity = Severity.WARNING if named is None else Severity.NOTE
        listing.findings.whole(
            IssueCode.YEAR_ASSUMED, severity, last, last=last, year=str(year)
        )
    return found.months


def _limit(listing: Listing) -> date:
    """Give the day after which nothing counts."""
    return listing.assumptions.as_of or listing.today


def _without_marks(cells: Distinct) -> tuple[Distinct, Mask]:
    """Give the cells of a month, and which are a dash or a word for nothing."""
    nothing = cells.each(is_open_mark, bool) & (cells.kinds == Kind.TEXT)
    texts = np.where(nothing, "", cells.texts)
    kinds = np.where(nothing, Kind.BLANK, cells.kinds).astype(np.uint8)
    return Distinct(texts, kinds, cells.codes), nothing[cells.codes]


def _amounts(listing: Listing, headings: list[str]) -> tuple[Amounts, Mask, str | None]:
    """Read every month column; blank cells are months without payment.

    Returns
    -------
    amounts : ndarray of float64
        A row for each row of the table, a column for each month.
    lost : ndarray of bool
        Rows with an amount that is none, below 0 or in another currency.
    currency : str or None
    """
    say = listing.findings.rows
    columns: list[Distinct] = []
    for heading in headings:
        cells, nothing = cells_of(listing.table, heading).once(_without_marks)
        say(IssueCode.NUMBER_AS_TEXT, Severity.NOTE, nothing, heading, form="nothing")
        columns.append(cells)
    named = [c.once(read_amounts, percent=False).currency for c in columns]
    currency = _currency(listing, columns, named)
    several = len({code for codes in named for code in codes} - {""}) > 1
    amounts = np.zeros((len(listing), len(headings)))
    lost = np.zeros(len(listing), dtype=bool)
    for number, (heading, cells) in enumerate(zip(headings, columns, strict=True)):
        money = read_money(
            cells,
            heading,
            listing.findings,
            severity=Severity.ERROR,
            currency=currency,
            unit=listing.assumptions.amount_unit,
        )
        currency = currency or money.currency
        others = {*named[number]} - {"", currency}
        if several and len(others) == 1 and currency not in named[number]:
            # All amounts of this month are in another currency than the list's.
            foreign = (named[number] != "")[cells.codes]
            say(
                IssueCode.MIXED_CURRENCIES, Severity.ERROR, foreign, heading,
                kept=currency or "", others=", ".join(others),
            )  # fmt: skip
            lost |= foreign
        negative = money.values < 0
        say(IssueCode.NEGATIVE_AMOUNT, Severity.ERROR, negative, heading)
        lost |= negative | (np.isnan(money.values) & ~money.blank)
        amounts[:, number] = np.where(money.blank, 0.0, money.values)
    amounts[lost] = 0.0
    return amounts, lost, currency


def _currency(
    listing: Listing, columns: list[Distinct], named: list[Texts]
) -> str | None:
    """Choose one currency for all months: the user's, else that of the most cells."""
    counts: dict[str, int] = {}
    for cells, codes in zip(columns, named, strict=True):
        for code, count in zip(codes.tolist(), cells.counts.tolist(), strict=True):
            if code:
                counts[code] = counts.get(code, 0) + count
    wanted = listing.assumptions.currency
    if wanted is not None and (wanted in counts or len(counts) < 2):
        return wanted
    return max(counts, key=lambda code: (counts[code], code), default=None)


def _window(
    listing: Listing, days: list[date], amounts: Amounts, lost: Mask
) -> tuple[list[date], Amounts]:
    """Leave out months that are no part of the list, and say which.

    Nobody paying at the end is a list that is not filled in yet, not one of which
    everybody has left.
    """
    begun = sum(day <= _limit(listing) for day in days) or len(days)
    paid: Mask = np.asarray((amounts[~lost, :begun] > 0).any(axis=0))
    used = np.flatnonzero(paid)
    first, last = (used[0], used[-1] + 1) if len(used) else (0, begun)
    say = listing.findings.whole
    ahead = [day for day in days[begun:] if (amounts[:, days.index(day)] > 0).any()]
    if ahead:
        say(
            IssueCode.EMPTY_MONTHS, Severity.WARNING, form="ahead",
            months=_named(ahead),
        )  # fmt: skip
    outside = days[:first] + days[last:begun]
    if outside:
        say(IssueCode.EMPTY_MONTHS, Severity.WARNING, months=_named(outside))
    between = [day for day, any_ in zip(days, paid, strict=False) if not any_]
    between = [day for day in between if day not in outside]
    if between and len(used):
        say(
            IssueCode.EMPTY_MONTHS, Severity.WARNING, form="between",
            months=_named(between),
        )  # fmt: skip
    return days[first:last], amounts[:, first:last]


def _named(days: list[date]) -> str:
    return ", ".join(f"{day:%Y-%m}" for day in days)


def _tell_repeated(listing: Listing, rows: Codes, customer: Codes) -> None:
    """Say which rows repeat another one in every cell."""
    if Role.CUSTOMER_ID in listing.columns:
        several = np.bincount(customer)[customer] > 1 if len(customer) else customer > 0
        repeated = listing.repeated_rows(rows[several])
        listing.findings.rows(IssueCode.DUPLICATE_ROWS, Severity.WARNING, repeated)


def _runs(
    amounts: Amounts, customer: Codes, rows: Codes, bounds: npt.NDArray[np.int32]
) -> Contracts:
    """Turn each run of equal amounts above 0 into a contract."""
    nothing = np.zeros((len(amounts), 1))
    before = np.hstack([nothing, amounts[:, :-1]])
    following = np.hstack([amounts[:, 1:], nothing])
    paid = amounts > 0
    row, first = np.nonzero(paid & (amounts != before))
    _, last = np.nonzero(paid & (amounts != following))
    # Both go row by row from the left, so the n-th start belongs to the n-th end.
    end = np.where(last + 1 == amounts.shape[1], OPEN_END, bounds[last + 1])
    order = order_by(customer[row], first)
    return Contracts(
        customer=customer[row][order],
        start=bounds[first][order],
        end=end[order].astype(np.int32),
        monthly_amount=amounts[row, first][order],
        term_months=np.ones(len(order)),
        position=rows[row][order],
    )
