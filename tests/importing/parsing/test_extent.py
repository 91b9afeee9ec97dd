from __future__ import annotations

import pytest

from churn_desktop.core.grid import Kind
from churn_desktop.importing.parsing.cells import Block, Piece, Refused
from churn_desktop.importing.parsing.extent import Extent
from churn_desktop.importing.parsing.marks import Marks
from tests.importing.files import marked


def block(first: int, columns: dict[int, str], height: int = 1) -> Block:
    pieces = {
        column: Piece([text] * height, bytes([Kind.TEXT]) * height)
        for column, text in columns.items()
    }
    return Block(first, height, pieces)


def test_the_list_is_as_large_as_its_last_filled_cell() -> None:
    extent = Extent()
    tail = Piece(["x", "", ""], bytes([1, 0, 0]))
    passed = [*extent.watch(iter([block(0, {0: "a", 4: "b"}), Block(1, 3, {1: tail})]))]
    assert len(passed) == 2
    assert (extent.height, extent.width) == (2, 5)


def test_cells_far_below_are_left_out() -> None:
    extent, marks = Extent(), Marks()
    blocks = [block(0, {0: "a"}, 5), block(1_048_575, {16_383: "slip"})]
    assert [b.first for b in extent.watch(iter(blocks))] == [0]
    extent.mark_strays(marks)
    assert (extent.height, extent.width) == (5, 1)
    assert marked(marks) == {"stray_cells": [1_048_576]}


def test_cells_far_to_the_right_are_left_out() -> None:
    extent, marks = Extent(), Marks()
    blocks = [block(0, {0: "a", 1: "b"}, 5), block(5, {0: "a", 9000: "slip"})]
    assert len([*extent.watch(iter(blocks))]) == 2
    extent.mark_strays(marks)
    assert extent.width == 2
    assert marked(marks) == {"stray_cells": [6]}


def test_a_list_that_goes_on_after_a_gap_is_kept() -> None:
    extent = Extent()
    blocks = [
        block(0, {0: "a"}, 5),
        block(3000, {0: "b"}, 80),
        block(3080, {0: "c"}, 80),
    ]
    assert [b.first for b in extent.watch(iter(blocks))] == [0, 3000, 3080]
    assert extent.height == 3160


def test_too_large_a_rectangle_is_refused() -> None:
    extent = Extent()
    wide = block(0, dict.fromkeys(range(0, 16_000, 50), "x"), 200)
    far = block(1_000_000, dict.fromkeys(range(0, 16_000, 50), "x"), 200)
    with pytest.raises(Refused, match="too_big"):
        [*extent.watch(iter([wide, far]))]
