"""What every list becomes: customers, what each pays and when, how long each stayed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import wraps
from typing import TypeAlias, TypeVar
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from churn_desktop.core.calendar import Days
from churn_desktop.core.schema import Role, Shape, TimeUnit

Codes: TypeAlias = npt.NDArray[np.int32]
Counts: TypeAlias = npt.NDArray[np.int64]
Amounts: TypeAlias = npt.NDArray[np.float64]
Mask: TypeAlias = npt.NDArray[np.bool_]
_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True, eq=False)
class Contracts:
    """The rows that are used, as spells ``[start, end)`` with an amount a month.

    Attributes
    ----------
    customer : ndarray of int32
        Position of the customer in the book; ascending, then by start.
    start, end : ndarray of int32
        Days; `OPEN_END` where the contract has not ended.
    monthly_amount : ndarray of float64
        NaN where the amount is missing or unreadable.
    term_months : ndarray of float64
        Length of the billing term (12 for annual contracts); NaN where unknown.
    position : ndarray of int32
        Position of the row in the table's frame.
    """

    customer: Codes
    start: Days
    end: Days
    monthly_amount: Amounts
    term_months: Amounts
    position: Codes

    def __len__(self) -> int:
        return len(self.customer)


@dataclass(frozen=True, slots=True, eq=False)
class Stays:
    """Contracts that overlap or touch, joined: when somebody was a customer at all.

    Attributes
    ----------
    customer : ndarray of int32
        Ascending, then by start; stays of one customer never overlap or touch.
    start, end : ndarray of int32
        Days; `OPEN_END` where the stay has not ended.
    number : ndarray of int32
        0 for a customer's first stay, 1 for the second, ...
    """

    customer: Codes
    start: Days
    end: Days
    number: Codes

    def __len__(self) -> int:
        return len(self.customer)


@dataclass(frozen=True, slots=True, eq=False)
class Durations:
    """How long each stayed and whether it ended; what survival is computed from.

    Attributes
    ----------
    customer : ndarray of int32
    length : ndarray of float64
        In ``unit``, at least 0; NaN where it is not known how long they had stayed.
    ended : ndarray of bool
        False where the stay was still going on when last seen.
    unit : TimeUnit
    entry : ndarray of float64
        Time already lived when observation began; 0 when seen from the start.
    """

    customer: Codes
    length: Amounts
    ended: Mask
    unit: TimeUnit
    entry: Amounts

    def __len__(self) -> int:
        return len(self.customer)

    @property
    def known(self) -> Durations:
        """Those whose length is known."""
        known = np.isfinite(self.length)
        return Durations(
            self.customer[known],
            self.length[known],
            self.ended[known],
            self.unit,
            self.entry[known],
        )


@dataclass(frozen=True, slots=True, eq=False)
class Purchases:
    """Orders of customers without a contract.

    Attributes
    ----------
    customer : ndarray of int32
        Ascending, then by day.
    day : ndarray of int32
    amount : ndarray of float64
        NaN where the list does not say.
    position : ndarray of int32
        Position of the row in the table's frame.
    """

    customer: Codes
    day: Days
    amount: Amounts
    position: Codes

    def __len__(self) -> int:
        return len(self.customer)


@dataclass(frozen=True, slots=True, eq=False)
class Ledger:
    """A ledger the user kept: numbers of customers by period, no customers behind it.

    Attributes
    ----------
    start : ndarray of int32
        First day of each period, ascending, without gaps.
    end : int
        Day after the last period.
    opening, new, lost, closing : ndarray of float64
        One for each period; opening + new - lost = closing.
    position : ndarray of int32
        Position of each period's row in the table's frame.
    """

    start: Days
    end: int
    opening: Amounts
    new: Amounts
    lost: Amounts
    closing: Amounts
    position: Codes

    def __len__(self) -> int:
        return len(self.start)


@dataclass(frozen=True, slots=True, eq=False)
class Attributes:
    """What the list says about each customer besides when and how much.

    Of a customer with several rows the one that started last counts; the reason for
    leaving is the last one given. Every array has one entry for each customer.

    Attributes
    ----------
    texts : mapping of Role to ndarray of object
        Plan, industry, region, owners, reason, contact, ...; ``""`` where blank.
    numbers : mapping of Role to ndarray of float64
        NPS, acquisition cost; NaN where blank or unreadable.
    days : mapping of Role to ndarray of int32
        Last activity; `NO_DAY` where blank or unreadable.
    groups : mapping of str to ndarray of object
        By heading, every column that can split the customers, with or without a role.
    """

    texts: Mapping[Role, npt.NDArray[np.object_]] = field(default_factory=dict)
    numbers: Mapping[Role, Amounts] = field(default_factory=dict)
    days: Mapping[Role, Days] = field(default_factory=dict)
    groups: Mapping[str, npt.NDArray[np.object_]] = field(default_factory=dict)

    def only(self, wanted: Mask) -> Attributes:
        """Keep some customers; ``wanted`` has one entry for each."""
        return Attributes(
            {role: values[wanted] for role, values in self.texts.items()},
            {role: values[wanted] for role, values in self.numbers.items()},
            {role: values[wanted] for role, values in self.days.items()},
            {heading: values[wanted] for heading, values in self.groups.items()},
        )


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False)
class Book:
    """The one input of the engine.

    Attributes
    ----------
    shape : Shape
    ids : ndarray of object
        The id of each customer as text, as it stands in the list.
    names : ndarray of object
        The name of each customer; the id where there is no name.
    as_of : int or None
        The day at whose end the book is read; None for lists without dates.
    contracts, stays
        Empty for lists without dates.
    durations : Durations
        One for each stay, or for each row of a list without dates.
    amounts : ndarray of float64 or None
        For lists without dates, the monthly amount of each duration.
    has_amounts : bool
        Whether the list says what anyone pays.
    positions : ndarray of int32
        For each duration of a list without dates its row in the table.
    currency : str or None
        ISO code, or None when the list does not say.
    attributes : Attributes
    purchases : Purchases or None
        Of a list of orders; its stays are empty until a lapse rule makes them.
    ledger : Ledger or None
        Of a list that counts customers by period.
    seen_from : int or None
        First day at whose start the list tells who was a customer: whoever is in it
        from its beginning may have come long before. None: everybody is in it with
        their first start.
    """

    shape: Shape
    ids: npt.NDArray[np.object_]
    names: npt.NDArray[np.object_]
    as_of: int | None
    contracts: Contracts
    stays: Stays
    durations: Durations
    amounts: Amounts | None
    has_amounts: bool
    positions: Codes
    currency: str | None = None
    attributes: Attributes = field(default_factory=Attributes)
    purchases: Purchases | None = None
    ledger: Ledger | None = None
    seen_from: int | None = None

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def dated(self) -> bool:
        """Whether the list has dates, so that periods exist."""
        return self.as_of is not None

    def rows_of(self, customers: Codes) -> Codes:
        """Give the table positions of all rows of some customers, ascending."""
        wanted = np.zeros(len(self), dtype=bool)
        wanted[customers] = True
        if self.purchases is not None:
            found = self.purchases.position[wanted[self.purchases.customer]]
        elif self.dated:
            found = self.contracts.position[wanted[self.contracts.customer]]
        else:
            found = self.positions[wanted[self.durations.customer]]
        return np.sort(found)

    def only(self, wanted: Mask) -> Book:
        """Keep some customers and forget the others.

        Parameters
        ----------
        wanted : ndarray of bool
            One for each customer.
        """
        renumber = np.cumsum(wanted, dtype=np.int32) - np.int32(1)
        purchases = self.purchases
        if purchases is not None:
            bought = wanted[purchases.customer]
            purchases = Purchases(
                renumber[purchases.customer[bought]],
                purchases.day[bought],
                purchases.amount[bought],
                purchases.position[bought],
            )
        contract = wanted[self.contracts.customer]
        stay = wanted[self.stays.customer]
        lived = wanted[self.durations.customer]
        c, s, d = self.contracts, self.stays, self.durations
        return replace(
            self,
            ids=self.ids[wanted],
            names=self.names[wanted],
            contracts=Contracts(
                renumber[c.customer[contract]],
                c.start[contract],
                c.end[contract],
                c.monthly_amount[contract],
                c.term_months[contract],
                c.position[contract],
            ),
            stays=Stays(
                renumber[s.customer[stay]], s.start[stay], s.end[stay], s.number[stay]
            ),
            durations=Durations(
                renumber[d.customer[lived]],
                d.length[lived],
                d.ended[lived],
                d.unit,
                d.entry[lived],
            ),
            amounts=None if self.amounts is None else self.amounts[lived],
            positions=self.positions[lived] if len(self.positions) else self.positions,
            attributes=self.attributes.only(wanted),
            purchases=purchases,
        )


def once_for_each_book(ask: Callable[[Book], _Answer]) -> Callable[[Book], _Answer]:
    """Remember what a function tells about a book for as long as there is the book.

    Parameters
    ----------
    ask : callable
        Gives a value that does not refer to the book, or it would live for ever, and
        that nobody writes into.
    """
    known: WeakKeyDictionary[Book, _Answer] = WeakKeyDictionary()

    @wraps(ask)
    def recall(book: Book) -> _Answer:
        if book not in known:
            known[book] = ask(book)
        return known[book]

    return recall
