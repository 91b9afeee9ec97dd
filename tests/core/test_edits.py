from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from churn_desktop.core import edits
from churn_desktop.core.grid import Kind
from churn_desktop.core.table import Table
from tests.storage.made import WRITTEN, cells, edited, tables


def made(columns: Mapping[str, Sequence[str]], first_row: int = 2) -> Table:
    height = len(next(iter(columns.values())))
    return Table(
        pd.DataFrame(
            columns, index=pd.RangeIndex(first_row, first_row + height), dtype=object
        ),
        {name: np.full(height, Kind.NUMBER, np.uint8) for name in columns},
        {name: letter for letter, name in enumerate(columns, start=1)},
    )


@pytest.fixture
def table() -> Table:
    return made({"id": ["1", "2", "3"], "fee": ["10", "20", "30"]})


def texts(table: Table, heading: str) -> list[str]:
    return table.column(heading).text.tolist()


def test_written_cells_are_text_and_cleared_ones_blank(table: Table) -> None:
    after = edits.set_cells(table, "fee", [2, 0], ["007", ""])
    assert texts(after, "fee") == ["", "20", "007"]
    assert after.kinds["fee"].tolist() == [Kind.BLANK, Kind.NUMBER, Kind.TEXT]
    assert after.letters == table.letters
    assert after.kinds["id"] is table.kinds["id"]


def test_one_text_for_several_cells_of_any_iterable(table: Table) -> None:
    after = edits.set_cells(table, "id", iter(range(3)), (t for t in "abc"))
    assert texts(after, "id") == ["a", "b", "c"]


def test_writing_nothing_changes_nothing(table: Table) -> None:
    assert cells(edits.set_cells(table, "id", [], [])) == cells(table)
    assert edits.set_block(table, {}) is table


def test_writing_where_there_is_nothing(table: Table) -> None:
    with pytest.raises(KeyError):
        edits.set_cells(table, "end", [0], ["x"])
    with pytest.raises(IndexError):
        edits.set_cells(table, "id", [3], ["x"])
    with pytest.raises(ValueError, match=r"broadcast|copy sequence"):
        edits.set_cells(table, "id", [0, 1], ["x", "y", "z"])


def test_a_block_is_written_at_once(table: Table) -> None:
    after = edits.set_block(table, {"id": {0: "x"}, "fee": {0: "1", 1: "2"}})
    assert texts(after, "id") == ["x", "2", "3"]
    assert texts(after, "fee") == ["1", "2", "30"]


def test_deleted_rows_leave_the_others_their_numbers(table: Table) -> None:
    after = edits.delete_rows(table, [1])
    assert after.rows.tolist() == [2, 4]
    assert texts(after, "fee") == ["10", "30"]
    assert len(edits.delete_rows(table, range(3))) == 0


def test_new_rows_are_blank_and_come_after_the_file(table: Table) -> None:
    after = edits.insert_rows(table, 1, 2)
    assert after.rows.tolist() == [2, 5, 6, 3, 4]
    assert texts(after, "id") == ["1", "", "", "2", "3"]
    assert after.blank("id").tolist() == [False, True, True, False, False]


def test_the_number_of_a_deleted_row_is_never_given_again(table: Table) -> None:
    after = edits.insert_rows(edits.delete_rows(table, [2]), 2)
    assert after.rows.tolist() == [2, 3, 5]
    emptied = edits.delete_rows(edits.delete_rows(after, [2]), [0, 1])
    assert edits.insert_rows(emptied, 0, 2).rows.tolist() == [6, 7]


def test_the_first_rows_of_an_empty_list() -> None:
    empty = made({"id": []})
    assert edits.insert_rows(empty, 0).rows.tolist() == [1]


@pytest.mark.parametrize(
    ("at", "headings"),
    [(None, ("id", "fee", "note")), (0, ("note", "id", "fee"))],
)
def test_a_new_column_is_blank_and_not_in_the_file(
    table: Table, at: int | None, headings: tuple[str, ...]
) -> None:
    after = edits.insert_column(table, "note", at)
    assert after.headings == headings
    assert after.blank("note").all()
    assert "note" not in after.letters


def test_two_columns_of_one_heading_are_refused(table: Table) -> None:
    with pytest.raises(ValueError, match="fee"):
        edits.insert_column(table, "fee")
    with pytest.raises(ValueError, match="fee"):
        edits.rename_column(table, "id", "fee")
    assert cells(edits.rename_column(table, "id", "id")) == cells(table)


def test_a_deleted_column_is_gone_everywhere(table: Table) -> None:
    after = edits.delete_column(table, "id")
    assert after.headings == ("fee",)
    assert set(after.kinds) == set(after.letters) == {"fee"}


def test_a_renamed_column_keeps_its_place_and_letter(table: Table) -> None:
    after = edits.rename_column(table, "id", "编号")
    assert after.headings == ("编号", "fee")
    assert after.letters == {"编号": 1, "fee": 2}
    assert texts(after, "编号") == texts(table, "id")


@given(st.data())
@settings(max_examples=150)
def test_any_edits_keep_the_sheet_whole_and_earlier_ones_unchanged(
    data: st.DataObject,
) -> None:
    states = [data.draw(tables(WRITTEN))]
    said = [cells(states[0])]
    for _ in range(data.draw(st.integers(1, 6))):
        states.append(data.draw(edited(states[-1])))
        said.append(cells(states[-1]))
    for table, as_it_was in zip(states, said, strict=True):
        assert cells(table) == as_it_was
        assert set(table.kinds) == set(table.headings)
        assert set(table.letters) <= set(table.headings)
        assert len(set(table.headings)) == len(table.headings)
        assert len(set(table.rows.tolist())) == len(table)
        for kinds in table.kinds.values():
            assert (kinds.dtype, kinds.shape) == (np.uint8, (len(table),))
        for name in table.headings:
            assert all(isinstance(text, str) for text in table.column(name).text)
