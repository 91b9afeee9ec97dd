"""Which formula stands behind each number of the report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from churn_desktop.engine.analysis import Analysis
from churn_desktop.engine.rates import PROPORTIONS, RATES
from churn_desktop.output import expressions
from churn_desktop.output.change_sheet import ChangePlace
from churn_desktop.output.list_place import AMOUNT, START, UNTIL, ListPlace
from churn_desktop.output.period_cells import PeriodCells
from churn_desktop.output.placement import SheetPlan, TablePlace
from churn_desktop.pages.model import Measure, PageId, Source, Table
from churn_desktop.pages.terms import title

MOVEMENTS = (PageId.PERIODS, "movements")
ALL_RATES = (PageId.DEFINITIONS, "all_rates")
MRR = (PageId.REVENUE, "mrr")
CURVE = (PageId.LIFETIMES, "curve")
COPIES = (ALL_RATES, (PageId.OVERVIEW, "trend"))
SIDE_BY_SIDE = ((PageId.DEFINITIONS, "churn"), (PageId.DEFINITIONS, "retention"))

_CHANGES = ("new", "reactivation", "expansion", "contraction", "churned")


@dataclass(slots=True)
class LiveFormulas:
    """Knows the formula of every cell of a report that has one.

    Rates follow from the cells of their own row. Counts and sums go back to the rows
    of the list where it is short enough for that.

    Attributes
    ----------
    plans : mapping of PageId to SheetPlan
    analysis : Analysis
    source : ListPlace or None
        None when counts and sums are values.
    periods : PeriodCells or None
        None when the report has no table of movements.
    changes : ChangePlace or None
        None when sums of revenue are values.
    """

    plans: Mapping[PageId, SheetPlan]
    analysis: Analysis
    source: ListPlace | None = None
    periods: PeriodCells | None = None
    changes: ChangePlace | None = None
    _unsure: dict[tuple[int, str], list[str]] = field(default_factory=dict)

    def formula(
        self, page: PageId, table: Table, row: int, measure: Measure
    ) -> str | None:
        """Give the formula of a cell without its equals sign; None for a value."""
        place = self._place(page, table.key)
        if place is None:
            return None
        own = self._own(page, table.key)
        found = own(table, place, row, measure) if own is not None else None
        if found is None:
            found = self._interval(table, place, row, measure)
        return self._rate(table, place, row, measure) if found is None else found

    def origin(self, source: Source) -> str | None:
        """Refer to the cell that a card's figure comes from."""
        place = self._place(source.page, source.table)
        known = place is not None and source.measure in place.columns
        if not known or place is None or source.row >= place.rows:
            return None
        return place.cell(source.row, source.measure)

    def _place(self, page: PageId, table: str) -> TablePlace | None:
        plan = self.plans.get(page)
        return None if plan is None else plan.tables.get(table)

    def _own(
        self, page: PageId, table: str
    ) -> Callable[[Table, TablePlace, int, Measure], str | None] | None:
        """Give what knows more of a table than its measures' formulas."""
        where = (page, table)
        if where in COPIES:
            return self._copy
        if where in SIDE_BY_SIDE:
            return self._definition
        known = {MOVEMENTS: self._movement, MRR: self._revenue, CURVE: self._survival}
        return known.get(where)

    def _movement(
        self, table: Table, place: TablePlace, row: int, measure: Measure
    ) -> str | None:
        if measure.key == "annualised":
            return self._annual(table, place, row)
        return None if self.periods is None else self.periods.count(row, measure.key)

    def _annual(self, table: Table, place: TablePlace, row: int) -> str | None:
        if not {"opening_base", "annualised"} <= set(table.frame):
            return None
        months = self.analysis.assumptions.period.months
        return expressions.annualised(
            place.cell(row, "opening_base", here=True), months
        )

    def _copy(
        self,
        table: Table,  # noqa: ARG002
        place: TablePlace,  # noqa: ARG002
        row: int,
        measure: Measure,
    ) -> str | None:
        """Take counts from the table of movements."""
        movements = self._place(*MOVEMENTS)
        counted = measure.formula is None and measure.key in self._counts
        if movements is None or not counted or measure.key not in movements.columns:
            return None
        return movements.cell(row, measure.key)

    @property
    def _counts(self) -> set[str]:
        found = self.analysis.movements
        return set() if found is None else set(found.frame.columns)

    def _definition(
        self, table: Table, place: TablePlace, row: int, measure: Measure
    ) -> str | None:
        """Take the figure of a definition, or its limits, for the headline period."""
        headline, everything = self.analysis.headline, self._place(*ALL_RATES)
        key = {title(key): key for key in RATES}.get(table.frame["definition"][row])
        if headline is None or everything is None or key is None:
            return None
        if measure.key == "value":
            return everything.cell(headline, key)
        proportion = PROPORTIONS.get(key)
        if measure.key not in ("low", "high") or proportion is None:
            return None
        return _wilson(
            key,
            lambda name: everything.cell(headline, name),
            high=measure.key == "high",
        )

    def _revenue(
        self,
        table: Table,  # noqa: ARG002
        place: TablePlace,
        row: int,
        measure: Measure,
    ) -> str | None:
        if measure.key == "control" and measure.formula is not None:
            sum_up = measure.formula.write(
                lambda name: place.cell(row, name, here=True)
            )
            return f"ROUND({sum_up},2)"
        if self.source is None or self.periods is None or self.changes is None:
            return None
        first, after = self.periods.first_day(row), self.periods.day_after(row)
        if measure.key in _CHANGES:
            return self.changes.total(measure.key, first)
        if measure.key == "opening":
            return _paid_on(self.source, first)
        if measure.key == "closing":
            return _paid_on(self.source, after)
        if measure.key == "paying_customers" and self._one_contract_at_a_time():
            spans = [self.source.span(column) for column in (AMOUNT, START, UNTIL)]
            return f'COUNTIFS({spans[0]},">0",{spans[1]},"<"&{after},{spans[2]},">="&{after})'
        return None

    def _one_contract_at_a_time(self) -> bool:
        """Tell whether counting contracts counts customers."""
        contracts = self.analysis.book.contracts
        same = contracts.customer[1:] == contracts.customer[:-1]
        return not bool(np.any(same & (contracts.start[1:] < contracts.end[:-1])))

    def _survival(
        self,
        table: Table,  # noqa: ARG002
        place: TablePlace,
        row: int,
        measure: Measure,
    ) -> str | None:
        """Multiply step by step: the share before, times the share that stays."""
        if measure.key != "survival":
            return None
        events, at_risk = (
            place.cell(row, key, here=True) for key in ("events", "at_risk")
        )
        before = f"{place.cell(row - 1, 'survival', here=True)}*" if row else ""
        return f"{before}(1-{events}/{at_risk})"

    def _interval(
        self, table: Table, place: TablePlace, row: int, measure: Measure
    ) -> str | None:
        """Compute the limits of a proportion from the counts of its row."""
        for owner in table.measures:
            if owner.key not in PROPORTIONS or measure.key not in (
                owner.interval or ()
            ):
                continue
            names = {name for part in PROPORTIONS[owner.key] for name in part.names}
            if names <= set(place.columns):
                high = owner.interval is not None and measure.key == owner.interval[1]
                return _wilson(
                    owner.key, lambda name: place.cell(row, name, here=True), high=high
                )
        return None

    def _rate(
        self, table: Table, place: TablePlace, row: int, measure: Measure
    ) -> str | None:
        """Write a measure's own formula over the cells of its row."""
        formula = measure.formula
        if formula is None or not set(formula.names) <= set(place.columns):
            return None
        unsure = self._unsure.get((id(table), measure.key))
        if unsure is None:
            unsure = [name for name in formula.names if _may_be_words(table, name)]
            self._unsure[id(table), measure.key] = unsure
        return expressions.guarded(
            formula, lambda name: place.cell(row, name, here=True), unsure
        )


def _may_be_words(table: Table, name: str) -> bool:
    return table.measure(name).formula is not None or bool(
        table.frame[name].isna().any()
    )


def _wilson(key: str, cell: Callable[[str], str], *, high: bool) -> str:
    count, total = (part.write(cell) for part in PROPORTIONS[key])
    return expressions.wilson(count, total)[int(high)]


def _paid_on(source: ListPlace, day: str) -> str:
    spans = [source.span(column) for column in (AMOUNT, START, UNTIL)]
    return f'SUMIFS({spans[0]},{spans[1]},"<"&{day},{spans[2]},">="&{day})'
