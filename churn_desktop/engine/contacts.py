"""Which follow-ups are done, so that nobody is asked twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from churn_desktop.core.calendar import NO_DAY, to_date, to_day
from churn_desktop.core.choices import Contacted
from churn_desktop.core.project import Project

if TYPE_CHECKING:
    import pandas as pd

    from churn_desktop.core.book import Book
    from churn_desktop.engine.followups import FollowUps

QUIET_DAYS = 90
"""Whoever was asked for no day of its own, as for a low score, has this much peace."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A follow-up as it is known from one day to the next.

    Attributes
    ----------
    customer : str
        Number of the customer in the list.
    kind : str
        A value of `followup_kinds.Kind`.
    due : int
        A day.
    since : int
        The day it is counted from; `NO_DAY` where there is none.
    """

    customer: str
    kind: str
    due: int
    since: int

    def is_done_by(self, contact: Contacted) -> bool:
        """Tell whether a contact was about this.

        One that was on time for what was due, or after whatever this is counted from;
        a customer who was active again and fell silent anew is another matter.

        Examples
        --------
        >>> from datetime import date
        >>> silent = Entry("C1", "contact_due", due=19_800, since=19_780)
        >>> told = Contacted("C1", "contact_due", date(2024, 1, 9), date(2024, 4, 1))
        >>> silent.is_done_by(told)
        True
        """
        if (contact.customer, contact.kind) != (self.customer, self.kind):
            return False
        if to_day(contact.due) == self.due:
            return True
        if self.since == NO_DAY:
            return self.due - to_day(contact.when) < QUIET_DAYS
        # A renewal and an anniversary come back; they are counted from one start.
        return self.kind in _ONCE and to_day(contact.when) >= self.since


_ONCE = frozenset({"contact_due", "new_without_contact", "ask_reason"})


def entries_of(book: Book, frame: pd.DataFrame) -> tuple[Entry, ...]:
    """Give the rows of `FollowUps.frame` as they are known from day to day."""
    columns = (frame[name].tolist() for name in ("customer", "kind", "due", "since"))
    return tuple(
        Entry(str(book.ids[customer]), str(kind), int(due), int(since))
        for customer, kind, due, since in zip(*columns, strict=True)
    )


def with_contacts(
    found: FollowUps, book: Book, contacted: Iterable[Contacted]
) -> FollowUps:
    """Say of each follow-up whether it is done, and put those that are last.

    Returns
    -------
    FollowUps
        Its frame has the columns ``done``, a day or `NO_DAY`, and ``outcome`` too.
    """
    import pandas as pd

    by_customer: dict[str, list[Contacted]] = {}
    for contact in contacted:
        by_customer.setdefault(contact.customer, []).append(contact)
    frame = found.frame.copy(deep=False)
    done = np.full(len(frame), NO_DAY, dtype=np.int32)
    outcome = np.full(len(frame), "", dtype=object)
    if by_customer:
        for row, entry in enumerate(entries_of(book, frame)):
            for contact in by_customer.get(entry.customer, ()):
                if entry.is_done_by(contact):
                    done[row] = to_day(contact.when)
                    outcome[row] = contact.outcome
    frame["done"], frame["outcome"] = done, pd.Series(outcome, dtype=object)
    if (done != NO_DAY).any():
        order = np.argsort(done != NO_DAY, kind="stable")
        frame = frame.iloc[order].reset_index(drop=True)
    return replace(found, frame=frame)


def tick(
    project: Project, entries: Iterable[Entry], contact: Contacted | None
) -> Project:
    """Note that follow-ups are done, or that they are not after all.

    Parameters
    ----------
    project : Project
    entries : iterable of Entry
    contact : Contacted or None
        Its day and outcome count; None takes the ticks away.
    """
    chosen = tuple(entries)
    asked: dict[tuple[str, str], list[Entry]] = {}
    for entry in chosen:
        asked.setdefault((entry.customer, entry.kind), []).append(entry)
    before = project.assumptions.contacted
    kept = tuple(
        known
        for known in before
        if not any(
            entry.is_done_by(known)
            for entry in asked.get((known.customer, known.kind), ())
        )
    )
    if contact is not None:
        kept += tuple(
            replace(contact, customer=e.customer, kind=e.kind, due=to_date(e.due))
            for e in chosen
        )
    return project if kept == before else project.assuming(contacted=kept)
