from __future__ import annotations

import numpy as np
import pytest

from churn_desktop.core.grid import Kind
from churn_desktop.storage.changes import CellBlock, ColumnOrigin, changes_between
from churn_desktop.storage.draft_sheet import DraftSheet
from churn_desktop.storage.packing import PART
from churn_desktop.storage.plain_values import Damaged
from tests.storage.made import a_table, cells


@pytest.fixture
def sheet() -> DraftSheet:
    sheet = DraftSheet()
    changes = changes_between(None, a_table({"id": ["1", "2"], "fee": ["", "9"]}))
    sheet.arrange(changes.columns, changes.rows)
    for block in changes.cells:
        sheet.write(block)
    return sheet


def block(
    place: int, part: int, positions: list[int] | None, count: int = 1
) -> CellBlock:
    where = None if positions is None else np.array(positions, dtype=np.int64)
    count = count if positions is None else len(positions)
    texts = np.full(count, "x", dtype=object)
    return CellBlock(place, part, where, texts, np.full(count, Kind.TEXT, np.uint8))


def test_a_sheet_that_was_taken_out_never_changes(sheet: DraftSheet) -> None:
    first = sheet.table()
    said = cells(first)
    sheet.write(block(0, 0, [1]))
    sheet.arrange(None, np.array([3, 2], dtype=np.int64))
    assert cells(first) == said
    assert sheet.table().frame["id"].tolist() == ["x", "1"]


def test_columns_nobody_touched_are_the_same_memory(sheet: DraftSheet) -> None:
    first = sheet.table()
    sheet.write(block(0, 0, [1]))
    second = sheet.table()
    assert second.kinds["fee"] is first.kinds["fee"]
    texts = [table.column("fee").text for table in (first, second)]
    assert np.shares_memory(*texts)


def test_it_knows_its_size(sheet: DraftSheet) -> None:
    assert (len(sheet), sheet.width) == (2, 2)
    assert cells(DraftSheet().table()) == cells(a_table({}))


@pytest.mark.parametrize(
    "bad",
    [
        block(2, 0, [0]),
        block(-1, 0, [0]),
        block(0, -1, [0]),
        block(0, 1, [0]),
        block(0, 0, [2]),
        block(0, 0, [-1]),
        block(0, 0, [PART]),
        block(0, 0, None, 3),
        block(0, 0, None, 0),
    ],
)
def test_cells_that_do_not_exist_are_damage(sheet: DraftSheet, bad: CellBlock) -> None:
    with pytest.raises(Damaged):
        sheet.write(bad)


@pytest.mark.parametrize(
    "columns",
    [
        [ColumnOrigin("id", 1, 0), ColumnOrigin("id", 2, 1)],
        [ColumnOrigin("id", 1, 0), ColumnOrigin("fee", 2, 0)],
        [ColumnOrigin("id", 1, 2)],
        [ColumnOrigin("id", 1, -1)],
        [ColumnOrigin("id", 0, 0)],
        [ColumnOrigin("id", 1 << 40, 0)],
    ],
)
def test_columns_that_cannot_be_are_damage(
    sheet: DraftSheet, columns: list[ColumnOrigin]
) -> None:
    with pytest.raises(Damaged):
        sheet.arrange(columns, None)


def test_more_cells_than_memory_are_refused(sheet: DraftSheet) -> None:
    with pytest.raises(Damaged):
        sheet.arrange([ColumnOrigin("a", 1, 0)] * ((1 << 17) + 1), None)
    tall = np.broadcast_to(np.int64(1), 1 << 29)
    with pytest.raises(Damaged):
        sheet.arrange(None, tall)
