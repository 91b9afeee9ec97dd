"""Why customers leave: every answer worked out when it is first asked for, and once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import numpy as np

from churn_desktop.core.book import Amounts, Book, Mask
from churn_desktop.core.project import Assumptions
from churn_desktop.core.schema import Role
from churn_desktop.engine.analysis import Analysis
from churn_desktop.engine.buyers import Outlook, purchase_outlook
from churn_desktop.engine.cohorts import Cohorts, follow_cohorts, follow_purchases
from churn_desktop.engine.departures import Departures, find_departures, running
from churn_desktop.engine.earnings import first_monthly
from churn_desktop.engine.exposure import (
    Exposure,
    last_complete,
    look_back,
    whole_list,
)
from churn_desktop.engine.health import Health, measure_health
from churn_desktop.engine.incentives import (
    HoldBack,
    Marks,
    retention_marks,
    simulate_hold_back,
)
from churn_desktop.engine.lookalikes import Lookalikes, find_lookalikes
from churn_desktop.engine.observed import Observed
from churn_desktop.engine.reasons import Avoidable, Reasons, count_reasons
from churn_desktop.engine.segments import (
    Segments,
    compare_segments,
    judge_together,
    repeats_outcome,
)
from churn_desktop.engine.signals import (
    LeadTime,
    MonthlyActive,
    NetPromoter,
    activity_bands,
    lead_time,
    monthly_active,
    net_promoter,
    nps_bands,
    silence,
)

OWNERS = (Role.SALES_OWNER, Role.SERVICE_OWNER)


class Answers:
    """What can be asked about an analysis beyond what every page needs.

    Several pages share the answers; a list that nobody asks about costs nothing.

    Parameters
    ----------
    analysis : Analysis
        Of a list with customers, not of one that only counts them.
    """

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self._marks: dict[Role | None, Marks | None] = {}

    @property
    def book(self) -> Book:
        """The customers it is about."""
        return self.analysis.book

    @property
    def assumptions(self) -> Assumptions:
        """What the analysis took for granted."""
        return self.analysis.assumptions

    @property
    def departures(self) -> Departures:
        """Everybody who has left for good."""
        return find_departures(self.book)

    @cached_property
    def left(self) -> Mask:
        """For each customer whether they have left for good."""
        gone = np.zeros(len(self.book), dtype=bool)
        gone[self.departures.customer] = True
        return gone

    @cached_property
    def here(self) -> Mask:
        """For each customer whether they are one at the end of the as-of date."""
        return running(self.book)

    @cached_property
    def observed(self) -> Observed:
        """All stays as the survival curve counts them."""
        return Observed.in_own_unit(self.book)

    @cached_property
    def observed_months(self) -> Observed:
        """The same in months, as the stages count them."""
        return Observed.in_months(self.book)

    @cached_property
    def cohorts(self) -> Cohorts | None:
        """Customers by their first period; by purchases where the list has orders."""
        book = self.book
        if book.purchases is not None and book.as_of is not None:
            return follow_purchases(book.purchases, book.as_of, self.assumptions)
        return follow_cohorts(book, self.assumptions)

    @cached_property
    def outlook(self) -> Outlook | None:
        """What is still to be expected of customers without a contract."""
        book = self.book
        if book.purchases is None or book.as_of is None:
            return None
        return purchase_outlook(book.purchases, len(book), book.as_of)

    @cached_property
    def exposure(self) -> Exposure:
        """Risk and losses: of the last year's complete periods, or of all time.

        All time, which gives shares and no rates, where the list has no dates, no
        complete period, or nobody who was a customer at the start of one.
        """
        movements = self.analysis.movements
        if movements is not None and self.book.ledger is None:
            rows = last_complete(movements.periods, movements.blind)
            if movements.frame["opening"].iloc[list(rows)].sum():
                return look_back(movements, rows, self.analysis.revenue)
        return whole_list(self.book)

    @cached_property
    def all_segments(self) -> Mapping[str, Segments]:
        """Every column that splits the customers, by heading."""
        return {
            heading: compare_segments(self.book, values, self.exposure)
            for heading, values in self.book.attributes.groups.items()
        }

    @cached_property
    def repeating(self) -> tuple[str, ...]:
        """The headings of columns that only say in other words who has left."""
        return tuple(
            heading
            for heading, found in self.all_segments.items()
            if repeats_outcome(found.groups, self.left, self.here)
        )

    @cached_property
    def segments(self) -> Mapping[str, Segments]:
        """The columns that may tell something, by heading, judged together."""
        return judge_together(
            {
                heading: found
                for heading, found in self.all_segments.items()
                if heading not in self.repeating
            }
        )

    @cached_property
    def reasons(self) -> Reasons | None:
        """Why customers left, where the list has a column for it."""
        chosen, kinds = self.assumptions, set(Avoidable)
        return count_reasons(
            self.book,
            {
                reason: Avoidable(kind)
                for reason, kind in chosen.avoidable
                if kind in kinds
            },
            chosen.early_months,
            chosen.mid_months,
        )

    @cached_property
    def nps(self) -> NetPromoter | None:
        """The net promoter score of those who are still customers."""
        scores = self.book.attributes.numbers.get(Role.NPS)
        return None if scores is None else net_promoter(scores[self.here])

    @cached_property
    def nps_bands(self) -> Segments | None:
        """Churn of promoters, passives and detractors."""
        scores = self.book.attributes.numbers.get(Role.NPS)
        if scores is None:
            return None
        return compare_segments(self.book, nps_bands(scores), self.exposure, fewest=1)

    @cached_property
    def active(self) -> MonthlyActive | None:
        """Who of the customers did anything within the last month."""
        return monthly_active(self.book)

    @cached_property
    def activity_bands(self) -> Segments | None:
        """Churn by how long customers had been silent when last seen."""
        if self.active is None:
            return None
        bands = activity_bands(silence(self.book))
        return compare_segments(self.book, bands, self.exposure, fewest=1)

    @cached_property
    def lead_time(self) -> LeadTime | None:
        """How long before leaving customers were last active."""
        return lead_time(self.book)

    @cached_property
    def health(self) -> Health | None:
        """The health score and its test on the list's own past."""
        return measure_health(self.book)

    @cached_property
    def lookalikes(self) -> Lookalikes | None:
        """The customers whose like left most."""
        return find_lookalikes(self.book, self.exposure, self.segments)

    def marks(self, owners: Role | None = None) -> Marks | None:
        """Give the pace of leaving around the days that matter for a commission.

        Parameters
        ----------
        owners : Role, optional
            One of `OWNERS` that the list has; everybody's row is there in any case.
        """
        if owners not in self._marks:
            texts = self.book.attributes.texts
            values = None if owners is None else texts[owners]
            self._marks[owners] = retention_marks(self.book, values)
        return self._marks[owners]

    @property
    def owners(self) -> tuple[Role, ...]:
        """The kinds of owner that the list names."""
        texts = self.book.attributes.texts
        return tuple(role for role in OWNERS if role in texts and texts[role].any())

    @cached_property
    def hold_back(self) -> HoldBack | None:
        """What holding back commissions would have saved.

        In money where a commission is given or the list says what customers pay, an
        unknown fee counting as 0; else each customer counts as one commission.
        """
        chosen, commission = self.assumptions, 1.0
        fee: Amounts | float = 1.0
        if chosen.commission is not None:
            commission = chosen.commission
        elif self.book.has_amounts:
            fee = np.nan_to_num(first_monthly(self.book))
            commission = chosen.commission_months
        days = (0, *sorted(set(chosen.hold_back_days)))
        return simulate_hold_back(self.book, commission * fee, days=days)
