"""Lists of any size: customers of five years who stay for a year and more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from churn_desktop.core.book import Attributes, Book, Contracts, Durations
from churn_desktop.core.calendar import OPEN_END, to_day
from churn_desktop.core.schema import Role, Shape, TimeUnit
from churn_desktop.core.stays import join_stays

FIRST, AS_OF = date(2020, 1, 1), date(2024, 12, 31)
MONTHS = 60
GROUPS = 4


class Made(NamedTuple):
    """The same list as a book and as the frame that a user would load."""

    book: Book
    frame: pd.DataFrame
    group: npt.NDArray[np.int64]


def make(customers: int, contracts_each: float = 1.0, *, terms: bool = False) -> Made:
    """Make a list.

    Parameters
    ----------
    customers : int
    contracts_each : float
        Rows for each customer on average, at least 1.
    terms : bool
        Whether contracts have a billing term, so that renewals are followed.
    """
    random = np.random.default_rng(customers)
    first, last = to_day(FIRST), to_day(AS_OF)
    more = random.integers(0, customers, int(customers * (contracts_each - 1)))
    customer = np.sort(np.append(np.arange(customers), more)).astype(np.int32)
    start = random.integers(first, last, len(customer)).astype(np.int32)
    order = np.lexsort((start, customer))
    start = start[order]
    length = random.exponential(500, len(customer)).astype(np.int32)
    end = np.where(start + length > last, OPEN_END, start + length).astype(np.int32)
    term = random.choice([1.0, 12.0], len(customer))
    contracts = Contracts(
        customer,
        start,
        end,
        monthly_amount=random.integers(1000, 50_000, len(customer)) / 100,
        term_months=term if terms else np.full(len(customer), np.nan),
        position=np.arange(len(customer), dtype=np.int32),
    )
    stays = join_stays(contracts)
    lived = (np.minimum(stays.end, last) - stays.start).astype(float)
    ids = np.arange(customers).astype(str).astype(object)
    book = Book(
        shape=Shape.SUBSCRIPTIONS,
        ids=ids,
        names=ids,
        as_of=last,
        contracts=contracts,
        stays=stays,
        durations=Durations(
            stays.customer,
            lived,
            stays.end <= last,
            TimeUnit.DAYS,
            np.zeros(len(stays)),
        ),
        amounts=None,
        has_amounts=True,
        positions=np.empty(0, dtype=np.int32),
    )
    dates = pd.Series(end.astype("datetime64[D]").astype("datetime64[s]"))
    frame = pd.DataFrame(
        {
            "start": start.astype("datetime64[D]").astype("datetime64[s]"),
            "end": dates.where(end != OPEN_END),
        }
    )
    return Made(book, frame, random.integers(0, GROUPS, len(stays)))


def with_attributes(book: Book) -> Book:
    """Say more about each customer: groups, owners, a reason, a score, a last day."""
    customers, as_of = len(book), book.as_of or 0
    random = np.random.default_rng(customers)

    def one_of(*words: str) -> npt.NDArray[np.object_]:
        return np.array(words, dtype=object)[random.integers(0, len(words), customers)]

    gone = np.ones(customers, dtype=bool)
    gone[book.stays.customer[book.stays.end > as_of]] = False
    first = np.full(customers, as_of, dtype=np.int32)
    np.minimum.at(first, book.stays.customer, book.stays.start)
    seen = np.minimum(first + random.integers(0, 400, customers), as_of)
    groups = {
        "Plan": one_of("Basic", "Pro", "Enterprise"),
        "Region": one_of("North", "South", "East", "West"),
        "Industry": one_of(*(f"industry {n}" for n in range(12))),
    }
    texts = {
        Role.REASON: np.where(gone, one_of("price", "moved", "competitor", ""), ""),
        Role.SALES_OWNER: one_of("Ann", "Bob", "Cid", "Dee"),
    }
    numbers = {Role.NPS: random.integers(0, 11, customers).astype(np.float64)}
    days = {Role.LAST_ACTIVITY: seen.astype(np.int32)}
    return replace(book, attributes=Attributes(texts, numbers, days, groups))
