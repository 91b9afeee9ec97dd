from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from churn_desktop.ui.views.return_presses import ReturnPresses


@pytest.fixture
def box(qapp: QApplication, qtbot: QtBot) -> Iterator[QWidget]:
    owner = QObject()
    ReturnPresses(qapp, owner)
    box = QWidget()
    qtbot.addWidget(box)
    column = QVBoxLayout(box)
    for widget in (QPushButton("One"), QLineEdit(), QPushButton("Two")):
        column.addWidget(widget)
    box.show()
    box.activateWindow()
    qtbot.waitUntil(box.isActiveWindow)
    yield box
    owner.deleteLater()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_return_presses_the_button_that_has_the_keyboard(
    box: QWidget, key: Qt.Key, qtbot: QtBot
) -> None:
    one, two = box.findChildren(QPushButton)
    for button in (one, two, one):
        button.setFocus()
        with qtbot.waitSignal(button.clicked):
            qtbot.keyClick(button, key)
    with qtbot.assertNotEmitted(one.clicked):
        qtbot.keyClick(one, key, Qt.KeyboardModifier.ControlModifier)
        qtbot.keyClick(one, Qt.Key.Key_A)


def test_nothing_else_is_pressed(box: QWidget, qtbot: QtBot) -> None:
    one, two = box.findChildren(QPushButton)
    line = box.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    one.setFocus()
    line.setFocus()
    with qtbot.assertNotEmitted(one.clicked), qtbot.assertNotEmitted(two.clicked):
        qtbot.keyClick(line, Qt.Key.Key_Return)
    two.setFocus()
    two.deleteLater()
    qtbot.waitUntil(lambda: len(box.findChildren(QPushButton)) == 1)
    one.setFocus()
    with qtbot.waitSignal(one.clicked):
        qtbot.keyClick(one, Qt.Key.Key_Return)
