from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate
from pytestqt.qtbot import QtBot

from churn_desktop.ui.dialogs.list_days_table import NOT_KNOWN, ListDaysTable

NAMES = ["a.csv", "b.csv"]
FIRST, SECOND = date(2024, 1, 31), date(2024, 2, 29)


def test_each_list_has_its_day(qtbot: QtBot) -> None:
    table = ListDaysTable()
    qtbot.addWidget(table)
    table.show_lists(NAMES, {"a.csv": FIRST}, {"a.csv": 1200, "b.csv": 3})
    assert table.days() == {"a.csv": FIRST}
    assert table.box("b.csv").text() == "not known"
    assert table.item(0, 2).text() == "1,200"
    assert table.boxes() == [table.box(name) for name in NAMES]


def test_only_the_day_that_was_changed_is_told(qtbot: QtBot) -> None:
    table = ListDaysTable()
    qtbot.addWidget(table)
    table.show_lists(NAMES, {"a.csv": FIRST})
    told: list[object] = []
    table.changed.connect(told.append)
    table.box("b.csv").setDate(QDate(2024, 2, 29))
    assert told == [{"b.csv": SECOND}]
    table.show_lists(NAMES, {"a.csv": FIRST, "b.csv": SECOND})
    table.box("b.csv").setDate(NOT_KNOWN)
    assert len(told) == 1
    assert table.isColumnHidden(2)
