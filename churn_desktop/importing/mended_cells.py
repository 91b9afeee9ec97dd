"""What cells would say once they are put right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from churn_desktop.core.calendar import NO_DAY, OPEN_END, to_date
from churn_desktop.core.grid import Kind
from churn_desktop.core.schema import Content, DateOrder, Role
from churn_desktop.core.table import Column, Table
from churn_desktop.importing.date_columns import FAR_FUTURE
from churn_desktop.importing.dated_lists.rename_pairs import rename_pairs
from churn_desktop.importing.dateorder import DateColumn
from churn_desktop.importing.distinct import distinct
from churn_desktop.importing.importer import Understanding
from churn_desktop.importing.known_cells import cells_of
from churn_desktop.importing.spellings import same_values
from churn_desktop.importing.tidy_text import tidied, tidy_cell
from churn_desktop.importing.untidy import cells_with, values_of
from churn_desktop.importing.values import read_dates, time_of_day


class CellChange(NamedTuple):
    """One cell, by file row and heading, and what it would hold."""

    row: int
    column: str
    before: str
    after: str


def swapped(
    table: Table, understanding: Understanding, positions: Sequence[int]
) -> list[CellChange]:
    """Put the end of rows that end before they start in the place of the start.

    Rows whose start lies after the as-of date are left alone: there it is more likely
    that the year is wrong.

    Parameters
    ----------
    table : Table
    understanding : Understanding
    positions : sequence of int
        Table positions.
    """
    start = understanding.columns[Role.START]
    end = understanding.columns[Role.END]
    as_of = understanding.book.as_of
    latest = FAR_FUTURE - 1 if as_of is None else min(as_of, FAR_FUTURE - 1)
    order = start.order or end.order
    rows = table.rows
    texts = {name: table.column(name) for name in (start.heading, end.heading)}
    found = []
    for at in positions:
        first, last = int(start.values[at]), int(end.values[at])
        known = NO_DAY not in (first, last) and last != OPEN_END
        if not known or last >= first or first > latest:
            continue
        row = int(rows[at])
        begin, finish = (str(texts[c.heading].text[at]) for c in (start, end))
        new_start = _written(texts[end.heading], at, last, order)
        new_end = _written(texts[start.heading], at, first, order)
        found.append(CellChange(row, start.heading, begin, new_start))
        found.append(CellChange(row, end.heading, finish, new_end))
    return found


def full_years(
    table: Table,
    understanding: Understanding,
    heading: str | None,
    positions: Sequence[int],
) -> list[CellChange]:
    """Write dates with a two-digit year in full, as they were read.

    Parameters
    ----------
    table : Table
    understanding : Understanding
    heading : str or None
        Of a column of dates.
    positions : sequence of int
        Table positions.
    """
    columns = understanding.columns.values()
    read = next((column for column in columns if column.heading == heading), None)
    if read is None or read.content != Content.DATE:
        return []
    text = table.column(read.heading).text
    found = []
    for at in positions:
        day, cell = int(read.values[at]), str(text[at])
        if day not in (NO_DAY, OPEN_END):
            time = time_of_day(cell)
            iso = to_date(day).isoformat()
            after = iso if time is None else f"{iso} {time}"
            found.append(CellChange(int(table.rows[at]), read.heading, cell, after))
    return found


def tidier(
    table: Table, heading: str | None, positions: Sequence[int], content: Content
) -> list[CellChange]:
    """Take odd spaces and wide letters out of cells.

    Parameters
    ----------
    table : Table
    heading : str or None
    positions : sequence of int
        Table positions.
    content : Content
        What the column holds.
    """
    if heading not in table.kinds:
        return []
    assert heading is not None
    text, rows = table.column(heading).text, table.rows
    found = []
    for at in positions:
        before = str(text[at])
        after = tidy_cell(before, content)
        if after != before:
            found.append(CellChange(int(rows[at]), heading, before, after))
    return found


def respelled(
    table: Table, heading: str | None, wanted: tuple[str, str] | None
) -> list[CellChange]:
    """Write a value in one way.

    Parameters
    ----------
    table : Table
    heading : str or None
    wanted : tuple of str or None
        The spelling to keep and the one to replace; None: all that differ in looks
        only take the most frequent spelling.
    """
    if heading not in table.kinds:
        return []
    assert heading is not None
    column, cells = table.column(heading), cells_of(table, heading)
    if wanted is not None:
        kept, other = wanted
        new = {other: kept}
    else:
        same = same_values(values_of(cells))
        new = {other: spelling.kept for spelling in same for other in spelling.others}
    rows, text = table.rows, column.text
    return [
        CellChange(int(rows[at]), heading, str(text[at]), new[tidied(str(text[at]))])
        for at in np.flatnonzero(cells_with(cells, new)).tolist()
    ]


def _written(column: Column, at: int, day: int, order: DateOrder | None) -> str:
    """Give a date as its cell has it, or in full where that would be read otherwise."""
    text, kind = str(column.text[at]), Kind(column.kinds[at])
    cell = distinct(Column(column.text[at : at + 1], np.array([Kind.TEXT], np.uint8)))
    same = DateColumn(cell, read_dates(cell)).days(order)[0] == day
    return text if same and kind != Kind.NUMBER else to_date(day).isoformat()


def same_customers(table: Table, understanding: Understanding) -> list[CellChange]:
    """Give customers of later lists the number that they seem to have had before.

    Parameters
    ----------
    table : Table
    understanding : Understanding
        Of several dated lists.
    """
    column, ids = understanding.columns[Role.CUSTOMER_ID], understanding.book.ids
    text, rows = table.column(column.heading).text, table.rows
    found = []
    for old, _new, first in rename_pairs(understanding.book, understanding.columns):
        known = str(ids[old.customer])
        for at in np.flatnonzero(column.values == column.values[first]):
            change = CellChange(int(rows[at]), column.heading, str(text[at]), known)
            found.append(change)
    return found
