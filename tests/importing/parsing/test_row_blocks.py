from __future__ import annotations

from churn_desktop.core.grid import Kind
from churn_desktop.importing.parsing.row_blocks import row_blocks
from tests.importing.files import gathered, texts


def test_rows_become_columns() -> None:
    rows = [
        (0, [(0, "id", Kind.TEXT), (2, "fee", Kind.TEXT)]),
        (1, []),
        (2, [(0, "1", Kind.NUMBER)]),
    ]
    [block] = row_blocks(rows)
    assert (block.first, block.height) == (0, 3)
    assert gathered([block]) == {
        "A1": ("id", Kind.TEXT),
        "C1": ("fee", Kind.TEXT),
        "A3": ("1", Kind.NUMBER),
    }


def test_a_gap_begins_a_new_block() -> None:
    rows = [(0, [(0, "a", Kind.TEXT)]), (900_000, [(0, "b", Kind.TEXT)])]
    blocks = [*row_blocks(rows)]
    assert [block.height for block in blocks] == [1, 1]
    assert texts(blocks) == {"A1": "a", "A900001": "b"}


def test_many_rows_come_in_several_blocks() -> None:
    rows = [(n, [(c, str(n), Kind.NUMBER) for c in range(10)]) for n in range(20_000)]
    blocks = [*row_blocks(rows)]
    assert len(blocks) > 1
    assert sum(block.height for block in blocks) == 20_000
    assert texts(blocks)["J20000"] == "19999"
