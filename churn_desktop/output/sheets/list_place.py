"""Where the list lies in the workbook, and what is said beside each of its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from churn_desktop.core.book import Amounts, Book, Codes, Purchases
from churn_desktop.core.calendar import OPEN_END, Days, to_date
from churn_desktop.core.schema import Shape, TimeUnit
from churn_desktop.i18n import gettext as _
from churn_desktop.output.sheets import cells
from churn_desktop.output.sheets.calculation import FIRST, Column, Value
from churn_desktop.output.sheets.cells import reference, span
from churn_desktop.pages import formats
from churn_desktop.pages.model import Unit

if TYPE_CHECKING:
    from churn_desktop.importing.importer import Understanding

KEY, START, END, UNTIL, AMOUNT, _USED, ROW = range(7)
"""Our columns, counted from the end of the list, for lists with dates."""


@dataclass(frozen=True, slots=True)
class ListPlace:
    """Where the list and what was read from it lie.

    Attributes
    ----------
    sheet : str
    width : int
        Columns of the user's own list; ours follow.
    rows : int
    """

    sheet: str
    width: int
    rows: int

    def cell(self, position: int, column: int, *, here: bool = False) -> str:
        """Refer to one of our cells, by the row's position in the table."""
        sheet = None if here else self.sheet
        return reference(FIRST + position, self.width + column, sheet)

    def span(self, column: int, first: int = 0, last: int | None = None) -> str:
        """Refer to some rows of one of our columns, or to all of them."""
        end = self.rows - 1 if last is None else last
        return span(FIRST + first, FIRST + end, self.width + column, self.sheet)


def customer_key(customer: int) -> str:
    """Give a short key: a spreadsheet confuses long numbers that look alike.

    Examples
    --------
    >>> customer_key(0), customer_key(123456)
    ('C00001', 'C123457')
    """
    return f"C{customer + 1:05}"


def day_format() -> str:
    """Give the number format of days, of which one means that nothing has ended."""
    words = _("still open")
    return f'[={cells.OPEN}]"{words}";yyyy-mm-dd'


def goes_by_row(book: Book) -> bool:
    """Tell whether every contract has a row of the list to itself."""
    positions = book.contracts.position
    by_row = book.shape is Shape.SUBSCRIPTIONS and book.dated and len(positions) > 0
    return by_row and len(np.unique(positions)) == len(positions)


def readings(
    book: Book,
    understanding: Understanding,
    place: ListPlace | None,
    numbers: Sequence[int] = (),
) -> list[Column]:
    """List what was read from each row.

    Parameters
    ----------
    book : Book
        The customers that the figures are about.
    understanding : Understanding
    place : ListPlace or None
        Where the list lies when formulas build on it: they need one more column,
        with an end for everybody.
    numbers : sequence of int
        The rows' numbers in the file.
    """
    rows = len(understanding.used)
    positions, customers = _owners(book)
    keys = _spread(rows, positions, [customer_key(int(code)) for code in customers])
    found = [Column(_("Key"), keys)]
    if goes_by_row(book):
        found += _dates(book, rows, place)
    elif book.purchases is not None:
        found += _purchases(book, book.purchases, rows)
    elif not book.dated:
        found += _lengths(book, rows)
    used = understanding.used.copy()
    if len(positions):
        # The figures may be about some of the customers only.
        used[:] = False
        used[positions] = True
    unused = np.where(understanding.set_aside, _("set aside"), _("no"))
    found.append(Column(_("Used"), np.where(used, _("yes"), unused).tolist()))
    if len(numbers):
        found.append(Column(_("Row in the file"), list(numbers)))
    return found


def _owners(book: Book) -> tuple[Codes, Codes]:
    """Give the rows of the list that belong to somebody, and to whom."""
    if book.purchases is not None:
        return book.purchases.position, book.purchases.customer
    if book.dated:
        return book.contracts.position, book.contracts.customer
    return book.positions, book.durations.customer


def _dates(book: Book, rows: int, place: ListPlace | None) -> list[Column]:
    contracts, day = book.contracts, "yyyy-mm-dd"
    start = _spread(rows, contracts.position, _serials(contracts.start))
    end = _spread(rows, contracts.position, _serials(contracts.end))
    found = [
        Column(_("Start, used"), start, num_format=day),
        Column(_("End, used"), end, num_format=day),
    ]
    if place is not None:
        until = [
            None if first is None else (cells.OPEN if last is None else last)
            for first, last in zip(start, end, strict=True)
        ]

        ends = [place.cell(position, END, here=True) for position in range(rows)]
        formulas = [
            None if value is None else f'IF({cell}="",{cells.OPEN},{cell})'
            for value, cell in zip(until, ends, strict=True)
        ]
        found.append(Column(_("Counted until"), until, formulas, day_format()))
    if book.has_amounts or place is not None:
        amounts = _spread(rows, contracts.position, _paid(contracts.monthly_amount))
        found.append(Column(_("A month, used"), amounts, num_format=_money(book)))
    return found


def _purchases(book: Book, purchases: Purchases, rows: int) -> list[Column]:
    day = _spread(rows, purchases.position, _serials(purchases.day))
    amount = _spread(rows, purchases.position, _known(purchases.amount))
    return [
        Column(_("Bought on"), day, num_format="yyyy-mm-dd"),
        Column(_("Amount, used"), amount, num_format=_money(book)),
    ]


def _lengths(book: Book, rows: int) -> list[Column]:
    durations = book.durations
    lengths = _spread(rows, book.positions, _known(durations.length))
    ended = [_("left") if gone else _("still a customer") for gone in durations.ended]
    title = {
        TimeUnit.DAYS: _("Days as a customer"),
        TimeUnit.WEEKS: _("Weeks as a customer"),
        TimeUnit.MONTHS: _("Months as a customer"),
        TimeUnit.YEARS: _("Years as a customer"),
    }[durations.unit]
    columns = [
        Column(title, lengths),
        Column(_("Left or not"), _spread(rows, book.positions, ended)),
    ]
    if book.amounts is not None:
        amounts = _spread(rows, book.positions, _paid(book.amounts))
        columns.append(Column(_("A month, used"), amounts, num_format=_money(book)))
    return columns


def _paid(amounts: Amounts) -> list[Value]:
    """Give amounts a month; a refund is no revenue that comes back."""
    return _known(np.maximum(amounts, 0.0))


def _money(book: Book) -> str:
    """Write amounts as the list does, with room for those somebody corrects."""
    return formats.number_format(Unit.MONEY, book.currency)


def _known(found: Amounts) -> list[Value]:
    return [float(value) if np.isfinite(value) else None for value in found]


def _serials(days: Days) -> list[float | None]:
    return [None if d == OPEN_END else cells.serial(to_date(int(d))) for d in days]


def _spread(rows: int, positions: Codes, values: Sequence[Value]) -> list[Value]:
    """Put the values of the rows that are used where those rows are."""
    found: list[Value] = [None] * rows
    for position, value in zip(positions.tolist(), values, strict=True):
        found[position] = value
    return found
