"""What a user types on a page rather than in the list, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class TypedNumbers:
    """Numbers of customers, and of money, in one period.

    Attributes
    ----------
    opening : float or None
        Customers at the start; None when not known.
    new : float or None
        Who came for the first time.
    lost : float or None
        Who was there at the start and not at the end.
    joined_and_left, returned : float
        New and gone again; earlier customers who came back.
    months : int
        Length of the period.
    mrr_opening : float or None
        What those at the start paid a month; None: nothing is said about money.
    mrr_new, mrr_reactivation, mrr_expansion, mrr_contraction, mrr_churned : float
        Changes of it, all of them positive.
    """

    opening: float | None = None
    new: float | None = None
    lost: float | None = None
    joined_and_left: float = 0.0
    returned: float = 0.0
    months: int = 1
    mrr_opening: float | None = None
    mrr_new: float = 0.0
    mrr_reactivation: float = 0.0
    mrr_expansion: float = 0.0
    mrr_contraction: float = 0.0
    mrr_churned: float = 0.0


@dataclass(frozen=True, slots=True)
class ScenarioChoice:
    """A way things may go on, as somebody thinks of it.

    Attributes
    ----------
    name : str
    monthly_churn : float or None
        Fraction lost a month. Here and below, None is what the list says.
    added : float or None
        Customers added a month.
    start : float or None
        Customers at the start.
    arpa : float or None
        What a customer pays a month.
    """

    name: str
    monthly_churn: float | None = None
    added: float | None = None
    start: float | None = None
    arpa: float | None = None


@dataclass(frozen=True, slots=True)
class Spend:
    """Money that is to be spent on keeping customers.

    Attributes
    ----------
    once, monthly : float
        At the start, and every month.
    """

    once: float = 0.0
    monthly: float = 0.0


@dataclass(frozen=True, slots=True)
class Goal:
    """A rate that somebody set out to reach.

    Attributes
    ----------
    rate : float
        Churn of a period of `months`.
    months : int
        Length of the periods when it was set.
    since : datetime.date
        Periods that began earlier do not count.
    until : datetime.date
        By when.
    """

    rate: float
    months: int
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Contacted:
    """A follow-up that has been done.

    Attributes
    ----------
    customer : str
        Number of the customer in the list.
    kind : str
        A value of `engine.followup_kinds.Kind`.
    due : datetime.date
        What was due then; a later one of the same kind is another.
    when : datetime.date
        The day it was done.
    outcome : str
        What came of it, in the user's words.
    """

    customer: str
    kind: str
    due: date
    when: date
    outcome: str = ""
