"""Which number a point of a chart stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from churn_desktop.output.chart_bars import boxes
from churn_desktop.output.chart_drawing import Values, places, values
from churn_desktop.pages.model import Chart, ChartKind, Table

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NEAR = 14.0
"""Points (1/72 inch) from a line within which it is still meant."""


def cell_at(
    axes: Axes, chart: Chart, table: Table, x: float, y: float
) -> tuple[int, str] | None:
    """Find the cell behind a place in a chart.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        The only axes of a figure made by `figures.draw` for this chart and table.
    chart : Chart
    table : Table
    x, y : float
        Coordinates of the axes: ``xdata`` and ``ydata`` of a mouse event.

    Returns
    -------
    tuple of int and str, or None
        Row number and measure key; None where nothing is drawn.
    """
    if not len(table.frame) or not chart.series:
        return None
    if chart.kind in (ChartKind.BAR, ChartKind.STACKED):
        return _bar_at(chart, table, x, y)
    return _point_at(axes, chart, table, x, y)


def _bar_at(chart: Chart, table: Table, x: float, y: float) -> tuple[int, str] | None:
    for bars in boxes(chart, table):
        low, high = np.fmin(bars.bottom, bars.top), np.fmax(bars.bottom, bars.top)
        inside = (bars.left <= x) & (x <= bars.right) & (low <= y) & (y <= high)
        if inside.any():
            return int(np.flatnonzero(inside)[0]), bars.series.measure
    return None


def _point_at(
    axes: Axes, chart: Chart, table: Table, x: float, y: float
) -> tuple[int, str] | None:
    here = axes.transData.transform((x, y))
    figure = axes.figure
    assert figure is not None
    best, nearest = None, NEAR * figure.dpi / 72
    for series in chart.series:
        if series.dashed:
            continue
        across, up = places(chart, table), values(table, series.measure)
        if chart.kind is ChartKind.RANGE:
            across, up = up, np.arange(len(up), dtype=float)
        elif chart.kind is ChartKind.STEP:
            # On a step one means the value in force there, however long ago it began.
            row = _in_force(across, up, x)
            if row is None:
                continue
            across = np.where(np.arange(len(across)) == row, x, np.nan)
        points = axes.transData.transform(np.stack([across, up], axis=1))
        away = np.hypot(*(points - here).T)
        if np.isfinite(away).any() and np.nanmin(away) <= nearest:
            nearest = float(np.nanmin(away))
            best = int(np.nanargmin(away)), series.measure
    return best


def _in_force(across: Values, up: Values, x: float) -> int | None:
    begun = np.flatnonzero((across <= x) & np.isfinite(up))
    return int(begun[np.argmax(across[begun])]) if len(begun) else None
