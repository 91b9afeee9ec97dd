from __future__ import annotations

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from churn_desktop.ui.dialogs.shortcuts_dialog import IN_TABLES, ShortcutsDialog


def test_all_keys_are_listed(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    action, other = QAction("&Open…", window), QAction("About", window)
    action.setShortcut("Ctrl+O")
    dialog = ShortcutsDialog({"open": action, "about": other}, window)
    table = dialog.table
    assert table.rowCount() == 1 + len(IN_TABLES)
    assert table.item(0, 0).text() == QKeySequence("Ctrl+O").toString(
        QKeySequence.SequenceFormat.NativeText
    )
    assert table.item(0, 1).text() == "Open"
    assert all(table.item(row, 0).text() for row in range(table.rowCount()))
