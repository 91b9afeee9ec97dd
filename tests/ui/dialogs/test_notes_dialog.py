from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from churn_desktop.core.project import Note
from churn_desktop.ui.dialogs.notes_dialog import TEXT, WHEN, NotesDialog

TODAY = date(2024, 6, 30)
LATER = Note(date(2024, 5, 1), "New rival")
EARLIER = Note(date(2024, 2, 1), "Price rise")


@pytest.fixture
def dialog(qtbot: QtBot) -> NotesDialog:
    dialog = NotesDialog((LATER, EARLIER), TODAY)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_notes_are_in_the_order_of_their_dates(dialog: NotesDialog) -> None:
    assert dialog.notes == (EARLIER, LATER)


def test_a_note_is_added_with_the_keyboard(dialog: NotesDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(dialog.text, " Fair ")
    qtbot.keyClick(dialog.text, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.text.text() == ""
    assert dialog.notes == (EARLIER, LATER, Note(TODAY, "Fair"))
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.text, Qt.Key.Key_Return)
    assert len(dialog.notes) == 3


def test_a_note_that_was_typed_counts(dialog: NotesDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(dialog.text, "Fair")
    box = dialog.findChild(QDialogButtonBox)
    assert box is not None
    with qtbot.waitSignal(dialog.accepted):
        box.button(QDialogButtonBox.StandardButton.Ok).click()
    assert Note(TODAY, "Fair") in dialog.notes


def test_notes_are_changed_in_place(dialog: NotesDialog) -> None:
    when, text = dialog.table.item(0, WHEN), dialog.table.item(0, TEXT)
    assert when is not None
    assert text is not None
    when.setText("2024-07-01")
    text.setText("Prices up 5 %")
    assert dialog.notes == (LATER, Note(date(2024, 7, 1), "Prices up 5 %"))
    when.setText("soon")
    assert when.text() == "2024-07-01"
    text.setText("  ")
    assert dialog.notes == (LATER,)


def test_notes_are_removed(dialog: NotesDialog) -> None:
    dialog.table.selectRow(0)
    dialog.remove_button.click()
    assert dialog.notes == (LATER,)


def test_delete_takes_the_selected_note_away(dialog: NotesDialog, qtbot: QtBot) -> None:
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.table.setFocus()
    dialog.table.selectRow(0)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Delete)
    assert dialog.notes == (LATER,)
