from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QDialog, QMenu, QMessageBox
from pytestqt.qtbot import QtBot

from churn_desktop.core.schema import PeriodLength
from churn_desktop.pages.model import PageId
from churn_desktop.storage import recent
from churn_desktop.ui import settings
from churn_desktop.ui.main_window import MainWindow
from tests.ui.made import TODAY


def action(window: MainWindow, name: str) -> QAction:
    found = window.findChild(QAction, f"{name}Action")
    assert isinstance(found, QAction), name
    return found


def test_every_action_tools_rely_on_is_there(window: MainWindow) -> None:
    for name in ("open", "export", "language", "undo", "redo", "find", "close"):
        assert action(window, name).text()


def test_what_needs_a_list_is_grey_without_one(
    window: MainWindow, qtbot: QtBot
) -> None:
    assert action(window, "open").isEnabled()
    for name in ("export", "undo", "find", "checkColumns"):
        assert not action(window, name).isEnabled(), name


def test_undo_takes_back_a_period(full_window: MainWindow, qtbot: QtBot) -> None:
    document = full_window.document
    action(full_window, "quarter").trigger()
    assert document.project.assumptions.period is PeriodLength.QUARTER
    assert action(full_window, "quarter").isChecked()
    undo = action(full_window, "undo")
    assert undo.text() == "&Undo change of period"
    undo.trigger()
    assert document.project.assumptions.period is PeriodLength.MONTH
    assert action(full_window, "month").isChecked()
    action(full_window, "redo").trigger()
    qtbot.waitUntil(lambda: document.settled)
    assert full_window.controls.period.currentData() == PeriodLength.QUARTER


def test_the_latest_date_is_offered_when_another_was_chosen(
    full_window: MainWindow, qtbot: QtBot
) -> None:
    latest = action(full_window, "latestDate")
    assert not latest.isEnabled()
    full_window.assume("As of", "as_of", TODAY)
    assert latest.isEnabled()
    latest.trigger()
    assert full_window.document.project.assumptions.as_of is None
    qtbot.waitUntil(lambda: full_window.document.settled)


def test_recent_files_are_listed(window: MainWindow) -> None:
    recent.remember(Path("/lists/a & b.csv"))
    window.menus.show_recent()
    (menu,) = [m for m in window.findChildren(QMenu) if "recent" in m.title()]
    assert [a.text() for a in menu.actions()] == ["a && b.csv"]


def test_expert_figures_are_remembered(full_window: MainWindow) -> None:
    full_window.pages.choose(PageId.PERIODS)
    grid = full_window.pages.page.grid("movements")
    assert grid is not None
    few = grid.page_model().columnCount()
    action(full_window, "expert").trigger()
    grid = full_window.pages.page.grid("movements")
    assert grid is not None
    assert grid.page_model().columnCount() > few
    assert full_window.settings.get(settings.EXPERT)


def test_charts_can_be_above(full_window: MainWindow) -> None:
    action(full_window, "chartsAbove").trigger()
    assert full_window.pages.charts_above
    assert full_window.settings.get(settings.CHARTS_ABOVE)


def test_the_panel_can_be_folded(full_window: MainWindow) -> None:
    assert full_window.dock.isHidden()
    action(full_window, "assumptions").trigger()
    assert not full_window.dock.isHidden()
    full_window.dock.close()
    assert not action(full_window, "assumptions").isChecked()


def test_the_grid_with_the_keyboard_is_copied(
    full_window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    full_window.pages.choose(PageId.CUSTOMERS)
    full_window.pages.customers.sheet.go_to(0, 0)
    action(full_window, "copy").trigger()
    assert QGuiApplication.clipboard().text() == "C000"
    action(full_window, "copyWithHeadings").trigger()
    assert QGuiApplication.clipboard().text() == "Customer\nC000"
    full_window.pages.choose(PageId.PERIODS)
    grid = full_window.pages.page.grid("movements")
    assert grid is not None
    grid.setFocus()
    grid.choose(0, "new")
    if full_window.isActiveWindow():
        action(full_window, "copy").trigger()
        assert QGuiApplication.clipboard().text() == grid.page_model().text(0, 2)


def test_find_goes_to_the_customers(full_window: MainWindow) -> None:
    action(full_window, "find").trigger()
    assert full_window.pages.chosen is PageId.CUSTOMERS
    assert full_window.pages.customers.finder.isVisible()


def test_the_sheet_can_be_sorted_from_the_menu(
    full_window: MainWindow, qtbot: QtBot
) -> None:
    customers = full_window.pages.customers
    full_window.pages.choose(PageId.CUSTOMERS)
    customers.sheet.go_to(0, 4)
    action(full_window, "sortDown").trigger()
    qtbot.waitUntil(lambda: customers.model.text(0, 4) == "139")
    action(full_window, "sortUp").trigger()
    qtbot.waitUntil(lambda: customers.model.text(0, 4) == "100")
    action(full_window, "sortDown").trigger()
    qtbot.waitUntil(lambda: customers.model.text(0, 4) == "139")
    action(full_window, "fileOrder").trigger()
    assert customers.model.text(0, 4) == "100"


def test_pages_can_be_turned(full_window: MainWindow) -> None:
    full_window.pages.choose(PageId.OVERVIEW)
    action(full_window, "nextPage").trigger()
    assert full_window.pages.chosen is PageId.PERIODS
    action(full_window, "formerPage").trigger()
    assert full_window.pages.chosen is PageId.OVERVIEW


def test_wishes_of_the_whole_program_are_passed_on(
    window: MainWindow, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.language_wanted):
        action(window, "language").trigger()
    with qtbot.waitSignal(window.theme_wanted) as wanted:
        action(window, "darkTheme").trigger()
    assert wanted.args == ["dark"]
    with qtbot.waitSignal(window.quit_wanted):
        action(window, "quit").trigger()


def test_help_is_there(window: MainWindow, qtbot: QtBot) -> None:
    action(window, "shortcuts").trigger()
    dialog = window.findChild(QDialog, "shortcutsDialog")
    assert isinstance(dialog, QDialog)
    dialog.close()
    action(window, "about").trigger()
    box = window.findChild(QMessageBox, "aboutDialog")
    assert isinstance(box, QMessageBox)
    box.close()


def test_the_tool_bar_cannot_be_lost(window: MainWindow) -> None:
    assert window.contextMenuPolicy() is Qt.ContextMenuPolicy.NoContextMenu
