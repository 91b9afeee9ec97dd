"""When somebody was a customer: one row for each stay, taken from the list's rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import Book, Contracts, Stays
from churn_desktop.core.calendar import OPEN_END, to_date
from churn_desktop.i18n import gettext as _
from churn_desktop.output.sheets import cells
from churn_desktop.output.sheets.calculation import FIRST as FIRST_ROW
from churn_desktop.output.sheets.calculation import Column, write_calculation
from churn_desktop.output.sheets.cells import reference, span
from churn_desktop.output.sheets.list_place import (
    START,
    UNTIL,
    ListPlace,
    customer_key,
    day_format,
)
from churn_desktop.output.sheets.sheet_setup import Setting

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

NUMBER, BEGIN, END, FIRST = range(1, 5)
"""Columns; the first holds the customer's key."""
_MOST_PIECES = 100


@dataclass(frozen=True, slots=True)
class StayPlace:
    """Where the stays lie.

    Attributes
    ----------
    sheet : str
    rows : int
    back : int
        How many earlier stays stand beside each one.
    """

    sheet: str
    rows: int
    back: int

    def span(self, column: int) -> str:
        """Refer to a whole column."""
        return span(FIRST_ROW, FIRST_ROW + self.rows - 1, column, self.sheet)

    def earlier(self, number: int) -> tuple[str, str]:
        """Refer to begin and end of the stay so many before each one, from 1."""
        at = FIRST + 2 * number - 1
        return self.span(at), self.span(at + 1)


def stays_back(stays: Stays, bounds: npt.NDArray[np.int32]) -> int:
    """Count how many stays one has to look back to see who was there before.

    Parameters
    ----------
    stays : Stays
    bounds : ndarray of int32
        First day of each period and the day after the last one.

    Returns
    -------
    int
        0 when nobody who was there at a period's start left and came back within it.
    """
    row = np.searchsorted(bounds, stays.start, side="right") - 1
    row = np.clip(row, 0, len(bounds) - 2)
    first, after = bounds[row], bounds[row + 1]
    there = (stays.start < after) & (stays.end >= after)
    needed = 0
    for back in range(1, int(stays.number.max(initial=0)) + 1):
        at = np.flatnonzero(there & (stays.number >= back))
        before = at - back
        held = (stays.start[before] < first[at]) & (stays.end[before] >= first[at])
        if held.any():
            needed = back
    return needed


def rows_of_stays(contracts: Contracts, stays: Stays) -> list[list[int]]:
    """List the table positions of the rows that make up each stay."""
    key = (stays.customer.astype(np.int64) << 32) + stays.start
    asked = (contracts.customer.astype(np.int64) << 32) + contracts.start
    stay = np.searchsorted(key, asked, side="right") - 1
    found: list[list[int]] = [[] for _stay in range(len(stays))]
    for at, position in zip(stay.tolist(), contracts.position.tolist(), strict=True):
        found[at].append(position)
    return found


def over_rows(
    name: str, positions: Sequence[int], column: int, place: ListPlace
) -> str | None:
    """Write the lowest or highest value of some rows; None for too many pieces.

    Examples
    --------
    >>> over_rows("MIN", [3], START, ListPlace("L", 2, 9))
    "'L'!D9"
    >>> over_rows("MAX", [7, 3, 4], UNTIL, ListPlace("L", 2, 9))
    "MAX('L'!$F$9:$F$10,'L'!$F$13:$F$13)"
    """
    if len(positions) == 1:
        return place.cell(positions[0], column)
    pieces = [place.span(column, *run) for run in _runs(sorted(positions))]
    return f"{name}({','.join(pieces)})" if len(pieces) <= _MOST_PIECES else None


def _runs(positions: Sequence[int]) -> Iterator[tuple[int, int]]:
    first = last = positions[0]
    for position in positions[1:]:
        if position > last + 1:
            yield first, last
            first = position
        last = position
    yield first, last


def write_stays(
    sheet: Worksheet, book: Book, at: StayPlace, source: ListPlace, setting: Setting
) -> None:
    """Write every stay as formulas over the rows of the list."""
    text = _(
        "One row for each time somebody was a customer; rows of the list that overlap "
        "or touch are one stay. The counts of every period are made from here."
    )
    write_calculation(sheet, _("Stays"), text, _columns(book, at, source), setting)


def _columns(book: Book, at: StayPlace, source: ListPlace) -> list[Column]:
    stays, rows = book.stays, rows_of_stays(book.contracts, book.stays)
    number = stays.number.tolist()
    begin = [cells.serial(to_date(int(day))) for day in stays.start]
    end = [
        cells.OPEN if day == OPEN_END else cells.serial(to_date(int(day)))
        for day in stays.end
    ]
    first = [row - before for row, before in enumerate(number)]
    columns = [
        Column(_("Key"), [customer_key(int(code)) for code in stays.customer]),
        Column(_("Stay"), [before + 1 for before in number]),
        Column(
            _("Begin"), begin, [over_rows("MIN", row, START, source) for row in rows],
            day_format(),
        ),
        Column(
            _("End"), end, [over_rows("MAX", row, UNTIL, source) for row in rows],
            day_format(),
        ),
        Column(
            _("First begin"), [begin[row] for row in first],
            [reference(FIRST_ROW + row, BEGIN) for row in first], day_format(),
        ),
    ]  # fmt: skip
    for back in range(1, at.back + 1):
        before = [row - back if number[row] >= back else None for row in range(at.rows)]
        for title, values, place in (
            (_("Begin, {number} before"), begin, BEGIN),
            (_("End, {number} before"), end, END),
        ):
            columns.append(
                Column(
                    title.format(number=back),
                    [None if row is None else values[row] for row in before],
                    [
                        None if row is None else reference(FIRST_ROW + row, place)
                        for row in before
                    ],
                    day_format(),
                )
            )
    return columns
