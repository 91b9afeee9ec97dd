from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg

from churn_desktop.output.charts.layout import spread
from churn_desktop.output.figures import draw
from churn_desktop.pages.model import ChartKind, Series, Tone
from tests.output.made import a_chart, a_table


@pytest.mark.parametrize(
    ("wanted", "placed"),
    [
        ([], []),
        ([30], [30]),
        ([10, 40], [10, 40]),
        ([30, 30], [25, 35]),
        ([29, 30, 31], [20, 30, 40]),
        ([0, 0], [0, 10]),
        ([60, 60], [50, 60]),
        ([20, 21, 38], [15.5, 25.5, 38]),
    ],
)
def test_labels_move_apart(wanted: list[float], placed: list[float]) -> None:
    assert spread(wanted, apart=10, low=0, high=60) == placed


@given(st.lists(st.floats(0, 500), max_size=12))
def test_labels_never_touch_nor_leave(wanted: list[float]) -> None:
    placed = spread(sorted(wanted), apart=10, low=0, high=500)
    assert all(b - a >= 10 - 1e-6 for a, b in pairwise(placed))
    assert all(-1e-6 <= at <= 500 + 1e-6 for at in placed)


def test_labels_of_lines_that_meet_are_both_readable() -> None:
    chart = a_chart(ChartKind.LINE)
    series = (Series("lost", "Lost", Tone.LOST), Series("new", "New", Tone.GAINED))
    table = a_table()
    table.frame["new"] = table.frame["lost"]
    figure = draw(type(chart)("c", "t", ChartKind.LINE, "periods", series), table)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    lost, new = (
        text.get_window_extent(canvas.get_renderer())
        for text in figure.texts
        if text.get_text() in ("Lost", "New")
    )
    assert not lost.overlaps(new)


def test_margins_stay_when_the_window_grows() -> None:
    figure = draw(a_chart(ChartKind.LINE), a_table())
    lefts = []
    for wide in (5, 10):
        figure.set_size_inches(wide, 4)
        FigureCanvasAgg(figure).draw()
        lefts.append(figure.axes[0].get_position().x0 * wide)
    assert lefts[0] == pytest.approx(lefts[1])
