from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from churn_desktop.pages.model import Event, PageId, Source, Table, Unit
from churn_desktop.ui.views.cell_menu import (
    CellOfPage,
    add_copies,
    add_customers,
    add_notes,
    cell_of,
)
from tests.ui.made import a_page, a_page_table

DAYS = tuple(date(2024, month, 1) for month in (1, 2, 3))


@pytest.fixture
def menu(qtbot: QtBot) -> QMenu:
    menu = QMenu()
    qtbot.addWidget(menu)
    return menu


def timed(table: Table) -> Table:
    first = replace(table.measures[0], unit=Unit.PERIOD)
    event = Event(1, "①", date(2024, 2, 9), "New price")
    return replace(
        table, measures=(first, *table.measures[1:]), days=DAYS, events=(event,)
    )


def entries(menu: QMenu) -> dict[str, Callable[[], None]]:
    return {action.text(): action.trigger for action in menu.actions()}


def test_value_and_formula_are_copied(menu: QMenu) -> None:
    add_copies(menu, CellOfPage(a_page_table(), 0, "opening_base", None))
    copied = QGuiApplication.clipboard()
    entries(menu)["Copy value"]()
    assert copied.text() == "10.0 %"
    entries(menu)["Copy how it came about"]()
    assert copied.text() == (
        "2024-01 · churn rate = lost ÷ at start = 10 ÷ 100 = 10.0 %"
    )


def test_customers_only_where_they_are_known(menu: QMenu) -> None:
    shown: list[int] = []
    table = a_page_table()
    add_customers(menu, CellOfPage(table, 0, "opening", None), lambda: shown.append(1))
    assert not menu.actions()
    add_customers(menu, CellOfPage(table, 0, "lost", None), lambda: shown.append(2))
    entries(menu)["Show these customers"]()
    assert shown == [2]


def test_notes_of_a_period(menu: QMenu) -> None:
    wanted: list[tuple[date, str]] = []
    table = timed(a_page_table())
    cell = CellOfPage(table, 1, "lost", None)
    add_notes(menu, cell, lambda day, text: wanted.append((day, text)))
    entries(menu)["Note what happened in 2024-02…"]()
    entries(menu)["Edit note ①…"]()
    assert wanted == [(DAYS[1], ""), (date(2024, 2, 9), "New price")]
    assert cell.tip.splitlines()[-1] == "① New price"


def test_a_listed_note_is_edited(menu: QMenu) -> None:
    wanted: list[tuple[date, str]] = []
    table = a_page_table()
    table.frame["period"] = ["① New price", "② Fair in May", "③ c"]
    cell = CellOfPage(replace(table, days=DAYS), 1, "lost", None)
    add_notes(menu, cell, lambda day, text: wanted.append((day, text)))
    entries(menu)["Edit this note…"]()
    assert wanted == [(DAYS[1], "Fair in May")]


def test_rows_without_a_time_take_no_notes(menu: QMenu) -> None:
    add_notes(menu, CellOfPage(a_page_table(), 1, "lost", None), lambda *_told: None)
    assert not menu.actions()


def test_what_stands_out_is_told(menu: QMenu) -> None:
    tip = CellOfPage(a_page_table(), 1, "opening_base", None).tip
    assert tip.splitlines() == [
        "2024-02 · churn rate",
        "lost ÷ at start = 9 ÷ 108 = 8.3 %",
        "5.0-17.0 %, 95 %",
        "More than usual variation.",
    ]


def test_a_source_names_a_cell_where_its_table_has_it() -> None:
    page = a_page()
    found = cell_of(page, Source(PageId.OVERVIEW, "periods", 0, "lost"), None)
    assert found is not None
    assert found.value == "10"
    assert cell_of(None, Source(PageId.OVERVIEW, "periods", 0, "lost"), None) is None
    for table, row in (("periods", 3), ("revenue", 0)):
        assert cell_of(page, Source(PageId.OVERVIEW, table, row, "lost"), None) is None
