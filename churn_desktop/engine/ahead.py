"""What may come: each answer worked out once, if asked for."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cached_property

from churn_desktop.core.book import Book
from churn_desktop.core.calendar import to_day
from churn_desktop.core.choices import TypedNumbers
from churn_desktop.core.formula import Formula
from churn_desktop.core.project import Assumptions
from churn_desktop.engine.analysis import Analysis
from churn_desktop.engine.annual_rates import annualise, of_period
from churn_desktop.engine.evaluation import work_out_one
from churn_desktop.engine.followups import FollowUps, list_followups
from churn_desktop.engine.money import Money
from churn_desktop.engine.own_scenarios import scenarios_of, typed_start
from churn_desktop.engine.plans import Plans, compare_plans
from churn_desktop.engine.renewal_calendar import (
    HiddenChurn,
    RenewalCalendar,
    find_hidden_churn,
    upcoming_renewals,
)
from churn_desktop.engine.revenue import KINDS
from churn_desktop.engine.scenario import (
    YEAR,
    BreakEven,
    Outlook,
    Scenario,
    break_even,
    from_pace,
    look_ahead,
)
from churn_desktop.engine.targets import (
    Progress,
    Target,
    Yardsticks,
    follow_target,
    goal_rate,
    set_target,
    yardsticks,
)

POINT = 0.01
GAIN = Formula("(one - other) * margin")
"""What one scenario brings more than another."""

NOW, POINT_LESS, OWN_TARGET = "now", "point_less", "own_target"
"""Scenarios: as it is, churn of a month a point lower, churn at the own target."""


class Ahead:
    """What can be asked about what comes next.

    Parameters
    ----------
    analysis : Analysis
    money : Money
        Of the same analysis; what it knows is not worked out again.
    """

    def __init__(self, analysis: Analysis, money: Money) -> None:
        self._analysis, self._money = analysis, money

    @property
    def book(self) -> Book:
        """The customers it is about."""
        return self._analysis.book

    @property
    def assumptions(self) -> Assumptions:
        """What the analysis took for granted."""
        return self._analysis.assumptions

    @cached_property
    def followups(self) -> FollowUps | None:
        """Whom to get in touch with."""
        return list_followups(
            self.book,
            cycle=self._analysis.cycle,
            contacted=self.assumptions.contacted,
        )

    @cached_property
    def calendar(self) -> RenewalCalendar | None:
        """What comes up for renewal within a year."""
        return upcoming_renewals(self.book)

    @cached_property
    def hidden(self) -> HiddenChurn | None:
        """Who is bound by contract and shows no wish to stay."""
        return find_hidden_churn(self.book)

    @cached_property
    def plans(self) -> Plans | None:
        """Monthly and annual plans by how long customers stay."""
        return compare_plans(self.book)

    @cached_property
    def yardsticks(self) -> Yardsticks | None:
        """What the list itself suggests as a target."""
        movements = self._analysis.movements
        return None if movements is None else yardsticks(movements)

    @cached_property
    def target(self) -> Target | None:
        """What it takes to reach it in the coming period."""
        movements = self._analysis.movements
        if movements is None:
            return None
        found = self.followups if self.book.ledger is None else None
        candidates = None if found is None else found.at_risk
        return set_target(movements, self.goal_rate, candidates=candidates)

    @property
    def goal_rate(self) -> float | None:
        """The churn of a period that somebody set out to reach; None: nobody did."""
        goal = self.assumptions.goal
        months = self.assumptions.period.months
        return None if goal is None else goal_rate(goal, months)

    @cached_property
    def progress(self) -> Progress | None:
        """How far the target has been reached that somebody set."""
        goal, rate = self.assumptions.goal, self.goal_rate
        movements = self._analysis.movements
        if goal is None or rate is None or movements is None:
            return None
        return follow_target(movements, rate, to_day(goal.since), to_day(goal.until))

    @cached_property
    def outlook(self) -> Outlook | None:
        """A year ahead as it is, and with less churn; None when churn is not known."""
        now, target = self.start, self.target
        if now is None:
            return None
        churn, scenarios = now.monthly_churn, [now]
        if target is not None and target.to_keep:
            months = self.assumptions.period.months
            rate = float(of_period(annualise(target.target, months), 1))
            # Periods without any loss make 0 of a median, which is no target.
            if 0 < rate < churn:
                scenarios.append(replace(now, key=OWN_TARGET, monthly_churn=rate))
        if churn > 0:
            less = max(churn - POINT, 0.0)
            scenarios.append(replace(now, key=POINT_LESS, monthly_churn=less))
        return look_ahead(scenarios, YEAR)

    @cached_property
    def start(self) -> Scenario | None:
        """How things go on as they are: by the list, else by what was typed."""
        known = self._analysis.movements is not None
        typed = self.assumptions.typed
        found = from_pace(self._money.pace, NOW) if known else None
        if found is None and typed is not None:
            found = typed_start(typed, NOW)
        if found is None:
            return None
        needed = (found.start, found.monthly_churn, found.added)
        return found if all(map(math.isfinite, needed)) else None

    @cached_property
    def planned(self) -> Outlook | None:
        """A year ahead by the scenarios that somebody thought of; None without any."""
        chosen = scenarios_of(self.assumptions.scenarios, self.start)
        return look_ahead(chosen, YEAR) if chosen else None

    @property
    def shown_outlook(self) -> Outlook | None:
        """The scenarios to show: those that were thought of, else the suggested."""
        return self.planned or self.outlook

    @cached_property
    def spend_back(self) -> BreakEven | None:
        """When a spend comes back that leads from the first scenario to the best.

        None while nothing is to be spent, or without amounts or another scenario.
        """
        shown, spend = self.shown_outlook, self.assumptions.spend
        if (
            shown is None
            or len(shown.scenarios) < 2
            or not (spend.once or spend.monthly)
        ):
            return None
        first = shown.scenarios[0]
        if math.isnan(first.arpa):
            return None
        best = min(each.monthly_churn for each in shown.scenarios[1:])
        return break_even(
            first,
            best,
            margin=self.assumptions.margin,
            once=spend.once,
            monthly=spend.monthly,
        )

    def gain(self, outlook: Outlook, key: str) -> float:
        """Tell what a scenario of an outlook brings more than its first in its months.

        Returns
        -------
        float
            In margin: so much may be spent to get there. NaN when it is not known.
        """
        sides = {
            "one": outlook.total_revenue(key),
            "other": outlook.total_revenue(outlook.scenarios[0].key),
            "margin": self.assumptions.margin,
        }
        return work_out_one({"gain": GAIN}, sides)["gain"]

    @cached_property
    def typed(self) -> TypedNumbers | None:
        """The counts of the headline period, as somebody would type them."""
        analysis = self._analysis
        row, movements = analysis.headline, analysis.movements
        if row is None or movements is None:
            return None
        counted = movements.frame.iloc[row]
        money: dict[str, float] = {}
        if analysis.revenue is not None:
            paid = analysis.revenue.frame.iloc[row]
            money = {f"mrr_{key}": float(paid[key]) for key in ("opening", *KINDS)}
        return TypedNumbers(
            opening=float(counted.opening),
            new=float(counted.new),
            lost=float(counted.lost),
            joined_and_left=float(counted.joined_and_left),
            returned=float(counted.returned),
            months=self.assumptions.period.months,
            **money,
        )
