"""Snapshots that know when: spells from tenures, ends and an as-of date."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import Amounts, Book, Contracts
from churn_desktop.core.calendar import (
    NO_DAY,
    OPEN_END,
    Days,
    add_months,
    to_date,
    to_day,
)
from churn_desktop.core.issues import IssueCode, Severity
from churn_desktop.core.schema import Role, TimeUnit
from churn_desktop.core.stays import join_stays, measure_durations
from churn_desktop.importing.columns import tenure_unit
from churn_desktop.importing.listing import Listing

_MEAN_MONTH = 30.4375


def with_spells(listing: Listing, book: Book, rows: npt.NDArray[np.int32]) -> Book:
    """Give a snapshot days, where nothing about them has to be made up.

    That takes an as-of date chosen by the user, the day on which everybody left who
    did, and everybody's tenure. Whoever stayed started a tenure before the as-of date,
    whoever left a tenure before the end.

    Parameters
    ----------
    listing : Listing
    book : Book
        The snapshot, without days.
    rows : ndarray of int32
        Table position of each duration.

    Returns
    -------
    Book
        The same one where any of that is not known.
    """
    end_column = listing.columns.get(Role.END)
    tenure = listing.columns.get(Role.TENURE)
    chosen = listing.assumptions.as_of
    if chosen is None or end_column is None or tenure is None or not len(rows):
        return book
    as_of = to_day(chosen)
    length = np.asarray(tenure.values[rows], dtype=float)
    gone = book.durations.ended
    end = end_column.values[rows]
    dated = (end != NO_DAY) & (end != OPEN_END) & (end <= as_of)
    if not np.isfinite(length).all() or (gone & ~dated).any():
        return book
    unit = tenure_unit(tenure.heading, listing.assumptions)
    start = _before(np.where(gone, end, as_of).astype(np.int32), length, unit)
    listing.findings.whole(
        IssueCode.START_WORKED_OUT,
        Severity.NOTE,
        tenure.heading,
        as_of=to_date(as_of).isoformat(),
        unit=unit.value,
    )
    contracts = Contracts(
        customer=np.arange(len(rows), dtype=np.int32),
        start=start,
        end=np.where(gone, end, OPEN_END).astype(np.int32),
        monthly_amount=listing.payments.monthly_amount[rows],
        term_months=listing.payments.term_months[rows],
        position=rows,
    )
    stays = join_stays(contracts)
    return replace(
        book,
        as_of=as_of,
        contracts=contracts,
        stays=stays,
        durations=measure_durations(stays, as_of),
        amounts=None,
        positions=rows[:0],
    )


def _before(days: Days, length: Amounts, unit: TimeUnit) -> Days:
    """Go back by lengths of time: whole months by calendar, the rest by days."""
    in_days = {TimeUnit.DAYS: 1.0, TimeUnit.WEEKS: 7.0}.get(unit)
    if in_days is not None:
        return (days - np.rint(length * in_days)).astype(np.int32)
    months = length * (12 if unit == TimeUnit.YEARS else 1)
    whole = np.floor(months + 1e-9)
    rest = np.rint((months - whole) * _MEAN_MONTH)
    # Many customers share a day and a number of months: each pair is worked out once.
    pairs, place = np.unique(
        np.column_stack([days, whole.astype(np.int64)]), axis=0, return_inverse=True
    )
    known = [to_day(add_months(to_date(day), -int(back))) for day, back in pairs]
    found = np.array(known, dtype=np.int32)[place.ravel()] - rest
    return np.asarray(found, dtype=np.int32)
