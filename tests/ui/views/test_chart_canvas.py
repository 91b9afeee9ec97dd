from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QMenu, QToolTip
from pytestqt.qtbot import QtBot

from churn_desktop.pages.model import Event, Unit
from churn_desktop.ui.views.chart_canvas import ChartCanvas
from tests.ui.made import a_chart, a_page_table


@pytest.fixture
def canvas(qtbot: QtBot) -> ChartCanvas:
    canvas = ChartCanvas(a_chart(), a_page_table(rows=6), None, "light")
    qtbot.addWidget(canvas)
    canvas.resize(640, 360)
    canvas.show()
    canvas.grab()
    return canvas


def point(canvas: ChartCanvas, row: int, value: float) -> QPoint:
    """Give the place of a point on the widget."""
    x, y = canvas.figure.axes[0].transData.transform((row, value))
    ratio = canvas.device_pixel_ratio
    return QPoint(round(x / ratio), round(canvas.height() - y / ratio))


def move(canvas: ChartCanvas, place: QPoint) -> None:
    where = QPointF(place)
    no = Qt.MouseButton.NoButton
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        where,
        canvas.mapToGlobal(where),
        no,
        no,
        Qt.KeyboardModifier.NoModifier,
    )
    canvas.mouseMoveEvent(event)


def test_it_has_a_name_for_tools_and_for_people(canvas: ChartCanvas) -> None:
    assert canvas.objectName() == "chartCanvas"
    assert canvas.accessibleName() == "Chart: Churn is steady"


def test_a_click_goes_to_the_cell(canvas: ChartCanvas, qtbot: QtBot) -> None:
    with qtbot.waitSignal(canvas.point_chosen) as chosen:
        qtbot.mouseClick(
            canvas, Qt.MouseButton.LeftButton, pos=point(canvas, 1, 9 / 108)
        )
    assert chosen.args == [1, "opening_base"]
    with qtbot.assertNotEmitted(canvas.point_chosen):
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))


def test_pointing_tells_the_value_and_its_base(canvas: ChartCanvas) -> None:
    assert canvas.tip(1, "opening_base").splitlines()[:2] == [
        "2024-02 · churn rate",
        "lost ÷ at start = 9 ÷ 108 = 8.3 %",
    ]
    move(canvas, point(canvas, 1, 9 / 108))
    assert canvas.cursor().shape() is Qt.CursorShape.PointingHandCursor
    move(canvas, QPoint(2, 2))
    assert canvas.cursor().shape() is Qt.CursorShape.ArrowCursor


def test_it_can_be_copied(canvas: ChartCanvas) -> None:
    canvas.copy_picture()
    assert QGuiApplication.clipboard().pixmap().width() >= 640


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_it_can_be_saved(
    canvas: ChartCanvas,
    kind: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    menus: list[QMenu] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _place: menus.append(menu))
    where = QPoint(5, 5)
    canvas.contextMenuEvent(
        QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, where)
    )
    with qtbot.waitSignal(canvas.picture_wanted) as wanted:
        menus[0].actions()[1].trigger()
    target = tmp_path / f"chart.{kind}"
    wanted.args[0](target)
    assert target.stat().st_size > 1000


@pytest.fixture
def noted(qtbot: QtBot) -> ChartCanvas:
    """Make a chart over time with two notes in its second month."""
    table = a_page_table(rows=6)
    first = replace(table.measures[0], unit=Unit.PERIOD)
    notes = (
        Event(1, "①", date(2024, 2, 9), "New price"),
        Event(1, "②", date(2024, 2, 20), "Outage"),
    )
    table = replace(table, measures=(first, *table.measures[1:]), events=notes)
    canvas = ChartCanvas(a_chart(), table, None, "light")
    qtbot.addWidget(canvas)
    canvas.resize(640, 360)
    canvas.show()
    canvas.grab()
    return canvas


def signs(canvas: ChartCanvas) -> tuple[QPoint, QPoint]:
    """Give the places of the two signs."""
    drawn = next(text for text in canvas.figure.texts if text.get_text() == "①②")
    x, y = canvas.figure.transFigure.transform(drawn.get_position())
    ratio = canvas.device_pixel_ratio
    middle = QPoint(round(x / ratio), round(canvas.height() - y / ratio))
    return middle - QPoint(5, 0), middle + QPoint(5, 0)


def test_pointing_at_the_sign_of_a_note_tells_it(noted: ChartCanvas) -> None:
    first, second = signs(noted)
    found = [noted.note_at(place) for place in (first, second, QPoint(2, 2))]
    assert [note and note.text for note in found] == ["New price", "Outage", None]
    move(noted, second)
    assert noted.cursor().shape() is Qt.CursorShape.PointingHandCursor
    assert QToolTip.text() == "② 2024-02-20\nOutage"


def test_a_click_on_the_sign_of_a_note_is_there_to_change_it(
    noted: ChartCanvas, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(noted.note_wanted) as wanted:
        qtbot.mouseClick(noted, Qt.MouseButton.LeftButton, pos=signs(noted)[0])
    assert wanted.args == [date(2024, 2, 9), "New price"]
    menu = noted.menu(None, noted.note_at(signs(noted)[1]))
    with qtbot.waitSignal(noted.note_wanted) as wanted:
        menu.actions()[0].trigger()
    assert wanted.args == [date(2024, 2, 20), "Outage"]


def test_a_double_click_shows_the_customers_or_the_cell(
    canvas: ChartCanvas, qtbot: QtBot
) -> None:
    place = point(canvas, 1, 9 / 108)
    with qtbot.waitSignal(canvas.cell_wanted) as wanted:
        qtbot.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=place)
    assert wanted.args == [1, "opening_base"]
    table = replace(
        a_page_table(rows=6), members=lambda _row, _key: np.array([1], dtype=np.int32)
    )
    known = ChartCanvas(a_chart(), table, None, "dark")
    qtbot.addWidget(known)
    known.resize(640, 360)
    known.show()
    known.grab()
    with qtbot.waitSignal(known.point_opened) as opened:
        qtbot.mouseDClick(known, Qt.MouseButton.LeftButton, pos=point(known, 0, 0.1))
    assert opened.args == [0, "opening_base"]


def test_arrow_keys_walk_over_the_points(canvas: ChartCanvas, qtbot: QtBot) -> None:
    chosen: list[tuple[int, str]] = []
    canvas.point_chosen.connect(lambda row, key: chosen.append((row, key)))
    keys = Qt.Key
    for key in (keys.Key_Right, keys.Key_Left, keys.Key_Left, keys.Key_Right):
        qtbot.keyClick(canvas, key)
    # The third month has nobody at its start: no point there.
    assert [row for row, _key in chosen] == [5, 4, 3, 4]
    assert canvas.accessibleDescription() == canvas.tip(4, "opening_base")
    qtbot.keyClick(canvas, keys.Key_Down)
    assert chosen[-1] == (4, "opening_base")
    with qtbot.waitSignal(canvas.cell_wanted):
        qtbot.keyClick(canvas, keys.Key_Return)
    assert {action.text() for action in canvas.menu((4, "opening_base")).actions()} >= {
        "Copy value", "Copy how it came about", "Show in the table", "Copy as picture",
    }  # fmt: skip
