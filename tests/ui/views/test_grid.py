from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from churn_desktop.ui.models.page_table_model import PageTableModel
from churn_desktop.ui.theme import LIGHT
from churn_desktop.ui.views.grid import Grid, bounds, write_totals
from tests.ui.made import a_page_table

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
KEY = Qt.Key


@pytest.fixture
def grid(qtbot: QtBot) -> Grid:
    grid = Grid()
    qtbot.addWidget(grid)
    grid.setModel(PageTableModel(a_page_table(rows=12), None, LIGHT))
    grid.show()
    grid.go_to(0, 0)
    return grid


def press(
    grid: QTableView, qtbot: QtBot, key: Qt.Key, *held: Qt.KeyboardModifier
) -> None:
    modifiers = Qt.KeyboardModifier.NoModifier
    for modifier in held:
        modifiers |= modifier
    qtbot.keyClick(grid, key, modifiers)


def place(grid: Grid) -> tuple[int, int]:
    return grid.currentIndex().row(), grid.currentIndex().column()


def test_keys_are_those_of_a_spreadsheet(grid: Grid, qtbot: QtBot) -> None:
    press(grid, qtbot, KEY.Key_Down, CTRL)
    assert place(grid) == (11, 0)
    press(grid, qtbot, KEY.Key_Right, CTRL)
    assert place(grid) == (11, 3)
    press(grid, qtbot, KEY.Key_Home, CTRL)
    assert place(grid) == (0, 0)
    press(grid, qtbot, KEY.Key_End, CTRL)
    assert place(grid) == (11, 3)
    press(grid, qtbot, KEY.Key_Up, CTRL)
    press(grid, qtbot, KEY.Key_Left, CTRL)
    assert place(grid) == (0, 0)


def test_shift_extends_from_where_it_began(grid: Grid, qtbot: QtBot) -> None:
    grid.go_to(2, 1)
    press(grid, qtbot, KEY.Key_Down, CTRL, SHIFT)
    assert grid.ranges() == [(2, 11, 1, 1)]
    press(grid, qtbot, KEY.Key_Right, CTRL, SHIFT)
    assert grid.ranges() == [(2, 11, 1, 3)]
    press(grid, qtbot, KEY.Key_Up, CTRL, SHIFT)
    assert grid.ranges() == [(0, 2, 1, 3)]


def test_space_selects_lines(grid: Grid, qtbot: QtBot) -> None:
    grid.go_to(2, 1)
    press(grid, qtbot, KEY.Key_Space, CTRL)
    assert grid.ranges() == [(0, 11, 1, 1)]
    grid.go_to(2, 1)
    press(grid, qtbot, KEY.Key_Space, SHIFT)
    assert grid.ranges() == [(2, 2, 0, 3)]


def test_tab_leaves_the_table(grid: Grid) -> None:
    assert not grid.tabKeyNavigation()


def test_selected_cells_are_copied(grid: Grid, qtbot: QtBot) -> None:
    grid.go_to(0, 2)
    grid.go_to(1, 3, extend=True)
    press(grid, qtbot, KEY.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "10\t10%\n9\t8.33333333333%"
    grid.copy_with_headings()
    assert QGuiApplication.clipboard().text().startswith("Lost\tChurn rate\n10\t10%")


def test_columns_that_are_hidden_are_not_copied(grid: Grid) -> None:
    grid.setColumnHidden(1, True)
    grid.go_to(0, 0)
    grid.go_to(0, 2, extend=True)
    grid.copy()
    assert QGuiApplication.clipboard().text() == "2024-01\t10"


def test_nothing_happens_without_cells(qtbot: QtBot) -> None:
    grid = Grid()
    qtbot.addWidget(grid)
    grid.setModel(PageTableModel(a_page_table(rows=0), None, LIGHT))
    QGuiApplication.clipboard().setText("kept")
    grid.go_to(3, 3)
    grid.copy()
    grid.copy_with_headings()
    assert QGuiApplication.clipboard().text() == "kept"


def test_the_selection_is_told(grid: Grid, qtbot: QtBot) -> None:
    with qtbot.waitSignal(grid.selected):
        grid.go_to(3, 2)


def test_bounds_are_around_everything() -> None:
    assert bounds([(1, 2, 3, 4), (0, 1, 5, 6)]) == (0, 2, 3, 6)
    assert bounds([]) is None


def test_totals_are_written_as_spreadsheets_do() -> None:
    assert write_totals(1, 1, 5) == ""
    assert write_totals(3, 0, 0) == "Count: 3"
    assert write_totals(3, 2, 25) == "Count: 3   Sum: 25   Average: 12.5"
    assert write_totals(2, 2, 0.25) == "Count: 2   Sum: 0.25   Average: 0.125"
