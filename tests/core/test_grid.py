from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from churn_desktop.core.grid import Grid, Kind, cell_name, column_letters


def test_a_grid_knows_its_size() -> None:
    kinds = (bytes([Kind.TEXT, Kind.BLANK]),)
    grid = Grid("Sheet1", (["a", ""],), kinds)
    assert (grid.height, grid.width) == (2, 1)
    assert (Grid(None, (), ()).height, Grid(None, (), ()).width) == (0, 0)


@pytest.mark.parametrize(
    ("column", "letters"),
    [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (16384, "XFD")],
)
def test_letters_of_columns(column: int, letters: str) -> None:
    assert column_letters(column) == letters
    assert cell_name(7, column) == f"{letters}7"


@given(column=st.integers(1, 20_000))
def test_letters_count_in_base_26_without_nought(column: int) -> None:
    number = 0
    for letter in column_letters(column):
        number = number * 26 + string.ascii_uppercase.index(letter) + 1
    assert number == column
