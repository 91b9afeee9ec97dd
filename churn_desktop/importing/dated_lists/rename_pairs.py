"""Customers of a list who may be customers of the list before under another name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from churn_desktop.core.book import Book, Codes, Stays
from churn_desktop.core.calendar import Days
from churn_desktop.core.schema import Role
from churn_desktop.core.table import Texts
from churn_desktop.importing.columns import ParsedColumn
from churn_desktop.importing.dated_lists.renames import Seen, likely_renames


class Pair(NamedTuple):
    """Two customers of a book who may be one.

    Attributes
    ----------
    old, new : Seen
        Who is in no list from some day on, and who is in none before it.
    row : int
        Position in the table of the first row of the new one.
    """

    old: Seen
    new: Seen
    row: int


def rename_pairs(book: Book, columns: Mapping[Role, ParsedColumn]) -> Iterator[Pair]:
    """Pair customers who are gone from a list with those who come in it.

    Parameters
    ----------
    book : Book
        Of several dated lists.
    columns : mapping of Role to ParsedColumn
        Of the list it was made from.
    """
    if Role.CUSTOMER_ID not in columns or Role.LIST_DATE not in columns:
        return
    contracts, stays = book.contracts, book.stays
    days = np.unique(columns[Role.LIST_DATE].values[contracts.position])
    first = np.zeros(len(book), dtype=np.int32)
    first[contracts.customer[::-1]] = contracts.position[::-1]
    contacts = _contacts(columns, first)
    fresh = stays.number == 0
    final = np.append(stays.customer[1:] != stays.customer[:-1], True)
    for day in days[1:]:
        gone = stays.customer[final[: len(stays)] & (stays.end == day)]
        come = stays.customer[fresh & (_first_list(stays, days) == day)]
        for old, new in likely_renames(
            [_seen(book, contacts, one) for one in gone],
            [_seen(book, contacts, one) for one in come],
        ):
            yield Pair(old, new, int(first[new.customer]))


def _first_list(stays: Stays, days: Days) -> Days:
    """Give the day of the first list that each stay is in."""
    found: Days = days[np.searchsorted(days, stays.start)]
    return found


def _contacts(columns: Mapping[Role, ParsedColumn], first: Codes) -> Texts | None:
    column = columns.get(Role.CONTACT)
    return None if column is None else column.values[first]


def _seen(book: Book, contacts: Texts | None, customer: int) -> Seen:
    contact = "" if contacts is None else str(contacts[customer])
    return Seen(int(customer), str(book.names[customer]), contact)
