"""Which cell of its table a place on a chart belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from churn_desktop.output.charts.bars import boxes
from churn_desktop.output.charts.drawing import places, values
from churn_desktop.pages.model import Chart, ChartKind, Table

if TYPE_CHECKING:
    from matplotlib.axes import Axes

REACH = 24.0
"""How many pixels beside a point still mean the point."""

Cell = tuple[int, str]
"""Row number and measure key."""


def point_at(chart: Chart, table: Table, axes: Axes, x: float, y: float) -> Cell | None:
    """Find what is drawn at a place.

    Parameters
    ----------
    chart : Chart
    table : Table
        The one it names.
    axes : matplotlib.axes.Axes
        Where it was drawn.
    x, y : float
        Pixels of the figure, counted from its lower left corner.
    """
    if not len(table.frame) or not axes.bbox.contains(x, y):
        return None
    if chart.kind in (ChartKind.BAR, ChartKind.STACKED):
        return _bar_at(chart, table, axes, x, y)
    return _nearest(chart, table, axes, x, y)


def _bar_at(chart: Chart, table: Table, axes: Axes, x: float, y: float) -> Cell | None:
    across, up = axes.transData.inverted().transform((x, y))
    row = round(float(across))
    if not 0 <= row < len(table.frame):
        return None
    for bars in boxes(chart, table):
        low, high = sorted((float(bars.bottom[row]), float(bars.top[row])))
        if bars.left[row] <= across <= bars.right[row] and low <= up <= high:
            return row, bars.series.measure
    return None


def _nearest(chart: Chart, table: Table, axes: Axes, x: float, y: float) -> Cell | None:
    lying = chart.kind is ChartKind.RANGE
    along = np.arange(len(table.frame), dtype=float) if lying else places(chart, table)
    best: tuple[float, Cell] | None = None
    for series in chart.series:
        if series.dashed:
            continue
        value = values(table, series.measure)
        points = np.column_stack((value, along) if lying else (along, value))
        known = np.flatnonzero(np.isfinite(points).all(axis=1))
        if not len(known):
            continue
        pixels = axes.transData.transform(points[known])
        # Beside a line it is the nearest moment that is meant, however steep it is.
        weight = np.array([0.25, 1.0]) if lying else np.array([1.0, 0.25])
        distance = np.hypot(*((pixels - (x, y)) * weight).T)
        nearest = int(distance.argmin())
        if distance[nearest] <= REACH and (best is None or distance[nearest] < best[0]):
            best = float(distance[nearest]), (int(known[nearest]), series.measure)
    return None if best is None else best[1]


def place_of(
    chart: Chart, table: Table, axes: Axes, row: int, measure: str
) -> tuple[float, float] | None:
    """Find where a value is drawn, in pixels of the figure; None where it is not."""
    if chart.kind in (ChartKind.BAR, ChartKind.STACKED):
        for bars in boxes(chart, table):
            if bars.series.measure == measure:
                middle = (bars.bottom[row] + bars.top[row]) / 2
                return _pixels(axes, float(bars.middle[row]), float(middle))
        return None
    value = float(values(table, measure)[row])
    if chart.kind is ChartKind.RANGE:
        return _pixels(axes, value, float(row))
    return _pixels(axes, float(places(chart, table)[row]), value)


def neighbour(
    chart: Chart, table: Table, cell: Cell | None, along: int, across: int
) -> Cell | None:
    """Give the point beside another: of the next row, or of the next series.

    Parameters
    ----------
    chart, table
        As for `point_at`.
    cell : Cell or None
        None: none is chosen yet, the last one is given.
    along : int
        So many rows on; points without a value are passed over.
    across : int
        So many series on.
    """
    keys = [series.measure for series in chart.series if not series.dashed]
    if not keys:
        return None
    if chart.kind is ChartKind.RANGE:
        along, across = across, along
    measure = keys[0] if cell is None or cell[1] not in keys else cell[1]
    measure = keys[(keys.index(measure) + across) % len(keys)]
    known = np.flatnonzero(np.isfinite(values(table, measure)))
    if not len(known):
        return None
    if cell is None:
        return int(known[-1 if chart.kind is not ChartKind.RANGE else 0]), measure
    if not along:
        return cell[0], measure
    beyond = known[known > cell[0]] if along > 0 else known[known < cell[0]][::-1]
    return (int(beyond[0]) if len(beyond) else cell[0]), measure


def _pixels(axes: Axes, x: float, y: float) -> tuple[float, float] | None:
    if not np.isfinite([x, y]).all():
        return None
    across, up = axes.transData.transform((x, y))
    return float(across), float(up)
