"""Books whose customers left without saying so: silence becomes leaving."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from churn_desktop.core.book import Book
from churn_desktop.core.calendar import Period, to_day
from churn_desktop.core.project import Assumptions
from churn_desktop.core.stays import measure_durations
from churn_desktop.engine.purchases import PurchaseCycle, lapse_stays, purchase_cycle


def with_lapses(
    book: Book, assumptions: Assumptions
) -> tuple[Book, PurchaseCycle | None]:
    """Give a book of purchases the stays that the lapse rule makes of them.

    Parameters
    ----------
    book : Book
    assumptions : Assumptions
        ``lapse_days`` is used where it is set.

    Returns
    -------
    book : Book
        The same book when it has no purchases, or too few to tell when silence means
        gone.
    cycle : PurchaseCycle or None
        None for a book without purchases.
    """
    if book.purchases is None or book.as_of is None or not len(book):
        return book, None
    cycle = purchase_cycle(
        book.purchases, len(book), book.as_of, lapse_days=assumptions.lapse_days
    )
    if cycle.threshold_days is None:
        return book, cycle
    stays = lapse_stays(book.purchases, cycle.threshold_days, book.as_of)
    durations = measure_durations(stays, book.as_of)
    return replace(book, stays=stays, durations=durations), cycle


def blind_periods(
    book: Book, periods: Sequence[Period], cycle: PurchaseCycle | None
) -> int:
    """Count the first periods in which nobody could have been seen to leave.

    Nobody can have been silent for longer than the list goes back: before the first
    purchase and the threshold of silence are over, nobody is lost, whatever happened.

    Parameters
    ----------
    book : Book
        As from `with_lapses`.
    periods : sequence of Period
    cycle : PurchaseCycle or None
        None, for a book without purchases: losses are seen in all periods.
    """
    threshold = None if cycle is None else cycle.threshold_days
    if threshold is None or not len(book.stays):
        return 0
    first = int(book.stays.start.min()) + threshold
    return sum(to_day(period.start) < first for period in periods)
