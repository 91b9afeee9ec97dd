"""What customers are worth and what losing them costs, worked out when asked for."""

from __future__ import annotations

import math
from functools import cached_property

import numpy as np

from churn_desktop.core.book import Book
from churn_desktop.core.project import Assumptions
from churn_desktop.core.schema import Role
from churn_desktop.engine.answers import Answers
from churn_desktop.engine.claims import Checked, check_claims
from churn_desktop.engine.cost import (
    Cost,
    CostAssumptions,
    Headline,
    cost_of_churn,
    find_losses,
)
from churn_desktop.engine.earnings import knows_spending
from churn_desktop.engine.pace import Pace, measure_pace
from churn_desktop.engine.payback import BeforePayback, left_before_payback
from churn_desktop.engine.projection import (
    Projection,
    fit_renewals,
    renewal_table,
    seen_in_full,
)
from churn_desktop.engine.spend import SpendByTenure, spend_by_tenure
from churn_desktop.engine.stages import months_lived, months_seen
from churn_desktop.engine.survival import kaplan_meier
from churn_desktop.engine.value import (
    CustomerValue,
    ValueAssumptions,
    measure_value,
)

_ESTIMATE = 1
PROJECTED_OVER = (12, 3, 1)
"""Months of a period over which retention may be projected."""


class Money:
    """What can be asked about money, each answer worked out once.

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
        if self.book.ledger is None and len(self.book.durations):
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
        if self.book.ledger is not None or not len(self.book.durations):
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
            find_losses(self.book, self.pace),
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
        return left_before_payback(self.book, self.cac, self.assumptions.margin)

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
