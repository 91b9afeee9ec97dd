from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from churn_desktop.ui.models.sheet_model import SheetModel
from churn_desktop.ui.theme import colours
from churn_desktop.ui.views.frozen_columns import LEFT_OVER, FrozenColumns
from churn_desktop.ui.views.sheet_view import SheetView
from tests.ui.made import a_table


def a_view(qtbot: QtBot, rows: int = 200) -> tuple[SheetView, FrozenColumns]:
    view = SheetView()
    qtbot.addWidget(view)
    model = SheetModel(lambda issue: issue.code, lambda role: role.value, view)
    view.setModel(model)
    columns = {name: [f"{name}{n}" for n in range(rows)] for name in "abcdefgh"}
    model.show(a_table(columns))
    view.resize(500, 300)
    view.show()
    qtbot.waitExposed(view)
    view.sizes.fit()
    view.freeze("b")
    (frozen,) = view.frozen_views()
    return view, frozen


def test_they_leave_room_for_the_rest(qtbot: QtBot) -> None:
    view, frozen = a_view(qtbot)
    view.freeze("h")
    assert frozen.columns == 8
    assert frozen.width() <= view.viewport().width() - LEFT_OVER + 2
    view.resize(900, 300)
    qtbot.waitUntil(lambda: frozen.width() > 500)


def test_the_wheel_scrolls_both(qtbot: QtBot) -> None:
    view, frozen = a_view(qtbot)
    event = QWheelEvent(
        QPointF(20, 20),
        QPointF(20, 20),
        QPoint(),
        QPoint(0, -240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(frozen.viewport(), event)
    assert view.rowAt(0) == frozen.rowAt(0) > 0


def test_the_current_cell_has_its_frame_there_too(qtbot: QtBot) -> None:
    view, frozen = a_view(qtbot)
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    view.go_to(1, 1)
    image: QImage = frozen.viewport().grab().toImage()
    rect = frozen.visualRect(view.model().index(1, 1))
    accent = QColor(colours(view.palette()).accent)
    scale = image.devicePixelRatio()
    edge = QPoint(round((rect.left() + 1) * scale), round(rect.center().y() * scale))
    assert image.pixelColor(edge) == accent


def test_their_cells_have_the_menu_of_the_sheet(qtbot: QtBot) -> None:
    view, frozen = a_view(qtbot)
    with qtbot.waitSignal(view.menu_wanted) as asked:
        frozen.customContextMenuRequested.emit(QPoint(5, 5))
    assert asked.args == [frozen.viewport().mapToGlobal(QPoint(5, 5))]


def test_headings_in_place_sort_and_have_menus(qtbot: QtBot) -> None:
    view, frozen = a_view(qtbot)
    view.horizontalScrollBar().setValue(100)
    with qtbot.waitSignal(view.meaning_wanted) as asked:
        frozen.header.customContextMenuRequested.emit(QPoint(80, 10))
    assert asked.args[0] == 1
    left = Qt.MouseButton.LeftButton
    button = frozen.header.button(0).center()
    with qtbot.waitSignal(view.filter_wanted) as filtered:
        qtbot.mouseClick(frozen.header.viewport(), left, pos=button)
    assert filtered.args == [0]
    with qtbot.waitSignal(view.sort_wanted) as sorting:
        qtbot.mouseClick(frozen.header.viewport(), left, pos=QPoint(15, 10))
    assert sorting.args == [0, False]
    assert view.header_of(0) is frozen.header
    assert view.header_of(2) is view.header


def test_no_cell_opens_while_the_sheet_is_locked(qtbot: QtBot) -> None:
    view, frozen = a_view(qtbot)
    view.set_locked(True)
    with qtbot.waitSignal(view.locked_out):
        view.edit(view.model().index(0, 0))
    view.set_locked(False)
    view.edit(view.model().index(0, 0))
    assert frozen.state() == FrozenColumns.State.EditingState
