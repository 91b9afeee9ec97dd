from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from churn_desktop.core.choices import TypedNumbers
from churn_desktop.pages.model import PageId
from churn_desktop.ui.dialogs.outcome_dialog import OutcomeDialog
from churn_desktop.ui.main_window import MainWindow
from churn_desktop.ui.views.number_edit import NumberEdit
from churn_desktop.ui.views.page_grid import PageGrid
from tests.ui.made import TODAY


def field(window: MainWindow, key: str) -> NumberEdit:
    found = window.findChild(NumberEdit, f"{key}Input")
    assert isinstance(found, NumberEdit), key
    return found


def test_a_typed_number_changes_the_page_and_can_be_taken_back(
    full_window: MainWindow, qtbot: QtBot
) -> None:
    window, document = full_window, full_window.document
    window.pages.choose(PageId.CALCULATOR)
    lost = field(window, "lost")
    lost.setFocus()
    lost.clear()
    qtbot.keyClicks(lost, "1")
    qtbot.keyClick(lost, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: document.settled)
    assert document.project is not None
    typed = document.project.assumptions.typed
    assert typed is not None
    assert typed.lost == 1
    assert field(window, "lost").text() == "1"
    # The page is another one now, and typing goes on in the next field.
    qtbot.waitUntil(lambda: field(window, "joined_and_left").hasFocus())
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: document.settled)
    assert document.project.assumptions.typed is None


def followups(window: MainWindow, qtbot: QtBot) -> PageGrid:
    window.pages.choose(PageId.FOLLOWUPS)
    qtbot.waitUntil(lambda: window.pages.page.grid("followups") is not None)
    grid = window.pages.page.grid("followups")
    assert grid is not None
    return grid


def test_a_follow_up_is_ticked_off_by_key_and_taken_back(
    full_window: MainWindow, qtbot: QtBot
) -> None:
    document = full_window.document
    grid = followups(full_window, qtbot)
    grid.setFocus()
    grid.choose(0, "name")
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    assert document.project is not None
    (done,) = document.project.assumptions.contacted
    assert done.when == TODAY
    assert document.undo_stack.undoText() == "Done, or not after all"
    document.undo_stack.undo()
    assert document.project.assumptions.contacted == ()


def test_a_follow_up_is_ticked_off_with_its_outcome(
    full_window: MainWindow, qtbot: QtBot
) -> None:
    document = full_window.document
    grid = followups(full_window, qtbot)
    grid.choose(0, "name")
    menu = grid.menu(0, "name")
    (entry,) = [a for a in menu.actions() if a.text() == "Done, with what came of it…"]
    entry.trigger()
    dialog = full_window.findChild(OutcomeDialog)
    assert dialog is not None
    dialog.outcome.setCurrentText("stays")
    dialog.accept()
    assert document.project is not None
    (done,) = document.project.assumptions.contacted
    assert done.outcome == "stays"


def test_what_was_typed_can_be_forgotten_from_the_menu(
    full_window: MainWindow, qtbot: QtBot
) -> None:
    document = full_window.document
    full_window.pages.choose(PageId.CALCULATOR)
    document.apply("type", lambda p: p.assuming(typed=TypedNumbers(opening=5)))
    qtbot.waitUntil(lambda: document.settled)
    qtbot.waitUntil(
        lambda: full_window.findChild(QPushButton, "forgetTypedButton") is not None
    )
    button = full_window.findChild(QPushButton, "forgetTypedButton")
    assert button is not None
    button.click()
    assert document.project is not None
    assert document.project.assumptions.typed is None


def test_what_is_half_typed_stays_while_the_page_is_drawn_anew(
    full_window: MainWindow, qtbot: QtBot
) -> None:
    window, document = full_window, full_window.document
    window.pages.choose(PageId.CALCULATOR)
    lost = field(window, "lost")
    lost.setFocus()
    lost.clear()
    qtbot.keyClicks(lost, "1")
    qtbot.keyClick(lost, Qt.Key.Key_Tab)
    half = field(window, "joined_and_left")
    qtbot.keyClicks(half, "3")
    page = window.pages.page.page
    qtbot.waitUntil(lambda: document.settled)
    qtbot.waitUntil(lambda: window.pages.page.page not in (None, page))
    again = field(window, "joined_and_left")
    assert again.text() == "3"
    assert document.project is not None
    typed = document.project.assumptions.typed
    assert typed is not None
    assert typed.joined_and_left == 0
    qtbot.keyClick(again, Qt.Key.Key_Return)
    assert document.project.assumptions.typed is not None
    assert document.project.assumptions.typed.joined_and_left == 3
