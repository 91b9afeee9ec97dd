"""Movements that somebody else counted: a list of counts by period."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from churn_desktop.core.book import Amounts, Book, Codes, Counts, Ledger
from churn_desktop.core.calendar import Period, to_date
from churn_desktop.engine.movements import COLUMNS, Movements
from churn_desktop.engine.renewals import Renewals


def ledger_movements(book: Book) -> Movements | None:
    """Take the movements of a list of counts as they are.

    Such a list cannot tell who came back or who joined and left within a period: they
    count as new and lost there, so ``returned`` and ``joined_and_left`` are 0. Nor does
    it know days, so the rates by time are not defined.

    Returns
    -------
    Movements or None
        With nobody behind any count; None for other books and for an empty list.
    """
    import pandas as pd

    ledger = book.ledger
    if ledger is None or not len(ledger):
        return None
    bounds = np.append(ledger.start, ledger.end).astype(np.int32)
    nothing = np.zeros(len(ledger), dtype=np.int64)
    unknown = np.full(len(ledger), np.nan)
    columns = {
        "opening": _whole(ledger.opening),
        "new": _whole(ledger.new),
        "returned": nothing,
        "lost": _whole(ledger.lost),
        "joined_and_left": nothing,
        "leave_events": _whole(ledger.lost),
        "closing": _whole(ledger.closing),
        "customer_days": unknown,
        "period_days": np.diff(bounds),
        "daily_churn": unknown,
        "renewals_due": nothing,
        "not_renewed": nothing,
    }
    frame = pd.DataFrame({name: columns[name] for name in COLUMNS})
    periods = _periods(ledger, ledger.end - 1 if book.as_of is None else book.as_of)
    return Movements(periods, frame, book, bounds, _no_renewals(bounds))


def _whole(values: Amounts) -> Counts:
    return np.rint(values).astype(np.int64)


def _periods(ledger: Ledger, as_of: int) -> tuple[Period, ...]:
    """Give the periods; one that goes on beyond the as-of date is not complete."""
    days = [*ledger.start.tolist(), ledger.end]
    return tuple(
        Period(to_date(start), to_date(end), complete=end - 1 <= as_of)
        for start, end in pairwise(days)
    )


def _no_renewals(bounds: Codes) -> Renewals:
    periods, none = len(bounds) - 1, np.empty(0, dtype=np.int32)
    nothing = np.zeros(periods, dtype=np.int64)
    whole = np.empty(0, dtype=np.int64)
    return Renewals(nothing, nothing, bounds, 0, none, none, whole, whole, none, none)
