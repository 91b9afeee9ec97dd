from __future__ import annotations

from dataclasses import replace

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from churn_desktop.output.chart_cells import cell_at
from churn_desktop.output.figures import draw
from churn_desktop.pages.model import ChartKind
from tests.output.made import a_chart, table_of


@pytest.mark.parametrize(
    ("kind", "x", "y", "cell"),
    [
        (ChartKind.LINE, 2.02, 0.092, (2, "opening_base")),
        (ChartKind.LINE, 2.5, 0.19, None),
        (ChartKind.LINE, 0, 0.1, None),  # a reference line is no number of its own
        (ChartKind.STACKED, 1, 15, (1, "new")),
        (ChartKind.STACKED, 1, -5, (1, "lost")),
        (ChartKind.STACKED, 1, -50, None),
        (ChartKind.STACKED, 1.5, 5, None),
        (ChartKind.BAR, 1.2, 5, (1, "lost")),
        (ChartKind.RANGE, 0.12, 1.05, (1, "opening_base")),
        (ChartKind.RANGE, 0.12, 0, None),
        (ChartKind.STEP, 3.9, 0.8, (1, "survival")),
        (ChartKind.STEP, 6.9, 0.51, (2, "survival")),
        (ChartKind.STEP, -1, 1, None),
    ],
)
def test_finds_the_cell(
    kind: ChartKind, x: float, y: float, cell: tuple[int, str] | None
) -> None:
    chart, table = a_chart(kind), table_of(kind)
    figure = draw(chart, table)
    FigureCanvasAgg(figure).draw()
    assert cell_at(figure.axes[0], chart, table, x, y) == cell


def test_there_is_nothing_in_an_empty_chart() -> None:
    chart, table = a_chart(ChartKind.BAR), table_of(ChartKind.BAR)
    table = replace(table, frame=table.frame.iloc[:0])
    axes = draw(chart, table).axes[0]
    assert cell_at(axes, chart, table, 0, 0) is None
