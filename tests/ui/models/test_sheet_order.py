from __future__ import annotations

import numpy as np
import pytest

from churn_desktop.core.grid import Kind
from churn_desktop.core.table import Table
from churn_desktop.ui.models.sheet_order import cell_numbers, find, keep, sorted_rows
from tests.ui.made import a_table


def column(texts: list[str], kinds: list[Kind] | None = None) -> Table:
    return a_table({"value": texts}, {"value": kinds} if kinds else {})


def ordered(table: Table, **options: bool) -> list[str]:
    texts = table.column("value").text
    return [str(texts[row]) for row in sorted_rows(table, "value", **options)]


def test_numbers_sort_as_numbers_before_text_and_blanks_last() -> None:
    table = column(["10", "b", "", "9", "A", "-1"])
    assert ordered(table) == ["-1", "9", "10", "A", "b", ""]
    assert ordered(table, descending=True) == ["b", "A", "10", "9", "-1", ""]


def test_equal_rows_keep_their_order_both_ways() -> None:
    table = column(["x", "a", "x", "a"])
    assert sorted_rows(table, "value").tolist() == [1, 3, 0, 2]
    assert sorted_rows(table, "value", descending=True).tolist() == [0, 2, 1, 3]


def test_chinese_sorts_by_sound() -> None:
    assert ordered(column(["张伟", "王芳", "陈静", "李娜"])) == [
        "陈静",
        "李娜",
        "王芳",
        "张伟",
    ]


def test_known_values_decide_over_the_text() -> None:
    table = column(["5 March 2024", "1 April 2023", "unknown"])
    known = np.array([19787.0, 19448.0, np.nan])
    assert sorted_rows(table, "value", numbers=known).tolist() == [1, 0, 2]


def test_digits_that_are_text_stay_text() -> None:
    table = column(["0010", "9"], [Kind.TEXT, Kind.TEXT])
    assert np.isnan(cell_numbers(table, "value")).all()
    assert ordered(table) == ["0010", "9"]


def test_an_order_is_kept_when_rows_are_picked() -> None:
    order = np.array([3, 1, 0, 2])
    assert keep(order, np.array([0, 3]), 4).tolist() == [3, 0]
    assert keep(None, np.array([3, 0]), 4).tolist() == [0, 3]


@pytest.fixture
def sheet() -> Table:
    return a_table({"id": ["a1", "a2", "b1"], "name": ["Wang", "Li", "wang li"]})


def test_find_goes_on_cell_by_cell_and_around(sheet: Table) -> None:
    assert find(sheet, None, "WANG", (0, 0)) == (0, 1)
    assert find(sheet, None, "wang", (0, 1)) == (2, 1)
    assert find(sheet, None, "wang", (2, 1)) == (0, 1)
    assert find(sheet, None, "a1", (0, 0)) == (0, 0)


def test_find_goes_backwards(sheet: Table) -> None:
    assert find(sheet, None, "li", (0, 0), backwards=True) == (2, 1)
    assert find(sheet, None, "li", (2, 1), backwards=True) == (1, 1)
    assert find(sheet, None, "a", (1, 0), backwards=True) == (0, 1)


def test_find_follows_the_rows_on_screen(sheet: Table) -> None:
    order = np.array([2, 0])
    assert find(sheet, order, "a1", (0, 0)) == (1, 0)
    assert find(sheet, order, "a2", (0, 0)) is None


def test_find_without_anything_to_find(sheet: Table) -> None:
    assert find(sheet, None, "", (0, 0)) is None
    assert find(sheet, np.array([], dtype=np.int64), "a", (0, 0)) is None
    assert find(sheet, None, "zzz", (1, 1)) is None
