from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from churn_desktop.ui.models.sheet_model import SheetModel
from churn_desktop.ui.views.sheet_sizes import ZOOMS, SheetSizes
from churn_desktop.ui.views.sheet_view import SheetView
from tests.ui.made import a_table


@pytest.fixture
def view(qtbot: QtBot) -> SheetView:
    view = SheetView()
    qtbot.addWidget(view)
    model = SheetModel(lambda issue: issue.code, lambda role: role.value, view)
    view.setModel(model)
    model.show(a_table({"a": ["1", "2"], "b": ["x", "y" * 60]}))
    view.resize(600, 400)
    view.show()
    view.sizes.fit()
    return view


@pytest.fixture
def sizes(view: SheetView) -> SheetSizes:
    return view.sizes


def turn(view: SheetView, by: int) -> None:
    """Turn the wheel with Ctrl held."""
    event = QWheelEvent(
        QPointF(50, 50),
        QPointF(50, 50),
        QPoint(),
        QPoint(0, by),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def test_everything_follows_the_zoom_and_comes_back(
    view: SheetView, sizes: SheetSizes
) -> None:
    def all_sizes() -> tuple[float, int, int, int]:
        return (
            view.font().pointSizeF(),
            view.rowHeight(0),
            view.columnWidth(0),
            view.columnWidth(1),
        )

    usual = all_sizes()
    sizes.set_zoom(200)
    for now, before in zip(all_sizes(), usual, strict=True):
        assert now == pytest.approx(2 * before, rel=0.15)
    assert view.header.font().pointSizeF() == view.font().pointSizeF()
    for zoom in ZOOMS:
        sizes.set_zoom(zoom)
    sizes.set_zoom(100)
    assert all_sizes() == usual
    assert sizes.chosen == {}


def test_the_wheel_zooms_step_by_step_to_the_end(
    view: SheetView, sizes: SheetSizes, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(sizes.zoomed):
        turn(view, 120)
    assert sizes.zoom == 110
    for _ in range(30):
        turn(view, -120)
    assert sizes.zoom == ZOOMS[0]
    for _ in range(30):
        turn(view, 120)
    assert sizes.zoom == ZOOMS[-1]


def test_a_chosen_width_is_known_without_zoom(
    view: SheetView, sizes: SheetSizes, qtbot: QtBot
) -> None:
    sizes.set_zoom(200)
    with qtbot.waitSignal(sizes.widths_chosen):
        view.setColumnWidth(1, 300)
    assert sizes.chosen == {"b": 150}
    sizes.rename(("a", "b"), ("a", "c"))
    assert sizes.chosen == {"c": 150}
    sizes.forget()
    assert sizes.chosen == {}
