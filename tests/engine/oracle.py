"""The definitions once more, slowly: one customer, one day and one contract at a time.

Nothing here is shared with the engine except the calendar of single dates.
"""

from __future__ import annotations

import math
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from churn_desktop.core.calendar import Period, add_months
from tests.engine.books import Row

FAR = date(9999, 12, 31)
DAY = timedelta(days=1)


class Stay(NamedTuple):
    start: date
    end: date


def as_date(when: date | str | None) -> date:
    if when is None:
        return FAR
    return date.fromisoformat(when) if isinstance(when, str) else when


def stays_of(rows: list[Row], gap: int = 0) -> dict[str, list[Stay]]:
    """Join the contracts of each customer that overlap or touch."""
    found: dict[str, list[Stay]] = {}
    for row in sorted(rows, key=lambda row: as_date(row.start)):
        start, end = as_date(row.start), as_date(row.end)
        stays = found.setdefault(row.customer, [])
        if stays and (start - stays[-1].end).days <= gap:
            stays[-1] = Stay(stays[-1].start, max(end, stays[-1].end))
        else:
            stays.append(Stay(start, end))
    return found


def end_of(period: Period, as_of: date) -> date:
    return min(period.end, as_of + DAY)


def open_at(stays: dict[str, list[Stay]], moment: date) -> set[str]:
    return {
        customer
        for customer, own in stays.items()
        if any(stay.start < moment <= stay.end for stay in own)
    }


def groups(
    stays: dict[str, list[Stay]], period: Period, as_of: date
) -> dict[str, set[str]]:
    """Give the customers of every movement."""
    first, after = period.start, end_of(period, as_of)
    opening, closing = open_at(stays, first), open_at(stays, after)
    begun = {c: min(stay.start for stay in own) for c, own in stays.items()}
    new = {c for c, start in begun.items() if first <= start < after}
    before = {c for c, start in begun.items() if start < first}
    events = leave_events(stays, first, after)
    left = set(events)
    return {
        "opening": opening,
        "closing": closing,
        "new": new,
        "returned": (closing - opening) & before,
        "lost": opening - closing,
        "joined_and_left": new - closing,
        "leave_events": left,
        "left_and_came_back": left & closing,
        "returned_and_left": (left & before) - opening - closing,
        "left_again": {c for c, times in events.items() if times > 1},
    }


def leave_events(
    stays: dict[str, list[Stay]], first: date, after: date
) -> Counter[str]:
    return Counter(
        customer
        for customer, own in stays.items()
        for stay in own
        if first <= stay.end < after
    )


def movements(
    stays: dict[str, list[Stay]], period: Period, as_of: date
) -> dict[str, float]:
    """Count one period day by day."""
    members = groups(stays, period, as_of)
    counted = {
        name: float(len(members[name]))
        for name in (
            "opening",
            "new",
            "returned",
            "lost",
            "joined_and_left",
            "closing",
        )
    }
    events, customer_days, daily, day, days = 0, 0, Fraction(0), period.start, 0
    defined = False
    while day < end_of(period, as_of):
        there = len(open_at(stays, day))
        left = leave_events(stays, day, day + DAY).total()
        events, customer_days, days = events + left, customer_days + there, days + 1
        if there:
            defined = True
            daily += Fraction(left, there)
        day += DAY
    counted |= {
        "leave_events": events,
        "customer_days": customer_days,
        "period_days": days,
        "daily_churn": float(daily) if defined else math.nan,
    }
    return counted


class Change(NamedTuple):
    customer: str
    opening: float
    closing: float
    kind: str


def revenue_changes(rows: list[Row], period: Period, as_of: date) -> list[Change]:
    """Compare what each customer pays before and after a period."""
    first, after = period.start, end_of(period, as_of)
    found = []
    for customer in dict.fromkeys(row.customer for row in rows):
        own = [r for r in rows if r.customer == customer and r.amount and r.amount > 0]
        opening, closing = paid_at(own, first), paid_at(own, after)
        if opening == closing:
            continue
        if not opening:
            again = any(as_date(row.start) < first for row in own)
            kind = "reactivation" if again else "new"
        elif not closing:
            kind = "churned"
        else:
            kind = "expansion" if closing > opening else "contraction"
        found.append(Change(customer, float(opening), float(closing), kind))
    return found


def paid_at(rows: list[Row], moment: date) -> Fraction:
    """Add up in exact decimals what is paid at the start of a day."""
    return sum(
        (
            Fraction(str(row.amount))
            for row in rows
            if as_date(row.start) < moment <= as_date(row.end)
        ),
        Fraction(0),
    )


class Renewal(NamedTuple):
    contract: int
    customer: str
    due: date
    renewed: bool


def renewals(rows: list[Row], as_of: date, gap: int = 0) -> list[Renewal]:
    """Follow each contract from due day to due day."""
    stays, found = stays_of(rows, gap), []
    for at, row in enumerate(rows):
        start, end = as_date(row.start), as_date(row.end)
        if row.term is None or start > as_of:
            continue
        number = 0
        while True:
            number += 1
            due = add_months(start, number * int(row.term))
            if due + timedelta(days=gap) > as_of:
                break
            if end > due:
                found.append(Renewal(at, row.customer, due, renewed=True))
                continue
            own = stays[row.customer]
            replaced = any(stay.start <= end < stay.end for stay in own)
            if not (replaced and (due - end).days > 1):
                back = any(
                    stay.end > due and (stay.start - due).days <= gap for stay in own
                )
                found.append(Renewal(at, row.customer, due, renewed=back))
            break
    return found


def kaplan_meier(
    lengths: list[float], ended: list[bool], entries: list[float]
) -> list[tuple[float, int, int, int, float]]:
    """Time, at risk, events, censored and survival at every distinct time."""
    start = min(entries, default=0.0)
    lives = [
        (0.5 if end and length == 0 else length, end, entry)
        for length, end, entry in zip(lengths, ended, entries, strict=True)
        if length > entry or entry == start
    ]
    table, survival = [], Fraction(1)
    for time in sorted({length for length, _, _ in lives}):
        at_risk = sum(
            length >= time and (entry < time or entry == start)
            for length, _, entry in lives
        )
        events = sum(length == time and end for length, end, _ in lives)
        stayed = sum(length == time and not end for length, end, _ in lives)
        survival *= 1 - Fraction(events, at_risk)
        table.append((time, at_risk, events, stayed, float(survival)))
    return table


def months_between(start: date, end: date) -> float:
    """Count whole months from the first day, then the share of the next."""
    whole = 0
    while add_months(start, whole + 1) <= end:
        whole += 1
    reached, following = add_months(start, whole), add_months(start, whole + 1)
    return whole + (end - reached).days / (following - reached).days
