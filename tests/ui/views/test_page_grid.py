from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from churn_desktop.pages.model import Measure, PageId, Source, Table, Unit
from churn_desktop.ui.views.page_grid import PageGrid, widest_that_fits
from tests.ui.made import a_page_table


@pytest.fixture
def grid(qtbot: QtBot) -> PageGrid:
    grid = PageGrid(a_page_table(), "USD", expert=False)
    qtbot.addWidget(grid)
    grid.resize(600, 300)
    grid.show()
    return grid


def test_a_chosen_cell_is_told(grid: PageGrid, qtbot: QtBot) -> None:
    with qtbot.waitSignal(grid.chosen) as chosen:
        grid.choose(1, "opening_base")
    assert chosen.args == [grid.table, 1, "opening_base"]
    assert grid.current_cell() == (1, "opening_base")


def test_a_measure_that_is_not_on_screen_leads_to_its_row(grid: PageGrid) -> None:
    grid.choose(2, "low")
    assert grid.current_cell() == (2, "period")


def test_a_double_click_asks_for_the_customers(grid: PageGrid, qtbot: QtBot) -> None:
    def click(row: int, column: int) -> None:
        place = grid.visualRect(grid.model().index(row, column)).center()
        qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)

    with qtbot.waitSignal(grid.opened) as opened:
        click(0, 2)
    assert opened.args == [grid.table, 0, "lost"]
    with qtbot.assertNotEmitted(grid.opened):
        click(0, 1)


def test_return_does_the_same(grid: PageGrid, qtbot: QtBot) -> None:
    grid.choose(1, "lost")
    with qtbot.waitSignal(grid.opened):
        qtbot.keyClick(grid, Qt.Key.Key_Return)


def test_the_menu_copies_the_value_and_how_it_came_about(grid: PageGrid) -> None:
    grid.choose(0, "opening_base")
    actions = {a.text(): a for a in grid.menu(0, "opening_base").actions()}
    actions["Copy"].trigger()
    assert QGuiApplication.clipboard().text() == "10%"
    actions["Copy with headings"].trigger()
    assert QGuiApplication.clipboard().text() == "Churn rate\n10%"
    actions["Copy how it came about"].trigger()
    assert QGuiApplication.clipboard().text() == (
        "2024-01 · churn rate = lost ÷ at start = 10 ÷ 100 = 10.0 %"
    )
    assert "Show these customers" not in actions


def test_the_menu_leads_to_the_customers(
    grid: PageGrid, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    menus: list[QMenu] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _place: menus.append(menu))
    grid.choose(0, "lost")
    where = QPoint(5, 5)
    grid.contextMenuEvent(
        QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, where, where)
    )
    actions = {action.text(): action for action in menus[0].actions()}
    with qtbot.waitSignal(grid.opened):
        actions["Show these customers"].trigger()


def test_a_selection_is_added_up(grid: PageGrid) -> None:
    grid.go_to(0, 0)
    grid.go_to(2, 2, extend=True)
    assert grid.selection_totals() == (9, 6, 227.0)


def test_expert_columns_are_shown_to_experts(qtbot: QtBot) -> None:
    grid = PageGrid(a_page_table(), None, expert=True)
    qtbot.addWidget(grid)
    assert grid.page_model().columnCount() == 6


def sentences(rows: int) -> Table:
    unit = Unit.TEXT
    measures = tuple(Measure(key, key.title(), unit) for key in ("what", "why", "how"))
    text = "many words that will not fit on one line of a narrow column " * 2
    frame = pd.DataFrame({m.key: [text] * rows for m in measures})
    return Table("sentences", "Sentences", measures, frame)


def test_sentences_are_broken_where_there_is_little_room(qtbot: QtBot) -> None:
    grid = PageGrid(sentences(3), None, expert=False)
    qtbot.addWidget(grid)
    grid.show()
    grid.resize(1200, 300)
    wide = grid.rowHeight(0)
    grid.resize(600, 300)
    assert grid.rowHeight(0) > wide > grid.fontMetrics().height() * 2
    assert grid.horizontalHeader().length() <= grid.viewport().width()
    assert grid.natural_width() > 600


def test_long_tables_keep_to_single_lines(qtbot: QtBot) -> None:
    grid = PageGrid(sentences(400), None, expert=False)
    qtbot.addWidget(grid)
    assert grid.rowHeight(0) == grid.verticalHeader().defaultSectionSize()


def test_the_latest_period_is_in_view(qtbot: QtBot) -> None:
    table = a_page_table(rows=60)
    first = replace(table.measures[0], unit=Unit.PERIOD)
    table = replace(table, measures=(first, *table.measures[1:]))
    grid = PageGrid(table, None, expert=False)
    qtbot.addWidget(grid)
    grid.resize(600, 300)
    grid.show()
    bar = grid.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0 and bar.value() == bar.maximum())


def test_a_table_without_rows_has_nothing_to_choose(qtbot: QtBot) -> None:
    grid = PageGrid(a_page_table(rows=0), None, expert=False)
    qtbot.addWidget(grid)
    grid.choose(0, "lost")
    assert grid.current_cell() is None
    assert grid.selection_totals() == (0, 0, 0.0)


def test_the_widest_columns_give_way_first() -> None:
    assert widest_that_fits([100, 400, 200], 500, 50) == 200
    assert widest_that_fits([100, 400, 400], 500, 50) == 200
    assert widest_that_fits([100, 200], 500, 50) == 200
    assert widest_that_fits([400, 400], 100, 150) == 150
    assert widest_that_fits([], 100, 150) == 150


def test_a_row_without_customers_may_lead_elsewhere(qtbot: QtBot) -> None:
    leads = tuple(Source(PageId.SEGMENTS, f"column_{at}", 0, "churn") for at in (0, 1))
    grid = PageGrid(replace(a_page_table(), leads=leads), None, expert=False)
    qtbot.addWidget(grid)
    grid.choose(1, "opening")
    with qtbot.waitSignal(grid.source_wanted) as wanted:
        qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert wanted.args == [leads[1]]
    # Customers come first, and the third row leads nowhere.
    grid.choose(2, "opening")
    with qtbot.assertNotEmitted(grid.source_wanted):
        qtbot.keyClick(grid, Qt.Key.Key_Return)
    grid.choose(1, "lost")
    with qtbot.waitSignal(grid.opened):
        qtbot.keyClick(grid, Qt.Key.Key_Return)
