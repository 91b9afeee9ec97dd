from __future__ import annotations

from PySide6.QtWidgets import QDialogButtonBox, QLineEdit
from pytestqt.qtbot import QtBot

from churn_desktop.ui.dialogs.heading_dialog import HeadingDialog


def test_only_a_heading_of_its_own_is_taken(qtbot: QtBot) -> None:
    dialog = HeadingDialog("Rename", "Fee", ("Fee", "Plan"))
    qtbot.addWidget(dialog)
    edit, box = dialog.findChild(QLineEdit), dialog.findChild(QDialogButtonBox)
    assert edit is not None
    assert box is not None
    ok = box.button(QDialogButtonBox.StandardButton.Ok)
    for text, fine in (("Fee", True), ("Plan", False), ("  ", False), (" New ", True)):
        edit.setText(text)
        assert ok.isEnabled() is fine, text
    assert dialog.heading == "New"
