"""What a list says about each customer besides when and how much."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import Amounts, Attributes, Book, Codes
from churn_desktop.core.calendar import Days
from churn_desktop.core.ordering import taken
from churn_desktop.core.schema import Content, Role
from churn_desktop.core.table import Column, Table, Texts
from churn_desktop.importing.column_memory import ColumnMemory
from churn_desktop.importing.distinct import Distinct
from churn_desktop.importing.headings import is_row_number
from churn_desktop.importing.known_cells import cells_of
from churn_desktop.importing.listing import Listing
from churn_desktop.importing.months import month_of
from churn_desktop.importing.profiles import profile, sample_rows
from churn_desktop.importing.vocabulary.words import NO_REASON

Positions: TypeAlias = npt.NDArray[np.integer]

MOST_GROUPS = 50
"""A column with more different values does not split customers into groups."""
MOST_NUMBERS = 10
"""Nor does one with more different numbers: it measures something."""

_OWN = frozenset(
    {Role.CUSTOMER_ID, Role.NAME, Role.CONTACT, Role.REASON, Role.HISTORY, Role.STATUS}
)
"""Roles whose values are a customer's own, or what groups are compared by."""
_NO_REASON = NO_REASON | {""}
_GROUPED = frozenset({Content.TEXT, Content.FLAG})

_DIFFERENT = ColumnMemory[int]()
_CONTENT = ColumnMemory[Content]()


def attributes_of(listing: Listing, book: Book) -> Attributes:
    """Give each customer what the columns say.

    Of a customer with several rows the one that started last counts; the reason for
    leaving is the last one given.

    Parameters
    ----------
    listing : Listing
    book : Book
        Made of the listing.
    """
    customer, position = _rows(book)
    last = np.zeros(len(book), dtype=np.int64)
    last[customer] = position  # in order of time: the last one stays
    texts: dict[Role, Texts] = {}
    numbers: dict[Role, Amounts] = {}
    days: dict[Role, Days] = {}
    for role, column in listing.columns.items():
        if role == Role.REASON:
            given = _gives_a_reason(listing.table, column.heading)[position]
            reasons = np.full(len(book), "", dtype=object)
            reasons[customer[given]] = column.values[position[given]]
            texts[role] = reasons
        elif column.content == Content.TEXT:
            texts[role] = taken(column.values, last)
        elif column.content == Content.DATE:
            days[role] = taken(column.values, last)
        elif column.content in (Content.AMOUNT, Content.NUMBER):
            numbers[role] = taken(column.values, last)
    roles = {column.heading: role for role, column in listing.columns.items()}
    groups = {
        heading: _tidy(listing.table, heading, last)
        for heading in grouping(listing.table, roles)
    }
    return Attributes(texts, numbers, days, groups)


def _gives_a_reason(table: Table, heading: str) -> npt.NDArray[np.bool_]:
    """Tell in which rows of a column of reasons there is one."""
    cells = cells_of(table, heading)
    said = cells.each(lambda text: text.strip().casefold() not in _NO_REASON, bool)
    found: npt.NDArray[np.bool_] = said[cells.codes]
    return found


def _rows(book: Book) -> tuple[Codes, Codes]:
    """Give the customer and the table position of every row in use, by time."""
    if book.purchases is not None:
        return book.purchases.customer, book.purchases.position
    if book.dated:
        return book.contracts.customer, book.contracts.position
    return book.durations.customer, book.positions


def grouping(table: Table, roles: Mapping[str, Role]) -> Iterable[str]:
    """Find the columns with few different values that are no dates or amounts.

    Parameters
    ----------
    table : Table
    roles : mapping of str to Role
        By heading.
    """
    rows = sample_rows(len(table))
    most = min(MOST_GROUPS, max(len(rows) // 4, 2))
    for heading in table.headings:
        role = roles.get(heading)
        if role is not None and (role in _OWN or role.content not in _GROUPED):
            continue
        if is_row_number(heading) or (role is None and month_of(heading)):
            continue
        column = table.column(heading)
        different = _DIFFERENT.recall(column, partial(_different, column, rows))
        if not 2 <= different <= most:
            continue
        if role is None:
            content = _CONTENT.recall(column, partial(_content, column, rows))
            many = different > MOST_NUMBERS and content == Content.AMOUNT
            if many or content == Content.DATE:
                continue
        yield heading


def _different(column: Column, rows: Positions) -> int:
    return len({text.strip() for text in column.text[rows].tolist()} - {""})


def _content(column: Column, rows: Positions) -> Content:
    return profile(Column(column.text[rows], column.kinds[rows])).content


def _tidy(table: Table, heading: str, rows: Positions) -> Texts:
    cells = cells_of(table, heading)
    if cells.trimmed:
        return taken(table.column(heading).text, rows)
    found: Texts = cells.once(_stripped)[cells.codes[rows]]
    return found


def _stripped(cells: Distinct) -> Texts:
    return cells.each(str.strip, object)
