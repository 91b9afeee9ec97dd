from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from churn_desktop.pages.model import Page, PageId, Text
from churn_desktop.ui.views.cards import CardButton
from churn_desktop.ui.views.chart_canvas import ChartCanvas
from churn_desktop.ui.views.page_grid import PageGrid
from churn_desktop.ui.views.page_view import PageView
from tests.ui.made import a_page, a_page_table, a_report


@pytest.fixture
def view(qtbot: QtBot) -> PageView:
    view = PageView()
    qtbot.addWidget(view)
    view.resize(1000, 700)
    view.show()
    show(view, a_page())
    return view


def show(view: PageView, page: Page, *, expert: bool = False) -> None:
    view.show_page(page, "CNY", expert=expert, charts_above=False)


def words(view: PageView) -> list[str]:
    return [label.text() for label in view.widget().findChildren(QLabel)]


def test_everything_of_a_page_is_there(view: PageView) -> None:
    assert view.objectName() == "pageView"
    assert "Ten of 100 customers left." in words(view)
    assert len(view.findChildren(CardButton)) == 2
    assert len(view.findChildren(ChartCanvas, "chartCanvas")) == 1
    assert isinstance(view.findChild(PageGrid, "periodsGrid"), PageGrid)


def test_a_number_is_told_when_it_is_chosen(view: PageView, qtbot: QtBot) -> None:
    grid = view.grid("periods")
    assert grid is not None
    with qtbot.waitSignals([view.cell_chosen, view.totals_told]):
        grid.choose(1, "lost")
    with qtbot.waitSignal(view.cell_opened) as opened:
        grid.opened.emit(grid.table, 0, "lost")
    assert opened.args == [grid.table, 0, "lost"]


def test_a_point_of_the_chart_is_a_cell_of_its_table(view: PageView) -> None:
    canvas, grid = view.findChild(ChartCanvas), view.grid("periods")
    assert isinstance(canvas, ChartCanvas)
    assert grid is not None
    canvas.point_chosen.emit(1, "opening_base")
    assert grid.current_cell() == (1, "opening_base")


def test_cards_lead_to_their_source(view: PageView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.source_chosen) as chosen:
        view.findChildren(CardButton)[0].click()
    assert chosen.args[0].page is PageId.PERIODS


def test_a_page_without_its_column_offers_to_choose_it(
    view: PageView, qtbot: QtBot
) -> None:
    show(view, a_report().page(PageId.REVENUE))
    assert any("needs a column that says: fee" in text for text in words(view))
    button = view.findChild(QPushButton, "chooseColumnButton")
    assert isinstance(button, QPushButton)
    with qtbot.waitSignal(view.columns_wanted):
        button.click()


def test_a_page_without_anything_says_so(view: PageView) -> None:
    show(view, Page(PageId.PERIODS, "Periods", ()))
    assert "There is nothing to show here." in words(view)
    view.show_nothing()
    assert view.page is None


def test_one_returns_to_where_one_was(view: PageView) -> None:
    grid = view.grid("periods")
    assert grid is not None
    grid.choose(1, "lost")
    show(view, a_report().page(PageId.PERIODS))
    show(view, a_page())
    again = view.grid("periods")
    assert again is not None
    assert again is not grid
    assert again.current_cell() == (1, "lost")


def test_going_to_a_cell_unfolds_its_table(view: PageView) -> None:
    table = a_page_table(folded=True)
    page = replace(a_page(), blocks=(table,))
    show(view, page)
    view.go_to("periods", 2, "opening")
    section = view.grid("periods")
    assert section is not None
    assert section.current_cell() == (2, "opening")
    assert view.grid("nothing") is None
    view.go_to("nothing", 0, "lost")


def test_the_first_table_of_the_data_check_is_the_issues_view(
    view: PageView,
) -> None:
    show(view, a_page(PageId.DATA_CHECK))
    assert isinstance(view.findChild(PageGrid, "issuesView"), PageGrid)


def test_experts_see_more(view: PageView) -> None:
    show(view, a_page(), expert=True)
    grid = view.grid("periods")
    assert grid is not None
    assert grid.page_model().columnCount() == 6


def test_what_is_for_experts_is_shown_to_them_only(view: PageView) -> None:
    page = a_page()
    said = Text("Only for experts.", expert=True)
    both = replace(page, blocks=(*page.blocks, said))
    show(view, both)
    assert said.text not in words(view)
    more = view.findChild(QPushButton, "expertButton")
    assert isinstance(more, QPushButton)
    pressed: list[str] = []
    view.button_pressed.connect(pressed.append)
    more.click()
    assert pressed == ["expert"]
    show(view, both, expert=True)
    assert said.text in words(view)
