from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from churn_desktop.core.schema import Role
from churn_desktop.ui.dialogs.meanings_table import MeaningsTable, first_values
from tests.ui.made import a_list, a_table

PROJECT = a_list()


@pytest.fixture
def table(qtbot: QtBot) -> MeaningsTable:
    table = MeaningsTable()
    qtbot.addWidget(table)
    table.show_table(PROJECT.table, PROJECT.roles)
    table.show()
    return table


def test_meanings_are_shown(table: MeaningsTable) -> None:
    assert table.rowCount() == 6
    assert table.roles() == dict(PROJECT.roles)
    assert table.box("Fee").currentText() == "fee"
    assert table.box("Fee").accessibleName() == "Meaning of “Fee”"
    assert table.item(5, 1).text() == "Basic, Pro"


def test_a_meaning_moves_from_one_column_to_another(
    table: MeaningsTable, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(table.changed) as changed:
        table.choose("Customer", Role.NAME)
    assert changed.args[0][Role.NAME] == "Customer"
    assert Role.CUSTOMER_ID not in changed.args[0]
    assert table.box("Name").currentData() is None


def test_a_meaning_can_be_taken_away(table: MeaningsTable, qtbot: QtBot) -> None:
    with qtbot.waitSignal(table.changed) as changed:
        table.choose("Plan", None)
    assert Role.PLAN not in changed.args[0]


def test_keys_choose_too(table: MeaningsTable, qtbot: QtBot) -> None:
    box = table.box("Plan")
    with qtbot.waitSignal(table.changed) as changed:
        box.setFocus()
        qtbot.keyClick(box, Qt.Key.Key_Down)
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert changed.args[0][Role.INDUSTRY] == "Plan"


def test_the_wheel_changes_nothing(table: MeaningsTable, qtbot: QtBot) -> None:
    box = table.box("Plan")
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(box.mapToGlobal(QPoint(5, 5))),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    table.setFocus()
    QApplication.sendEvent(box, event)
    assert box.currentData() == Role.PLAN


def test_first_values_are_different_and_filled() -> None:
    texts = ["", "a", "a", "two\nlines", "c", "d"]
    assert first_values(a_table({"x": texts}), "x") == "a, two lines, c…"
    assert first_values(a_table({"x": ["", ""]}), "x") == ""
