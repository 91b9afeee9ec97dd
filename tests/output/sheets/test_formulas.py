from __future__ import annotations

import re
from dataclasses import replace

import pytest

from churn_desktop.engine.rates import RATES
from churn_desktop.output.sheets.assembly import Assembly
from churn_desktop.output.sheets.formulas import LiveFormulas
from churn_desktop.pages.model import PageId, Source
from tests.output.made import opened

# What every spreadsheet program has known since 2007.
KNOWN = {
    "ROW", "SUMPRODUCT",
    "COUNTIFS", "COUNTIF", "COUNT", "SUMIFS", "IF", "AND", "MIN", "MAX", "SQRT",
    "ROUND",
}  # fmt: skip


def formula(assembly: Assembly, page: PageId, key: str, row: int, measure: str) -> str:
    table = assembly.plans[page].page.table(key)
    found = assembly.formulas.formula(page, table, row, table.measure(measure))
    assert found is not None
    return found


def test_only_old_functions_are_used(workbook: bytes) -> None:
    used = set()
    for sheet in opened(workbook, formulas=True):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    text = re.sub(r'"[^"]*"|\'[^\']*\'', "", cell.value)
                    used |= set(re.findall(r"([A-Z_.a-z0-9]+)\(", text))
    assert used <= KNOWN


def test_no_formula_is_longer_than_old_programs_take(workbook: bytes) -> None:
    longest = max(
        len(cell.value)
        for sheet in opened(workbook, formulas=True)
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    )
    assert longest < 8192


def test_rates_follow_from_the_cells_of_their_row(quarterly: Assembly) -> None:
    where = quarterly.plans[PageId.PERIODS].tables["movements"]
    lost, opening = (where.cell(3, key, here=True) for key in ("lost", "opening"))
    found = formula(quarterly, PageId.PERIODS, "movements", 3, "opening_base")
    assert found == f'IF({opening}=0,"not defined",{lost} / {opening})'


def test_every_definition_is_live(quarterly: Assembly) -> None:
    for key in RATES:
        assert formula(quarterly, PageId.DEFINITIONS, "all_rates", 3, key)
    compared = quarterly.plans[PageId.DEFINITIONS].page.table("churn")
    everything = quarterly.plans[PageId.DEFINITIONS].tables["all_rates"]
    headline = quarterly.analysis.headline
    assert headline is not None
    assert formula(
        quarterly, PageId.DEFINITIONS, "churn", 0, "value"
    ) == everything.cell(headline, "opening_base", here=True)
    low = formula(quarterly, PageId.DEFINITIONS, "churn", 0, "low")
    assert "1.95996398454" in low
    second = compared.measure("low")
    live = quarterly.formulas
    assert live.formula(PageId.DEFINITIONS, compared, 1, second) is None


def test_cards_refer_to_their_source(quarterly: Assembly) -> None:
    live = quarterly.formulas
    where = quarterly.plans[PageId.PERIODS].tables["movements"]
    source = Source(PageId.PERIODS, "movements", 2, "lost")
    assert live.origin(source) == where.cell(2, "lost")
    for wrong in (
        replace(source, measure="nothing"),
        replace(source, table="nothing"),
        replace(source, page=PageId.CUSTOMERS),
        replace(source, row=999),
    ):
        assert live.origin(wrong) is None


@pytest.mark.parametrize("key", ["opening", "lost", "new", "closing", "leave_events"])
def test_counts_of_other_tables_are_copies(quarterly: Assembly, key: str) -> None:
    where = quarterly.plans[PageId.PERIODS].tables["movements"]
    found = formula(quarterly, PageId.DEFINITIONS, "all_rates", 3, key)
    assert found == where.cell(3, key)


def test_rates_stay_live_without_the_rows_of_the_list(quarterly: Assembly) -> None:
    live = LiveFormulas(quarterly.plans, quarterly.analysis)
    revenue = quarterly.plans[PageId.REVENUE].page.table("mrr")
    assert live.formula(PageId.REVENUE, revenue, 1, revenue.measure("churned")) is None
    assert live.formula(PageId.REVENUE, revenue, 1, revenue.measure("grr"))
    movements = quarterly.plans[PageId.PERIODS].page.table("movements")
    assert live.formula(PageId.PERIODS, movements, 1, movements.measure("lost")) is None
    assert live.formula(PageId.PERIODS, movements, 1, movements.measure("closing"))


def test_customers_are_counted_only_where_rows_are_customers(
    quarterly: Assembly,
) -> None:
    revenue = quarterly.plans[PageId.REVENUE].page.table("mrr")
    paying = revenue.measure("paying_customers")
    # Somebody has two contracts at once, so that counting rows would be wrong.
    assert quarterly.formulas.formula(PageId.REVENUE, revenue, 1, paying) is None


def test_a_page_without_a_sheet_has_no_formulas(quarterly: Assembly) -> None:
    movements = quarterly.plans[PageId.PERIODS].page.table("movements")
    live = LiveFormulas({}, quarterly.analysis)
    lost = movements.measure("lost")
    assert live.formula(PageId.PERIODS, movements, 1, lost) is None
