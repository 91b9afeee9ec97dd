"""Who came, who left and who was there: the counts every rate is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import Book, Codes, Counts, Mask
from churn_desktop.core.calendar import Days, Period
from churn_desktop.core.project import Assumptions
from churn_desktop.engine.renewals import Renewals, follow_renewals
from churn_desktop.engine.timeline import Timeline

if TYPE_CHECKING:
    import pandas as pd

Column: TypeAlias = npt.NDArray[np.int64] | npt.NDArray[np.float64]

COLUMNS = (
    "opening",
    "new",
    "returned",
    "lost",
    "joined_and_left",
    "leave_events",
    "closing",
    "customer_days",
    "period_days",
    "daily_churn",
    "renewals_due",
    "not_renewed",
)
_RENEWALS = ("renewals_due", "not_renewed")

_PIECE = 1 << 16


@dataclass(frozen=True, slots=True, eq=False)
class Movements:
    """What happened in each period, counted, with the customers behind each count.

    Attributes
    ----------
    periods : tuple of Period
    frame : pandas.DataFrame
        A row for each period, in order, and a column for each of `COLUMNS`:

        ========================  ====================================================
        opening                   open at the period's start: a stay with start before
                                  it and no end before it
        new                       first start ever lies in the period
        returned                  not open at its start, open at its end, first start
                                  before it
        lost                      open at its start, not open at its end
        joined_and_left           new, not open at its end
        leave_events              ends of stays in the period
        closing                   open at its end; the opening of the next period
        customer_days             sum over its days of those open at the day's start
        period_days               days that count, up to the as-of date
        daily_churn               sum over its days of leave events / open at the
                                  day's start, days with nobody open skipped; NaN when
                                  there is no other day
        renewals_due, not_renewed as in `renewals`
        ========================  ====================================================
    book : Book
    bounds : ndarray of int32
        As in `timeline.Timeline`.
    renewals : Renewals
    blind : int
        So many periods at the beginning could show nobody who left; they have no rates.
    """

    periods: tuple[Period, ...]
    frame: pd.DataFrame
    book: Book
    bounds: npt.NDArray[np.int32]
    renewals: Renewals
    blind: int = 0

    @property
    def telling(self) -> list[int]:
        """The numbers of the complete periods that could show who left."""
        return [
            row
            for row, period in enumerate(self.periods)
            if period.complete and row >= self.blind
        ]

    @property
    def balanced(self) -> bool:
        """Whether opening + new + returned - lost - joined_and_left = closing."""
        f = self.frame
        closing = f.opening + f.new + f.returned - f.lost - f.joined_and_left
        return bool((closing == f.closing).all())

    def members(self, row: int, measure: str) -> Codes | None:
        """Give the customers behind a count.

        Parameters
        ----------
        row : int
            Number of the period.
        measure : str
            A column of `frame` that counts customers, contracts or leave events, or
            one of the parts of ``leave_events`` that have no column:
            ``left_and_came_back`` (left, open at the end), ``returned_and_left`` (had
            an earlier stay, open at neither end), ``left_again`` (left more than once).

        Returns
        -------
        ndarray of int32 or None
            Customers, ascending, each once; None for a measure that is no count and for
            a list that knows no customers.
        """
        if self.book.ledger is not None:
            return None
        if measure in _RENEWALS:
            return self.renewals.members(row, measure)
        chosen = self._conditions(row).get(measure)
        return None if chosen is None else np.flatnonzero(chosen).astype(np.int32)

    def groups(self, row: int) -> dict[str, Codes]:
        """Give the customers behind every count of a period; see `members`."""
        found = {
            measure: np.flatnonzero(chosen).astype(np.int32)
            for measure, chosen in self._conditions(row).items()
        }
        return found | {m: self.renewals.members(row, m) for m in _RENEWALS}

    def repeated_leaves(self, row: int) -> int:
        """Count the leave events of a period beyond the first of each customer."""
        events = self._leave_events(row)
        return int(events.sum()) - int(np.count_nonzero(events))

    def _conditions(self, row: int) -> dict[str, Mask]:
        """For each measure tell which customers belong to it."""
        stays, (first, after) = self.book.stays, self.bounds[row : row + 2]
        begun = np.zeros(len(self.book), dtype=bool)
        begun[stays.customer[(stays.number == 0) & (stays.start < first)]] = True
        new = np.zeros(len(self.book), dtype=bool)
        first_ever = (stays.number == 0) & _within(stays.start, first, after)
        new[stays.customer[first_ever]] = True
        opening, closing = self._open_at(first), self._open_at(after)
        events = self._leave_events(row)
        return {
            "opening": opening,
            "new": new,
            "returned": ~opening & closing & begun,
            "lost": opening & ~closing,
            "joined_and_left": new & ~closing,
            "leave_events": events > 0,
            "closing": closing,
            "left_and_came_back": (events > 0) & closing,
            "returned_and_left": (events > 0) & begun & ~opening & ~closing,
            "left_again": events > 1,
        }

    def _open_at(self, day: np.int32) -> Mask:
        stays = self.book.stays
        found = np.zeros(len(self.book), dtype=bool)
        found[stays.customer[(stays.start < day) & (stays.end >= day)]] = True
        return found

    def _leave_events(self, row: int) -> Counts:
        stays = self.book.stays
        ended = _within(stays.end, *self.bounds[row : row + 2])
        return np.bincount(stays.customer[ended], minlength=len(self.book))


def count_movements(book: Book, assumptions: Assumptions) -> Movements | None:
    """Count the movements of every period.

    Parameters
    ----------
    book : Book
    assumptions : Assumptions
        ``period``, ``fiscal_year_start`` and ``allowed_gap_days`` are used.

    Returns
    -------
    Movements or None
        None for lists without dates or without anyone in them, and for lists that are
        over before a period begins of which they tell who was there.
    """
    import pandas as pd

    timeline = Timeline.of(book, assumptions)
    if timeline is None or (unseen := timeline.unseen(book)) == len(timeline):
        return None
    renewals = follow_renewals(book, timeline, assumptions.allowed_gap_days)
    begins = _per_day(book.stays.start, timeline)
    ends = _per_day(book.stays.end, timeline)
    starts = timeline.offsets[:-1]
    columns = _count_days(begins, ends, timeline)
    columns |= _count_customers(
        book, timeline, np.add.reduceat(begins, starts), np.add.reduceat(ends, starts)
    )
    columns |= {"renewals_due": renewals.due, "not_renewed": renewals.not_renewed}
    # Whoever is there from the beginning of the list came nobody knows when.
    frame = pd.DataFrame({name: columns[name][unseen:] for name in COLUMNS})
    periods, bounds = timeline.periods[unseen:], timeline.bounds[unseen:]
    return Movements(periods, frame, book, bounds, renewals.without_first(unseen))


def _within(days: Days, first: np.int32, after: np.int32) -> Mask:
    return np.asarray((days >= first) & (days < after))


def _per_day(days: Days, timeline: Timeline) -> Counts:
    """Count the occurrences of each day from the first bound up to the last."""
    first, last = timeline.bounds[0], timeline.bounds[-1]
    length = int(last) - int(first)
    found = np.zeros(length + 1, dtype=np.int64)
    # A piece at a time stays in the processor's memory.
    for at in range(0, len(days), _PIECE):
        piece = np.minimum(days[at : at + _PIECE], last) - first
        found += np.bincount(piece, minlength=length + 1)
    return found[:length]


def _count_days(begins: Counts, ends: Counts, timeline: Timeline) -> dict[str, Column]:
    """Count what follows from how many stays begin and end on each day."""
    # Open at a day's start is who had begun before it and not ended before it.
    open_at = np.zeros(len(begins) + 1, dtype=np.int64)
    np.cumsum(begins - ends, out=open_at[1:])
    starts = timeline.offsets[:-1]
    somebody = open_at[:-1] > 0
    daily = np.zeros(len(begins))
    np.divide(ends, open_at[:-1], out=daily, where=somebody)
    any_day = np.logical_or.reduceat(somebody, starts)
    return {
        "opening": open_at[timeline.offsets[:-1]],
        "closing": open_at[timeline.offsets[1:]],
        "customer_days": np.add.reduceat(open_at[:-1], starts),
        "period_days": timeline.lengths,
        "daily_churn": np.where(any_day, np.add.reduceat(daily, starts), np.nan),
    }


def _count_customers(
    book: Book, timeline: Timeline, begins: Counts, ends: Counts
) -> dict[str, Column]:
    """Count what needs to know which stays belong to one customer.

    Parameters
    ----------
    book : Book
    timeline : Timeline
    begins, ends : ndarray of int64
        Stays that begin and end in each period.

    Notes
    -----
    A customer with one stay who left was there at the period's start, or else joined
    in that period. Only the few with several stays have to be followed one by one.
    """
    stays, rows = book.stays, len(timeline)
    several = _of_several_stays(book)
    brief = timeline.within_one(stays.start, stays.end)
    brief[several] = False
    briefly = _tally(timeline.passed(stays.start[brief]) - 1, rows)

    customer, number = stays.customer[several], stays.number[several]
    begin = timeline.passed(stays.start[several])
    end = timeline.passed(stays.end[several])
    first_row = begin[np.arange(len(begin)) - number] - 1
    left_of_few = _tally(end - 1, rows)
    later = _tally(begin[number > 0] - 1, rows)
    new_of_few = _tally(first_row[number == 0], rows)

    # A visit is what can be seen when looking at the bounds only: stays that reach
    # one, joined where the customer left and came back between two of them.
    seen = begin < end
    customer, begin, end = customer[seen], begin[seen], end[seen]
    first_row = first_row[seen]
    same = np.zeros(len(begin) + 1, dtype=bool)
    same[1:-1] = (customer[1:] == customer[:-1]) & (begin[1:] == end[:-1])
    stayed = _tally(first_row[first_row == begin - 1], rows)
    came_back = ~same[:-1] & (first_row != begin - 1)
    return {
        "new": begins - later,
        "returned": _tally(begin[came_back] - 1, rows),
        "leave_events": ends,
        "lost": ends - left_of_few - briefly + _tally(end[~same[1:]] - 1, rows),
        "joined_and_left": briefly + new_of_few - stayed,
    }


def _of_several_stays(book: Book) -> Codes:
    """Give the positions of the stays whose customer has more than one."""
    later = np.flatnonzero(book.stays.number)
    if not len(later):
        return np.empty(0, dtype=np.int32)
    again = np.zeros(len(book), dtype=bool)
    again[book.stays.customer[later]] = True
    return np.flatnonzero(again[book.stays.customer]).astype(np.int32)


def _tally(row: Codes, rows: int) -> Counts:
    """Count how often each period occurs; what lies after the last is left out."""
    return np.bincount(row, minlength=rows + 1)[:rows]
