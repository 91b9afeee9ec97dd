"""Every formula, computed by another program, gives the value stored beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from churn_desktop import resources
from churn_desktop.core.choices import Goal, ScenarioChoice, Spend, TypedNumbers
from churn_desktop.core.project import Assumptions
from churn_desktop.core.schema import PeriodLength
from churn_desktop.importing.importer import open_list
from churn_desktop.importing.options import ReadOptions
from churn_desktop.output.sheets.assembly import Assembly, assemble
from churn_desktop.output.sheets.placement import TablePlace
from churn_desktop.output.workbook import build
from churn_desktop.pages.model import PageId
from churn_desktop.pages.money_inputs import COST_INPUTS, VALUE_INPUTS
from tests.output.made import TODAY, a_list, a_project, opened, parts_of


def differences(made: bytes, computed: Workbook) -> tuple[int, list[str]]:
    """Count the formulas and list those that give another value."""
    live, stored = opened(made, formulas=True), opened(made)
    count, wrong = 0, []
    for sheet in live:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                count += 1
                expected = stored[sheet.title][cell.coordinate].value
                found = computed[sheet.title][cell.coordinate].value
                if not _same(expected, found):
                    where = f"{sheet.title}!{cell.coordinate}"
                    wrong.append(f"{where}: {expected!r} {found!r} {cell.value}")
    return count, wrong


def _same(expected: object, found: object) -> bool:
    if isinstance(expected, int | float) and isinstance(found, int | float):
        return abs(expected - found) <= 1e-9 * max(1, abs(expected))
    return expected == found


@pytest.mark.parametrize(
    "assumed",
    [
        {"period": PeriodLength.QUARTER},
        {"period": PeriodLength.MONTH, "allowed_gap_days": 12},
        {
            "period": PeriodLength.YEAR,
            "fiscal_year_start": 4,
            "reactivation_in_nrr": True,
            "last_day_of_service": True,
        },
    ],
    ids=["quarters", "months with gaps", "fiscal years"],
)
def test_every_formula_gives_its_stored_value(
    assumed: dict[str, object], recalculate: Callable[..., Workbook]
) -> None:
    made = build(assemble(*parts_of(a_project(a_list(), **assumed))), "r.xlsx")
    count, wrong = differences(made, recalculate(made))
    assert count > 1000
    assert wrong == []


def column(place: TablePlace, computed: Workbook, key: str) -> list[object]:
    """Give the computed cells of a measure."""
    at = place.columns[key].first + 1
    sheet = computed[place.sheet]
    return [sheet.cell(place.first + 1 + row, at).value for row in range(place.rows)]


def verdicts(computed: Workbook) -> list[str]:
    """Give what the checks on the first sheet say."""
    cells = [cell.value for cell in computed["Contents"]["A"]]
    return [cell for cell in cells if cell in ("OK", "check!")]


def test_a_corrected_date_reaches_every_count(
    quarterly: Assembly, workbook: bytes, recalculate: Callable[..., Workbook]
) -> None:
    """Who left in June left already in March: as if the list had said so."""
    source, rows = quarterly.source, a_list()
    assert source is not None
    at = next(at for at, row in enumerate(rows) if row[1] == "@formula")

    def correct(book: Workbook) -> None:
        # The column of the ends that were used.
        cell = book["Customers"].cell(at + 6, source.width + 3)
        assert cell.value.strftime("%Y-%m-%d") == "2024-06-01"
        cell.value = 45352  # 2024-03-01

    computed = recalculate(workbook, correct)
    rows[at] = (*rows[at][:3], "2024-03-01", rows[at][4])
    expected = expected_of(rows)
    movements = quarterly.plans[PageId.PERIODS].tables["movements"]
    for key in ("opening", "new", "returned", "lost", "joined_and_left", "closing"):
        found = column(movements, computed, key)
        assert found == expected.movements.frame[key].tolist(), key
    mrr = quarterly.plans[PageId.REVENUE].tables["mrr"]
    for key in ("opening", "closing"):
        found = column(mrr, computed, key)
        assert found == pytest.approx(expected.revenue.frame[key].tolist()), key
    # The loss of revenue has no row in its new period, and that is said.
    assert verdicts(computed) == ["OK", "check!", "OK"]


def test_a_corrected_amount_reaches_every_sum(
    quarterly: Assembly, workbook: bytes, recalculate: Callable[..., Workbook]
) -> None:
    source, rows = quarterly.source, a_list()
    assert source is not None

    def correct(book: Workbook) -> None:
        # What the customer with three stays pays in the last of them.
        cell = book["Customers"].cell(8, source.width + 5)
        assert cell.value == 120
        cell.value = 90

    computed = recalculate(workbook, correct)
    rows[2] = (*rows[2][:4], "90")
    expected = expected_of(rows)
    mrr = quarterly.plans[PageId.REVENUE].tables["mrr"]
    for key in ("opening", "new", "expansion", "contraction", "churned", "closing"):
        found = column(mrr, computed, key)
        assert found == pytest.approx(expected.revenue.frame[key].tolist()), key
    assert verdicts(computed) == ["OK", "OK", "OK"]


def test_a_sorted_list_is_noticed(
    workbook: bytes, recalculate: Callable[..., Workbook]
) -> None:
    def swap(book: Workbook) -> None:
        sheet = book["Customers"]
        for at in range(1, sheet.max_column + 1):
            above, below = sheet.cell(9, at), sheet.cell(10, at)
            above.value, below.value = below.value, above.value

    assert verdicts(recalculate(workbook, swap))[-1] == "check!"


def expected_of(rows: list[tuple[str, str, str, str, str]]) -> Any:
    made = a_project(rows, period=PeriodLength.QUARTER, currency="CNY")
    return parts_of(made)[3]


GOLDEN = {
    ("periods", "movements"): {
        "opening": 100, "new": 20, "returned": 0, "lost": 10, "joined_and_left": 2,
        "leave_events": 13, "closing": 108, "opening_base": 0.1, "low": 0.0552,
        "high": 0.1744, "retention": 0.9,
    },
    ("definitions", "all_rates"): {
        "opening_base": 0.1, "acquired_base": 0.6, "events_base": 0.1083,
        "average_base": 0.1154, "all_lost_base": 0.12, "events_opening_base": 0.13,
        "daily_base": 0.1122, "person_time": 0.1208, "net_shrinkage": -0.08,
        "retention_article": 0.88, "retention": 0.9,
    },
    ("revenue", "mrr"): {
        "opening": 9800, "closing": 11060, "churned": 800, "contraction": 200,
        "expansion": 100, "new": 2160, "gross_revenue_churn": 0.102,
        "net_revenue_churn": 0.0918, "grr": 0.898, "nrr": 0.9082, "quick_ratio": 2.26,
    },
}  # fmt: skip
"""March 2024 of the golden list, as in the definitions."""


def test_the_golden_list_gives_its_figures(
    reference_data: Callable[[str], Path], recalculate: Callable[..., Workbook]
) -> None:
    path = reference_data("golden_list.csv")
    options = ReadOptions(assumptions=Assumptions(as_of=date(2024, 3, 31)))
    project = open_list(path, options, today=TODAY)
    assembly = assemble(*parts_of(project))
    made = build(assembly, "golden.xlsx")
    march = assembly.analysis.headline
    assert march is not None
    for book in (opened(made), recalculate(made)):
        for (page, table), figures in GOLDEN.items():
            place = assembly.plans[PageId(page)].tables[table]
            found = {key: column(place, book, key)[march] for key in figures}
            assert found == pytest.approx(
                figures, abs=0.005 if page == "revenue" else 5e-5
            )


def test_there_are_no_error_cells(
    workbook: bytes, recalculate: Callable[..., Workbook]
) -> None:
    computed = recalculate(workbook)
    errors = [
        f"{sheet.title}!{cell.coordinate}"
        for sheet in computed
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "e"
    ]
    assert errors == []


COSTS = {
    "margin": 0.45,
    "lifetime_cap": 30.0,
    "cac": 700.0,
    "replacement_factor": 1.5,
    "refund_per_loss": 12.0,
    "fee_per_loss": 3.0,
    "hours_per_loss": 2.5,
    "hourly_cost": 40.0,
    "review_cost": 25.0,
    "low_multiplier": 0.25,
    "high_multiplier": 1.75,
}
WORTH = {
    "upsell_monthly": 4.0,
    "cross_sell_monthly": 1.5,
    "referred_customers": 0.2,
    "word_of_mouth_customers": 0.1,
    "discount_annual": 0.2,
}


def test_assumptions_typed_there_give_what_the_engine_gives(
    recalculate: Callable[..., Workbook],
) -> None:
    before = assemble(*parts_of(a_project(a_list(), currency="CNY")))
    typed = {PageId.COST: (COST_INPUTS, COSTS), PageId.VALUE: (VALUE_INPUTS, WORTH)}

    def change(book: Workbook) -> None:
        for page, (keys, values) in typed.items():
            place = before.plans[page].tables["inputs"]
            at = place.columns["input_value"].first + 1
            for key, value in values.items():
                row = place.first + 1 + keys.index(key)
                book[place.sheet].cell(row, at, value)

    computed = recalculate(build(before, "r.xlsx"), change)
    assumed = {**COSTS, **WORTH}
    after = assemble(*parts_of(a_project(a_list(), currency="CNY", **assumed)))
    for page, name, words in (
        (PageId.COST, "cost", "scenario"),
        (PageId.VALUE, "value", "case"),
    ):
        place = before.plans[page].tables[name]
        frame = after.report.page(page).table(name).frame
        for key in set(place.columns) - {words}:
            found = column(place, computed, key)
            expected = frame[key].tolist()
            assert found == pytest.approx(expected, nan_ok=True), (page, key)


def test_every_page_of_a_sample_gives_its_stored_values(
    recalculate: Callable[..., Workbook],
) -> None:
    """With renewals, reasons, owners, scores, a target, scenarios and a spend."""
    path = resources.path("samples", "subscriptions_en.xlsx")
    project = open_list(path, today=TODAY)
    goal = Goal(0.02, 1, date(2025, 1, 1), date(2025, 12, 31))
    project = project.assuming(
        goal=goal, spend=Spend(1000, 50), margin=0.6, commission=80.0,
        typed=TypedNumbers(500, 60, 50, mrr_opening=1000, mrr_churned=90),
        scenarios=(ScenarioChoice("Now"), ScenarioChoice("Better", 0.01)),
    )  # fmt: skip
    made = build(assemble(*parts_of(project)), "sample.xlsx")
    count, wrong = differences(made, recalculate(made))
    assert wrong == []
    assert count > 5000
