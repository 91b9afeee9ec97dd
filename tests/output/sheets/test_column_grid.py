from __future__ import annotations

import pandas as pd

from churn_desktop import i18n
from churn_desktop.output.sheets.column_grid import (
    ColumnGrid,
    Columns,
    in_order,
    letters,
)
from churn_desktop.pages.model import Measure, Table, Unit
from tests.output.made import a_table


def with_texts(length: int) -> Table:
    measures = (
        Measure("name", "Name", Unit.TEXT),
        Measure("text", "Text", Unit.TEXT),
        Measure("x", "X", Unit.COUNT, expert=True),
        Measure("y", "Y", Unit.COUNT),
    )
    frame = pd.DataFrame({"name": ["a"], "text": ["t" * length], "x": [1], "y": [2]})
    return Table("texts", "", measures, frame)


def test_what_is_for_experts_stands_at_the_right() -> None:
    assert [m.key for m in in_order(with_texts(3))] == ["name", "text", "y", "x"]


def test_numbers_take_one_column_and_texts_as_many_as_they_need() -> None:
    grid = ColumnGrid.of([with_texts(3), a_table()])
    assert grid.columns(with_texts(3))["text"] == Columns(1, 1)
    long = grid.columns(with_texts(30))
    assert long["text"].count > 1
    assert long["y"].first == long["text"].after
    assert grid.columns(with_texts(500))["text"].count == 5
    assert all(c.count == 1 for c in grid.columns(a_table()).values())


def test_many_long_texts_share_the_width_of_the_paper() -> None:
    measures = tuple(Measure(f"t{n}", "Text", Unit.TEXT) for n in range(7))
    frame = pd.DataFrame({m.key: ["long " * 40] for m in measures})
    table = Table("texts", "", measures, frame)
    grid = ColumnGrid.of([table])
    found = grid.columns(table)
    assert grid.width(Columns(0, found["t6"].after)) <= 175 + grid.cell
    assert {columns.count for columns in found.values()} <= {1, 2, 3}
    assert found["t6"].first == found["t5"].after


def test_columns_are_wide_enough_for_their_numbers() -> None:
    table = a_table()
    table.frame["mrr"] = 1234567.89
    assert ColumnGrid.of([table]).cell >= len("¥1,234,567.89")
    assert ColumnGrid.of([]).cell > 0


def test_widths_add_up() -> None:
    grid = ColumnGrid(20, 10)
    assert grid.width(Columns(0, 3)) == 40
    assert grid.width(Columns(4, 3)) == 30
    assert grid.across(100) == 9


def test_chinese_letters_need_more_room() -> None:
    english = letters(100)
    i18n.use("zh_CN")
    assert letters(100) < english
