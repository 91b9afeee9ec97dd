from __future__ import annotations

import numpy as np
import pytest

from churn_desktop.core.grid import Kind
from churn_desktop.core.progress import Cancelled
from churn_desktop.ui.models.sheet_text import Totals, as_text, totals
from tests.ui.made import a_table

TABLE = a_table(
    {"id": ["007", "=x", ""], "fee": ["10", "n/a", "2.5"]},
    {"id": [Kind.TEXT, Kind.TEXT, Kind.BLANK]},
)


def test_cells_are_written_in_the_order_asked_for() -> None:
    rows = np.array([2, 0, 1])
    assert as_text(TABLE, rows, ["fee", "id"]) == "2.5\t\n10\t007\nn/a\t'=x"


def test_totals_are_those_of_a_spreadsheet() -> None:
    everything = [("id", np.arange(3)), ("fee", np.arange(3))]
    assert totals(TABLE, everything, {}) == Totals(5, 2, 12.5)
    assert totals(TABLE, [("fee", np.array([1]))], {}) == Totals(1, 0, 0.0)


def test_columns_read_before_are_not_read_again() -> None:
    known = {"fee": np.array([1.0, 2.0, 4.0])}
    assert totals(TABLE, [("fee", np.arange(3))], known).total == 7


def test_it_can_be_cancelled() -> None:
    def stop(done: int, total: int, phase: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        as_text(TABLE, np.arange(3), ["id"], stop)
