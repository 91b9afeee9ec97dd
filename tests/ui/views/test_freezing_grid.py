from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from churn_desktop.core import project_edits
from churn_desktop.pages.model import PageId
from churn_desktop.ui.main_window import MainWindow
from churn_desktop.ui.views.frozen_columns import EDGE, FrozenColumns
from churn_desktop.ui.views.sheet_view import SheetView

Key, Button = Qt.Key, Qt.MouseButton


@pytest.fixture
def window(full_window: MainWindow, qtbot: QtBot) -> MainWindow:
    """A window too small for all columns, the first two of which stay in place."""
    window = full_window
    window.pages.choose(PageId.CUSTOMERS)
    sheet = window.pages.customers.sheet
    for column in range(window.pages.customers.model.columnCount()):
        sheet.setColumnWidth(column, 260)
    sheet.setFocus()
    sheet.freeze(window.pages.customers.model.heading(1))
    window.activateWindow()
    qtbot.waitUntil(sheet.hasFocus)
    return window


@pytest.fixture
def sheet(window: MainWindow) -> SheetView:
    return window.pages.customers.sheet


@pytest.fixture
def frozen(sheet: SheetView) -> FrozenColumns:
    (frozen,) = sheet.frozen_views()
    return frozen


def middle(view: SheetView | FrozenColumns, row: int, column: int) -> QPoint:
    return view.visualRect(view.model().index(row, column)).center()


def test_they_stay_while_the_others_are_scrolled(
    sheet: SheetView, frozen: FrozenColumns
) -> None:
    sheet.horizontalScrollBar().setValue(400)
    assert frozen.isVisible()
    assert frozen.horizontalScrollBar().value() == 0
    assert frozen.width() - EDGE == 520
    assert sheet.indexAt(QPoint(10, 10)).column() == 0
    assert sheet.indexAt(QPoint(530, 10)).column() == (400 + 530) // 260
    assert frozen.indexAt(QPoint(530, 10)) == sheet.indexAt(QPoint(530, 10))


def test_a_cell_is_never_left_under_them(
    sheet: SheetView, frozen: FrozenColumns
) -> None:
    last = sheet.model().columnCount() - 1
    sheet.go_to(0, last)
    scrolled = sheet.horizontalScrollBar().value()
    assert scrolled > 0
    sheet.go_to(0, 0)
    assert sheet.horizontalScrollBar().value() == scrolled
    sheet.go_to(0, 2)
    left = sheet.visualRect(sheet.model().index(0, 2)).left()
    assert left >= frozen.width() - 2


def test_rows_scroll_in_step(window: MainWindow, qtbot: QtBot) -> None:
    sheet = window.pages.customers.sheet
    window.document.apply("adding", lambda p: project_edits.insert_rows(p, 2, 300))
    (frozen,) = sheet.frozen_views()
    qtbot.waitUntil(lambda: sheet.verticalScrollBar().maximum() > 100)
    sheet.verticalScrollBar().setValue(90)
    assert frozen.rowAt(0) == sheet.rowAt(0) == 90
    frozen.verticalScrollBar().setValue(40)
    assert sheet.rowAt(0) == 40
    sheet.go_to(302, 0)
    assert frozen.rowAt(0) == sheet.rowAt(0) > 200
    assert frozen.verticalScrollBar().maximum() == sheet.verticalScrollBar().maximum()


def test_the_mouse_selects_across_the_edge(
    sheet: SheetView, frozen: FrozenColumns, qtbot: QtBot
) -> None:
    sheet.horizontalScrollBar().setValue(260)
    qtbot.mousePress(frozen.viewport(), Button.LeftButton, pos=middle(frozen, 0, 1))
    end = frozen.viewport().mapTo(sheet, QPoint(600, middle(frozen, 2, 1).y()))
    place = frozen.viewport().mapFrom(sheet, end)
    qtbot.mouseMove(frozen.viewport(), place)
    qtbot.mouseRelease(frozen.viewport(), Button.LeftButton, pos=place)
    assert sheet.hasFocus()
    assert sheet.currentIndex().column() == 1 or sheet.ranges()[0][2] == 1


@pytest.mark.parametrize("way", ["typing", "F2", "double click"])
def test_cells_in_place_are_edited_where_they_are_seen(
    window: MainWindow,
    sheet: SheetView,
    frozen: FrozenColumns,
    way: str,
    qtbot: QtBot,
) -> None:
    sheet.horizontalScrollBar().setValue(400)
    sheet.go_to(1, 1)
    if way == "double click":
        place = middle(frozen, 1, 1)
        qtbot.mouseClick(frozen.viewport(), Button.LeftButton, pos=place)
        qtbot.mouseDClick(frozen.viewport(), Button.LeftButton, pos=place)
    else:
        qtbot.keyClick(sheet, Key.Key_F2 if way == "F2" else Key.Key_X)
    editor = frozen.viewport().findChild(QLineEdit, "cellEdit")
    assert isinstance(editor, QLineEdit)
    assert sheet.viewport().findChild(QLineEdit, "cellEdit") is None
    editor.selectAll()
    qtbot.keyClicks(editor, "Zoe")
    qtbot.keyClick(editor, Key.Key_Return)
    project = window.document.project
    assert project is not None
    assert project.table.frame.iloc[1, 1] == "Zoe"
    assert (sheet.currentIndex().row(), sheet.currentIndex().column()) == (2, 1)
    qtbot.waitUntil(sheet.hasFocus)


def test_what_is_typed_there_is_kept_when_something_else_is_done(
    window: MainWindow, sheet: SheetView, qtbot: QtBot
) -> None:
    sheet.go_to(0, 1)
    qtbot.keyClick(sheet, Key.Key_X)
    sheet.finish_editing()
    assert window.document.project is not None
    assert window.document.project.table.frame.iloc[0, 1] == "x"


def test_widths_are_the_same_in_both(
    sheet: SheetView, frozen: FrozenColumns, qtbot: QtBot
) -> None:
    frozen.header.resizeSection(0, 100)
    assert sheet.columnWidth(0) == 100
    sheet.setColumnWidth(1, 90)
    assert frozen.columnWidth(1) == 90
    qtbot.waitUntil(lambda: frozen.width() - EDGE == 190)
    sheet.sizes.set_zoom(200)
    assert frozen.columnWidth(0) == sheet.columnWidth(0) == 200
    assert frozen.rowHeight(0) == sheet.rowHeight(0)
    qtbot.waitUntil(lambda: frozen.header.height() == sheet.header.height())
    assert frozen.header.font() == sheet.header.font()


def test_they_are_let_go_of_again(
    window: MainWindow, sheet: SheetView, qtbot: QtBot
) -> None:
    actions = window.menus.actions
    sheet.go_to(0, 2)
    with qtbot.waitSignal(sheet.frozen_changed):
        actions["freezeHere"].trigger()
    assert sheet.frozen_views()[0].columns == 3
    actions["freezeFirst"].trigger()
    assert sheet.frozen_views()[0].columns == 1
    with qtbot.waitSignal(sheet.frozen_changed):
        actions["unfreeze"].trigger()
    assert sheet.frozen_views() == []
    assert sheet.indexAt(QPoint(10, 10)).column() == 0


def test_hiding_their_last_column_lets_go_until_it_is_back(
    window: MainWindow, sheet: SheetView
) -> None:
    customers = window.pages.customers
    headings = customers.model.headings
    customers.arranger.show_columns((headings[0], *headings[2:]))
    assert sheet.frozen_views() == []
    customers.show_columns()
    assert sheet.frozen_views()[0].columns == 2
