"""A chart of a page as a matplotlib figure, for the screen, a picture or paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from churn_desktop.files import write_safely
from churn_desktop.output.charts.style import (
    SMALL,
    THEMES,
    Theme,
    ThemeName,
    font,
    fonts,
    pdf_font_kind,
)
from churn_desktop.pages.model import Chart, ChartKind, Event, Table, Unit

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from churn_desktop.output.charts.drawing import Drawing
    from churn_desktop.output.charts.layout import ChartLayout

PICTURE_KINDS = ("png", "svg", "pdf")


def draw(
    chart: Chart,
    table: Table,
    *,
    currency: str | None = None,
    theme: ThemeName = "light",
    size: tuple[float, float] = (7.2, 4.0),
    dpi: float = 100,
) -> Figure:
    """Draw a chart.

    Parameters
    ----------
    chart : Chart
    table : Table
        The one it names.
    currency : str or None
        ISO code for amounts.
    theme : {"light", "dark"}
    size : tuple of float
        Inches. The figure may be given another size later: margins, line breaks
        and marks follow it at the next drawing.
    dpi : float

    Returns
    -------
    matplotlib.figure.Figure
        Nothing but the caller holds on to it. Rows that are not final are dashed,
        hollow or hatched, values that stand out are ringed, what is not defined is
        left out.
    """
    from matplotlib.figure import Figure

    look = THEMES[theme]
    figure = Figure(figsize=size, dpi=dpi, facecolor=look.background)
    figure.set_layout_engine(_draw_on(figure, chart, table, currency, look))
    return figure


def draw_into(
    figure: Figure,
    box: tuple[float, float, float, float],
    chart: Chart,
    table: Table,
    *,
    currency: str | None = None,
) -> None:
    """Draw a chart on a part of a figure that keeps its size.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    box : tuple of float
        Left, bottom, width and height in inches.
    chart, table, currency
        As `draw`.
    """
    layout = _draw_on(figure, chart, table, currency, THEMES["light"], box)
    layout.execute(figure)


def _draw_on(
    figure: Figure, chart: Chart, table: Table, currency: str | None, look: Theme,
    box: tuple[float, float, float, float] | None = None,
) -> ChartLayout:  # fmt: skip
    from churn_desktop.output.charts.drawing import Drawing
    from churn_desktop.output.charts.layout import Box, ChartLayout

    axes = figure.add_axes((0.1, 0.1, 0.8, 0.8))
    _dress(axes, look, lying=chart.kind is ChartKind.RANGE)
    part = None if box is None else Box(*box)
    layout = ChartLayout(axes, look, chart.title, chart.y_title, part)
    if len(table.frame) and chart.series:
        _fill(Drawing(axes, layout, chart, table, currency))
        _mark_events(layout, chart, table)
    else:
        axes.set_axis_off()
    for axis in (axes.xaxis, axes.yaxis):
        if not axis.label.get_text():
            # No words need no place, and finding one means laying out all marks again.
            axis.set_label_coords(0, 0)
    return layout


def _fill(drawing: Drawing) -> None:
    from churn_desktop.output.charts.bars import draw_bars
    from churn_desktop.output.charts.lines import draw_lines
    from churn_desktop.output.charts.ranges import draw_ranges

    kind = drawing.chart.kind
    if kind is ChartKind.RANGE:
        draw_ranges(drawing)
        return
    if kind in (ChartKind.LINE, ChartKind.STEP):
        draw_lines(drawing)
    else:
        draw_bars(drawing)
    _scales(drawing)


def _mark_events(layout: ChartLayout, chart: Chart, table: Table) -> None:
    from churn_desktop.output.charts.event_marks import EventMarks, shows_events

    if shows_events(chart, table):
        layout.marks = EventMarks(layout.axes, layout.theme, table.events)


def _scales(drawing: Drawing) -> None:
    from matplotlib.ticker import FixedLocator, ScalarFormatter

    from churn_desktop.output.charts import axes as marks
    from churn_desktop.output.charts.drawing import names, on_scale

    axes, chart, table = drawing.axes, drawing.chart, drawing.table
    unit = table.measure(chart.series[0].measure).unit
    axes.yaxis.set_major_locator(marks.steps(unit))
    axes.yaxis.set_major_formatter(marks.ValueFormatter(unit, drawing.currency))
    if on_scale(chart, table):
        first = table.measures[0]
        axes.xaxis.set_major_locator(marks.steps(first.unit))
        axes.xaxis.set_major_formatter(ScalarFormatter(useOffset=False))
        title, muted = marks.plain(first.title), drawing.theme.muted
        axes.set_xlabel(title, color=muted, fontproperties=font(SMALL), loc="right")
    else:
        written = names(table, drawing.currency)
        words = table.measures[0].unit is Unit.TEXT
        if words and len(written) <= marks.MOST_NAMES:
            drawing.layout.names = marks.WrappedNames(written)
            axes.xaxis.set_major_locator(FixedLocator(range(len(written))))
            axes.xaxis.set_major_formatter(drawing.layout.names)
            return
        axes.xaxis.set_major_locator(marks.NamesLocator(written))
        axes.xaxis.set_major_formatter(marks.NamesFormatter(written))
        drawing.layout.last_mark = written[-1]


def _dress(axes: Axes, look: Theme, *, lying: bool) -> None:
    """Take away what is not data; keep a light grid across the values."""
    axes.set_facecolor(look.background)
    for side, spine in axes.spines.items():
        spine.set_visible(side == ("left" if lying else "bottom"))
        spine.set_color(look.muted)
    axes.set_axisbelow(True)
    axes.grid(axis="x" if lying else "y", color=look.grid, linewidth=0.8)
    axes.tick_params(
        length=0, pad=5, labelsize=SMALL, labelcolor=look.muted,
        labelfontfamily=list(fonts()),
    )  # fmt: skip
    if lying:
        axes.tick_params(axis="y", labelcolor=look.text)


def event_at(figure: Figure, x: float, y: float) -> Event | None:
    """Find what is noted by the sign at a place of a chart, in pixels of the figure."""
    from churn_desktop.output.charts.layout import ChartLayout

    layout = figure.get_layout_engine()
    marks = layout.marks if isinstance(layout, ChartLayout) else None
    return None if marks is None else marks.at(x, y)


def save_picture(figure: Figure, path: Path, *, dpi: float = 200) -> None:
    """Save a figure as a picture of the kind its name ends with.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    path : Path
        Ends with one of `PICTURE_KINDS`.
    dpi : float
        For pixels; drawings have none.

    Raises
    ------
    ValueError
        If the name ends otherwise.
    UnwritableFile
        See `churn_desktop.files.write_safely`.
    """
    import matplotlib as mpl

    kind = path.suffix.lower().removeprefix(".")
    if kind not in PICTURE_KINDS:
        raise ValueError(f"not a kind of picture: {path.name!r}")
    with mpl.rc_context({"pdf.fonttype": pdf_font_kind()}):
        write_safely(path, lambda draft: figure.savefig(draft, format=kind, dpi=dpi))


def write_picture(
    path: Path,
    chart: Chart,
    table: Table,
    *,
    currency: str | None = None,
    theme: ThemeName = "light",
    size: tuple[float, float] = (7.2, 4.0),
) -> None:
    """Draw a chart and save it; parameters and errors as `draw` and `save_picture`."""
    figure = draw(chart, table, currency=currency, theme=theme, size=size)
    save_picture(figure, path)
