"""Where the list lies in the workbook, and what is said beside each of its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import Book
from churn_desktop.core.calendar import OPEN_END, to_date
from churn_desktop.core.schema import TimeUnit
from churn_desktop.i18n import gettext as _
from churn_desktop.output import cells
from churn_desktop.output.calculation import FIRST, Column, Value
from churn_desktop.output.cells import reference, span

if TYPE_CHECKING:
    from churn_desktop.importing.importer import Understanding

KEY, START, END, UNTIL, AMOUNT = range(5)
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
    return f'[={cells.OPEN}]"{_("still open")}";yyyy-mm-dd'


def readings(
    book: Book, understanding: Understanding, place: ListPlace | None
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
    """
    rows = len(understanding.used)
    positions = book.contracts.position if book.dated else book.positions
    customers = book.contracts.customer if book.dated else book.durations.customer
    keys = _spread(rows, positions, [customer_key(int(code)) for code in customers])
    found = [Column(_("Key"), keys)]
    found += _dates(book, rows, place) if book.dated else _lengths(book, rows)
    if book.has_amounts:
        found.append(
            Column(_("A month, used"), _amounts(book, rows), num_format="#,##0.00")
        )
    elif place is not None:
        found.append(Column(_("A month, used"), [None] * rows))
    used = np.zeros(rows, dtype=bool)
    used[positions] = True
    words = np.where(
        used, _("yes"), np.where(understanding.set_aside, _("set aside"), _("no"))
    )
    return [*found, Column(_("Used"), words.tolist())]


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
    return found


def _lengths(book: Book, rows: int) -> list[Column]:
    durations = book.durations
    lengths = _spread(rows, book.positions, durations.length.tolist())
    ended = [_("left") if gone else _("still a customer") for gone in durations.ended]
    title = {
        TimeUnit.DAYS: _("Days as a customer"),
        TimeUnit.WEEKS: _("Weeks as a customer"),
        TimeUnit.MONTHS: _("Months as a customer"),
        TimeUnit.YEARS: _("Years as a customer"),
    }[durations.unit]
    return [
        Column(title, lengths),
        Column(_("Left or not"), _spread(rows, book.positions, ended)),
    ]


def _amounts(book: Book, rows: int) -> list[Value]:
    positions = book.contracts.position if book.dated else book.positions
    amounts = book.contracts.monthly_amount if book.dated else book.amounts
    if amounts is None:
        return [None] * rows
    # A refund is no revenue that comes back every month.
    known = [max(float(a), 0.0) if np.isfinite(a) else None for a in amounts]
    return _spread(rows, positions, known)


def _serials(days: npt.NDArray[np.int32]) -> list[float | None]:
    return [None if d == OPEN_END else cells.serial(to_date(int(d))) for d in days]


def _spread(
    rows: int, positions: npt.NDArray[np.int32], values: Sequence[Value]
) -> list[Value]:
    """Put the values of the rows that are used where those rows are."""
    found: list[Value] = [None] * rows
    for position, value in zip(positions.tolist(), values, strict=True):
        found[position] = value
    return found
