"""Charts as the spreadsheet's own, drawn from the cells of the table they show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from churn_desktop.output.charts.drawing import on_scale, values
from churn_desktop.output.charts.style import THEMES
from churn_desktop.output.sheets import cells
from churn_desktop.output.sheets.native_series import (
    HelperCells,
    Options,
    Picture,
    positions,
    safe_name,
    series_of,
)
from churn_desktop.output.sheets.placement import Placed, SheetPlan, TablePlace
from churn_desktop.output.sheets.styles import font_name
from churn_desktop.output.widths import shorten
from churn_desktop.pages.model import Chart, ChartKind, Table, Unit

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_HEIGHT = 320
_LOOK = THEMES["light"]
_MOST_NAMES = 14
_LONGEST_TITLE = 180
_KINDS: dict[ChartKind, Options] = {
    ChartKind.LINE: {"type": "line"},
    ChartKind.STEP: {"type": "scatter", "subtype": "straight"},
    ChartKind.BAR: {"type": "column"},
    ChartKind.STACKED: {"type": "column", "subtype": "stacked"},
    ChartKind.RANGE: {"type": "line"},
}


def insert_chart(
    workbook: Workbook, sheet: Worksheet, plan: SheetPlan, chart: Placed,
    helpers: HelperCells, currency: str | None,
) -> None:  # fmt: skip
    """Put a chart on the sheet of its page, as wide as the sentences.

    Parameters
    ----------
    workbook, sheet
    plan : SheetPlan
        Knows where the chart's table lies.
    chart : Placed
    helpers : HelperCells
        Takes the cells the chart needs beyond the table; written afterwards.
    currency : str or None

    Notes
    -----
    A spreadsheet draws a cell with words as zero, so rows in which something is not
    defined are left out.
    """
    assert isinstance(chart.block, Chart)
    table = plan.page.table(chart.block.table)
    made = make_chart(
        workbook, chart.block, table, plan.tables[table.key], helpers, currency
    )
    if made is not None:
        made.set_size({"width": plan.chart_width - 4, "height": _HEIGHT})
        # Read aloud to who cannot see it.
        words = cells.clean(shorten(chart.block.title, _LONGEST_TITLE))
        place = {"x_offset": 2, "y_offset": 4, "description": words}
        sheet.insert_chart(chart.row, 0, made, place)


def make_chart(
    workbook: Workbook, chart: Chart, table: Table, place: TablePlace,
    helpers: HelperCells, currency: str | None,
) -> Any:  # fmt: skip
    """Make a chart of a table's cells; None when there is nothing to show."""
    rows = _defined_rows(chart, table, place.rows)
    if not rows:
        return None
    scale = on_scale(chart, table)
    kind = ChartKind.STEP if scale else chart.kind
    made: Any = workbook.add_chart(dict(_KINDS[kind]))
    lines: Any = None
    bars = kind in (ChartKind.BAR, ChartKind.STACKED)
    picture = Picture(chart, table, place, helpers, rows)
    colours = _LOOK.colours([series.tone for series in chart.series])
    named: dict[bool, list[bool]] = {False: [], True: []}
    for series, colour in zip(chart.series, colours, strict=True):
        if not picture.defined(series.measure):
            continue
        for native in series_of(picture, series, colour):
            on_bars = bars and (series.dashed or native.scales)
            if on_bars and lines is None:
                lines = workbook.add_chart({"type": "line"})
            (lines if on_bars else made).add_series(native.options)
            named[on_bars].append(native.named)
    if lines is not None:
        made.combine(lines)
    # The legend counts the lines after all bars.
    _dress(made, picture, named[False] + named[True], currency)
    return made


def _defined_rows(chart: Chart, table: Table, rows: int) -> list[int]:
    """List the rows in which every series that has values at all has one.

    Reference lines may end before the data do. Limits that are missing can be drawn
    around in every kind of chart but a line.
    """
    data = [series for series in chart.series if not series.dashed]
    keys = [series.measure for series in data]
    if chart.kind is ChartKind.LINE:
        keys += [key for series in data for key in series.band or ()]
    columns = [np.isfinite(values(table, key)[:rows]) for key in keys]
    present = [column for column in columns if column.any()]
    if not present:
        return []
    return [int(row) for row in np.flatnonzero(np.all(present, axis=0))]


def _dress(
    made: Any, picture: Picture, named: list[bool], currency: str | None
) -> None:
    chart = picture.chart
    letters = {"name": font_name(), "color": _LOOK.muted, "size": 9}
    heading = {**letters, "size": 12, "bold": True, "color": _LOOK.text}
    made.set_title(
        {"name": safe_name(shorten(chart.title, _LONGEST_TITLE)), "name_font": heading}
    )
    if sum(named) > 1:
        hidden = [at for at, shown in enumerate(named) if not shown]
        legend = {"position": "top", "font": letters, "delete_series": hidden}
        made.set_legend(legend)
    else:
        made.set_legend({"none": True})
    vertical: Options = {
        "num_format": _axis_format(picture, currency), "num_font": letters,
        "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": _LOOK.grid}},
    }  # fmt: skip
    if chart.y_title:
        vertical |= {"name": safe_name(chart.y_title),
                     "name_font": {**letters, "bold": False}}  # fmt: skip
    low, high = _extremes(picture)
    vertical |= {"min": 0} if low >= 0 else {}
    vertical |= {"max": 1} if _is_rate(picture) and 0.8 < high <= 1 else {}
    made.set_y_axis(vertical)
    made.set_x_axis(_horizontal(picture, letters))
    made.set_chartarea({"border": {"color": _LOOK.grid}})


def _is_rate(picture: Picture) -> bool:
    return picture.unit is Unit.RATE


def _extremes(picture: Picture) -> tuple[float, float]:
    """Give the lowest and the highest value that the axis has to show."""
    chart, table = picture.chart, picture.table
    keys = [series.measure for series in chart.series]
    keys += [key for series in chart.series for key in series.band or ()]
    shown = np.concatenate([values(table, key)[list(picture.rows)] for key in keys])
    negative = any(series.negative for series in chart.series)
    return float(-1 if negative else np.nanmin(shown)), float(np.nanmax(shown))


def _axis_format(picture: Picture, currency: str | None) -> str:
    shown = values(picture.table, picture.chart.series[0].measure)
    found = cells.number_format(picture.unit, currency, np.rint(shown))
    if _is_rate(picture) and _extremes(picture)[1] > 0.1:
        found = "0%"
    if any(series.negative for series in picture.chart.series):
        # What lies below zero is a number of losses, not a negative number.
        positive = found.split(";")[0]
        return f"{positive};{positive}"
    return found


def _horizontal(picture: Picture, letters: Options) -> Options:
    axis: Options = {
        "num_font": letters, "label_position": "low", "line": {"color": _LOOK.muted},
        "major_gridlines": {"visible": False},
    }  # fmt: skip
    if on_scale(picture.chart, picture.table):
        first = picture.table.measures[0]
        along = positions(picture)
        return axis | {
            "name": safe_name(first.title), "name_font": {**letters, "bold": False},
            "min": float(min(along.min(), 0)), "max": float(along.max()) or 1.0,
            "num_format": "General",
        }  # fmt: skip
    return axis | {"interval_unit": -(-len(picture.rows) // _MOST_NAMES)}
