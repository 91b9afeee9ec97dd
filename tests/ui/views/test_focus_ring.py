from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from churn_desktop.ui.theme import colours
from churn_desktop.ui.views.focus_ring import FocusRing, Ring


@pytest.fixture
def ring(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[FocusRing]:
    # Another test may have pressed a button and never let it go.
    monkeypatch.setattr(QApplication, "mouseButtons", lambda: Qt.MouseButton.NoButton)
    ring = FocusRing(qapp)
    yield ring
    qapp.focusChanged.disconnect(ring._follow)


@pytest.fixture
def box(qtbot: QtBot, ring: FocusRing) -> QWidget:
    box = QWidget()
    qtbot.addWidget(box)
    column = QVBoxLayout(box)
    for widget in (QPushButton("One"), QComboBox(), QPushButton("Two")):
        column.addWidget(widget)
    box.show()
    box.activateWindow()
    qtbot.waitUntil(box.isActiveWindow)
    return box


def shown(box: QWidget) -> list[QWidget | None]:
    rings = box.findChildren(Ring)
    return [ring.parentWidget() for ring in rings if ring.isVisible()]


def test_it_follows_the_keyboard(box: QWidget, qtbot: QtBot) -> None:
    one, two = box.findChildren(QPushButton)
    combo = box.findChild(QComboBox)
    for widget in (one, combo, two):
        assert isinstance(widget, QWidget)
        widget.setFocus()
        assert shown(box) == [widget]
        (ring,) = [r for r in box.findChildren(Ring) if r.isVisible()]
        assert ring.size() == widget.size()
    two.resize(200, 60)
    qtbot.waitUntil(lambda: box.findChildren(Ring)[-1].size() == two.size())


def test_a_click_goes_through_and_the_mouse_shows_none(
    box: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = box.findChildren(QPushButton)
    two.setFocus()
    assert shown(box) == [two]
    with qtbot.waitSignal(two.clicked):
        qtbot.mouseClick(two, Qt.MouseButton.LeftButton)
    monkeypatch.setattr(QApplication, "mouseButtons", lambda: Qt.MouseButton.LeftButton)
    one.setFocus()
    assert shown(box) == []


def test_a_widget_may_vanish_under_it(box: QWidget, qtbot: QtBot) -> None:
    one, two = box.findChildren(QPushButton)
    one.setFocus()
    one.deleteLater()
    qtbot.waitUntil(lambda: len(box.findChildren(QPushButton)) == 1)
    two.setFocus()
    assert shown(box) == [two]


def test_it_is_seen_on_a_button_of_its_own_colour(box: QWidget) -> None:
    one, _two = box.findChildren(QPushButton)
    one.setProperty("kind", "primary")
    one.setFocus()
    (ring,) = [r for r in box.findChildren(Ring) if r.isVisible()]
    look = colours(ring.palette())
    image = one.grab().toImage()
    edge = {image.pixelColor(x, 1).name() for x in range(10, one.width() - 10)}
    assert QColor(look.on_accent).name() in edge
