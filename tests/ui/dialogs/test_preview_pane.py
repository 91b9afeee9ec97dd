from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from churn_desktop.ui.dialogs.preview_pane import WIDEST_COLUMN, PreviewPane
from churn_desktop.ui.models.preview import look
from tests.ui.made import TODAY, a_list


@pytest.fixture
def pane(qtbot: QtBot) -> PreviewPane:
    pane = PreviewPane()
    qtbot.addWidget(pane)
    pane.resize(500, 300)
    pane.show()
    pane.show_preview(look(a_list(), TODAY))
    return pane


def test_the_reason_of_a_doubt_is_told_without_a_mouse(
    pane: PreviewPane, qtbot: QtBot
) -> None:
    pane.grid.go_to(1, 3)
    assert pane.reason.startswith("Row 3: 1 cell should hold a date")
    qtbot.keyClick(pane.grid, Qt.Key.Key_Down)
    assert pane.reason == ""


def test_the_place_stays_when_other_values_are_shown(pane: PreviewPane) -> None:
    pane.grid.go_to(1, 3)
    pane.grid.setColumnWidth(3, 222)
    pane.show_preview(look(a_list().assuming(last_day_of_service=True), TODAY))
    current = pane.grid.currentIndex()
    assert (current.row(), current.column()) == (1, 3)
    assert pane.grid.columnWidth(3) == 222
    assert pane.reason


def test_a_column_can_be_brought_into_view(pane: PreviewPane) -> None:
    pane.go_to_column("Plan")
    (column,) = pane.grid.selectionModel().selectedColumns()
    assert column.column() == 5
    pane.go_to_column("none of these")
    assert pane.grid.columnWidth(5) <= WIDEST_COLUMN


def test_there_may_be_nothing_to_show(qtbot: QtBot) -> None:
    pane = PreviewPane()
    qtbot.addWidget(pane)
    pane.go_to_column("Plan")
    assert pane.preview is None
    assert pane.reason == ""
