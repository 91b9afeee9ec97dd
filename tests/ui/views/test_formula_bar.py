from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from churn_desktop.core import project_edits
from churn_desktop.pages.explain import Explanation
from churn_desktop.pages.model import PageId
from churn_desktop.ui.main_window import MainWindow
from churn_desktop.ui.views.cell_line import CellLine
from churn_desktop.ui.views.formula_bar import FormulaBar


@pytest.fixture
def bar(qtbot: QtBot) -> FormulaBar:
    bar = FormulaBar()
    qtbot.addWidget(bar)
    return bar


def test_it_says_how_a_number_came_about(bar: FormulaBar) -> None:
    bar.show_explanation(
        Explanation(
            "Mar 2024 · churn rate",
            "lost ÷ at start = 10 ÷ 100 = 10.0 %",
            "5.5-17.4 %, 95 %",
        )
    )
    assert bar.objectName() == "formulaBar"
    assert bar.text == (
        "Mar 2024 · churn rate  lost ÷ at start = 10 ÷ 100 = 10.0 %  (5.5-17.4 %, 95 %)"
    )
    assert bar.formula == "lost ÷ at start = 10 ÷ 100 = 10.0 %"


def test_it_shows_long_cells_on_one_line(bar: FormulaBar) -> None:
    bar.show_cell("B17", "two\nlines", ("Note", 17))
    assert bar.text == "B17  two lines"


def test_it_can_be_empty(bar: FormulaBar) -> None:
    bar.show_cell("B17", "words", ("Note", 17))
    bar.clear()
    assert bar.text == ""


@pytest.fixture
def window(full_window: MainWindow, qtbot: QtBot) -> MainWindow:
    """A window in which the second name is being written in the formula bar."""
    full_window.pages.choose(PageId.CUSTOMERS)
    sheet = full_window.pages.customers.sheet
    sheet.go_to(1, 1)
    full_window.activateWindow()
    write = line(full_window)
    write.setFocus()
    qtbot.waitUntil(write.hasFocus)
    write.selectAll()
    qtbot.keyClicks(write, "Zoe")
    return full_window


def line(window: MainWindow) -> CellLine:
    found = window.formula_bar.findChild(CellLine)
    assert isinstance(found, CellLine)
    return found


def name(window: MainWindow, row: int = 1) -> str:
    assert window.document.project is not None
    return str(window.document.project.table.frame["Name"].iat[row])


def test_enter_writes_the_cell_and_goes_on(window: MainWindow, qtbot: QtBot) -> None:
    sheet = window.pages.customers.sheet
    qtbot.keyClick(line(window), Qt.Key.Key_Return)
    assert name(window) == "Zoe"
    assert (sheet.currentIndex().row(), sheet.currentIndex().column()) == (2, 1)
    qtbot.waitUntil(sheet.hasFocus)
    assert line(window).text() == name(window, 2)
    window.document.undo_stack.undo()
    assert name(window) != "Zoe"


def test_tab_goes_to_the_right(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(line(window), Qt.Key.Key_Tab)
    assert name(window) == "Zoe"
    assert window.pages.customers.sheet.currentIndex().column() == 2


def test_escape_leaves_the_cell_as_it_was(window: MainWindow, qtbot: QtBot) -> None:
    before = name(window)
    qtbot.keyClick(line(window), Qt.Key.Key_Escape)
    assert name(window) == line(window).text() == before
    assert not window.document.undo_stack.canUndo()
    qtbot.waitUntil(window.pages.customers.sheet.hasFocus)


@pytest.mark.parametrize("way", ["click", "page", "save"])
def test_going_elsewhere_keeps_what_was_typed(
    window: MainWindow, way: str, qtbot: QtBot
) -> None:
    if way == "click":
        window.pages.customers.sheet.setFocus()
    elif way == "page":
        window.pages.choose(PageId.OVERVIEW)
    else:
        window.saving.finish_editing()
    qtbot.waitUntil(lambda: name(window) == "Zoe")


def test_it_goes_to_its_own_cell_wherever_that_is_by_now(
    window: MainWindow, qtbot: QtBot
) -> None:
    document = window.document
    document.apply("inserting", lambda p: project_edits.insert_rows(p, 0, 3))
    qtbot.waitUntil(lambda: name(window, 4) == "Zoe")


def test_figures_that_arrive_do_not_disturb(window: MainWindow, qtbot: QtBot) -> None:
    document = window.document
    document.apply("changing", lambda p: p.assuming(include_free=True))
    qtbot.waitUntil(lambda: document.settled)
    assert line(window).text() == "Zoe"
    qtbot.keyClick(line(window), Qt.Key.Key_Return)
    assert name(window) == "Zoe"


def test_figures_are_not_to_be_edited(window: MainWindow) -> None:
    window.pages.choose(PageId.PERIODS)
    assert line(window).isReadOnly()
    window.pages.choose(PageId.CUSTOMERS)
    assert not line(window).isReadOnly()
    window.formula_bar.set_locked(True)
    assert line(window).isReadOnly()
    window.formula_bar.set_locked(False)
    assert not line(window).isReadOnly()
