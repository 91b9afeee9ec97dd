from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from churn_desktop.pages.model import PageId
from churn_desktop.ui.main_window import MainWindow
from churn_desktop.ui.sheet.menus import (
    ENTRIES,
    IN_SHEET,
    OF_CELLS,
    OF_HEADINGS,
    sheet_operations,
)
from churn_desktop.ui.views.filter_popup import FilterPopup


def test_every_entry_is_an_action(full_window: MainWindow) -> None:
    actions = full_window.menus.actions
    assert {*IN_SHEET, *OF_CELLS, *OF_HEADINGS} - {""} <= set(actions)
    context = actions["clear"].shortcutContext()
    assert context == Qt.ShortcutContext.WidgetShortcut


def test_every_action_of_the_sheet_does_something(full_window: MainWindow) -> None:
    assert set(sheet_operations(full_window)) == set(ENTRIES)


def test_delete_elsewhere_clears_nothing(full_window: MainWindow, qtbot: QtBot) -> None:
    full_window.pages.choose(PageId.CUSTOMERS)
    full_window.pages.list.setFocus()
    qtbot.keyClick(full_window.pages.list, Qt.Key.Key_Delete)
    assert full_window.document.undo_stack.count() == 0


def test_replacing_from_the_keyboard(full_window: MainWindow, qtbot: QtBot) -> None:
    full_window.menus.actions["replace"].trigger()
    bar = full_window.pages.customers.replacing
    assert full_window.pages.chosen is PageId.CUSTOMERS
    bar.text.setText("basic")
    bar.instead.setText("Start")
    qtbot.waitUntil(lambda: bar.told == "14 cells in 1 column")
    qtbot.keyClick(bar.instead, Qt.Key.Key_Return)
    assert full_window.document.project is not None
    assert "Basic" not in full_window.document.project.table.column("Plan").text
    undo = full_window.menus.actions["undo"].text().replace("&", "")
    assert undo == "Undo replacing “basic” in 14 cells"
    qtbot.waitUntil(lambda: bar.told == "Not found.")
    qtbot.keyClick(bar.text, Qt.Key.Key_Escape)
    assert bar.isHidden()


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_filtering_shows_in_the_status_bar(
    full_window: MainWindow, qtbot: QtBot
) -> None:
    full_window.pages.choose(PageId.CUSTOMERS)
    full_window.pages.customers.sheet.go_to(0, 5)
    full_window.menus.actions["filter"].trigger()
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, FilterPopup)
    popup.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    popup.accept()
    shown = full_window.shown_rows
    qtbot.waitUntil(shown.isVisible)
    assert shown.text() == "26 of 40 rows shown  ✕"
    assert full_window.document.undo_stack.count() == 0
    shown.click()
    assert len(full_window.pages.customers.model) == 40
    assert shown.isHidden()


def test_columns_are_moved_and_hidden(full_window: MainWindow) -> None:
    full_window.pages.choose(PageId.CUSTOMERS)
    customers, actions = full_window.pages.customers, full_window.menus.actions
    customers.sheet.setColumnWidth(4, 222)
    customers.sheet.go_to(0, 4)
    actions["moveColumnLeft"].trigger()
    assert customers.model.headings[3:5] == ("Fee", "Until")
    assert customers.sheet.columnWidth(3) == 222
    actions["hideColumns"].trigger()
    assert "Fee" not in customers.model.headings
    actions["showColumns"].trigger()
    assert customers.model.headings[4] == "Fee"
    assert full_window.document.undo_stack.count() == 0
