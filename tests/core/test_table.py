from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from churn_desktop.core.grid import Kind
from churn_desktop.core.table import Table


@pytest.fixture
def table() -> Table:
    frame = pd.DataFrame({"编号": ["1", "2"], "end": ["", "2024-01-01"]}, index=[4, 6])
    return Table(
        frame,
        kinds={
            "编号": np.array([Kind.NUMBER, Kind.NUMBER], dtype=np.uint8),
            "end": np.array([Kind.BLANK, Kind.DATE], dtype=np.uint8),
        },
        letters={"编号": 1, "end": 3},
    )


def test_rows_are_those_of_the_file(table: Table) -> None:
    assert len(table) == 2
    assert table.rows.tolist() == [4, 6]
    assert table.headings == ("编号", "end")


def test_a_column_is_text_and_kinds(table: Table) -> None:
    text, kinds = table.column("end")
    assert text.tolist() == ["", "2024-01-01"]
    assert kinds.tolist() == [Kind.BLANK, Kind.DATE]
    assert table.blank("end").tolist() == [True, False]
    with pytest.raises(KeyError):
        table.column("start")
