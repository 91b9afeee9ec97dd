from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from churn_desktop.pages.model import Table, Text
from churn_desktop.ui.views.page_grid import PageGrid
from churn_desktop.ui.views.page_sections import (
    Figure,
    Pair,
    TableSection,
    pieces,
    sentence,
)
from tests.ui.made import a_chart, a_page, a_page_table


def make(table: Table) -> PageGrid:
    return PageGrid(table, None, expert=False)


def test_a_table_stands_with_its_charts() -> None:
    page = a_page()
    *words, figure = pieces(page.blocks)
    assert words == list(page.blocks[:3])
    assert isinstance(figure, Figure)
    assert figure.table is page.tables[0]
    assert figure.charts == page.charts


def test_two_charts_of_one_table_stay_together() -> None:
    table, chart = a_page_table(), a_chart()
    other = replace(chart, key="other")
    assert list(pieces([table, chart, Text("between"), other])) == [
        Figure(table, (chart, other)),
        Text("between"),
    ]


def test_pictures_do_not_hide_with_a_folded_table() -> None:
    table, chart = a_page_table(folded=True), a_chart()
    assert list(pieces([chart, Text("between"), table])) == [
        Figure(None, (chart,)),
        Text("between"),
        Figure(table, ()),
    ]


def test_a_folded_table_is_made_when_it_is_opened(qtbot: QtBot) -> None:
    section = TableSection(a_page_table(folded=True), make)
    qtbot.addWidget(section)
    section.show()
    assert section.grid is None
    assert section.natural_width() == 0
    fold = section.findChild(QToolButton)
    assert isinstance(fold, QToolButton)
    assert fold.text() == "Month by month (3)"
    with qtbot.waitSignal(section.unfolded):
        fold.click()
    grid = section.grid
    assert grid is not None
    fold.click()
    assert grid.isHidden()
    section.unfold()
    assert not grid.isHidden()
    assert section.grid is grid


@pytest.fixture
def pair(qtbot: QtBot) -> Pair:
    picture = QFrame()
    picture.setMinimumSize(300, 200)
    section = TableSection(a_page_table(), make)
    pair = Pair(section, picture, above=False)
    qtbot.addWidget(pair)
    pair.show()
    return pair


def order(pair: Pair) -> list[type[QWidget]]:
    return [type(pair.widget(number)) for number in range(pair.count())]


def test_they_stand_side_by_side_where_there_is_room(pair: Pair) -> None:
    pair.resize(1200, 500)
    assert pair.orientation() is Qt.Orientation.Horizontal
    assert order(pair) == [TableSection, QFrame]
    pair.resize(500, 700)
    assert pair.orientation() is Qt.Orientation.Vertical
    assert order(pair) == [QFrame, TableSection]
    assert pair.sizes()[0] == 200
    assert pair.sizeHint().height() > 200


def test_the_picture_is_above_where_that_is_wanted(qtbot: QtBot) -> None:
    picture = QFrame()
    picture.setMinimumSize(300, 200)
    pair = Pair(TableSection(a_page_table(), make), picture, above=True)
    qtbot.addWidget(pair)
    pair.show()
    pair.resize(1600, 700)
    assert pair.orientation() is Qt.Orientation.Vertical


def test_a_warning_looks_like_one(qtbot: QtBot) -> None:
    usual, warning = sentence(Text("All is well.")), sentence(Text("Look!", True))
    qtbot.addWidget(usual)
    qtbot.addWidget(warning)
    assert usual.property("kind") == "sentence"
    assert warning.property("kind") == "warning"
