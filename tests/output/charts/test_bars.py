from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from matplotlib.collections import PathCollection, PolyCollection

from churn_desktop.output.charts.bars import boxes
from churn_desktop.output.figures import draw
from churn_desktop.pages.model import Chart, ChartKind, Measure, Series, Table, Unit
from tests.output.made import a_chart, a_table


def test_a_series_is_one_object_and_one_more_where_not_final() -> None:
    axes = draw(a_chart(ChartKind.STACKED), a_table()).axes[0]
    drawn = [found for found in axes.collections if isinstance(found, PolyCollection)]
    assert len(drawn) == 4
    assert [bool(found.get_hatch()) for found in drawn] == [False, True, False, True]
    # Nothing was lost in January: no bar of no height.
    assert [len(found.get_paths()) for found in drawn] == [3, 1, 2, 1]


def test_gains_go_up_and_losses_down() -> None:
    new, lost = boxes(a_chart(ChartKind.STACKED), a_table())
    assert new.top.tolist() == [100, 20, 12, 4]
    assert (lost.bottom == 0).all()
    assert lost.top.tolist() == [0, -12, -10, -2]


def test_what_is_not_defined_does_not_move_the_stack() -> None:
    series = (Series("a", "a"), Series("b", "b"), Series("c", "c", negative=True))
    frame = pd.DataFrame({"x": ["r"], "a": [np.nan], "b": [2.0], "c": [3.0]})
    measures = tuple(Measure(key, key, Unit.COUNT) for key in "xabc")
    chart = Chart("s", "", ChartKind.STACKED, "t", series)
    a, b, c = boxes(chart, Table("t", "", measures, frame))
    assert np.isnan(a.top[0])
    assert (b.bottom[0], b.top[0]) == (0, 2)
    assert (c.bottom[0], c.top[0]) == (0, -3)


def test_bars_stand_side_by_side_under_their_values() -> None:
    chart, table = a_chart(ChartKind.BAR), a_table()
    new, lost = boxes(chart, table)
    np.testing.assert_allclose(new.right, lost.left)
    written = [text.get_text() for text in draw(chart, table).axes[0].texts]
    assert written == ["100", "20", "12", "4", "0", "12", "10", "2"]


def test_values_of_losses_are_written_below_without_a_sign() -> None:
    chart = a_chart(ChartKind.BAR)
    lost = replace(chart.series[1], negative=True)
    axes = draw(replace(chart, series=(lost,)), a_table()).axes[0]
    assert [text.get_text() for text in axes.texts] == ["0", "12", "10", "2"]
    assert axes.texts[1].get_position()[1] < -12


def test_intervals_and_references_are_drawn() -> None:
    rate = Series("opening_base", "Churn", band=("low", "high"))
    usual = Series("usual", "usual", dashed=True)
    chart = Chart("b", "", ChartKind.BAR, "periods", (rate, usual))
    axes = draw(chart, a_table()).axes[0]
    assert axes.lines[0].is_dashed()
    assert axes.get_ylim()[1] > 0.198
    assert axes.texts[0].get_text() == "not defined"


def test_bars_that_stand_out_carry_a_point() -> None:
    chart = a_chart(ChartKind.BAR)
    table = replace(a_table(), marked={(1, "lost"): "many"})
    points = [
        found
        for found in draw(chart, table).axes[0].collections
        if isinstance(found, PathCollection)
    ]
    assert points[0].get_offsets()[0][1] == 6
