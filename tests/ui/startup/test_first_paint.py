from __future__ import annotations

from functools import partial

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from churn_desktop.ui.startup.first_paint import FirstPaint


class Canvas(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.order: list[str] = []

    def paintEvent(self, _event: QPaintEvent) -> None:
        self.order.append("painted")


def test_it_is_done_after_the_window_was_drawn(qtbot: QtBot) -> None:
    window = Canvas()
    qtbot.addWidget(window)
    window.show()
    calls = [partial(window.order.append, name) for name in ("done", "done too")]
    FirstPaint(window, *calls)
    qtbot.waitUntil(lambda: "done too" in window.order)
    assert window.order == ["painted", "done", "done too"]


def test_it_is_done_once(qtbot: QtBot) -> None:
    window = Canvas()
    qtbot.addWidget(window)
    window.show()
    FirstPaint(window, lambda: window.order.append("done"))
    qtbot.waitUntil(lambda: "done" in window.order)
    window.hide()
    with qtbot.waitExposed(window):
        window.show()
    window.repaint()
    assert window.order.count("done") == 1


def test_a_window_that_is_on_screen_already(qtbot: QtBot) -> None:
    window = Canvas()
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    FirstPaint(window, lambda: window.order.append("done"))
    qtbot.waitUntil(lambda: "done" in window.order)
