from __future__ import annotations

import pytest

from churn_desktop.core.progress import Cancelled
from churn_desktop.output.sheets import assembly
from churn_desktop.output.sheets.assembly import Assembly, assemble
from churn_desktop.output.sheets.report_sheets import Ticks
from churn_desktop.output.workbook import build
from tests.output.made import a_list, a_project, opened, parts_of

FIRST = ["Contents", "Customers", "Data check", "Overview", "Periods", "Definitions"]


def test_sheets_that_calculate_come_last(quarterly: Assembly, workbook: bytes) -> None:
    names = opened(workbook).sheetnames
    pages = ["Contents", *quarterly.sheets.values()]
    assert pages[: len(FIRST)] == FIRST
    assert names == [*pages, "Stays", "MRR changes", "Chart data"]


def test_pages_have_their_charts(workbook: bytes) -> None:
    book = opened(workbook)
    with_charts = {sheet.title for sheet in book if sheet._charts}
    assert with_charts >= {
        "Overview", "Periods", "Definitions", "Revenue", "Stages", "Lifetimes",
        "Cost of churn", "Customer value", "What if",
    }  # fmt: skip


def test_a_long_list_says_that_counts_are_values(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(assembly, "MOST_LIVE_ROWS", 10)
    monkeypatch.setattr("churn_desktop.output.sheets.report_sheets.MOST_LIVE_ROWS", 10)
    assembly_of_long = assemble(*parts_of(a_project(a_list())))
    made = build(assembly_of_long, "r.xlsx")
    book = opened(made, formulas=True)
    pages = assembly_of_long.sheets.values()
    assert book.sheetnames == ["Contents", *pages, "Chart data"]
    texts = [str(cell.value) for row in book["Contents"] for cell in row]
    assert any(text.startswith("The list has more than 10 rows") for text in texts)
    kinds = {cell.data_type for row in book["Customers"] for cell in row if cell.value}
    assert "f" not in kinds
    assert "f" in {cell.data_type for row in book["Periods"] for cell in row}


def test_a_list_of_nobody_is_still_a_report() -> None:
    made = build(assemble(*parts_of(a_project([]))), "r.xlsx")
    assert opened(made)["Customers"]["A5"].value == "id"


def test_progress_goes_up_to_the_end(quarterly: Assembly) -> None:
    seen: list[tuple[int, int, str]] = []
    build(
        quarterly,
        "r.xlsx",
        lambda done, total, phase="": seen.append((done, total, phase)),
    )
    assert seen[-1] == (1, 1, "packing")
    writing = [done for done, _total, phase in seen if phase == "writing"]
    assert writing == sorted(writing)


def test_ticks_never_exceed_the_total() -> None:
    seen: list[int] = []
    ticks = Ticks(10, lambda done, total, phase="": seen.append(done))
    for _time in range(4):
        ticks(4)
    assert seen == [4, 8, 10, 10]


def test_cancelling_stops_at_once(quarterly: Assembly) -> None:
    def cancel(done: int, total: int, phase: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        build(quarterly, "r.xlsx", cancel)
