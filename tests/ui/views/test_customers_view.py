from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from churn_desktop.core.progress import silent
from churn_desktop.core.schema import Role
from churn_desktop.ui.findings import find_out
from churn_desktop.ui.tasks import TaskRunner
from churn_desktop.ui.views import sheet_view
from churn_desktop.ui.views.customers_view import CustomersView
from tests.ui.made import TODAY, a_list

PROJECT = a_list()
TIP = Qt.ItemDataRole.ToolTipRole


@pytest.fixture
def view(runner: TaskRunner, qtbot: QtBot) -> CustomersView:
    view = CustomersView(runner)
    qtbot.addWidget(view)
    view.resize(900, 500)
    view.show()
    view.show_project(PROJECT)
    found = find_out(PROJECT, None, TODAY, None, silent)
    view.show_marks(found.marks, found.values)
    return view


def column(view: CustomersView, number: int) -> list[str]:
    return [view.model.text(row, number) for row in range(len(view.model))]


def test_doubtful_cells_say_what_to_do(view: CustomersView) -> None:
    tip = str(view.model.data(view.model.index(1, 3), TIP))
    assert tip.startswith("1 cell should hold a date")
    assert "Correct the cells" in tip
    assert view.model.look(1, 0)[2]


def test_headings_sort_up_and_down_and_not_at_all(
    view: CustomersView, qtbot: QtBot
) -> None:
    original = column(view, 4)
    view.sort("Fee", descending=True)
    qtbot.waitUntil(lambda: column(view, 4)[0] == "139")
    view.sheet.sort_wanted.emit(4, False)
    qtbot.waitUntil(lambda: column(view, 4) == original)
    view.sheet.sort_wanted.emit(2, False)
    qtbot.waitUntil(lambda: column(view, 2) == sorted(column(view, 2)))
    view.sheet.sort_wanted.emit(2, False)
    qtbot.waitUntil(lambda: column(view, 2) == sorted(column(view, 2), reverse=True))
    view.sheet.sort_wanted.emit(2, False)
    qtbot.waitUntil(lambda: column(view, 4) == original)


def test_rows_are_picked_and_all_come_back(view: CustomersView, qtbot: QtBot) -> None:
    view.sort("Fee", descending=True)
    qtbot.waitUntil(lambda: column(view, 4)[0] == "139")
    view.pick(np.array([2, 5, 3]), "Mar 2024 · lost", "Periods")
    assert column(view, 0) == ["C005", "C003", "C002"]
    assert view.trail.text == "Mar 2024 · lost: 3 rows"
    assert view.trail.isVisible()
    view.trail.cleared.emit()
    assert len(view.model) == 40
    assert view.trail.isHidden()


def test_another_sheet_forgets_order_and_picked_rows(
    view: CustomersView, qtbot: QtBot
) -> None:
    view.pick(np.array([1]), "One")
    view.show_project(PROJECT.assuming(early_months=2))
    assert len(view.model) == 1
    other = a_list(12)
    view.show_project(
        replace(other, source=replace(other.source, path=Path("others.xlsx")))
    )
    assert len(view.model) == 12
    assert view.trail.isHidden()


def test_text_is_found(view: CustomersView, qtbot: QtBot) -> None:
    view.finder.wanted.emit("shop 17", False)
    qtbot.waitUntil(lambda: view.sheet.currentIndex().row() == 17)
    assert view.sheet.currentIndex().column() == 1
    view.finder.wanted.emit("nowhere", False)
    qtbot.waitUntil(lambda: view.finder.outcome == "Not found.")
    assert view.sheet.currentIndex().row() == 17


def test_totals_of_the_selection_are_told(view: CustomersView, qtbot: QtBot) -> None:
    told: list[str] = []
    view.totals_told.connect(told.append)
    view.sheet.go_to(0, 4)
    view.sheet.go_to(2, 4, extend=True)
    qtbot.waitUntil(lambda: "Sum: 303" in (told or [""])[-1])
    assert told[-1] == "Count: 3   Sum: 303   Average: 101"
    view.sheet.go_to(0, 2)
    view.sheet.go_to(2, 2, extend=True)
    qtbot.waitUntil(lambda: told[-1] == "Count: 3")


def test_very_many_cells_are_copied_in_the_background(
    view: CustomersView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet_view, "CELLS_AT_ONCE", 10)
    QGuiApplication.clipboard().clear()
    view.sheet.selectAll()
    view.sheet.copy()
    clipboard = QGuiApplication.clipboard()
    qtbot.waitUntil(lambda: clipboard.text().count("\n") == 39)
    assert clipboard.text().startswith("C000\tShop 0\t2023-01-01\t")


def test_a_column_is_given_another_meaning(view: CustomersView, qtbot: QtBot) -> None:
    menu = view.meanings_menu(5)
    actions = {action.text(): action for action in menu.actions()}
    assert actions["plan"].isChecked()
    with qtbot.waitSignal(view.meaning_chosen) as chosen:
        actions["industry"].trigger()
    assert chosen.args == ["Plan", Role.INDUSTRY]
    with qtbot.waitSignal(view.meaning_chosen) as chosen:
        actions["nothing that figures need"].trigger()
    assert chosen.args == ["Plan", None]
