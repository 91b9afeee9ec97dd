from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from churn_desktop.core.table import Table
from churn_desktop.ui.models.sheet_cells import cell_texts, joined
from tests.ui.made import a_table


@pytest.mark.parametrize("kind", [object, "string"])
def test_texts_come_in_the_order_asked_for(kind: object) -> None:
    made = a_table({"a": ["x", "y", "z"]})
    frame = pd.DataFrame({"a": made.frame["a"].astype(kind)})
    table = Table(frame, made.kinds, made.letters)
    assert cell_texts(table, "a", np.array([2, 0])) == ["z", "x"]
    assert cell_texts(table, "a", np.array([], dtype=np.int64)) == []


def test_joined_texts_do_not_run_into_each_other() -> None:
    assert "ab" not in joined(["a", "b"])
