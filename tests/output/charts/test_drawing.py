from __future__ import annotations

import numpy as np
import pandas as pd

from churn_desktop.output.charts.drawing import names, on_scale, places, values
from churn_desktop.pages.model import ChartKind, Measure, Table, Unit
from tests.output.made import MONTHS, a_chart, a_curve, a_table


def test_what_is_not_defined_is_nan() -> None:
    table = Table(
        "t",
        "",
        (Measure("x", "", Unit.RATE),),
        pd.DataFrame({"x": [None, float("nan"), 0.5, pd.NA]}, dtype=object),
    )
    assert np.isnan(values(table, "x")).tolist() == [True, True, False, True]


def test_months_lived_are_a_scale_and_periods_are_names() -> None:
    curve, line = a_chart(ChartKind.STEP), a_chart(ChartKind.LINE)
    assert on_scale(curve, a_curve())
    assert places(curve, a_curve()).tolist() == [0, 1.5, 4, 7]
    assert not on_scale(line, a_table())
    assert places(line, a_table()).tolist() == [0, 1, 2, 3]
    assert not on_scale(a_chart(ChartKind.BAR), a_curve())


def test_names_are_the_first_column() -> None:
    assert names(a_table(), None) == list(MONTHS)
