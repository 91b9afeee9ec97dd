from __future__ import annotations

import numpy as np
import pytest

from churn_desktop.pages.terms import role_title
from churn_desktop.ui.models.sheet_model import SheetModel
from churn_desktop.ui.sheet.pasting import place
from tests.ui.made import a_table

TABLE = a_table({"a": list("123"), "b": list("456")})


@pytest.fixture
def model(qapp: object) -> SheetModel:
    model = SheetModel(explain=str, title=role_title)
    model.show(TABLE)
    return model


def test_cells_go_where_rows_stand(model: SheetModel) -> None:
    model.show_order(np.array([2, 0]))
    pasted = place([["x"], ["y"], ["z"]], (0, 0, 1, 1), model)
    assert pasted.cells["b"].positions.tolist() == [2, 0, 3]
    assert (pasted.rows_below, pasted.columns_beyond, pasted.count) == (1, 0, 3)
    assert pasted.fitting().cells["b"].texts == ["x", "y"]
    assert pasted.fitting().rows_below == 0


def test_a_multiple_of_the_block_is_filled(model: SheetModel) -> None:
    pasted = place([["x"]], (0, 1, 0, 1), model)
    assert pasted.count == 4
    assert pasted.corners == (0, 0, 1, 1)


def test_what_has_no_place_on_the_right_is_counted(model: SheetModel) -> None:
    pasted = place([["x", "y", "z"]], (0, 0, 1, 1), model)
    assert list(pasted.cells) == ["b"]
    assert pasted.columns_beyond == 2
