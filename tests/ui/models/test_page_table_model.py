from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from churn_desktop.pages import model as pages
from churn_desktop.ui.clipboard import Cell
from churn_desktop.ui.models.page_table_model import PageTableModel
from churn_desktop.ui.theme import LIGHT
from tests.ui.made import a_page_table

ACROSS = Qt.Orientation.Horizontal
ROLE = Qt.ItemDataRole


@pytest.fixture
def model(qtbot: QtBot) -> PageTableModel:
    return PageTableModel(a_page_table(), "CNY", LIGHT)


def test_it_is_a_proper_model(
    model: PageTableModel, qtmodeltester: ModelTester
) -> None:
    qtmodeltester.check(model)


def test_values_are_written_for_people(model: PageTableModel) -> None:
    row = [model.data(model.index(0, c), ROLE.DisplayRole) for c in range(4)]
    assert row == ["2024-01", "100", "10", "10.0 %"]
    assert model.text(2, 3) == "not defined"


def test_expert_measures_are_shown_when_asked_for(model: PageTableModel) -> None:
    assert model.columnCount() == 4
    assert PageTableModel(model.table, None, LIGHT, expert=True).columnCount() == 6
    assert model.column("lost") == 2
    assert model.column("low") is None


def test_headings_define_the_term(model: PageTableModel) -> None:
    assert model.headerData(3, ACROSS, ROLE.DisplayRole) == "Churn rate"
    tip = model.headerData(3, ACROSS, ROLE.ToolTipRole)
    assert tip == "Customers lost, divided by customers at the start."
    assert model.headerData(9, ACROSS, ROLE.DisplayRole) is None
    assert model.headerData(0, Qt.Orientation.Vertical, ROLE.DisplayRole) is None


def test_rows_that_are_not_final_look_so(model: PageTableModel) -> None:
    faint, firm = model.index(2, 1), model.index(0, 1)
    assert model.data(faint, ROLE.FontRole).italic()
    assert model.data(faint, ROLE.ForegroundRole) is not None
    assert "not over" in str(model.data(faint, ROLE.ToolTipRole))
    assert model.data(firm, ROLE.FontRole) is None
    assert "not over" not in str(model.data(firm, ROLE.ToolTipRole))


def test_cells_that_stand_out_say_why(model: PageTableModel) -> None:
    index = model.index(1, 3)
    assert model.data(index, ROLE.BackgroundRole) is not None
    # Its value and what it is a share of come first.
    assert str(model.data(index, ROLE.ToolTipRole)).splitlines() == [
        "lost ÷ at start = 9 ÷ 108 = 8.3 %",
        "5.0-17.0 %, 95 %",
        "More than usual variation.",
    ]


def test_names_of_periods_tell_what_happened() -> None:
    table = a_page_table()
    first = replace(table.measures[0], unit=pages.Unit.PERIOD)
    events = (pages.Event(1, "①", date(2024, 2, 9), "New price"),)
    table = replace(table, measures=(first, *table.measures[1:]), events=events)
    model = PageTableModel(table, None, LIGHT)
    assert [model.text(row, 0) for row in range(2)] == ["2024-01", "2024-02 ①"]
    assert model.data(model.index(1, 0), ROLE.ToolTipRole) == "① New price"
    assert model.data(model.index(0, 0), ROLE.ToolTipRole) is None


def test_numbers_stand_on_the_right(model: PageTableModel) -> None:
    sides = [
        bool(
            model.data(model.index(0, c), ROLE.TextAlignmentRole)
            & Qt.AlignmentFlag.AlignRight
        )
        for c in range(4)
    ]
    assert sides == [False, True, True, True]


def test_a_spreadsheet_gets_every_digit() -> None:
    unit = pages.Unit
    table = pages.Table(
        "t",
        "T",
        (
            pages.Measure("name", "Name", unit.TEXT),
            pages.Measure("rate", "Rate", unit.RATE),
            pages.Measure("money", "Money", unit.MONEY),
            pages.Measure("day", "Day", unit.DATE),
        ),
        pd.DataFrame(
            {
                "name": ["=x", None],
                "rate": [3 / 26, np.nan],
                "money": [1234.567, 0.0],
                "day": [date(2024, 3, 5), None],
            }
        ),
    )
    model = PageTableModel(table, "USD", LIGHT)
    assert [model.cell(0, c) for c in range(4)] == [
        Cell("=x", number=False),
        Cell("11.5384615385%", number=True),
        Cell("1234.567", number=True),
        Cell("2024-03-05", number=True),
    ]
    assert [model.cell(1, c).text for c in range(4)] == ["", "", "0", ""]
    assert model.numbers(2).tolist() == [1234.567, 0.0]
    assert np.isnan(model.numbers(0)).all()
    assert [model.filled(column, 0, 1) for column in range(4)] == [1, 1, 2, 1]


def test_a_map_of_heat_is_shaded_from_the_lowest_to_the_highest(qtbot: QtBot) -> None:
    table = replace(a_page_table(), shaded=True, marked={}, faint=())
    model = PageTableModel(table, None, LIGHT)
    rates = model.column("opening_base")
    assert rates is not None
    grounds = [
        model.data(model.index(row, rates), ROLE.BackgroundRole)
        for row in range(model.rowCount())
    ]
    values = [model.value(row, rates) for row in range(model.rowCount())]
    known = sorted(
        (value, ground.color().lightness())
        for value, ground in zip(values, grounds, strict=True)
        if ground is not None
    )
    assert len(known) > 1
    assert known[0][1] > known[-1][1]
    assert model.data(model.index(0, 1), ROLE.BackgroundRole) is None


def test_what_a_map_of_heat_does_not_know_is_blank(qtbot: QtBot) -> None:
    table = replace(a_page_table(), shaded=True, marked={})
    model = PageTableModel(table, None, LIGHT)
    assert model.text(2, 3) == ""
    assert model.data(model.index(2, 3), ROLE.BackgroundRole) is None
    alike = table.frame.assign(opening_base=0.5, low=0.5, high=0.5)
    flat = PageTableModel(replace(table, frame=alike), None, LIGHT)
    assert flat.data(flat.index(0, 3), ROLE.BackgroundRole) is None
