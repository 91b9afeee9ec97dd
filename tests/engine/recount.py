"""Count a list again, row by row, as a person with a pencil would.

Everything is read from the definitions and shares no code with the engine: customers
and days are looked at one by one, and nothing is fast.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

Span = tuple[date, date]
NEVER = date(9999, 1, 1)
DAY = timedelta(days=1)
TERMS = {"monthly": Fraction(1), "quarterly": Fraction(3), "annual": Fraction(12)}


class Line(NamedTuple):
    """A row of the list, as it was written."""

    customer: str
    start: date
    end: date | None
    fee: int
    term: str
    plan: str
    reason: str
    active: date | None
    nps: int | None

    @property
    def until(self) -> date:
        return self.end or NEVER

    @property
    def monthly(self) -> Fraction:
        return self.fee / TERMS[self.term]


def later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def months_lived(first: date, last: date) -> float:
    whole = 0
    while later(first, whole + 1) <= last:
        whole += 1
    begun, over = later(first, whole), later(first, whole + 1)
    return whole + (last - begun) / (over - begun)


class Recount:
    """A list on a day."""

    def __init__(self, lines: Iterable[Line], as_of: date) -> None:
        self.as_of = as_of
        self.lines: dict[str, list[Line]] = {}
        for line in lines:
            ends_first = line.end is not None and line.end < line.start
            if line.start <= as_of and line.fee > 0 and not ends_first:
                self.lines.setdefault(line.customer, []).append(line)
        self.stays = {who: self._join(rows) for who, rows in self.lines.items()}

    @staticmethod
    def _join(rows: list[Line]) -> list[Span]:
        found: list[Span] = []
        for row in sorted(rows, key=lambda row: (row.start, row.until)):
            if found and row.start <= found[-1][1]:
                found[-1] = (found[-1][0], max(found[-1][1], row.until))
            else:
                found.append((row.start, row.until))
        return found

    def _open(self, span: Span, day: date) -> bool:
        """An end after the as-of date has not happened yet."""
        return span[0] < day and (span[1] >= day or span[1] > self.as_of)

    def open_at(self, day: date) -> set[str]:
        return {
            who
            for who, stays in self.stays.items()
            if any(self._open(stay, day) for stay in stays)
        }

    def paid_at(self, who: str, day: date) -> Fraction:
        rows = (row for row in self.lines[who] if self._open((row[1], row.until), day))
        return sum((row.monthly for row in rows), Fraction(0))

    @property
    def gone(self) -> dict[str, Span]:
        last = {who: stays[-1] for who, stays in self.stays.items()}
        return {who: stay for who, stay in last.items() if stay[1] <= self.as_of}

    @property
    def months(self) -> list[Span]:
        """Every calendar month from the first customer to the as-of date."""
        first = min(stays[0][0] for stays in self.stays.values()).replace(day=1)
        found = [(first, later(first, 1))]
        while found[-1][1] <= self.as_of:
            found.append((found[-1][1], later(found[-1][1], 1)))
        return found

    @property
    def complete(self) -> list[Span]:
        return [
            (first, after) for first, after in self.months if after - DAY <= self.as_of
        ]

    def lost(self, month: Span) -> set[str]:
        return self.open_at(month[0]) - self.open_at(month[1])

    def movements(self, month: Span) -> dict[str, int]:
        first, after = month
        opening, closing = self.open_at(first), self.open_at(after)
        new = {who for who, stays in self.stays.items() if first <= stays[0][0] < after}
        ends = [end for stays in self.stays.values() for _start, end in stays]
        return {
            "opening": len(opening),
            "new": len(new),
            "returned": len(closing - opening - new),
            "lost": len(opening - closing),
            "joined_and_left": len(new - closing),
            "leave_events": sum(first <= e < after and e <= self.as_of for e in ends),
            "closing": len(closing),
        }

    def followups(self) -> set[tuple[str, str, date]]:
        """Who is to be contacted, why and when, of kinds that need no renewals."""
        found, here = set(), self.stays.keys() - self.gone.keys()
        for who in here:
            row, start = self.lines[who][-1], self.stays[who][-1][0]
            if row.active and row.active + 20 * DAY <= self.as_of + 7 * DAY:
                found.add((who, "contact_due", row.active + 20 * DAY))
            quiet = row.active is None or row.active <= start
            if quiet and self.as_of - 90 * DAY < start <= self.as_of - 7 * DAY:
                found.add((who, "new_without_contact", start + 14 * DAY))
            for years in (1, 2, 3):
                day = later(start, 12 * years)
                if self.as_of <= day <= self.as_of + 30 * DAY:
                    found.add((who, "anniversary", day))
        for who, (_start, end) in self.gone.items():
            if self.as_of - 90 * DAY <= end and not self.lines[who][-1].reason:
                found.add((who, "ask_reason", end))
        return found
