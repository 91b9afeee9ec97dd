"""What customers are worth and what may come: each answer worked out once, if asked."""

from __future__ import annotations

import math
from functools import cached_property

import numpy as np

from churn_desktop.core.book import Book
from churn_desktop.core.calendar import to_day
from churn_desktop.core.choices import TypedNumbers
from churn_desktop.core.formula import Formula
from churn_desktop.core.project import Assumptions
from churn_desktop.core.schema import Role
from churn_desktop.engine.answers import Answers
from churn_desktop.engine.chance import annualise, of_period
from churn_desktop.engine.claims import Checked, check_claims
from churn_desktop.engine.cost import (
    Cost,
    CostAssumptions,
    Headline,
    cost_of_churn,
    find_losses,
)
from churn_desktop.engine.departures import Departures
from churn_desktop.engine.earnings import knows_spending
from churn_desktop.engine.followups import FollowUps, list_followups
from churn_desktop.engine.own_scenarios import scenarios_of, typed_start
from churn_desktop.engine.pace import Pace, measure_pace
from churn_desktop.engine.payback import BeforePayback, left_before_payback
from churn_desktop.engine.plans import Plans, compare_plans
from churn_desktop.engine.projection import (
    Projection,
    fit_renewals,
    renewal_table,
    seen_in_full,
)
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
from churn_desktop.engine.spend import SpendByTenure, spend_by_tenure
from churn_desktop.engine.stages import months_lived, months_seen
from churn_desktop.engine.survival import kaplan_meier
from churn_desktop.engine.targets import (
    Progress,
    Target,
    Yardsticks,
    follow_target,
    goal_rate,
    set_target,
    yardsticks,
)
from churn_desktop.engine.value import (
    CustomerValue,
    ValueAssumptions,
    measure_value,
)
from churn_desktop.engine.worksheet import work_out_one

_ESTIMATE = 1
PROJECTED_OVER = (12, 3, 1)
"""Months of a period over which retention may be projected."""
POINT = 0.01
GAIN = Formula("(one - other) * margin")
"""What one scenario brings more than another."""

NOW, POINT_LESS, OWN_TARGET = "now", "point_less", "own_target"
"""Scenarios: as it is, churn of a month a point lower, churn at the own target."""


class Prospects:
    """What can be asked about money and about what comes next.

    Parameters
    ----------
    answers : Answers
        Of the same analysis; what it knows is not worked out again.
    """

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    @property
    def book(self) -> Book:
        """The customers it is about."""
        return self._answers.book

    @property
    def assumptions(self) -> Assumptions:
        """What the analysis took for granted."""
        return self._answers.assumptions

    @property
    def departures(self) -> Departures:
        """Everybody who has left for good."""
        return self._answers.departures

    @property
    def knows_amounts(self) -> bool:
        """Whether the list says what customers pay or spend."""
        return self.book.has_amounts or knows_spending(self.book)

    @cached_property
    def pace(self) -> Pace:
        """Churn a month, amount and growth of the last twelve complete months."""
        analysis = self._answers.analysis
        return measure_pace(self.book, analysis.movements, analysis.revenue)

    @cached_property
    def listed_cac(self) -> float:
        """The mean cost of winning a customer by the list; NaN when it has none."""
        costs = self.book.attributes.numbers.get(Role.ACQUISITION_COST)
        known = np.empty(0) if costs is None else costs[np.isfinite(costs)]
        return float(known.mean()) if len(known) else math.nan

    @property
    def cac(self) -> float:
        """What it costs to win a customer: as assumed, else as listed, else NaN."""
        assumed = self.assumptions.cac
        return self.listed_cac if assumed is None else assumed

    @cached_property
    def value(self) -> CustomerValue:
        """What a customer is worth."""
        chosen = self.assumptions
        curve = None
        if self.book.counts is None and len(self.book.durations):
            lived = months_lived(self.book)
            curve = kaplan_meier(lived.months, lived.ended, lived.entry)
        return measure_value(
            self.pace,
            ValueAssumptions(
                chosen.margin,
                self.cac,
                chosen.upsell_monthly,
                chosen.cross_sell_monthly,
                chosen.referred_customers,
                chosen.word_of_mouth_customers,
                chosen.discount_annual,
                chosen.lifetime_cap,
            ),
            curve,
        )

    @cached_property
    def projection(self) -> tuple[Projection, int] | None:
        """How retention goes on, and the months of a period it is taken over.

        In the longest periods of which enough were seen; None where none were.
        """
        if self.book.counts is not None or not len(self.book.durations):
            return None
        lived, possible = months_lived(self.book), months_seen(self.book)
        for months in PROJECTED_OVER:
            seen = lived
            if possible is not None:
                seen = seen_in_full(lived, possible, months)
            found = fit_renewals(*renewal_table(seen, months))
            if found is not None:
                return found, months
        return None

    @cached_property
    def cost(self) -> Cost:
        """What the losses of the last twelve complete months cost.

        What upsell, cross-sell and recommendations of a customer would have brought is
        lost with each; a cost of winning one that nothing supports counts as 0.
        """
        chosen = self.assumptions
        worth = self.value.frame
        beyond = float((worth["clv"] - worth["base"]).to_numpy()[_ESTIMATE])
        kind = Headline.LOST_MARGIN
        if chosen.headline_replacement:
            kind = Headline.REPLACEMENT
        return cost_of_churn(
            find_losses(self.book, self.pace, self.departures),
            self.pace.churn.rate,
            CostAssumptions(
                margin=chosen.margin,
                lifetime_cap=chosen.lifetime_cap,
                refund=chosen.refund_per_loss,
                fee=chosen.fee_per_loss,
                hours=chosen.hours_per_loss,
                hourly_cost=chosen.hourly_cost,
                cac=0.0 if math.isnan(self.cac) else self.cac,
                replacement_factor=chosen.replacement_factor,
                other_value=0.0 if math.isnan(beyond) else beyond,
                review_cost=chosen.review_cost,
                low=chosen.low_multiplier,
                high=chosen.high_multiplier,
                headline=kind,
            ),
        )

    @cached_property
    def before_payback(self) -> BeforePayback:
        """Who left before the cost of winning them had come back."""
        return left_before_payback(
            self.book, self.cac, self.assumptions.margin, self.departures
        )

    @cached_property
    def spend(self) -> SpendByTenure | None:
        """What customers spend by how long they have been there."""
        return spend_by_tenure(self.book)

    @cached_property
    def claims(self) -> tuple[Checked, ...]:
        """Figures that are often quoted beside the list's own."""
        analysis = self._answers.analysis
        return check_claims(
            self.book,
            self.pace,
            analysis.revenue,
            self._answers.reasons,
            tenure=self.spend,
        )

    @cached_property
    def followups(self) -> FollowUps | None:
        """Whom to get in touch with."""
        return list_followups(
            self.book,
            cycle=self._answers.analysis.cycle,
            departures=self.departures,
            contacted=self.assumptions.contacted,
        )

    @cached_property
    def calendar(self) -> RenewalCalendar | None:
        """What comes up for renewal within a year."""
        return upcoming_renewals(self.book)

    @cached_property
    def hidden(self) -> HiddenChurn | None:
        """Who is bound by contract and shows no wish to stay."""
        return find_hidden_churn(self.book, departures=self.departures)

    @cached_property
    def plans(self) -> Plans | None:
        """Monthly and annual plans by how long customers stay."""
        return compare_plans(self.book)

    @cached_property
    def yardsticks(self) -> Yardsticks | None:
        """What the list itself suggests as a target."""
        movements = self._answers.analysis.movements
        return None if movements is None else yardsticks(movements)

    @cached_property
    def target(self) -> Target | None:
        """What it takes to reach it in the coming period."""
        movements = self._answers.analysis.movements
        if movements is None:
            return None
        found = self.followups if self.book.counts is None else None
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
        movements = self._answers.analysis.movements
        if goal is None or rate is None or movements is None:
            return None
        return follow_target(movements, rate, to_day(goal.since), to_day(goal.until))

    @cached_property
    def outlook(self) -> Outlook | None:
        """A year ahead as it is, and with less churn; None when churn is not known."""
        churn, target = self.pace.churn.rate, self.target
        if target is None or math.isnan(churn) or math.isnan(self.pace.added):
            return None
        scenarios = [from_pace(self.pace, NOW)]
        if target.to_keep:
            months = self.assumptions.period.months
            rate = float(of_period(annualise(target.target, months), 1))
            # Periods without any loss make 0 of a median, which is no target.
            if 0 < rate < churn:
                scenarios.append(from_pace(self.pace, OWN_TARGET, monthly_churn=rate))
        if churn > 0:
            less = max(churn - POINT, 0.0)
            scenarios.append(from_pace(self.pace, POINT_LESS, monthly_churn=less))
        return look_ahead(scenarios, YEAR)

    @cached_property
    def start(self) -> Scenario | None:
        """How things go on as they are: by the list, else by what was typed."""
        pace, typed = self.pace, self.assumptions.typed
        if not (math.isnan(pace.churn.rate) or math.isnan(pace.added)):
            return from_pace(pace, NOW)
        return None if typed is None else typed_start(typed, NOW)

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

    def gain(self, key: str) -> float:
        """Tell what a scenario that is shown brings more than the first in its months.

        Returns
        -------
        float
            In margin: so much may be spent to get there. NaN when it is not known.
        """
        return self.gain_of(self.shown_outlook, key)

    def gain_of(self, outlook: Outlook | None, key: str) -> float:
        """Tell what a scenario of an outlook brings more than its first; see `gain`."""
        if outlook is None:
            return math.nan
        sides = {
            "one": outlook.total_revenue(key),
            "other": outlook.total_revenue(outlook.scenarios[0].key),
            "margin": self.assumptions.margin,
        }
        return work_out_one({"gain": GAIN}, sides)["gain"]

    @cached_property
    def typed(self) -> TypedNumbers | None:
        """The counts of the headline period, as somebody would type them."""
        analysis = self._answers.analysis
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
