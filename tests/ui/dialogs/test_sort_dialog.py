from __future__ import annotations

from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from churn_desktop.ui.dialogs.sort_dialog import SortDialog
from churn_desktop.ui.sheet.arranger import SortKey


def test_it_begins_with_what_is_and_gives_what_is_chosen(qtbot: QtBot) -> None:
    dialog = SortDialog(("Fee", "Plan"), (SortKey("Plan", descending=True),))
    qtbot.addWidget(dialog)
    assert dialog.keys == (SortKey("Plan", descending=True),)
    for number in (2, 3):
        box = dialog.findChild(QComboBox, f"sortColumnBox{number}")
        assert box is not None
        box.setCurrentIndex(box.findData("Fee"))
    assert dialog.keys == (SortKey("Plan", descending=True), SortKey("Fee"))
