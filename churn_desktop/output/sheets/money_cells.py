"""Figures about money that start from the table of assumptions on their own sheet."""

from __future__ import annotations

from collections.abc import Mapping

from churn_desktop.engine.cost import SCENARIOS
from churn_desktop.output.sheets import expressions
from churn_desktop.output.sheets.placement import SheetPlan, TablePlace
from churn_desktop.pages.formats import is_defined
from churn_desktop.pages.model import Measure, PageId, Table
from churn_desktop.pages.money_inputs import COST_INPUTS, KEY, VALUE_INPUTS
from churn_desktop.pages.value import ESTIMATE

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
    if page is PageId.VALUE and table.key == KEY and measure.key == "input_value":
        return _shared(plans, table, row)
    keys = ASSUMED.get((page, table.key))
    plan = plans.get(page)
    if keys is None or plan is None or KEY not in plan.tables:
        return None
    if page is PageId.COST and measure.key in ("remaining_months", "other_value"):
        return _from_value(plans, plan.tables, table, row, measure.key)
    if page is PageId.VALUE and measure.key in (
        "monthly_discount",
        "months_within_cap",
    ):
        return _of_months(plan.tables, table, row, measure.key)
    name = _NAMES.get(measure.key, measure.key)
    if name == "multiplier":
        name = f"{SCENARIOS[row]}_multiplier"
    if name not in keys:
        return None
    return plan.tables[KEY].cell(keys.index(name), "input_value", here=True)


def _shared(plans: Mapping[PageId, SheetPlan], table: Table, row: int) -> str | None:
    """Take an assumption that two pages share from the one where it is typed."""
    name, plan = VALUE_INPUTS[row], plans.get(PageId.COST)
    if name not in COST_INPUTS or plan is None or KEY not in plan.tables:
        return None
    cell = plan.tables[KEY].cell(COST_INPUTS.index(name), "input_value")
    if is_defined(table.frame["input_value"][row]):
        return cell
    # Nothing known counts as 0 there, and is not defined here.
    return f"IF({cell}=0,{expressions.undefined()},{cell})"


def _from_value(
    plans: Mapping[PageId, SheetPlan],
    tables: Mapping[str, TablePlace],
    table: Table,
    row: int,
    key: str,
) -> str | None:
    """Work out what each loss takes along, from churn and from the page on value."""
    if not is_defined(table.frame[key][row]):
        return None
    if key == "remaining_months":
        cap = tables[KEY].cell(
            COST_INPUTS.index("lifetime_cap"), "input_value", here=True
        )
        own = tables[table.key]
        churn, now = (
            own.cell(row, name, here=True) for name in ("monthly_churn", "now_months")
        )
        stay = f"IF(COUNT({churn})=0,{cap},IF({churn}=0,{cap},MIN(1/{churn},{cap})))"
        return f"MAX({stay},{now})"
    plan = plans.get(PageId.VALUE)
    worth = None if plan is None else plan.tables.get("value")
    if worth is None or not {"clv", "base"} <= set(worth.columns):
        return None
    clv, base = (worth.cell(ESTIMATE, name) for name in ("clv", "base"))
    return f"IF(COUNT({clv},{base})<2,0,{clv}-{base})"


def _of_months(
    tables: Mapping[str, TablePlace], table: Table, row: int, key: str
) -> str | None:
    """Bring the discount to a month, and count the months before the cap."""
    if not is_defined(table.frame[key][row]):
        return None

    def typed(name: str) -> str:
        return tables[KEY].cell(VALUE_INPUTS.index(name), "input_value", here=True)

    if key == "monthly_discount":
        return f"(1+{typed('discount_annual')})^(1/12)-1"
    churn, cap = (
        tables[table.key].cell(row, "monthly_churn", here=True),
        typed("lifetime_cap"),
    )
    most = f"MIN({churn},1)"
    within = f"(1-(1-{most})^{cap})/{most}"
    return f"IF(COUNT({churn})=0,{cap},IF({churn}=0,{cap},{within}))"


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
