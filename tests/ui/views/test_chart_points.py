from __future__ import annotations

from dataclasses import replace

import pytest
from matplotlib.axes import Axes

from churn_desktop.output.figures import draw
from churn_desktop.pages.model import Chart, ChartKind, Series, Table
from churn_desktop.ui.views.chart_points import neighbour, place_of, point_at
from tests.ui.made import a_chart, a_page_table

TABLE = a_page_table(rows=6)


def drawn(chart: Chart, table: Table = TABLE) -> Axes:
    figure = draw(chart, table)
    figure.draw_without_rendering()
    return figure.axes[0]


def pixels(axes: Axes, x: float, y: float) -> tuple[float, float]:
    across, up = axes.transData.transform((x, y))
    return float(across), float(up)


@pytest.mark.parametrize("kind", [ChartKind.LINE, ChartKind.STEP])
def test_the_nearest_point_of_a_line_is_meant(kind: ChartKind) -> None:
    chart = replace(a_chart(), kind=kind)
    axes = drawn(chart)
    x, y = pixels(axes, 1, 9 / 108)
    assert point_at(chart, TABLE, axes, x + 3, y + 10) == (1, "opening_base")
    assert point_at(chart, TABLE, axes, x, y + 150) is None


def test_a_row_without_a_value_cannot_be_meant() -> None:
    chart = a_chart()
    axes = drawn(chart)
    x, y = pixels(axes, 2, 0.05)
    assert point_at(chart, TABLE, axes, x, y) is None


def test_a_bar_is_meant_when_one_is_inside_it() -> None:
    series = (Series("opening", "At start"), Series("lost", "Lost", negative=True))
    chart = replace(a_chart(), kind=ChartKind.STACKED, series=series)
    axes = drawn(chart)
    assert point_at(chart, TABLE, axes, *pixels(axes, 0, 50)) == (0, "opening")
    assert point_at(chart, TABLE, axes, *pixels(axes, 0, -5)) == (0, "lost")
    assert point_at(chart, TABLE, axes, *pixels(axes, 0.5, 50)) is None
    assert point_at(chart, TABLE, axes, *pixels(axes, 3, 105)) is None


def test_rows_of_ranges_lie_below_each_other() -> None:
    chart = replace(a_chart(), kind=ChartKind.RANGE)
    axes = drawn(chart)
    assert point_at(chart, TABLE, axes, *pixels(axes, 0.1, 0)) == (0, "opening_base")
    assert point_at(chart, TABLE, axes, *pixels(axes, 0.1, 4)) == (4, "opening_base")


def test_there_is_nothing_beside_the_drawing() -> None:
    chart = a_chart()
    axes = drawn(chart)
    assert point_at(chart, TABLE, axes, 0, 0) is None
    empty = a_page_table(rows=0)
    assert point_at(chart, empty, drawn(chart, empty), 200, 200) is None


def test_reference_lines_are_no_points() -> None:
    series = (Series("opening_base", "Usual", dashed=True),)
    chart = replace(a_chart(), series=series)
    axes = drawn(chart)
    assert point_at(chart, TABLE, axes, *pixels(axes, 0, 0.1)) is None


@pytest.mark.parametrize("kind", list(ChartKind))
def test_a_place_leads_back_to_its_point(kind: ChartKind) -> None:
    chart = replace(a_chart(), kind=kind)
    table = a_page_table(rows=5)
    axes = drawn(chart, table)
    for row in (0, 1, 3, 4):
        place = place_of(chart, table, axes, row, "opening_base")
        assert place is not None
        assert point_at(chart, table, axes, *place) == (row, "opening_base")
    # Nobody at its start: no rate and no place.
    assert place_of(chart, table, axes, 2, "opening_base") is None


def test_the_neighbour_of_a_range_lies_below() -> None:
    chart = replace(a_chart(), kind=ChartKind.RANGE)
    table = a_page_table(rows=5)
    first = neighbour(chart, table, None, 0, 1)
    assert first == (0, "opening_base")
    assert neighbour(chart, table, first, 0, 1) == (1, "opening_base")
    assert neighbour(chart, table, first, 0, -1) == first
    assert neighbour(replace(chart, series=()), table, None, 1, 0) is None
