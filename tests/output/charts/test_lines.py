from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import (
    FillBetweenPolyCollection,
    LineCollection,
    PathCollection,
)

from churn_desktop.output.figures import draw
from churn_desktop.pages.model import Chart, ChartKind, Measure, Series, Table, Unit
from tests.output.made import a_chart, a_table, table_of


def axes_of(kind: ChartKind) -> Axes:
    return draw(a_chart(kind), table_of(kind)).axes[0]


def test_what_is_not_final_is_dashed_and_hollow() -> None:
    solid, dashed, hollow, usual = axes_of(ChartKind.LINE).lines
    y = np.asarray(a_table().frame["opening_base"], dtype=float)
    np.testing.assert_allclose(solid.get_ydata(), [np.nan, y[1], y[2], np.nan])
    np.testing.assert_allclose(dashed.get_ydata(), [np.nan, np.nan, y[2], y[3]])
    assert dashed.is_dashed()
    assert not solid.is_dashed()
    assert hollow.get_ydata().tolist() == [y[3]]
    assert hollow.get_markerfacecolor() == "#FFFFFF"
    assert usual.is_dashed()


def test_what_stands_out_is_ringed() -> None:
    (rings,) = [
        found
        for found in axes_of(ChartKind.LINE).collections
        if isinstance(found, PathCollection)
    ]
    assert rings.get_offsets().tolist() == [[1, 0.12]]


def test_the_band_leaves_gaps() -> None:
    (band,) = [
        found
        for found in axes_of(ChartKind.LINE).collections
        if isinstance(found, FillBetweenPolyCollection)
    ]
    corners = band.get_paths()[0].vertices
    assert corners[:, 0].min() == 1
    assert (corners[:, 1].min(), corners[:, 1].max()) == (0.005, 0.198)


def test_steps_hold_until_the_next() -> None:
    axes = axes_of(ChartKind.STEP)
    assert axes.lines[0].get_drawstyle() == "steps-post"
    assert axes.get_xlim() == (0, 7)


def test_zero_is_always_shown() -> None:
    low, high = axes_of(ChartKind.LINE).get_ylim()
    assert low == 0
    assert high > 0.198


def test_limits_of_a_few_do_not_flatten_the_data() -> None:
    periods = [f"2024-{n:02}" for n in range(1, 31)]
    frame = pd.DataFrame(
        {
            "period": periods,
            "rate": [0.02, 0.04, 0.03] * 10,
            "low": [0.0] * 30,
            "high": [0.9, 0.6, *[0.06] * 28],
        }
    )
    measures = (
        Measure("period", "Period", Unit.PERIOD),
        *(Measure(key, key, Unit.RATE) for key in ("rate", "low", "high")),
    )
    table = Table("t", "T", measures, frame)
    series = Series("rate", "Rate", band=("low", "high"))
    figure = draw(Chart("c", "C", ChartKind.LINE, "t", (series,)), table)
    top = figure.axes[0].get_ylim()[1]
    assert 0.06 < top < 0.1
    # Data never leave the picture.
    frame.loc[3, "rate"] = 0.5
    table = Table("t", "T", measures, frame)
    figure = draw(Chart("c", "C", ChartKind.LINE, "t", (series,)), table)
    assert figure.axes[0].get_ylim()[1] > 0.5


def test_a_single_point_shows_its_limits_too() -> None:
    frame = pd.DataFrame(
        {"period": ["May", "Jun"], "rate": [np.nan, 0.1], "low": [np.nan, 0.05],
         "high": [np.nan, 0.2]}
    )  # fmt: skip
    measures = (
        Measure("period", "Period", Unit.PERIOD),
        *(Measure(key, key, Unit.RATE) for key in ("rate", "low", "high")),
    )
    series = Series("rate", "Rate", band=("low", "high"))
    chart = Chart("c", "C", ChartKind.LINE, "t", (series,))
    axes = draw(chart, Table("t", "T", measures, frame)).axes[0]
    lines = [found for found in axes.collections if isinstance(found, LineCollection)]
    assert [line.get_segments()[0].tolist() for line in lines] == [
        [[1.0, 0.05], [1.0, 0.2]]
    ]


def test_a_value_that_is_not_final_says_so() -> None:
    frame = pd.DataFrame({"period": ["May", "Jun"], "rate": [0.2, 0.1]})
    measures = (Measure("period", "P", Unit.PERIOD), Measure("rate", "R", Unit.RATE))
    chart = Chart("c", "C", ChartKind.LINE, "t", (Series("rate", "Rate"),))
    for faint, words in (((1,), "10.0 % so far"), ((), "10.0 %")):
        figure = draw(chart, Table("t", "T", measures, frame, faint=faint))
        layout = figure.get_layout_engine()
        (end,) = [label.get_text() for _y, label in layout.ends]
        assert end == words
