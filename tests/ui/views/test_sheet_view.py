from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from churn_desktop.pages.terms import role_title
from churn_desktop.ui.models.sheet_model import SheetModel
from churn_desktop.ui.views import sheet_view
from churn_desktop.ui.views.sheet_sizes import NARROWEST, WIDEST
from churn_desktop.ui.views.sheet_view import SheetView
from tests.ui.made import a_table


@pytest.fixture
def view(qtbot: QtBot) -> SheetView:
    model = SheetModel(explain=str, title=role_title)
    view = SheetView()
    qtbot.addWidget(view)
    view.setModel(model)
    model.setParent(view)
    rows = 300
    model.show(
        a_table(
            {
                "n": [str(n) for n in range(rows)],
                "long": ["words " * 40] * rows,
                "gap": ["" if n == 10 else "x" for n in range(rows)],
            }
        )
    )
    view.sizes.fit()
    view.resize(700, 300)
    view.show()
    view.go_to(0, 0)
    return view


def test_it_is_called_what_tools_look_for(view: SheetView) -> None:
    assert view.objectName() == "customersView"


def test_columns_fit_their_cells(view: SheetView) -> None:
    assert view.columnWidth(0) == NARROWEST
    assert view.columnWidth(1) == WIDEST


def test_a_bar_below_does_not_hide_the_current_cell(view: SheetView) -> None:
    rows = view.viewport().height() // view.rowHeight(0)
    view.go_to(rows - 1, 0)
    assert view.verticalScrollBar().value() == 0
    view.resize(700, 240)
    cell = view.visualRect(view.currentIndex())
    assert view.viewport().rect().contains(cell.adjusted(0, 0, -cell.width() // 2, 0))
    view.verticalScrollBar().setValue(200)
    view.resize(700, 200)
    assert view.verticalScrollBar().value() == 200


def test_arrows_stop_at_gaps(view: SheetView, qtbot: QtBot) -> None:
    view.go_to(0, 2)
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert view.currentIndex().row() == 9


def test_a_heading_asks_for_another_order(view: SheetView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.sort_wanted) as asked:
        qtbot.mouseClick(
            view.header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 10)
        )
    assert asked.args == [0, False]


def test_a_heading_offers_meanings(view: SheetView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.meaning_wanted) as asked:
        view.header.customContextMenuRequested.emit(QPoint(NARROWEST + 20, 10))
    assert asked.args[0] == 1
    with qtbot.assertNotEmitted(view.meaning_wanted):
        view.header.customContextMenuRequested.emit(QPoint(5000, 10))


def test_few_cells_are_copied_at_once_and_many_are_left_to_others(
    view: SheetView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    view.go_to(1, 0, extend=True)
    view.copy()
    assert QGuiApplication.clipboard().text() == "0\n1"
    monkeypatch.setattr(sheet_view, "CELLS_AT_ONCE", 100)
    view.selectAll()
    with qtbot.waitSignal(view.much_copied) as asked:
        view.copy()
    rows, headings = asked.args
    assert len(rows) == 300
    assert headings == ["n", "long", "gap"]


def test_everything_selected_is_one_range(view: SheetView) -> None:
    view.selectAll()
    assert view.ranges() == [(0, 299, 0, 2)]
    cells = view.selected_cells()
    assert [heading for heading, _rows in cells] == ["n", "long", "gap"]
    assert all(len(rows) == 300 for _heading, rows in cells)
