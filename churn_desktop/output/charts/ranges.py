"""A point and its interval for each row, lying down because the names are long."""

from __future__ import annotations

import numpy as np
from matplotlib.ticker import FixedLocator

from churn_desktop.output.charts.axes import (
    NamesFormatter,
    ValueFormatter,
    fitting,
    steps,
)
from churn_desktop.output.charts.drawing import Drawing, Values, names, values
from churn_desktop.output.charts.style import SMALL, font
from churn_desktop.pages.model import Series, Tone

_NAME_COLUMNS = 30


def draw_ranges(drawing: Drawing) -> None:
    """Draw each row as a point with its interval, the first row at the top."""
    axes, layout = drawing.axes, drawing.layout
    rows = np.arange(len(drawing.table.frame), dtype=float)
    points = [series for series in drawing.chart.series if not series.dashed]
    for series, colour in drawing.coloured:
        x = values(drawing.table, series.measure)
        if series.dashed:
            known = np.unique(x[np.isfinite(x)])
            if len(known) == 1:
                # The same for all rows: one line from the top to the bottom.
                axes.axvline(known[0], color=colour, dashes=(5, 3), linewidth=1.1)
            else:
                axes.plot(x, rows, color=colour, dashes=(5, 3), linewidth=1.1)
            layout.add_word(f"╌ {series.title}", colour)
            continue
        at = rows + (points.index(series) - (len(points) - 1) / 2) * 0.26
        _points(drawing, series, x, at, colour)
        if len(points) > 1:
            layout.add_word(f"● {series.title}", colour)
    _axes(drawing)


def _points(
    drawing: Drawing, series: Series, x: Values, at: Values, colour: str
) -> None:
    axes, theme = drawing.axes, drawing.theme
    left = right = x
    if series.band is not None:
        low, high = (values(drawing.table, key) for key in series.band)
        axes.hlines(at, low, high, color=colour, linewidth=2.4, alpha=0.55)
        left, right = np.fmin(x, low), np.fmax(x, high)
    axes.plot(x, at, linestyle="none", marker="o", markersize=7, color=colour)
    rings = drawing.marked(series.measure)
    axes.scatter(
        x[rings], at[rings], s=150, facecolors="none", linewidths=2.2,
        edgecolors=theme.tones[Tone.WARNING][0],
    )  # fmt: skip
    for row, value in enumerate(x):
        known, below = np.isfinite(value), value < 0
        edge = (left if below else right)[row] if known else 0
        axes.annotate(
            drawing.write(value, series.measure), (edge, at[row]),
            xytext=(-7 if below else 7, 0), textcoords="offset points",
            ha="right" if below else "left", va="center", parse_math=False,
            color=theme.text if known else theme.muted, fontproperties=font(SMALL),
            annotation_clip=False,
        )  # fmt: skip


def _axes(drawing: Drawing) -> None:
    axes = drawing.axes
    low, high = drawing.reach()
    room = (high - low) or 1.0
    axes.set_xlim(low - (0.16 * room if low < 0 else 0), high + 0.16 * room)
    axes.set_ylim(len(drawing.table.frame) - 0.4, -0.6)
    written = names(drawing.table, drawing.currency)
    broken = ["\n".join(fitting(name, _NAME_COLUMNS, 2)) for name in written]
    axes.yaxis.set_major_locator(FixedLocator(range(len(broken))))
    axes.yaxis.set_major_formatter(NamesFormatter(broken))
    unit = drawing.table.measure(drawing.chart.series[0].measure).unit
    axes.xaxis.set_major_locator(steps(unit))
    axes.xaxis.set_major_formatter(ValueFormatter(unit, drawing.currency))
    if low < 0:
        axes.axvline(0, color=drawing.theme.muted, linewidth=0.8)
