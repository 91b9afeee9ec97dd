from __future__ import annotations

import gc
from weakref import ref

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from churn_desktop.core.schema import Role
from churn_desktop.pages.model import Card, Cards, PageId
from churn_desktop.ui.main_window import MainWindow
from churn_desktop.ui.pages_area import ORDER, PagesArea, meanings
from churn_desktop.ui.segments import Segment
from churn_desktop.ui.views.cards import CardButton
from churn_desktop.ui.views.page_grid import PageGrid
from tests.ui.made import a_project


@pytest.fixture
def pages(full_window: MainWindow) -> PagesArea:
    full_window.pages.choose(PageId.PERIODS)
    return full_window.pages


def movements(pages: PagesArea) -> PageGrid:
    grid = pages.page.grid("movements")
    assert grid is not None
    return grid


def row_that_lost(grid: PageGrid) -> int:
    return int(grid.table.frame["lost"].to_numpy().argmax())


def test_the_formula_bar_explains_the_chosen_number(
    pages: PagesArea, full_window: MainWindow
) -> None:
    grid = movements(pages)
    row = row_that_lost(grid)
    grid.choose(row, "opening_base")
    assert "lost ÷ at start =" in full_window.formula_bar.text
    pages.choose(PageId.STAGES)
    assert full_window.formula_bar.text == ""


def test_a_number_leads_to_its_customers_and_back(
    pages: PagesArea, full_window: MainWindow
) -> None:
    grid = movements(pages)
    row = row_that_lost(grid)
    lost = int(grid.table.frame["lost"][row])
    grid.choose(row, "lost")
    grid.opened.emit(grid.table, row, "lost")
    assert pages.chosen is PageId.CUSTOMERS
    assert len(pages.customers.model) == lost > 1
    assert pages.customers.trail.text.endswith(f": {lost} rows")
    assert "lost" in pages.customers.trail.text
    pages.customers.trail.back_wanted.emit()
    assert pages.chosen is PageId.PERIODS
    assert movements(pages).current_cell() == (row, "lost")
    assert len(pages.customers.model) == 40


def test_a_doubt_leads_to_its_column_wherever_that_is(pages: PagesArea) -> None:
    pages.choose(PageId.DATA_CHECK)
    grid = pages.page.grid("issues")
    assert grid is not None
    model = pages.customers.model
    columns = grid.table.frame["column"].tolist()
    row = next(n for n, column in enumerate(columns) if column in model.headings)
    pages.customers.arranger.show_columns(model.headings[::-1])
    pages.show_customers(grid.table, row, "rows")
    current = pages.customers.sheet.currentIndex()
    assert model.heading(current.column()) == columns[row]


def test_a_number_without_customers_leads_nowhere(pages: PagesArea) -> None:
    grid = movements(pages)
    pages.show_customers(grid.table, 0, "period")
    assert pages.chosen is PageId.PERIODS


def test_a_card_leads_to_its_cell(pages: PagesArea) -> None:
    pages.choose(PageId.OVERVIEW)
    assert pages.page.page is not None
    blocks = pages.page.page.blocks
    cards = [c for b in blocks if isinstance(b, Cards) for c in b.cards]
    card = next(c for c in cards if isinstance(c, Card) and c.source is not None)
    assert card.source is not None
    pages.go_to_source(card.source)
    assert pages.chosen is card.source.page
    grid = pages.page.grid(card.source.table)
    assert grid is not None
    found = grid.current_cell()
    assert found is not None
    assert found[0] == card.source.row


def test_escape_leads_back_to_the_card_and_explains_it(
    pages: PagesArea, full_window: MainWindow, qtbot: QtBot
) -> None:
    pages.choose(PageId.OVERVIEW)
    first = pages.page.findChildren(CardButton)[0]
    first.click()
    assert pages.chosen is PageId.PERIODS
    qtbot.keyClick(movements(pages), Qt.Key.Key_Escape)
    assert pages.chosen is PageId.OVERVIEW
    back = pages.page.findChildren(CardButton)[0]
    qtbot.waitUntil(back.hasFocus)
    assert "lost ÷ at start =" in full_window.formula_bar.text
    # Only from where the card led to.
    back.click()
    pages.choose(PageId.STAGES)
    pages.page.setFocus()
    qtbot.keyClick(pages.page, Qt.Key.Key_Escape)
    assert pages.chosen is PageId.STAGES


def test_cells_of_the_sheet_are_shown_in_full(
    pages: PagesArea, full_window: MainWindow
) -> None:
    pages.choose(PageId.CUSTOMERS)
    pages.customers.sheet.go_to(3, 1)
    assert full_window.formula_bar.text == "B5  Shop 3"


def test_pages_follow_each_other(pages: PagesArea) -> None:
    pages.choose(ORDER[-1])
    pages.step(1)
    assert pages.chosen is ORDER[0]
    pages.step(-1)
    assert pages.chosen is ORDER[-1]


def test_a_page_says_whom_it_is_about_and_leads_back_to_all(
    pages: PagesArea, full_window: MainWindow, qtbot: QtBot
) -> None:
    document = full_window.document
    document.choose_segment(Segment(Role.PLAN, "Basic"))
    qtbot.waitUntil(lambda: document.settled)
    part = pages.page.findChild(QPushButton, "partButton")
    assert part is not None
    assert part.text().startswith("Only plan: Basic")
    pages.choose(PageId.DATA_CHECK)
    assert pages.page.findChild(QPushButton, "partButton") is None
    pages.choose(PageId.OVERVIEW)
    again = pages.page.findChild(QPushButton, "partButton")
    assert again is not None
    again.click()
    qtbot.waitUntil(lambda: document.settled)
    assert document.segment is None
    assert pages.page.findChild(QPushButton, "partButton") is None


def test_every_page_can_be_shown(pages: PagesArea, qtbot: QtBot) -> None:
    for expert in (False, True):
        pages.expert = expert
        for page in ORDER:
            pages.choose(page)
            qtbot.wait(0)
            if page is not PageId.CUSTOMERS:
                assert pages.page.page is not None
                assert pages.page.page.id is page


def test_totals_reach_the_status_bar(pages: PagesArea, full_window: MainWindow) -> None:
    grid = movements(pages)
    grid.go_to(0, 1)
    grid.go_to(2, 1, extend=True)
    assert full_window.totals_label.text().startswith("Count: 3")


def test_doubtful_cells_are_marked(pages: PagesArea) -> None:
    model = pages.customers.model
    tip = model.data(model.index(1, 3), Qt.ItemDataRole.ToolTipRole)
    assert "date" in str(tip)


def test_a_meaning_belongs_to_one_heading() -> None:
    project = a_project()
    moved = meanings(project, "Plan", Role.CUSTOMER_ID)
    assert moved[Role.CUSTOMER_ID] == "Plan"
    assert "Customer" not in moved.values()
    assert Role.PLAN not in moved
    assert Role.PLAN not in meanings(project, "Plan", None)


def test_older_figures_are_let_go_at_once(
    pages: PagesArea, full_window: MainWindow, qtbot: QtBot
) -> None:
    """The customers of a long list take too much memory to wait for the collector."""
    document = full_window.document
    pages.choose(PageId.OVERVIEW)
    gc.disable()
    try:
        older = []
        for plan in ("Pro", "Basic", "Pro", "Basic"):
            document.choose_segment(Segment(Role.PLAN, plan))
            qtbot.waitUntil(lambda: document.settled)
            assert document.findings is not None
            older.append(ref(document.findings.analysis.book))
            qtbot.wait(0)
        assert [known() is None for known in older] == [True, True, True, False]
    finally:
        gc.enable()


def test_a_page_out_of_sight_keeps_nothing_of_before(
    pages: PagesArea, full_window: MainWindow, qtbot: QtBot
) -> None:
    document = full_window.document
    pages.choose(PageId.CUSTOMERS)
    assert pages.page.grid("movements") is not None
    document.apply("changing", lambda p: p.assuming(include_free=True))
    qtbot.waitUntil(lambda: document.settled)
    assert pages.page.grid("movements") is None
    pages.choose(PageId.PERIODS)
    qtbot.waitUntil(lambda: pages.page.grid("movements") is not None)
