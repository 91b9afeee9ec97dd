from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from churn_desktop.pages.model import PageId
from churn_desktop.ui.focus_cycle import go_to_next_part
from churn_desktop.ui.main_window import MainWindow
from churn_desktop.ui.views.page_grid import PageGrid


def walk(window: MainWindow, steps: int) -> list[QWidget]:
    found = []
    for _step in range(steps):
        go_to_next_part(window)
        focused = QApplication.focusWidget()
        assert focused is not None
        found.append(focused)
    return found


def test_the_parts_come_round(full_window: MainWindow, qtbot: QtBot) -> None:
    full_window.activateWindow()
    qtbot.waitUntil(full_window.isActiveWindow)
    pages = full_window.pages
    pages.choose(PageId.PERIODS)
    pages.list.setFocus()
    around = walk(full_window, 8)
    assert pages.list in around
    assert any(pages.content.isAncestorOf(widget) for widget in around)
    assert any(full_window.controls.isAncestorOf(widget) for widget in around)
    assert any(full_window.formula_bar.isAncestorOf(widget) for widget in around)
    first = around[0]
    assert around.index(first, 1) <= 6


def test_a_folded_panel_is_passed_over_and_an_open_one_is_not(
    full_window: MainWindow, qtbot: QtBot
) -> None:
    full_window.activateWindow()
    qtbot.waitUntil(full_window.isActiveWindow)
    inside = full_window.panel.isAncestorOf
    assert not any(inside(widget) for widget in walk(full_window, 7))
    full_window.menus.actions["assumptions"].trigger()
    assert any(inside(widget) for widget in walk(full_window, 8))


def test_without_a_list_the_start_page_is_a_part(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    (first,) = walk(window, 1)
    assert window.start_page.isAncestorOf(first)


def test_going_back_gives_the_cell_the_keyboard(
    full_window: MainWindow, qtbot: QtBot
) -> None:
    full_window.activateWindow()
    qtbot.waitUntil(full_window.isActiveWindow)
    pages = full_window.pages
    pages.choose(PageId.PERIODS)
    grid = pages.page.grid("movements")
    assert grid is not None
    grid.choose(3, "opening")
    pages.show_customers(grid.table, 3, "opening")
    pages.go_back()
    focused = QApplication.focusWidget()
    assert isinstance(focused, PageGrid)
    assert focused.current_cell() == (3, "opening")
