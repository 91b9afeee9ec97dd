"""Why and when to get in touch with a customer, one function for each kind."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import Amounts, Book, Codes, Mask
from churn_desktop.core.calendar import NO_DAY, Days, months_later
from churn_desktop.core.schema import Role
from churn_desktop.engine.departures import Departures
from churn_desktop.engine.earnings import paid_before_leaving
from churn_desktop.engine.groups import BLANK
from churn_desktop.engine.purchases import PurchaseCycle
from churn_desktop.engine.renewal_calendar import RenewalCalendar, annual_contracts
from churn_desktop.engine.signals import ACTIVITY_DAYS, DETRACTORS, nps_bands


class Kind(StrEnum):
    """Why to get in touch."""

    CONTACT_DUE = "contact_due"
    RENEWAL = "renewal"
    LOW_NPS_ANNUAL = "low_nps_annual"
    NEW_WITHOUT_CONTACT = "new_without_contact"
    ANNIVERSARY = "anniversary"
    ASK_REASON = "ask_reason"


AT_RISK = (
    Kind.CONTACT_DUE,
    Kind.RENEWAL,
    Kind.LOW_NPS_ANNUAL,
    Kind.NEW_WITHOUT_CONTACT,
)
"""The kinds that are about keeping a customer."""


AHEAD_DAYS = 7
"""How far ahead to look for contacts that become due."""
ANNIVERSARY_DAYS, RENEWAL_DAYS = 30, 60
"""How far ahead to look for these, which need more time."""
ANNIVERSARIES = (1, 2, 3)
"""The years of a stay that are an occasion to say thank you."""
NEW_DAYS, NEW_FOR_DAYS = 14, 90
"""When a new customer should have been in touch, and how long one is new."""
REASON_DAYS = 90
"""Whom lost in the last so many days to ask for the reason."""


def contact_days(silence_days: float) -> int:
    """Tell after how many days of silence to ask: two thirds of what means lost.

    Examples
    --------
    >>> contact_days(15)
    10
    """
    return math.floor(silence_days * 2 / 3)


@dataclass(frozen=True, slots=True, eq=False)
class Due:
    """Entries of one kind; see `followups.FollowUps` for what they mean."""

    customer: Codes
    due: Days
    since: Days
    number: Amounts
    at_risk: Amounts


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """What every kind needs to know.

    Attributes
    ----------
    book : Book
        With dates.
    as_of : int
        Up to when the list is read, and from when on to look.
    cycle : PurchaseCycle or None
    here : ndarray of bool
        Who is a customer at the end of the as-of date.
    worth : ndarray of float64
        What each customer brings in a year.
    gone : Departures
    calendar : RenewalCalendar or None
    """

    book: Book
    as_of: int
    cycle: PurchaseCycle | None
    here: Mask
    worth: Amounts
    gone: Departures
    calendar: RenewalCalendar | None

    def due(
        self,
        customer: npt.NDArray[np.integer],
        due: Days,
        since: Days,
        number: Amounts | None = None,
    ) -> Due:
        """Make entries of customers who are still there."""
        nothing = np.full(len(customer), np.nan)
        return Due(
            customer.astype(np.int32),
            due.astype(np.int32),
            since,
            nothing if number is None else number,
            self.worth[customer],
        )


def _contact_due(asked: Asked) -> Due | None:
    """Who has been silent for two thirds of what means lost, or soon will be."""
    last: Days | None
    silence: float | None
    if asked.cycle is not None:
        last, silence = asked.cycle.last_day, asked.cycle.threshold_days
    else:
        # Whoever is asked has not yet dropped out of the monthly active customers.
        last = asked.book.attributes.days.get(Role.LAST_ACTIVITY)
        silence = ACTIVITY_DAYS[0]
    if last is None or silence is None:
        return None
    known = np.flatnonzero(asked.here & (last != NO_DAY))
    due = last[known] + contact_days(silence)
    soon = due <= asked.as_of + AHEAD_DAYS
    return asked.due(known[soon], due[soon], last[known][soon])


def _renewals(asked: Asked) -> Due | None:
    if asked.calendar is None:
        return None
    frame = asked.calendar.frame
    frame = frame[frame.due <= asked.as_of + RENEWAL_DAYS]
    customer = frame.customer.to_numpy()
    start = asked.book.contracts.start[frame.contract.to_numpy()]
    months = frame.months.to_numpy()
    entries = asked.due(customer, frame.due.to_numpy(), start, months)
    return replace(entries, at_risk=12 * frame.mrr.to_numpy())


def _low_nps(asked: Asked) -> Due | None:
    """Who is bound by an annual contract and would not recommend it: ask at once."""
    scores = asked.book.attributes.numbers.get(Role.NPS)
    if scores is None:
        return None
    bound = np.zeros(len(asked.book), dtype=bool)
    bound[asked.book.contracts.customer[annual_contracts(asked.book)]] = True
    who = np.flatnonzero(bound)
    who = who[nps_bands(scores[who]) == DETRACTORS]
    due = np.full(len(who), asked.as_of, dtype=np.int32)
    never = np.full(len(who), NO_DAY, dtype=np.int32)
    return asked.due(who, due, never, scores[who])


def _new_without_contact(asked: Asked) -> Due | None:
    """Who came lately and has no activity after the first day."""
    last = asked.book.attributes.days.get(Role.LAST_ACTIVITY)
    if last is None:
        return None
    who, start = _running_stays(asked)
    new = (start > asked.as_of - NEW_FOR_DAYS) & (last[who] <= start)
    due = start + NEW_DAYS
    new &= due <= asked.as_of + AHEAD_DAYS
    return asked.due(who[new], due[new], start[new])


def _anniversaries(asked: Asked) -> Due:
    """Who completes some years of the present stay from today on."""
    who, start = _running_stays(asked)
    parts = []
    for years in ANNIVERSARIES:
        day = months_later(start, np.full(len(start), 12 * years))
        soon = (day >= asked.as_of) & (day <= asked.as_of + ANNIVERSARY_DAYS)
        parts.append(
            (who[soon], day[soon], start[soon], np.full(soon.sum(), float(years)))
        )
    customer, due, since, number = map(np.concatenate, zip(*parts, strict=True))
    return asked.due(customer, due, since, number)


def _ask_reason(asked: Asked) -> Due:
    """Who left lately and gave no reason: ask while it is remembered."""
    gone = asked.gone.between(asked.as_of - REASON_DAYS, asked.as_of + 1)
    said = asked.book.attributes.texts.get(Role.REASON)
    if said is not None:
        gone = gone.only(np.asarray(said[gone.customer] == BLANK, dtype=bool))
    end = gone.days()
    entries = asked.due(gone.customer, end, end)
    return replace(entries, at_risk=12 * paid_before_leaving(asked.book, gone))


def _running_stays(asked: Asked) -> tuple[Codes, Days]:
    """Give each present customer and the first day of the present stay."""
    stays = asked.book.stays
    open_now = (stays.start <= asked.as_of) & (stays.end > asked.as_of)
    return stays.customer[open_now], stays.start[open_now]


KINDS: dict[Kind, tuple[Callable[[Asked], Due | None], Role]] = {
    Kind.CONTACT_DUE: (_contact_due, Role.LAST_ACTIVITY),
    Kind.RENEWAL: (_renewals, Role.BILLING_TERM),
    Kind.LOW_NPS_ANNUAL: (_low_nps, Role.NPS),
    Kind.NEW_WITHOUT_CONTACT: (_new_without_contact, Role.LAST_ACTIVITY),
    Kind.ANNIVERSARY: (_anniversaries, Role.START),
    Kind.ASK_REASON: (_ask_reason, Role.REASON),
}
"""How to find each kind, and the column without which it cannot be found."""
