from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from churn_desktop.ui.views.focus_ring import FocusRing


@pytest.fixture
def owner() -> Iterator[QObject]:
    owner = QObject()
    yield owner
    owner.deleteLater()


@pytest.fixture
def ring(
    qapp: QApplication, owner: QObject, monkeypatch: pytest.MonkeyPatch
) -> FocusRing:
    # A double click of another test may have left a button down.
    monkeypatch.setattr(QApplication, "mouseButtons", lambda: Qt.MouseButton.NoButton)
    return FocusRing(qapp, owner)


@pytest.fixture
def box(qtbot: QtBot, ring: FocusRing) -> QWidget:
    box = QWidget()
    qtbot.addWidget(box)
    column = QVBoxLayout(box)
    column.setContentsMargins(20, 20, 20, 20)
    for widget in (QPushButton("One"), QComboBox(), QPushButton("Two")):
        column.addWidget(widget)
    box.show()
    box.activateWindow()
    qtbot.waitUntil(box.isActiveWindow)
    return box


def around(ring: FocusRing) -> QWidget | None:
    """Give the widget that wears the ring."""
    if ring.ring is None or not isValid(ring.ring) or not ring.ring.isVisible():
        return None
    return ring.ring.widget()


def test_it_follows_the_keyboard(box: QWidget, ring: FocusRing, qtbot: QtBot) -> None:
    one, two = box.findChildren(QPushButton)
    combo = box.findChild(QComboBox)
    for widget in (one, combo, two):
        assert isinstance(widget, QWidget)
        box.setFocus()
        without = box.grab().toImage()
        widget.setFocus()
        assert around(ring) is widget
        assert box.grab().toImage() != without
        assert ring.ring is not None
        assert ring.ring.geometry().contains(widget.geometry())
    two.resize(two.width() - 30, two.height() + 4)
    qtbot.waitUntil(lambda: ring.ring.geometry().contains(two.geometry()))


def test_a_click_goes_through_and_the_mouse_shows_none(
    box: QWidget, ring: FocusRing, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = box.findChildren(QPushButton)
    two.setFocus()
    assert around(ring) is two
    with qtbot.waitSignal(two.clicked):
        qtbot.mouseClick(two, Qt.MouseButton.LeftButton)
    monkeypatch.setattr(QApplication, "mouseButtons", lambda: Qt.MouseButton.LeftButton)
    one.setFocus()
    assert around(ring) is None


def test_the_ring_is_whole_where_a_widget_touches_the_edge(
    box: QWidget, ring: FocusRing
) -> None:
    layout = box.layout()
    assert layout is not None
    layout.setContentsMargins(0, 0, 0, 0)
    layout.activate()
    first = box.findChildren(QPushButton)[0]
    box.setFocus()
    first.setFocus()
    assert around(ring) is first
    picture, place = box.grab().toImage(), first.geometry()
    assert (place.left(), place.width()) == (0, box.width())
    sides = [picture.pixelColor(x, place.center().y()) for x in (1, box.width() - 2)]
    below = picture.pixelColor(place.center().x(), place.bottom() + 1)
    assert {side.name() for side in sides} == {below.name()}


def test_cards_show_the_keyboard_by_their_own_frame(
    box: QWidget, ring: FocusRing
) -> None:
    one, two = box.findChildren(QPushButton)
    one.setFocus()
    two.setProperty("kind", "card")
    two.setFocus()
    assert around(ring) is None


def test_a_widget_and_a_window_may_vanish_under_it(
    box: QWidget, ring: FocusRing, qtbot: QtBot
) -> None:
    one, two = box.findChildren(QPushButton)
    one.setFocus()
    one.deleteLater()
    qtbot.waitUntil(lambda: len(box.findChildren(QPushButton)) == 1)
    two.setFocus()
    assert around(ring) is two
    other = QWidget()
    button = QPushButton("Three", other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    button.clearFocus()
    button.setFocus()
    assert around(ring) is button
    other.deleteLater()
    qtbot.waitUntil(lambda: not isValid(other))
    box.activateWindow()
    qtbot.waitUntil(box.isActiveWindow)
    two.clearFocus()
    two.setFocus()
    assert around(ring) is two
