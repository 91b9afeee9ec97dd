"""Make books for tests from what a person would write down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import Book, Contracts, Durations, Stays
from churn_desktop.core.calendar import OPEN_END, to_day
from churn_desktop.core.schema import Shape, TimeUnit
from churn_desktop.core.stays import join_stays


class Row(NamedTuple):
    """A line of a customer list; days as dates or as ISO text, no end while open."""

    customer: str
    start: date | str
    end: date | str | None = None
    amount: float | None = None
    term: float | None = None


def day(when: date | str) -> int:
    return to_day(date.fromisoformat(when) if isinstance(when, str) else when)


def days(*when: date | str) -> npt.NDArray[np.int32]:
    return np.array([day(each) for each in when], dtype=np.int32)


def book_of(rows: Iterable[Row], as_of: date | str, allowed_gap_days: int = 0) -> Book:
    """Build the book of a list with dates as the importer would."""
    rows = list(rows)
    ids = list(dict.fromkeys(row.customer for row in rows))
    number = {customer: code for code, customer in enumerate(ids)}
    order = sorted(
        range(len(rows)),
        key=lambda at: (number[rows[at].customer], day(rows[at].start)),
    )
    ordered = [rows[at] for at in order]
    contracts = Contracts(
        customer=np.array([number[row.customer] for row in ordered], dtype=np.int32),
        start=np.array([day(row.start) for row in ordered], dtype=np.int32),
        end=np.array(
            [OPEN_END if row.end is None else day(row.end) for row in ordered],
            dtype=np.int32,
        ),
        monthly_amount=_floats(row.amount for row in ordered),
        term_months=_floats(row.term for row in ordered),
        position=np.array(order, dtype=np.int32),
    )
    stays = join_stays(contracts, allowed_gap_days)
    names = np.array(ids, dtype=object)
    return Book(
        shape=Shape.SUBSCRIPTIONS,
        ids=names,
        names=names,
        as_of=day(as_of),
        contracts=contracts,
        stays=stays,
        durations=_durations(stays, day(as_of)),
        amounts=None,
        has_amounts=any(row.amount is not None for row in rows),
        positions=np.empty(0, dtype=np.int32),
    )


def _durations(stays: Stays, as_of: int) -> Durations:
    end = np.minimum(stays.end, as_of)
    length = np.maximum(end - stays.start, 0).astype(float)
    return Durations(
        stays.customer,
        length,
        stays.end <= as_of,
        TimeUnit.DAYS,
        np.zeros(len(stays)),
    )


def snapshot_of(
    lengths: Sequence[float],
    ended: Sequence[bool],
    unit: TimeUnit = TimeUnit.MONTHS,
    entry: Sequence[float] | None = None,
) -> Book:
    """Build the book of a list without dates."""
    nothing = np.empty(0, dtype=np.int32)
    codes = np.arange(len(lengths), dtype=np.int32)
    names = np.array([f"C{code}" for code in codes], dtype=object)
    return Book(
        shape=Shape.SNAPSHOT,
        ids=names,
        names=names,
        as_of=None,
        contracts=Contracts(
            nothing, nothing, nothing, np.empty(0), np.empty(0), nothing
        ),
        stays=Stays(nothing, nothing, nothing, nothing),
        durations=Durations(
            codes,
            np.array(lengths, dtype=float),
            np.array(ended, dtype=bool),
            unit,
            np.zeros(len(codes)) if entry is None else np.array(entry, dtype=float),
        ),
        amounts=None,
        has_amounts=False,
        positions=codes,
    )


def _floats(values: Iterable[float | None]) -> npt.NDArray[np.float64]:
    return np.array([np.nan if v is None else v for v in values], dtype=float)


def names(book: Book, customers: npt.NDArray[np.int32] | None) -> set[str]:
    """Give the ids of some customers."""
    assert customers is not None
    return set(book.ids[customers])


def golden_rows() -> list[Row]:
    """Give 120 customers whose March 2024 holds every kind of movement."""
    begun, changed = "2023-06-15", "2024-03-18"
    rows = [Row(f"STAY{n:03}", begun, None, 100) for n in range(1, 81)]
    for n in range(1, 6):
        rows.append(Row(f"UP{n:03}", begun, changed, 100))
        rows.append(Row(f"UP{n:03}", changed, None, 120))
    for n in range(1, 5):
        rows.append(Row(f"DOWN{n:03}", begun, changed, 100))
        rows.append(Row(f"DOWN{n:03}", changed, None, 50))
    rows += [Row(f"LOST{n:03}", begun, "2024-03-16", 80) for n in range(1, 11)]
    rows.append(Row("BACK001", begun, "2024-03-05", 100))
    rows.append(Row("BACK001", "2024-03-20", None, 100))
    rows += [Row(f"NEW{n:03}", "2024-03-11", None, 120) for n in range(1, 19)]
    rows += [Row(f"BRIEF{n:03}", "2024-03-06", "2024-03-26", 120) for n in (1, 2)]
    return rows
