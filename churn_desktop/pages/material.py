"""What every page is made from, with the answers all of them ask for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from churn_desktop.core.calendar import to_date
from churn_desktop.core.schema import SEGMENT_ROLES, Role
from churn_desktop.engine.ahead import Ahead
from churn_desktop.engine.answers import Answers
from churn_desktop.engine.money import Money
from churn_desktop.pages.formats import period_label
from churn_desktop.pages.model import Members, Page, PageId
from churn_desktop.pages.sentences import nobody
from churn_desktop.pages.silence import no_rhythm, silence_form
from churn_desktop.pages.terms import page_title

if TYPE_CHECKING:
    from churn_desktop.core.book import Book, Codes
    from churn_desktop.core.calendar import Period
    from churn_desktop.core.project import Assumptions, Project
    from churn_desktop.engine.analysis import Analysis
    from churn_desktop.importing.importer import Understanding


_NEED_CUSTOMERS = {
    PageId.STAGES,
    PageId.LIFETIMES,
    PageId.COHORTS,
    PageId.SEGMENTS,
    PageId.REASONS,
    PageId.SIGNALS,
    PageId.INCENTIVES,
    PageId.FOLLOWUPS,
}
_NEED_DATES = {
    PageId.PERIODS,
    PageId.DEFINITIONS,
    PageId.REVENUE,
    PageId.COHORTS,
    PageId.INCENTIVES,
    PageId.FOLLOWUPS,
    PageId.TARGETS,
    PageId.WHAT_IF,
}
_NEED_TENURES = {PageId.STAGES, PageId.LIFETIMES}
_NEED_AMOUNTS = {PageId.COST, PageId.VALUE}
_AMOUNTS = (Role.FEE, Role.PURCHASE_AMOUNT)


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """An analysed list.

    Attributes
    ----------
    project : Project
    understanding : Understanding
    analysis : Analysis
    answers : Answers
        To further questions, worked out when a page asks.
    money : Money
        Answers about money.
    ahead : Ahead
        Answers about what comes next.
    """

    project: Project
    understanding: Understanding
    analysis: Analysis
    answers: Answers = field(init=False)
    money: Money = field(init=False)
    ahead: Ahead = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "answers", Answers(self.analysis))
        object.__setattr__(self, "money", Money(self.answers))
        object.__setattr__(self, "ahead", Ahead(self.analysis, self.money))

    @property
    def book(self) -> Book:
        """The customers the analysis is about."""
        return self.analysis.book

    @property
    def assumptions(self) -> Assumptions:
        """What the analysis took for granted."""
        return self.analysis.assumptions

    @property
    def currency(self) -> str | None:
        """ISO code of every amount."""
        return self.book.currency

    @property
    def as_of(self) -> str:
        """The as-of date as text, ``""`` for lists without dates."""
        day = self.book.as_of
        return "" if day is None else to_date(day).isoformat()

    @property
    def periods(self) -> tuple[Period, ...]:
        """All periods; none for lists without dates."""
        movements = self.analysis.movements
        return () if movements is None else movements.periods

    @property
    def headline(self) -> int | None:
        """Number of the period whose figures come first."""
        return self.analysis.headline

    @property
    def incomplete(self) -> tuple[int, ...]:
        """Numbers of the periods that are not over."""
        return tuple(n for n, period in enumerate(self.periods) if not period.complete)

    def missing(self, page: PageId) -> tuple[Role, ...]:
        """Say of which meanings a page needs one that no column has."""
        if page in _NEED_DATES and not self.book.dated:
            return (Role.END if Role.START in self.project.roles else Role.START,)
        if page in _NEED_TENURES and self._without_tenures():
            return (Role.TENURE,)
        if page is PageId.REVENUE and not self.book.has_amounts:
            return (Role.FEE,)
        if page is PageId.PURCHASE_CYCLE and self.book.purchases is None:
            return (Role.PURCHASE_DATE,)
        if page in _NEED_CUSTOMERS and self.book.ledger is not None:
            return (Role.CUSTOMER_ID,)
        if page in _NEED_AMOUNTS and not self.money.knows_amounts:
            return _AMOUNTS
        if page is PageId.RENEWALS:
            return self._missing_terms()
        return self._missing_attribute(page)

    def _without_tenures(self) -> bool:
        """Tell whether the list says who left, but of nobody after how long."""
        durations = self.book.durations
        return len(durations) > 0 and not len(durations.known)

    def _missing_attribute(self, page: PageId) -> tuple[Role, ...]:
        """Say what a list with customers does not tell about them."""
        told = self.book.attributes
        if page is PageId.SEGMENTS and not told.groups:
            return SEGMENT_ROLES
        if page is PageId.REASONS and Role.REASON not in told.texts:
            return (Role.REASON,)
        signals = Role.NPS in told.numbers or Role.LAST_ACTIVITY in told.days
        if page is PageId.SIGNALS and not (signals or told.groups):
            return (Role.NPS, Role.LAST_ACTIVITY)
        return ()

    def _missing_terms(self) -> tuple[Role, ...]:
        """Say what it takes to know when contracts run out."""
        if self.book.ledger is not None:
            return (Role.CUSTOMER_ID,)
        found = self.ahead
        if found.calendar is None and found.plans is None:
            return (Role.BILLING_TERM,)
        return ()

    @property
    def days(self) -> tuple[date, ...]:
        """The first day of every period: that of a note about it."""
        return tuple(period.start for period in self.periods)

    def label(self, row: int) -> str:
        """Name a period."""
        return period_label(
            self.periods[row],
            self.assumptions.period,
            self.assumptions.fiscal_year_start,
        )

    def labels(self) -> list[str]:
        """Name all periods, in order."""
        return [self.label(row) for row in range(len(self.periods))]

    def members(self, find: Callable[[int, str], Codes | None]) -> Members:
        """Turn a finder of customers into one of their rows in the user's list."""

        def rows(row: int, measure: str) -> Codes | None:
            customers = find(row, measure)
            return None if customers is None else self.book.rows_of(customers)

        return rows


def without_data(material: Material, page: PageId) -> Page:
    """Lay out a page that has nothing to show, and why."""
    missing, cycle = material.missing(page), material.analysis.cycle
    if missing:
        return Page(page, page_title(page), (), missing)
    if cycle is not None and cycle.customers and cycle.threshold_days is None:
        form = silence_form(material.assumptions, cycle)
        return Page(page, page_title(page), (no_rhythm(),), inputs=(form,))
    return Page(page, page_title(page), (nobody(material.book),))
