"""The window by keyboard alone, and what a reader of the screen is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from churn_desktop import resources
from churn_desktop.pages.model import PageId
from churn_desktop.ui.main_window import MainWindow
from churn_desktop.ui.theme import Theme, apply
from churn_desktop.ui.views.chart_canvas import ChartCanvas
from churn_desktop.ui.views.focus_ring import FocusRing
from churn_desktop.ui.views.page_grid import PageGrid

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QTextEdit,
    ChartCanvas,
)
OF_QT = ("qt_spinbox_lineedit", "qt_", "ScrollLeftButton", "ScrollRightButton")
KEYS = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def controls(window: QWidget) -> Iterator[QWidget]:
    """Go over all that takes the keyboard or the mouse, whether shown or not."""
    for widget in window.findChildren(QWidget):
        ours = isinstance(widget, CONTROLS)
        if not ours or widget.objectName().startswith(OF_QT):
            continue
        if _inside(widget, QLineEdit) or (
            isinstance(widget, QHeaderView) and not widget.isVisibleTo(window)
        ):
            continue
        if _inside(widget, QAbstractSpinBox) or _inside(widget, QComboBox):
            continue
        yield widget


def _inside(widget: QWidget, kind: type[QWidget]) -> bool:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, kind):
            return True
        above = above.parentWidget()
    return False


def spoken(widget: QWidget) -> str:
    """Give what a reader of the screen says first."""
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return (widget.accessibleName() or text or widget.toolTip()).strip()


def nameless(window: QWidget) -> set[str]:
    return {
        f"{type(widget).__name__} {widget.objectName()} in "
        f"{type(widget.parentWidget()).__name__}"
        for widget in controls(window)
        if not spoken(widget) or spoken(widget) in "✕×…+-−▾"
    }


@pytest.mark.parametrize("page", list(PageId))
def test_every_control_of_every_page_has_a_name(
    full_window: MainWindow, page: PageId
) -> None:
    full_window.pages.choose(page)
    assert nameless(full_window) == set()


def test_the_start_page_and_the_panel_have_names(window: MainWindow) -> None:
    assert nameless(window) == set()


def press(
    qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None
) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    qtbot.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)


def tab_to(qtbot: QtBot, kind: type[QWidget], most: int = 60) -> QWidget:
    for _step in range(most):
        focused = QApplication.focusWidget()
        if isinstance(focused, kind):
            return focused
        press(qtbot, KEYS.Key_Tab)
    raise AssertionError(f"no {kind.__name__} after {most} steps")


def test_everything_with_the_keyboard_alone(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    sample = resources.root() / "samples" / "subscriptions_en.xlsx"
    buttons = [
        button
        for button in window.start_page.findChildren(QAbstractButton)
        if button.isVisible() and button.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert buttons
    window.open_path(Path(sample))
    qtbot.waitUntil(lambda: window.document.findings is not None, timeout=60_000)
    qtbot.waitUntil(lambda: window.document.settled)
    # The list of pages has the keyboard; down to the periods.
    pages = window.pages
    assert pages.list.hasFocus()
    assert pages.chosen is PageId.OVERVIEW
    press(qtbot, KEYS.Key_Down)
    assert pages.chosen is PageId.PERIODS
    # On to the page, a cell, its customers, and back.
    grid = tab_to(qtbot, PageGrid)
    assert isinstance(grid, PageGrid)
    while grid.currentIndex().column() != grid.page_model().column("lost"):
        press(qtbot, KEYS.Key_Right)
    assert "lost" in window.formula_bar.text
    press(qtbot, KEYS.Key_End, CTRL)
    press(qtbot, KEYS.Key_Home)
    while grid.currentIndex().column() != grid.page_model().column("lost"):
        press(qtbot, KEYS.Key_Right)
    row = grid.currentIndex().row()
    press(qtbot, KEYS.Key_Return)
    assert pages.chosen is PageId.CUSTOMERS
    assert pages.customers.sheet.hasFocus()
    assert "lost" in pages.customers.trail.text
    press(qtbot, KEYS.Key_Escape)
    assert pages.chosen is PageId.PERIODS
    grid = tab_to(qtbot, PageGrid)
    assert isinstance(grid, PageGrid)
    assert grid.current_cell() == (row, "lost")
    # A chart, point by point.
    tab_to(qtbot, ChartCanvas)
    press(qtbot, KEYS.Key_Left)
    press(qtbot, KEYS.Key_Left)
    assert window.formula_bar.text
    press(qtbot, KEYS.Key_Return)
    assert pages.chosen is PageId.CUSTOMERS
    press(qtbot, KEYS.Key_Escape)
    # From part to part.
    seen = set()
    for _part in range(8):
        press(qtbot, KEYS.Key_F6)
        seen.add(QApplication.focusWidget())
    assert len(seen) >= 3
    assert window.menus.actions["export"].shortcut().toString() == "Ctrl+E"
    assert window.menus.actions["export"].isEnabled()


@pytest.mark.parametrize("page", [PageId.CUSTOMERS, PageId.OVERVIEW, PageId.PERIODS])
@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_what_has_the_keyboard_looks_different(
    full_window: MainWindow,
    qapp: QApplication,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    theme: Theme,
    page: PageId,
) -> None:
    before = qapp.palette(), qapp.styleSheet()
    # A double click of another test may have left a button down.
    monkeypatch.setattr(QApplication, "mouseButtons", lambda: Qt.MouseButton.NoButton)
    FocusRing(qapp, full_window)
    apply(qapp, theme)
    full_window.activateWindow()
    qtbot.waitUntil(full_window.isActiveWindow)
    full_window.pages.choose(page)
    full_window.menus.actions["assumptions"].trigger()
    alike = set()
    for widget in list(controls(full_window)):
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if not (takes and widget.isVisible() and widget.isEnabled()):
            continue
        # A list shows it at the item that is chosen.
        if (
            isinstance(widget, QAbstractItemView)
            and not widget.currentIndex().isValid()
        ):
            continue
        full_window.setFocus()
        without = _seen(full_window, widget)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        if widget.hasFocus() and _seen(full_window, widget) == without:
            alike.add(f"{type(widget).__name__} {widget.objectName()} {spoken(widget)}")
    qapp.setStyleSheet(before[1])
    qapp.setPalette(before[0])
    assert alike == set()


def _seen(window: QWidget, widget: QWidget) -> QImage:
    """Take the picture of a widget and of what lies around it."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            # As Tab does.
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()
    place = widget.rect().translated(widget.mapTo(window, QPoint(0, 0)))
    return window.grab(place.adjusted(-4, -4, 4, 4)).toImage()
