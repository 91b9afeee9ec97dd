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
from churn_desktop.output import cells, styles
from churn_desktop.output.cells import reference, span
from churn_desktop.output.list_place import START, UNTIL, ListPlace, customer_key
from churn_desktop.output.sheet_setup import Setting, set_print, write_top

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

HEADER = 4
KEY, NUMBER, BEGIN, END, FIRST = range(5)
_MOST_PIECES = 100
_EVERY = 1_000


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
        return span(HEADER + 1, HEADER + self.rows, column, self.sheet)

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
    made, stays = setting.styles, book.stays
    write_top(sheet, _("Stays"), setting)
    text = _(
        "One row for each time somebody was a customer; rows of the list that overlap "
        "or touch are one stay. The counts of every period are made from here."
    )
    sheet.write_string(3, 0, text, made(styles.SUBTITLE))
    titles = [_("Key"), _("Stay"), _("Begin"), _("End"), _("First begin")]
    for back in range(1, at.back + 1):
        titles += [
            _("Begin, {number} before").format(number=back),
            _("End, {number} before").format(number=back),
        ]
    for column, title in enumerate(titles):
        sheet.write_string(HEADER, column, title, made(styles.ADDED_HEADER))
    sheet.set_column(0, len(titles) - 1, 13)
    day = f'[={cells.OPEN}]"{_("still open")}";yyyy-mm-dd'
    plain, dated = made(), made(num_format=day)
    begin = [cells.serial(to_date(int(d))) or 0 for d in stays.start]
    end = [
        cells.OPEN if d == OPEN_END else cells.serial(to_date(int(d))) or 0
        for d in stays.end
    ]
    number = stays.number.tolist()
    for row, positions in enumerate(rows_of_stays(book.contracts, stays)):
        if not row % _EVERY:
            setting.progress(row, at.rows, "writing")
        line = HEADER + 1 + row
        key = customer_key(int(stays.customer[row]))
        sheet.write_string(line, KEY, key, plain)
        sheet.write_number(line, NUMBER, number[row] + 1, plain)
        for column, name, used, value in (
            (BEGIN, "MIN", START, begin[row]),
            (END, "MAX", UNTIL, end[row]),
        ):
            formula = over_rows(name, positions, used, source)
            if formula is None:
                sheet.write_number(line, column, value, dated)
            else:
                sheet.write_formula(line, column, f"={formula}", dated, value)
        first = row - number[row]
        cell = reference(HEADER + 1 + first, BEGIN)
        sheet.write_formula(line, FIRST, f"={cell}", dated, begin[first])
        for back in range(1, min(at.back, number[row]) + 1):
            for offset, column, values in ((0, BEGIN, begin), (1, END, end)):
                cell = reference(line - back, column)
                place = FIRST + 2 * back - 1 + offset
                sheet.write_formula(line, place, f"={cell}", dated, values[row - back])
    sheet.freeze_panes(HEADER + 1, 1)
    sheet.repeat_rows(HEADER)
    set_print(sheet, setting)
