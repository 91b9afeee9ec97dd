from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from churn_desktop.ui.models.page_table_model import PageTableModel
from churn_desktop.ui.theme import LIGHT
from churn_desktop.ui.views.title_header import TitleHeader
from tests.ui.made import a_page_table


def test_long_titles_take_two_lines(qtbot: QtBot) -> None:
    header = TitleHeader()
    qtbot.addWidget(header)
    whole = header.width_of("AAAAAA")
    assert header.width_of("AAAAAA BBBBBB") < 2 * whole
    assert header.width_of("客户总数按月计算") < header.width_of("客户总数按月") + whole


def test_titles_of_one_line_leave_no_gap(qtbot: QtBot) -> None:
    header = TitleHeader()
    qtbot.addWidget(header)
    one = header.sizeHint().height()
    assert header.fontMetrics().height() <= one < 2 * header.fontMetrics().height()


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


def test_no_title_is_cut(qtbot: QtBot) -> None:
    view = QTableView()
    qtbot.addWidget(view)
    header = TitleHeader(view)
    view.setHorizontalHeader(header)
    view.setModel(PageTableModel(a_page_table(), None, LIGHT, parent=view))
    view.show()
    usual = header.height()
    title = "满12个月仍在的客户所占的比例（Kaplan-Meier）"
    model = view.model()
    assert isinstance(model, PageTableModel)
    model._measures = (replace(model._measures[0], title=title), *model._measures[1:])
    view.setColumnWidth(0, 90)
    qtbot.waitUntil(lambda: header.height() > usual)
    needed = QFontMetrics(header._font).boundingRect(
        QRect(0, 0, 80, 10_000), int(Qt.TextFlag.TextWordWrap), title
    )
    assert header.height() >= needed.height()
