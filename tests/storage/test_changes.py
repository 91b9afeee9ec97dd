from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from churn_desktop.core import edits
from churn_desktop.core.grid import Kind
from churn_desktop.core.table import Table
from churn_desktop.storage.changes import (
    CellBlock,
    ColumnOrigin,
    changes_between,
    find_rows,
)
from churn_desktop.storage.draft_sheet import DraftSheet
from churn_desktop.storage.packing import PART
from tests.storage.made import WRITTEN, a_table, cells, edited, tables


@pytest.fixture
def table() -> Table:
    return a_table({"id": ["1", "2", "3"], "fee": ["10", "", "30"]})


def replay(*states: Table) -> list[Table]:
    """Make each state from the one before and what differs."""
    sheet, made = DraftSheet(), []
    for before, after in zip((None, *states), states, strict=False):
        changes = changes_between(before, after)
        sheet.arrange(changes.columns, changes.rows)
        for block in changes.cells:
            sheet.write(block)
        made.append(sheet.table())
    return made


def blocks(before: Table | None, after: Table) -> list[CellBlock]:
    return list(changes_between(before, after).cells)


def test_nothing_differs_from_itself(table: Table) -> None:
    for same in (table, replace(table), edits.set_cells(table, "fee", [], [])):
        changes = changes_between(table, same)
        assert (changes.columns, changes.rows, list(changes.cells)) == (None, None, [])


def test_one_cell_is_one_position(table: Table) -> None:
    tall = a_table({"id": [str(n) for n in range(PART + 40)]})
    after = edits.set_cells(tall, "id", [PART + 7], ["x"])
    (block,) = blocks(tall, after)
    assert (block.place, block.part, block.texts.tolist()) == (0, 1, ["x"])
    assert block.positions is not None
    assert block.positions.tolist() == [7]


def test_a_kind_alone_is_a_change(table: Table) -> None:
    kinds = {**table.kinds, "id": np.full(3, Kind.NUMBER, np.uint8)}
    (block,) = blocks(table, replace(table, kinds=kinds))
    assert block.kinds.tolist() == [Kind.NUMBER] * 3


def test_a_column_is_followed_by_its_letter(table: Table) -> None:
    after = edits.delete_column(edits.rename_column(table, "fee", "费用"), "id")
    changes = changes_between(table, after)
    assert changes.columns == (ColumnOrigin("费用", 2, 1),)
    assert list(changes.cells) == []


def test_an_added_column_is_followed_by_its_heading(table: Table) -> None:
    noted = edits.set_cells(edits.insert_column(table, "note", 0), "note", [1], ["x"])
    after = edits.delete_column(noted, "fee")
    changes = changes_between(noted, after)
    assert changes.columns == (ColumnOrigin("note", None, 0), ColumnOrigin("id", 1, 1))
    assert list(changes.cells) == []


def test_deleted_and_new_rows_move_no_cells(table: Table) -> None:
    after = edits.insert_rows(edits.delete_rows(table, [0]), 1)
    changes = changes_between(table, after)
    assert changes.rows is not None
    assert changes.rows.tolist() == [3, 5, 4]
    assert list(changes.cells) == []


@pytest.mark.parametrize("storage", ["python", "pyarrow"])
def test_text_columns_of_pandas_are_compared_by_what_they_say(
    table: Table, storage: str
) -> None:
    if storage == "pyarrow":
        pytest.importorskip("pyarrow")
    with pd.option_context("mode.string_storage", storage):
        one = edits.set_cells(table, "fee", [1], ["20"])
        other = edits.set_cells(one, "fee", [2], ["33"])
    assert blocks(one, one) == []
    assert blocks(one, replace(one, frame=one.frame.copy())) == []
    (block,) = blocks(one, other)
    assert cells(replay(table, one, other)[-1]) == cells(other)
    assert block.texts.tolist()[-1] == "33"


def test_rows_are_found_by_their_first_number() -> None:
    numbers = np.array([7, 3, 5], dtype=np.int64)
    among = np.array([5, 3, 5], dtype=np.int64)
    assert find_rows(numbers, among).tolist() == [-1, 1, 0]
    assert find_rows(numbers, among[:0]).tolist() == [-1, -1, -1]


@given(tables())
@settings(max_examples=200)
def test_any_sheet_comes_from_nothing(table: Table) -> None:
    assert cells(replay(table)[0]) == cells(table)


@given(tables(), tables())
@settings(max_examples=200)
def test_any_sheet_comes_from_any_other(one: Table, other: Table) -> None:
    assert cells(replay(one, other)[1]) == cells(other)


@given(st.data())
@settings(max_examples=150)
def test_every_state_of_an_edited_sheet_comes_back(data: st.DataObject) -> None:
    states = [data.draw(tables(WRITTEN))]
    for _ in range(data.draw(st.integers(1, 6))):
        states.append(data.draw(edited(states[-1])))
    for made, state in zip(replay(*states), states, strict=True):
        assert cells(made) == cells(state)
