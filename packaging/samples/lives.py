"""What happens to the customers of the sample lists, day by day, from one seed.

The same seed gives the same lives. Every draw goes through ``Generator.random``, the
one method whose stream has stayed the same from one numpy to the next.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import numpy as np
from words import Story, Words

FIRST_DAY = date(2023, 1, 1)
AS_OF = date(2025, 6, 30)
MONTH = 365.25 / 12
CUSTOMERS = 600

MONTHLY, QUARTERLY, ANNUAL = range(3)
PRICE_RISE, HARD_TO_SET_UP, NOT_AS_PROMISED, EVERYDAY = range(4)


@dataclass(frozen=True, slots=True)
class Customer:
    """One customer before anything happened: choices by position in the words."""

    number: int
    name: str
    industry: int
    plan: int
    region: int
    sales_owner: int
    service_owner: int
    term: int
    start: date
    cost: int
    nps_mood: float
    silence: float


@dataclass(frozen=True, slots=True)
class Stay:
    """One contract of a customer, one row of the list."""

    customer: Customer
    plan: int
    start: date
    end: date | None
    reason: int | None = None
    cells: dict[str, str] = field(default_factory=dict)


class Dice:
    """Choices from one seeded stream."""

    def __init__(self, seed: int) -> None:
        self._random = np.random.Generator(np.random.PCG64(seed)).random

    def chance(self) -> float:
        return float(self._random())

    def pick(self, weights: list[float]) -> int:
        edges = np.cumsum(weights) / np.sum(weights)
        return int(np.searchsorted(edges, self._random(), side="right"))

    def between(self, low: int, high: int) -> int:
        """Return a whole number, both ends included."""
        return low + int(self._random() * (high - low + 1))

    def shuffled(self, count: int) -> list[int]:
        return [int(i) for i in np.argsort(self._random(count), kind="stable")]


def subscriptions(words: Words, story: Story) -> list[Stay]:
    """Return all contracts of one sample list, mistakes included."""
    dice = Dice(story.seed)
    stays = [first_stay(customer, story, dice) for customer in customers(words, dice)]
    stays = with_plan_changes(with_returns(stays, dice), dice)
    return with_slips(stays, words, dice)


def customers(words: Words, dice: Dice) -> list[Customer]:
    """Draw the customers in the order in which they joined."""
    names = [
        [
            f"{first}{words.joiner}{trade}"
            for trade in trades
            for first in words.first_names
        ]
        for trades in words.trades.values()
    ]
    orders = [iter(dice.shuffled(len(group))) for group in names]
    drawn = []
    for number, start in enumerate(_starts(dice), start=1):
        industry = dice.pick([0.22, 0.2, 0.14, 0.14, 0.18, 0.12])
        plan = dice.pick([0.45, 0.38, 0.17])
        drawn.append(
            Customer(
                number=number,
                name=names[industry][next(orders[industry])],
                industry=industry,
                plan=plan,
                region=dice.pick([0.3, 0.25, 0.25, 0.2]),
                sales_owner=dice.pick([0.22, 0.2, 0.2, 0.2, 0.18]),
                service_owner=dice.between(0, 2),
                term=dice.pick(
                    [[0.8, 0.1, 0.1], [0.65, 0.12, 0.23], [0.4, 0.2, 0.4]][plan]
                ),
                start=start,
                cost=round(words.plans[plan][1] * (1.5 + 4.5 * dice.chance()), -1),
                nps_mood=dice.chance(),
                silence=dice.chance(),
            )
        )
    return drawn


def _starts(dice: Dice) -> list[date]:
    """Spread the first days so that the business grows."""
    days = (AS_OF - FIRST_DAY).days
    shares = sorted(dice.chance() for _ in range(CUSTOMERS))
    # Twice as many join in the last month as in the first.
    positions = [np.sqrt(1 + 3 * share) - 1 for share in shares]
    return [FIRST_DAY + timedelta(int(position * days)) for position in positions]


def first_stay(customer: Customer, story: Story, dice: Dice) -> Stay:
    """Let one customer live from day to day until they leave or the list ends."""
    days = np.arange(1, (AS_OF - customer.start).days + 1)
    risk = np.full(len(days), [0.024, 0.016, 0.010][customer.plan])
    risk[days > 365] *= 0.7
    why = np.full(len(days), EVERYDAY)
    if customer.industry == story.early_industry:
        risk[days <= 90] = 0.11
        why[days <= 90] = HARD_TO_SET_UP
    if customer.sales_owner == story.rushed_owner:
        risk[days <= 90] *= 0.3
        after = (days > 90) & (days <= 135)
        risk[after] = 0.32
        why[after] = NOT_AS_PROMISED
    bad_from = (story.bad_month - customer.start).days
    bad = (days >= bad_from) & (days < bad_from + 31)
    risk[bad] = np.maximum(risk[bad], 0.1)
    why[bad] = PRICE_RISE
    alive = np.cumprod((1 - risk) ** (1 / MONTH))
    left = int(np.searchsorted(-alive, -dice.chance()))
    reason = reason_given(int(why[left]), dice) if left < len(days) else None
    end = None
    if left < len(days):
        end = _end_of_term(customer, customer.start + timedelta(left + 1))
    if end is None or end > AS_OF:
        return Stay(customer, customer.plan, customer.start, None)
    return Stay(customer, customer.plan, customer.start, end, reason)


def reason_given(why: int, dice: Dice) -> int | None:
    """Return what the list says about a loss: often the cause, at times nothing."""
    if dice.chance() < 0.1:
        return None  # nobody asked
    if why == EVERYDAY or dice.chance() < 0.15:
        return EVERYDAY + dice.pick([0.25, 0.25, 0.2, 0.18, 0.12])
    return why


def _end_of_term(customer: Customer, wish: date) -> date:
    """Return the day from which the contract can end: a year runs to its end."""
    months = (1, 3, 12)[customer.term]
    if customer.term == MONTHLY:
        return wish
    term = 1
    while (end := _add_months(customer.start, term * months)) < wish:
        term += 1
    return end


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + month // 11, (month + 1) % 12 + 1, 1) - timedelta(1)).day
    return date(year, month + 1, min(day.day, last))


def with_returns(stays: list[Stay], dice: Dice) -> list[Stay]:
    """Let eighteen who left long enough ago come back, three of them in vain."""
    gone = [s for s in stays if s.end and (AS_OF - s.end).days > 200]
    chosen = [gone[i] for i in dice.shuffled(len(gone))[:18]]
    back = []
    for order, stay in enumerate(chosen):
        assert stay.end is not None
        start = stay.end + timedelta(dice.between(45, 160))
        end = start + timedelta(dice.between(15, 38)) if order < 3 else None
        reason = EVERYDAY if end else None
        back.append(replace(stay, start=start, end=end, reason=reason))
    return stays + back


def with_plan_changes(stays: list[Stay], dice: Dice) -> list[Stay]:
    """Let forty change their plan: the old row ends on the day the new one starts."""
    able = [
        s
        for s in stays
        if s.customer.term == MONTHLY and ((s.end or AS_OF) - s.start).days > 200
    ]
    chosen = {able[i].customer.number for i in dice.shuffled(len(able))[:40]}
    changed: list[Stay] = []
    for stay in stays:
        length = ((stay.end or AS_OF) - stay.start).days
        if stay.customer.number not in chosen or length <= 200:
            changed.append(stay)
            continue
        day = stay.start + timedelta(dice.between(90, length - 60))
        up = stay.plan == 0 or (stay.plan == 1 and dice.chance() < 0.65)
        new_plan = stay.plan + (1 if up else -1)
        changed.append(replace(stay, end=day, reason=None))
        changed.append(replace(stay, plan=new_plan, start=day))
    return changed


def with_slips(stays: list[Stay], words: Words, dice: Dice) -> list[Stay]:
    """Make the mistakes that a list kept by hand has."""
    order = dice.shuffled(len(stays))
    left = [
        i for i in order if (end := stays[i].end) and (end - stays[i].start).days > 40
    ]
    slipped = list(stays)
    for i in left[:2]:
        start, end = stays[i].start, stays[i].end
        assert end is not None
        slipped[i] = replace(stays[i], start=end, end=start)
    slipped[left[2]] = replace(stays[left[2]], cells={"end": words.impossible_date})
    slipped[left[3]] = replace(stays[left[3]], cells={"end": words.status_in_a_date})
    here = [i for i in order if stays[i].end is None]
    for i in here[:3]:
        plan = words.plans[stays[i].plan][0]
        slipped[i] = replace(stays[i], cells={"plan": f"{plan} "})
    for i in here[3:5]:
        name = stays[i].customer.name
        slipped[i] = replace(stays[i], cells={"name": f" {name}  "})
    return slipped
