from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from churn_desktop.pages.model import PageId
from churn_desktop.ui.main_window import MainWindow
from churn_desktop.ui.views.number_edit import NumberEdit


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
