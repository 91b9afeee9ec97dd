"""Lines and steps over time, with their bands."""

from __future__ import annotations

import numpy as np

from churn_desktop.i18n import gettext as _
from churn_desktop.output.charts.drawing import (
    Drawing,
    Values,
    on_scale,
    places,
    values,
)
from churn_desktop.pages.model import ChartKind, Series, Tone

_FEW_POINTS = 40
_FAR = 1.5
"""Limits so many times as high as what is worth showing leave the picture."""


def draw_lines(drawing: Drawing) -> None:
    """Draw the series of a `LINE` or `STEP` chart and label their right ends."""
    x = places(drawing.chart, drawing.table)
    alone = sum(not series.dashed for series in drawing.chart.series) == 1
    for series, colour in drawing.coloured:
        y = values(drawing.table, series.measure)
        if series.band is not None:
            _band(drawing, series.band, x, colour)
        if series.dashed:
            drawing.axes.plot(
                x, y, color=colour, linewidth=1.1, dashes=(5, 3), zorder=2
            )
        else:
            _data(drawing, x, y, colour)
            _ring(drawing, x, y, series)
        seen = np.flatnonzero(np.isfinite(y))
        if len(seen):
            last = float(y[seen[-1]])
            # The heading already says what a single line shows: its latest value
            # is of more use than its name.
            value_only = alone and not series.dashed
            words = drawing.write(last, series.measure) if value_only else series.title
            if value_only and int(seen[-1]) in drawing.table.faint:
                words = _("{value} so far").format(value=words)
            drawing.layout.add_end(last, words, colour)
    _limit(drawing, x)


def _data(drawing: Drawing, x: Values, y: Values, colour: str) -> None:
    """Draw one line; what leads to rows that are not final is dashed and hollow."""
    axes, steps = drawing.axes, drawing.chart.kind is ChartKind.STEP
    faint = np.zeros(len(y), dtype=bool)
    faint[list(drawing.table.faint)] = True
    dots = not steps and len(y) <= _FEW_POINTS
    axes.plot(
        x, np.where(faint, np.nan, y), color=colour, linewidth=2.0, zorder=4,
        drawstyle="steps-post" if steps else "default",
        marker="o" if dots else None, markersize=4,
        solid_capstyle="round", solid_joinstyle="round",
    )  # fmt: skip
    if not faint.any():
        return
    leading = faint | np.append(faint[1:], np.False_)
    open_part = np.where(leading, y, np.nan)
    axes.plot(x, open_part, color=colour, linewidth=1.6, dashes=(3, 2), zorder=3)
    axes.plot(
        x[faint], y[faint], color=colour, linestyle="none", marker="o", markersize=5,
        markerfacecolor=drawing.theme.background, zorder=4,
    )  # fmt: skip


def _worth_showing(drawing: Drawing) -> float:
    """Give the height up to which there is data, or nine tenths of the limits."""
    data: list[Values] = []
    limits: list[Values] = []
    for series in drawing.chart.series:
        found = values(drawing.table, series.measure)
        (limits if series.dashed else data).append(found)
        limits += [values(drawing.table, key) for key in series.band or ()]
    shown = [part[np.isfinite(part)] for part in (*data, *limits)]
    tops = [float(part.max(initial=0)) for part in shown[: len(data)]]
    tops += [float(np.quantile(part, 0.9)) for part in shown[len(data) :] if len(part)]
    return max(tops, default=float("inf"))


def _band(drawing: Drawing, band: tuple[str, str], x: Values, colour: str) -> None:
    low, high = (values(drawing.table, key) for key in band)
    steps = drawing.chart.kind is ChartKind.STEP
    drawing.axes.fill_between(
        x, low, high, color=colour, alpha=0.16, linewidth=0, zorder=1,
        step="post" if steps else None,
    )  # fmt: skip
    known = np.isfinite(low) & np.isfinite(high)
    beside = np.append(known[1:], np.False_) | np.append(np.False_, known[:-1])
    alone = known & ~beside
    if alone.any() and not steps:
        # Between nothing and nothing there is no area to fill.
        drawing.axes.vlines(
            x[alone], low[alone], high[alone], color=colour, alpha=0.5, linewidth=2.4,
            zorder=1,
        )  # fmt: skip


def _ring(drawing: Drawing, x: Values, y: Values, series: Series) -> None:
    """Point out values that stand out, by shape and colour."""
    rows = drawing.marked(series.measure)
    if rows:
        drawing.axes.scatter(
            x[rows], y[rows], s=110, facecolors="none", linewidths=2.2, zorder=6,
            edgecolors=drawing.theme.tones[Tone.WARNING][0],
        )  # fmt: skip


def _limit(drawing: Drawing, x: Values) -> None:
    """Let the picture show all of the data, and zero.

    Limits of the first few customers may lie ten times as high as anything else: they
    leave the picture rather than make a flat line of the data.
    """
    low, high = drawing.reach()
    worth = _worth_showing(drawing)
    high = worth if high > _FAR * worth else high
    room = (high - low) or 1.0
    drawing.axes.set_ylim(low - (0.06 * room if low < 0 else 0), high + 0.06 * room)
    seen = x[np.isfinite(x)]
    if on_scale(drawing.chart, drawing.table):
        # A scale begins at zero and ends where the data do.
        right = float(seen.max(initial=0)) or 1.0
        drawing.axes.set_xlim(float(seen.min(initial=0)), right)
    else:
        drawing.axes.set_xlim(-0.35, len(x) - 0.65)
