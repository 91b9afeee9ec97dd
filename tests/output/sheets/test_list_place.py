from __future__ import annotations

from dataclasses import replace

import numpy as np

from churn_desktop.core.book import Durations, Purchases
from churn_desktop.core.schema import Shape, TimeUnit
from churn_desktop.importing.importer import understand
from churn_desktop.output.sheets import cells
from churn_desktop.output.sheets.list_place import (
    END,
    ROW,
    START,
    UNTIL,
    ListPlace,
    goes_by_row,
    readings,
)
from tests.output.made import TODAY, a_list, a_project


def test_our_columns_follow_the_list() -> None:
    place = ListPlace("List", 5, 9)
    assert place.cell(0, START) == "'List'!G6"
    assert place.cell(0, START, here=True) == "G6"
    assert place.span(END) == "'List'!$H$6:$H$14"
    assert place.span(UNTIL, 2, 4) == "'List'!$I$8:$I$10"


def test_what_was_read_stands_beside_each_row() -> None:
    rows = a_list()
    understood = understand(a_project(rows), today=TODAY)
    place = ListPlace("List", 5, len(rows))
    found = {c.title: c for c in readings(understood.book, understood, place)}
    assert list(found) == [
        "Key", "Start, used", "End, used", "Counted until", "A month, used", "Used",
    ]  # fmt: skip
    keys = found["Key"].values
    assert keys[0] == keys[1] == keys[2] != keys[3]
    wrong = next(at for at, row in enumerate(rows) if row[0] == "X9")
    assert found["Used"].values[wrong] == "set aside"
    assert all(c.values[wrong] is None for c in list(found.values())[:-1])
    assert (found["End, used"].values[2], found["Counted until"].values[2]) == (
        None,
        cells.OPEN,
    )
    assert found["Counted until"].formulas[2] == f'IF(H8="",{cells.OPEN},H8)'
    amounts = dict(
        zip((row[0] for row in rows), found["A month, used"].values, strict=True)
    )
    assert amounts["X6"] is None
    assert not amounts["X7"]
    assert amounts["X2"] == 30.35


def test_every_row_has_its_number_in_the_file() -> None:
    rows = a_list()
    made = a_project(rows)
    understood = understand(made, today=TODAY)
    place = ListPlace("List", 5, len(rows))
    numbers = made.table.rows.tolist()
    found = readings(understood.book, understood, place, numbers)
    assert found[ROW].title == "Row in the file"
    assert found[ROW].values[:3] == [2, 3, 4]


def test_amounts_are_written_as_the_list_does() -> None:
    understood = understand(a_project(a_list(), currency="EUR"), today=TODAY)
    found = {c.title: c for c in readings(understood.book, understood, None)}
    assert "€" in found["A month, used"].num_format
    assert ".00" in found["A month, used"].num_format


def test_values_need_no_column_for_formulas() -> None:
    understood = understand(a_project(a_list()), today=TODAY)
    titles = [c.title for c in readings(understood.book, understood, None)]
    assert "Counted until" not in titles


def test_a_part_of_the_customers_uses_only_their_rows() -> None:
    understood = understand(a_project(a_list()), today=TODAY)
    wanted = np.zeros(len(understood.book), dtype=bool)
    wanted[0] = True
    found = readings(understood.book.only(wanted), understood, None)
    assert found[-1].values.count("yes") == 3
    assert "no" in found[-1].values


def test_lists_without_dates_show_lengths() -> None:
    understood = understand(a_project(a_list()[:3]), today=TODAY)
    book = replace(
        understood.book,
        as_of=None,
        positions=np.array([2, 0], dtype=np.int32),
        durations=Durations(
            np.array([0, 0], dtype=np.int32),
            np.array([3.0, 14.0]),
            np.array([True, False]),
            TimeUnit.MONTHS,
            np.zeros(2),
        ),
        amounts=np.array([5.0, np.nan]),
    )
    found = {c.title: list(c.values) for c in readings(book, understood, None)}
    assert found == {
        "Key": ["C00001", None, "C00001"],
        "Months as a customer": [14.0, None, 3.0],
        "Left or not": ["still a customer", None, "left"],
        "A month, used": [None, None, 5.0],
        "Used": ["yes", "no", "yes"],
    }


def test_orders_show_when_and_how_much() -> None:
    understood = understand(a_project(a_list()[:3]), today=TODAY)
    orders = Purchases(
        np.array([0, 0], dtype=np.int32),
        np.array([19800, 19801], dtype=np.int32),
        np.array([12.5, np.nan]),
        np.array([2, 1], dtype=np.int32),
    )
    book = replace(understood.book, shape=Shape.PURCHASES, purchases=orders)
    assert not goes_by_row(book)
    found = {c.title: list(c.values) for c in readings(book, understood, None)}
    assert found == {
        "Key": [None, "C00001", "C00001"],
        "Bought on": [None, 45370, 45369],
        "Amount, used": [None, None, 12.5],
        "Used": ["no", "yes", "yes"],
    }


def test_rows_that_stand_for_several_contracts_show_no_dates() -> None:
    understood = understand(a_project(a_list()[:3]), today=TODAY)
    contracts = replace(
        understood.book.contracts, position=np.array([0, 0, 2], dtype=np.int32)
    )
    book = replace(understood.book, shape=Shape.MONTHLY, contracts=contracts)
    assert not goes_by_row(book)
    titles = [column.title for column in readings(book, understood, None)]
    assert titles == ["Key", "Used"]
