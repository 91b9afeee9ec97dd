"""Figures about money that start from the table of assumptions on their own sheet."""

from __future__ import annotations

from collections.abc import Mapping

from churn_desktop.engine.cost import SCENARIOS
from churn_desktop.output.sheets.placement import SheetPlan
from churn_desktop.pages.formats import is_defined
from churn_desktop.pages.model import Measure, PageId, Table
from churn_desktop.pages.money_inputs import COST_INPUTS, KEY, VALUE_INPUTS

ASSUMED = {
    (PageId.COST, "cost"): COST_INPUTS,
    (PageId.VALUE, "value"): VALUE_INPUTS,
}
"""Tables that start from assumptions, and the rows in which these stand."""

_NAMES = {
    "refund": "refund_per_loss",
    "fee": "fee_per_loss",
    "hours": "hours_per_loss",
}


def assumption(
    plans: Mapping[PageId, SheetPlan],
    page: PageId,
    table: Table,
    row: int,
    measure: Measure,
) -> str | None:
    """Refer to the cell of the assumption that a figure takes; None for any other.

    Changing that cell in the workbook then changes everything that follows from it.
    """
    if page is PageId.WHAT_IF and row and measure.key.startswith("opening_"):
        return _as_the_month_before(plans, table, row, measure)
    keys = ASSUMED.get((page, table.key))
    plan = plans.get(page)
    if keys is None or plan is None or KEY not in plan.tables:
        return None
    name = _NAMES.get(measure.key, measure.key)
    if name == "multiplier":
        name = f"{SCENARIOS[row]}_multiplier"
    if name not in keys or not is_defined(table.frame[measure.key][row]):
        return None
    return plan.tables[KEY].cell(keys.index(name), "input_value", here=True)


def _as_the_month_before(
    plans: Mapping[PageId, SheetPlan], table: Table, row: int, measure: Measure
) -> str | None:
    """Begin a month of a scenario where the one before ended."""
    plan = plans.get(PageId.WHAT_IF)
    place = None if plan is None else plan.tables.get(table.key)
    closing = measure.key.replace("opening_", "closing_", 1)
    if place is None or closing not in place.columns:
        return None
    return place.cell(row - 1, closing, here=True)
