from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QPushButton, QSpinBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from churn_desktop.ui.views.choices_table import ChoicesTable


def test_tab_goes_from_choice_to_choice_and_on(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    stretch = QHeaderView.ResizeMode.Stretch
    table = ChoicesTable("t", "Choices", (("What", stretch), ("How many", 90)))
    after = QPushButton("On")
    column = QVBoxLayout(window)
    column.addWidget(table)
    column.addWidget(after)
    table.setRowCount(2)
    boxes = [QSpinBox(), QSpinBox()]
    for row, box in enumerate(boxes):
        table.put(row, 0, f"line {row}")
        table.put_box(row, 1, box)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    boxes[0].setFocus()
    qtbot.keyClick(boxes[0], Qt.Key.Key_Tab)
    qtbot.waitUntil(boxes[1].hasFocus)
    qtbot.keyClick(boxes[1], Qt.Key.Key_Tab)
    qtbot.waitUntil(after.hasFocus)
    assert table.item(1, 0).toolTip() == "line 1"
    assert table.columnWidth(1) == 90
    assert table.accessibleName() == "Choices"
