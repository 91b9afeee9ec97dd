from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QSpinBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from churn_desktop.ui.views.wheel_guard import WheelGuard


def turn(box: QSpinBox) -> None:
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(box.mapToGlobal(QPoint(5, 5))),
        QPoint(0, 120),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, event)


@pytest.fixture
def boxes(qtbot: QtBot) -> tuple[QWidget, QSpinBox, QSpinBox]:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    guarded, other = QSpinBox(), QSpinBox()
    column.addWidget(other)
    column.addWidget(guarded)
    WheelGuard(window).watch(guarded)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window, guarded, other


def test_the_wheel_belongs_to_who_has_the_keyboard(
    boxes: tuple[QWidget, QSpinBox, QSpinBox], qtbot: QtBot
) -> None:
    _window, guarded, other = boxes
    other.setFocus()
    turn(guarded)
    assert guarded.value() == 0
    guarded.setFocus()
    turn(guarded)
    assert guarded.value() == 1
