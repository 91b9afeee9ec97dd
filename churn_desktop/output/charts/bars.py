"""Bars: side by side, or stacked with gains above and losses below zero."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from churn_desktop.output.charts.drawing import Drawing, Values, values
from churn_desktop.output.charts.style import SMALL, font
from churn_desktop.pages.model import Chart, ChartKind, Series, Table, Tone

_FEW_BARS = 16
_WIDE = 0.76
_FEWEST_PLACES = 4


class Bars(NamedTuple):
    """The bars of one series: a box for each row, NaN where there is no value."""

    series: Series
    left: Values
    right: Values
    bottom: Values
    top: Values

    @property
    def middle(self) -> Values:
        """Where the bars stand."""
        return (self.left + self.right) / 2


def boxes(chart: Chart, table: Table) -> list[Bars]:
    """Lay out the bars of a `BAR` or `STACKED` chart, in the order of the series."""
    drawn = [series for series in chart.series if not series.dashed]
    rows = np.arange(len(table.frame), dtype=float)
    if chart.kind is ChartKind.STACKED:
        return list(_stack(drawn, table, rows))
    width = _WIDE / max(len(drawn), 1)
    placed = []
    for at, series in enumerate(drawn):
        left = rows - _WIDE / 2 + at * width
        y = _signed(series, table)
        placed.append(Bars(series, left, left + width, np.zeros(len(y)), y))
    return placed


def _stack(drawn: list[Series], table: Table, rows: Values) -> Iterator[Bars]:
    above, below = np.zeros(len(rows)), np.zeros(len(rows))
    for series in drawn:
        y = _signed(series, table)
        size = np.nan_to_num(y)
        bottom = np.where((size < 0) | series.negative, below, above)
        above, below = above + np.maximum(size, 0), below + np.minimum(size, 0)
        left = rows - _WIDE / 2
        yield Bars(series, left, left + _WIDE, bottom, bottom + y)


def _signed(series: Series, table: Table) -> Values:
    y = values(table, series.measure)
    return -y if series.negative else y


def draw_bars(drawing: Drawing) -> None:
    """Draw the bars, their names under the title and, where few, their values."""
    axes, layout = drawing.axes, drawing.layout
    placed = boxes(drawing.chart, drawing.table)
    of_series = {bars.series.measure: bars for bars in placed}
    final = np.ones(len(drawing.table.frame), dtype=bool)
    final[list(drawing.table.faint)] = False
    for series, colour in drawing.coloured:
        if series.dashed:
            y = values(drawing.table, series.measure)
            axes.plot(range(len(y)), y, color=colour, dashes=(5, 3), linewidth=1.2)
            layout.add_word(f"╌ {series.title}", colour)
            continue
        bars = of_series[series.measure]
        _polygons(drawing, bars, final, colour)
        _whiskers(drawing, bars)
        _point_out(drawing, bars)
        if len(drawing.chart.series) > 1:
            layout.add_word(f"■ {series.title}", colour)
    _limit(drawing, placed)
    few = len(placed) * len(final) <= _FEW_BARS
    if few and drawing.chart.kind is ChartKind.BAR:
        for bars in placed:
            _write_values(drawing, bars)
    axes.axhline(0, color=drawing.theme.muted, linewidth=0.8, zorder=3)


def _polygons(
    drawing: Drawing, bars: Bars, final: npt.NDArray[np.bool_], colour: str
) -> None:
    """Draw one series as one object, and another for rows that are not final."""
    from matplotlib.collections import PolyCollection

    x = np.stack([bars.left, bars.left, bars.right, bars.right], axis=1)
    y = np.stack([bars.bottom, bars.top, bars.top, bars.bottom], axis=1)
    corners = np.stack([x, y], axis=2)
    drawn = np.isfinite(bars.top) & (bars.top != bars.bottom)
    paper = drawing.theme.background
    solid, hatched = corners[drawn & final], corners[drawn & ~final]
    drawing.axes.add_collection(
        PolyCollection(solid, facecolors=colour, edgecolors=paper, linewidths=0.6),
        autolim=False,
    )
    if len(hatched):
        drawing.axes.add_collection(
            PolyCollection(
                hatched,
                facecolors=paper,
                edgecolors=colour,
                linewidths=0.9,
                hatch="////",
            ),
            autolim=False,
        )


def _whiskers(drawing: Drawing, bars: Bars) -> None:
    if bars.series.band is None:
        return
    low, high = (values(drawing.table, key) for key in bars.series.band)
    if bars.series.negative:
        low, high = -high, -low
    colour = drawing.theme.text
    drawing.axes.vlines(bars.middle, low, high, color=colour, linewidth=1.1, zorder=4)


def _point_out(drawing: Drawing, bars: Bars) -> None:
    """Put a point on the bars that stand out."""
    rows = drawing.marked(bars.series.measure)
    if rows:
        y = (bars.bottom[rows] + bars.top[rows]) / 2
        drawing.axes.scatter(
            bars.middle[rows], y, s=36, linewidths=1.2, zorder=8,
            color=drawing.theme.tones[Tone.WARNING][0],
            edgecolors=drawing.theme.background,
        )  # fmt: skip


def _limit(drawing: Drawing, placed: list[Bars]) -> None:
    edges = [side for bars in placed for side in (bars.bottom, bars.top)]
    flags = [series.negative for series in drawing.chart.series]
    low, high = drawing.reach(*edges)
    if drawing.chart.kind is ChartKind.STACKED or any(flags):
        shown = np.concatenate([*edges, np.zeros(1)])
        shown = shown[np.isfinite(shown)]
        low, high = float(shown.min()), float(shown.max())
    room = (high - low) or 1.0
    drawing.axes.set_ylim(low - (0.09 * room if low < 0 else 0), high + 0.09 * room)
    count = len(drawing.table.frame)
    # One bar or two are no walls.
    beside = max(_FEWEST_PLACES - count, 0) / 2
    drawing.axes.set_xlim(-0.6 - beside, count - 0.4 + beside)


def _write_values(drawing: Drawing, bars: Bars) -> None:
    low, high = drawing.axes.get_ylim()
    gap = 0.015 * (high - low)
    tops = bars.top
    if bars.series.band is not None and not bars.series.negative:
        tops = np.fmax(tops, values(drawing.table, bars.series.band[1]))
    for row, top in enumerate(tops):
        value = bars.top[row]
        known, below = np.isfinite(value), value < 0
        shown = abs(value) if bars.series.negative else value
        drawing.axes.text(
            bars.middle[row], (top if known else 0) + (-gap if below else gap),
            drawing.write(shown, bars.series.measure),
            ha="center", va="top" if below else "bottom", zorder=7, parse_math=False,
            color=drawing.theme.text if known else drawing.theme.muted,
            fontproperties=font(SMALL),
        )  # fmt: skip
