from __future__ import annotations

from dataclasses import replace

import numpy as np

from churn_desktop.output.figures import draw
from churn_desktop.pages.model import ChartKind, Series
from tests.output.made import MONTHS, a_chart, a_table


def test_the_first_row_is_at_the_top_with_its_name() -> None:
    figure = draw(a_chart(ChartKind.RANGE), a_table())
    axes = figure.axes[0]
    bottom, top = axes.get_ylim()
    assert bottom > top
    formatter = axes.yaxis.get_major_formatter()
    assert formatter.format_ticks([0, 1, 2, 3]) == list(MONTHS)


def test_intervals_reach_from_limit_to_limit() -> None:
    axes = draw(a_chart(ChartKind.RANGE), a_table()).axes[0]
    segments = [path.vertices for path in axes.collections[0].get_paths()]
    reached = [(corners[0][0], corners[1][0]) for corners in segments]
    assert (0.07, 0.198) in reached


def test_several_points_a_row_do_not_cover_each_other() -> None:
    chart = a_chart(ChartKind.RANGE)
    both = (*chart.series, Series("usual", "average"))
    figure = draw(replace(chart, series=both), a_table())
    first, second = figure.axes[0].lines
    assert (np.asarray(first.get_ydata()) < np.asarray(second.get_ydata())).all()
    assert "● average" in [text.get_text() for text in figure.texts]


def test_a_negative_value_is_written_to_its_left() -> None:
    table = a_table()
    table.frame.loc[1, ["opening_base", "low", "high"]] = [-0.08, -0.1, -0.05]
    axes = draw(a_chart(ChartKind.RANGE), table).axes[0]
    (label,) = [text for text in axes.texts if text.get_text() == "-8.0 %"]
    assert label.get_ha() == "right"
    assert label.xy[0] == -0.1


def test_a_reference_is_a_dashed_line() -> None:
    chart = a_chart(ChartKind.RANGE)
    both = (*chart.series, Series("usual", "average", dashed=True))
    axes = draw(replace(chart, series=both), a_table()).axes[0]
    assert axes.lines[1].is_dashed()
