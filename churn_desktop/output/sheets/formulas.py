"""Which formula stands behind each number of the report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from churn_desktop.core.book import Contracts
from churn_desktop.engine.analysis import Analysis
from churn_desktop.engine.rates import PROPORTIONS, RATES
from churn_desktop.output.sheets import expressions
from churn_desktop.output.sheets.change_sheet import ChangePlace
from churn_desktop.output.sheets.list_place import AMOUNT, START, UNTIL, ListPlace
from churn_desktop.output.sheets.money_cells import assumption
from churn_desktop.output.sheets.period_cells import PeriodCells
from churn_desktop.output.sheets.placement import SheetPlan, TablePlace
from churn_desktop.pages.model import Measure, PageId, Source, Table, Unit
from churn_desktop.pages.terms import title

MOVEMENTS = (PageId.PERIODS, "movements")
ALL_RATES = (PageId.DEFINITIONS, "all_rates")
MRR = (PageId.REVENUE, "mrr")
CURVE = (PageId.LIFETIMES, "curve")
COPIES = (ALL_RATES, (PageId.OVERVIEW, "trend"))
BY_PERIOD = (MOVEMENTS, *COPIES)
SIDE_BY_SIDE = ((PageId.DEFINITIONS, "churn"), (PageId.DEFINITIONS, "retention"))

_CHANGES = ("new", "reactivation", "expansion", "contraction", "churned")


class _Cell(NamedTuple):
    """A cell of a table whose formula is wanted."""

    table: Table
    place: TablePlace
    row: int
    measure: Measure

    def beside(self, name: str, before: int = 0) -> str:
        """Refer to a cell of the same row, or of one before it."""
        return self.place.cell(self.row - before, name, here=True)


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
        if place is None or self._blind((page, table.key), row, measure):
            return None
        cell = _Cell(table, place, row, measure)
        own = self._own(page, table.key)
        found = own(cell) if own is not None else None
        if found is None:
            found = assumption(self.plans, page, table, row, measure)
        found = _interval(cell) if found is None else found
        return self._rate(cell) if found is None else found

    def origin(self, source: Source) -> str | None:
        """Refer to the cell that a card's figure comes from."""
        place = self._place(source.page, source.table)
        if place is None or source.measure not in place.columns:
            return None
        return (
            place.cell(source.row, source.measure) if source.row < place.rows else None
        )

    def _blind(self, where: tuple[PageId, str], row: int, measure: Measure) -> bool:
        """Tell whether a rate has no value though there is something to divide."""
        known = self.analysis.movements
        if known is None or where not in BY_PERIOD:
            return False
        return row < known.blind and measure.unit is Unit.RATE

    def _place(self, page: PageId, table: str) -> TablePlace | None:
        plan = self.plans.get(page)
        return None if plan is None else plan.tables.get(table)

    def _own(self, page: PageId, table: str) -> Callable[[_Cell], str | None] | None:
        """Give what knows more of a table than its measures' formulas."""
        where = (page, table)
        if where in COPIES:
            return self._copy
        if where in SIDE_BY_SIDE:
            return self._definition
        known = {MOVEMENTS: self._movement, MRR: self._revenue, CURVE: _survival}
        return known.get(where)

    def _movement(self, cell: _Cell) -> str | None:
        if cell.measure.key == "annualised" and "opening_base" in cell.place.columns:
            months = self.analysis.assumptions.period.months
            return expressions.annualised(cell.beside("opening_base"), months)
        if self.periods is None:
            return None
        return self.periods.count(cell.row, cell.measure.key)

    def _copy(self, cell: _Cell) -> str | None:
        """Take counts from the table of movements."""
        key, movements = cell.measure.key, self._place(*MOVEMENTS)
        known = self.analysis.movements
        if movements is None or known is None or key not in known.frame:
            return None
        return movements.cell(cell.row, key) if key in movements.columns else None

    def _definition(self, cell: _Cell) -> str | None:
        """Take the figure of a definition, or its limits, for the headline period."""
        headline, everything = self.analysis.headline, self._place(*ALL_RATES)
        name = cell.table.frame["definition"][cell.row]
        key = {title(key): key for key in RATES}.get(name)
        if headline is None or everything is None or key is None:
            return None
        if cell.measure.key == "value":
            return everything.cell(headline, key, here=True)
        if cell.measure.key not in ("low", "high") or key not in PROPORTIONS:
            return None
        high = cell.measure.key == "high"
        return _wilson(
            key, lambda n: everything.cell(headline, n, here=True), high=high
        )

    def _revenue(self, cell: _Cell) -> str | None:
        key, formula = cell.measure.key, cell.measure.formula
        if key == "control" and formula is not None:
            # Sums of cents leave traces in the fifteenth digit.
            return f"ROUND({formula.write(cell.beside)},2)"
        if self.source is None or self.periods is None or self.changes is None:
            return None
        first, after = (
            self.periods.first_day(cell.row),
            self.periods.day_after(cell.row),
        )
        if key in _CHANGES:
            return self.changes.total(key, first)
        amount, start, until = (
            self.source.span(column) for column in (AMOUNT, START, UNTIL)
        )
        if key in ("opening", "closing"):
            day = first if key == "opening" else after
            return f'SUMIFS({amount},{start},"<"&{day},{until},">="&{day})'
        if key == "paying_customers" and _one_at_a_time(self.analysis.book.contracts):
            day = f'{start},"<"&{after},{until},">="&{after}'
            return f'COUNTIFS({amount},">0",{day})'
        return None

    def _rate(self, cell: _Cell) -> str | None:
        """Write a measure's own formula over the cells of its row."""
        formula, table = cell.measure.formula, cell.table
        if formula is None or not set(formula.names) <= set(cell.place.columns):
            return None
        unsure = self._unsure.get((id(table), cell.measure.key))
        if unsure is None:
            unsure = [name for name in formula.names if _may_be_words(table, name)]
            self._unsure[id(table), cell.measure.key] = unsure
        return expressions.guarded(formula, cell.beside, unsure, cell.measure.by_zero)


def _interval(cell: _Cell) -> str | None:
    """Compute the limits of a proportion from the counts of its row."""
    for owner in cell.table.measures:
        if owner.interval is None or cell.measure.key not in owner.interval:
            continue
        parts = PROPORTIONS.get(owner.key, ())
        names = {name for part in parts for name in part.names}
        if parts and names <= set(cell.place.columns):
            high = cell.measure.key == owner.interval[1]
            return _wilson(owner.key, cell.beside, high=high)
    return None


def _survival(cell: _Cell) -> str | None:
    """Multiply step by step: the share before, times the share that stays."""
    if cell.measure.key != "survival":
        return None
    before = f"{cell.beside('survival', 1)}*" if cell.row else ""
    return f"{before}(1-{cell.beside('events')}/{cell.beside('at_risk')})"


def _one_at_a_time(contracts: Contracts) -> bool:
    """Tell whether nobody has two contracts at once: counting rows counts customers."""
    same = contracts.customer[1:] == contracts.customer[:-1]
    return not bool(np.any(same & (contracts.start[1:] < contracts.end[:-1])))


def _may_be_words(table: Table, name: str) -> bool:
    words = bool(table.frame[name].isna().any())
    return words or table.measure(name).formula is not None


def _wilson(key: str, cell: Callable[[str], str], *, high: bool) -> str:
    count, total = (part.write(cell) for part in PROPORTIONS[key])
    return expressions.wilson(count, total)[int(high)]
