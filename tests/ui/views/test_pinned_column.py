from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from churn_desktop.ui.views.page_grid import PageGrid
from churn_desktop.ui.views.pinned_column import PinnedColumn
from tests.ui.made import a_page_table


@pytest.fixture
def grid(qtbot: QtBot) -> PageGrid:
    """A table of thirty rows that is too wide and too long for its place."""
    grid = PageGrid(a_page_table(rows=30), "USD", expert=True)
    qtbot.addWidget(grid)
    for column in range(1, 6):
        grid.setColumnWidth(column, 120)
    grid.resize(320, 200)
    grid.show()
    return grid


def scrolled(grid: PageGrid, by: int) -> PinnedColumn:
    grid.horizontalScrollBar().setValue(by)
    pinned = grid.findChild(PinnedColumn)
    assert isinstance(pinned, PinnedColumn)
    return pinned


def test_names_stay_where_columns_are_scrolled(grid: PageGrid) -> None:
    assert grid.findChild(PinnedColumn) is None
    pinned = scrolled(grid, 90)
    assert pinned.isVisible()
    assert pinned.columnWidth(0) == grid.columnWidth(0)
    assert pinned.horizontalHeader().height() == grid.horizontalHeader().height()
    grid.verticalScrollBar().setValue(5)
    assert pinned.verticalScrollBar().value() == 5
    first, last = (pinned.model().index(row, 0) for row in (5, 29))
    assert pinned.visualRect(first).top() == grid.visualRect(first).top()
    grid.scrollTo(last)
    assert pinned.visualRect(last).top() == grid.visualRect(last).top()
    assert not scrolled(grid, 0).isVisible()


def test_rows_of_several_lines_stay_beside_each_other(grid: PageGrid) -> None:
    grid.setRowHeight(0, 70)
    pinned = scrolled(grid, 90)
    assert pinned.rowHeight(0) == 70
    grid.setRowHeight(1, 80)
    assert pinned.rowHeight(1) == 80


def test_wide_names_are_scrolled_away_as_well(grid: PageGrid) -> None:
    grid.setColumnWidth(0, 200)
    assert not scrolled(grid, 90).isVisible()


def test_a_click_on_a_name_selects_it_in_the_grid(grid: PageGrid, qtbot: QtBot) -> None:
    pinned = scrolled(grid, 90)
    place = pinned.visualRect(pinned.model().index(2, 0)).center()
    qtbot.mouseClick(pinned.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert grid.current_cell() == (2, "period")
    qtbot.waitUntil(grid.hasFocus)


def test_no_cell_hides_behind_the_names(grid: PageGrid) -> None:
    pinned = scrolled(grid, grid.horizontalScrollBar().maximum())
    grid.go_to(0, 1)
    cell = grid.visualRect(grid.model().index(0, 1))
    assert not pinned.isVisible() or cell.left() >= pinned.width()
