from __future__ import annotations

from dataclasses import replace

import pytest

from churn_desktop.output.sheets import assembly
from churn_desktop.output.sheets.assembly import Assembly, assemble
from churn_desktop.pages.model import PageId
from churn_desktop.pages.report import lay_out
from tests.output.made import a_list, a_project, parts_of


def test_every_page_has_its_sheet_in_the_order_of_the_report(
    quarterly: Assembly,
) -> None:
    shown = [page.id for page in quarterly.report.pages if page.blocks]
    assert list(quarterly.sheets) == shown
    assert quarterly.live
    assert quarterly.stays is not None
    assert quarterly.changes is not None


def test_the_ledger_stands_on_its_own_sheet(quarterly: Assembly) -> None:
    assert "ledger" not in quarterly.plans[PageId.REVENUE].tables
    assert "mrr" in quarterly.plans[PageId.REVENUE].tables


def test_long_lists_have_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assembly, "MOST_LIVE_ROWS", 10)
    made = assemble(*parts_of(a_project(a_list())))
    assert not made.live
    assert made.stays is None
    assert made.changes is None
    assert made.periods is not None
    assert "ledger" in made.plans[PageId.REVENUE].tables


@pytest.mark.parametrize("without", [PageId.CUSTOMERS, PageId.PERIODS])
def test_a_report_without_some_pages_has_values(without: PageId) -> None:
    _report, project, understanding, analysis = parts_of(a_project(a_list()))
    wanted = tuple(page for page in PageId if page is not without)
    report = lay_out(project, understanding, analysis, wanted)
    made = assemble(report, project, understanding, analysis)
    assert not made.live
    assert without not in made.sheets


def test_dates_that_spreadsheets_cannot_count_are_values() -> None:
    rows = [*a_list(), ("OLD", "old", "1890-01-01", "2024-01-01", "5")]
    assert not assemble(*parts_of(a_project(rows))).live


def test_a_list_longer_than_a_sheet_is_split(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assembly, "ROWS_A_SHEET", 30)
    monkeypatch.setattr(assembly, "MOST_LIVE_ROWS", 10)
    made = assemble(*parts_of(a_project(a_list())))
    assert [(name, rows.start, rows.stop) for name, rows in made.lists] == [
        ("Customers", 0, 30), ("Customers (2)", 30, 57),
    ]  # fmt: skip
    assert not made.live


def test_a_page_with_nothing_to_say_has_no_sheet() -> None:
    report, *rest = parts_of(a_project(a_list()))
    pages = tuple(
        replace(page, blocks=()) if page.id is PageId.REVENUE else page
        for page in report.pages
    )
    made = assemble(replace(report, pages=pages), *rest)
    assert PageId.REVENUE not in made.sheets
    assert made.changes is None
