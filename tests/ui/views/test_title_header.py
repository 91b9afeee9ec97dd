from __future__ import annotations

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from churn_desktop.ui.models.page_table_model import PageTableModel
from churn_desktop.ui.theme import LIGHT
from churn_desktop.ui.views.title_header import TitleHeader, together
from tests.ui.made import a_page_table


def test_long_titles_take_two_lines(qtbot: QtBot) -> None:
    header = TitleHeader()
    qtbot.addWidget(header)
    whole = header.width_of("AAAAAA")
    assert header.width_of("AAAAAA BBBBBB") < 2 * whole
    assert header.width_of("客户总数按月计算") < header.width_of("客户总数按月") + whole
    assert header.sizeHint().height() > 2 * header.fontMetrics().height()


def test_per_cent_stays_with_its_number() -> None:
    assert together("From (95 %)") == "From (95\N{NO-BREAK SPACE}%)"


def test_titles_are_painted(qtbot: QtBot) -> None:
    view = QTableView()
    qtbot.addWidget(view)
    view.setHorizontalHeader(TitleHeader(view))
    view.setModel(PageTableModel(a_page_table(), None, LIGHT, parent=view))
    view.resize(500, 200)
    view.show()
    image = view.horizontalHeader().grab().toImage()
    colours = {
        image.pixelColor(x, y).name() for x in range(200) for y in range(image.height())
    }
    dark = [name for name in colours if QColor(name).lightness() < 100]
    assert dark
