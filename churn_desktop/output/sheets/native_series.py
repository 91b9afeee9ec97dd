"""The series of a spreadsheet's own chart, and the cells they are drawn from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import Any, TypeAlias

import numpy as np

from churn_desktop.output.charts.drawing import Values, places, values
from churn_desktop.output.charts.style import THEMES
from churn_desktop.output.sheets import cells
from churn_desktop.output.sheets.placement import TablePlace
from churn_desktop.pages.model import Chart, ChartKind, Series, Table, Unit

Options: TypeAlias = dict[str, Any]

_PAPER = THEMES["light"].background
_FEW_BARS = 16
_MOST_STEPS = 400
"""With more of them nobody sees corners, and the points are joined directly."""


@dataclass(slots=True)
class HelperCells:
    """Cells that only charts need: losses below zero, the corners of steps.

    Attributes
    ----------
    sheet : str
        Name of the sheet that holds them, one column beside the other.
    first : int
        The row where they begin, from 0.
    titles : list of str
    columns : list of list of (formula, value)
    formats : list of str
        How the numbers of each column are written.
    """

    sheet: str
    first: int = 5
    titles: list[str] = field(default_factory=list)
    columns: list[list[tuple[str, float]]] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)

    def add(
        self, title: str, found: list[tuple[str, float]], written: str = "General"
    ) -> str:
        """Keep a column of formulas; give the reference of its cells."""
        self.titles.append(title)
        self.columns.append(found)
        self.formats.append(written)
        last = self.first + len(found) - 1
        return "=" + cells.span(self.first, last, len(self.columns) - 1, self.sheet)


@dataclass(frozen=True, slots=True)
class NativeSeries:
    """What the workbook library is told.

    Attributes
    ----------
    options : dict
    named : bool
        Whether the legend names it.
    scales : bool
        Whether it is not seen and only makes room for limits: what is drawn around
        values does not count when a program chooses the ends of an axis.
    """

    options: Options
    named: bool = True
    scales: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart with the cells it shows.

    Attributes
    ----------
    chart, table, place, helpers
    rows : sequence of int
        The rows shown: those in which everything is defined.
    """

    chart: Chart
    table: Table
    place: TablePlace
    helpers: HelperCells
    rows: Sequence[int]

    def reference(self, measure: str, rows: Sequence[int] | None = None) -> str:
        """Refer to the rows shown, in as many pieces as gaps demand."""
        shown = self.rows if rows is None else rows
        column, first = self.place.columns[measure].first, self.place.first
        pieces = [
            cells.span(first + begin, first + end, column, self.place.sheet)
            for begin, end in runs(shown)
        ]
        return f"=({','.join(pieces)})" if len(pieces) > 1 else f"={pieces[0]}"

    def defined(self, measure: str) -> Sequence[int]:
        """List the rows shown up to the first in which a measure is not defined."""
        known = np.isfinite(values(self.table, measure)[list(self.rows)])
        count = len(known) if known.all() else int(np.argmin(known))
        return self.rows[:count]

    @property
    def categories(self) -> str:
        """Refer to what names the rows."""
        return self.reference(self.table.measures[0].key)

    @property
    def unit(self) -> Unit:
        """What the vertical axis measures."""
        return self.table.measure(self.chart.series[0].measure).unit

    def keep(
        self, title: str, found: list[tuple[str, float]], unit: Unit | None = None
    ) -> str:
        """Keep a column that only charts need, named after the sheet it is for."""
        written = cells.number_format(unit or self.unit, None, [v for _f, v in found])
        return self.helpers.add(f"{self.place.sheet}: {title}", found, written)

    def numbers(self, measure: str) -> list[tuple[str, float]]:
        """Refer to each number shown and give it."""
        found = values(self.table, measure).tolist()
        return [(self.place.cell(row, measure), found[row]) for row in self.rows]


def runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Join rows that follow each other.

    Examples
    --------
    >>> runs([1, 2, 3, 7])
    [(1, 3), (7, 7)]
    """
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and row == found[-1][1] + 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found


def series_of(picture: Picture, series: Series, colour: str) -> Iterator[NativeSeries]:
    """Describe a series, and its limits where it has some."""
    kind = picture.chart.kind
    if kind is ChartKind.RANGE and not series.dashed:
        yield NativeSeries(_points_in_ranges(picture, series, colour))
        yield from _scales(picture, series)
        return
    if kind in (ChartKind.BAR, ChartKind.STACKED) and not series.dashed:
        yield NativeSeries(_bars(picture, series, colour))
        if not series.negative:
            yield from _scales(picture, series)
        return
    # A line that begins undefined would be drawn at the wrong places, or at 0.
    drawn = [key for key in series.band or () if _begins(picture, series, key)]
    for key in drawn:
        thin = {"color": colour, "width": 0.75, "dash_type": "round_dot"}
        yield NativeSeries(_line(picture, series, key, thin), named=False)
    if not _begins(picture, series, series.measure):
        return
    look: Options = {"color": colour, "width": 2.25}
    if series.dashed:
        look = {"color": colour, "width": 1.25, "dash_type": "dash"}
    options = _line(picture, series, series.measure, look)
    if not series.dashed and kind is ChartKind.LINE:
        options["points"] = [
            {"line": {**look, "dash_type": "dash"}}
            if row in picture.table.faint
            else None
            for row in picture.rows
        ]
        options["data_labels"] = _labels(picture, series)
    yield NativeSeries(options)


def _begins(picture: Picture, series: Series, key: str) -> bool:
    """Tell whether there is anything to draw of a line."""
    if series.dashed:
        return bool(picture.defined(key))
    return bool(np.isfinite(values(picture.table, key)[list(picture.rows)]).any())


def _line(picture: Picture, series: Series, key: str, look: Options) -> Options:
    options: Options = {
        "name": safe_name(series.title), "line": look, "marker": {"type": "none"},
    }  # fmt: skip
    if picture.chart.kind is ChartKind.STEP and len(picture.rows) <= _MOST_STEPS:
        return options | _corners(picture, series, key)
    names, shown = picture.rows, picture.rows
    if series.dashed:
        shown = picture.defined(key)
    elif picture.chart.kind is ChartKind.STEP:
        known = np.isfinite(values(picture.table, key))
        names = shown = [row for row in picture.rows if known[row]]
    return options | {
        "categories": picture.reference(picture.table.measures[0].key, names),
        "values": picture.reference(key, shown),
    }


def _corners(picture: Picture, series: Series, key: str) -> Options:
    """Draw steps as what they are: along first, then up or down."""
    name, first = series.title, picture.table.measures[0].key
    across: list[tuple[str, float]] = []
    up: list[tuple[str, float]] = []
    for x, y in zip(picture.numbers(first), picture.numbers(key), strict=True):
        if not isfinite(y[1]):
            continue
        if up:
            across.append(x)
            up.append(up[-1])
        across.append(x)
        up.append(y)
    scale = picture.table.measures[0]
    title = name if key == series.measure else picture.table.measure(key).title
    return {
        "categories": picture.keep(f"{name}, {scale.title}", across, scale.unit),
        "values": picture.keep(f"{name}, {title}" if title != name else name, up),
    }


def _bars(picture: Picture, series: Series, colour: str) -> Options:
    hatched = {
        "pattern": {
            "pattern": "wide_upward_diagonal", "fg_color": colour, "bg_color": _PAPER,
        },
        "border": {"color": colour},
    }  # fmt: skip
    data = picture.reference(series.measure)
    if series.negative:
        below = picture.numbers(series.measure)
        data = picture.keep(
            series.title, [(f"-{cell}", -value) for cell, value in below]
        )
    options: Options = {
        "name": safe_name(series.title),
        "categories": picture.categories,
        "values": data,
        "fill": {"color": colour},
        "border": {"color": _PAPER, "width": 0.5},
        "gap": 35,
        "points": [
            hatched if row in picture.table.faint else None for row in picture.rows
        ],
    }
    if picture.chart.kind is ChartKind.STACKED:
        options["overlap"] = 100
    elif len(picture.rows) * len(picture.chart.series) <= _FEW_BARS:
        options["data_labels"] = {"value": True, "font": {"size": 9}}
    if series.band is not None and not series.negative:
        text = THEMES["light"].text
        options["y_error_bars"] = _error_bars(picture, series, text)
    return options


def _error_bars(picture: Picture, series: Series, colour: str) -> Options:
    """Draw the limits of each value as how far they are from it."""
    assert series.band is not None
    low, high = series.band
    plus, up = _lengths(picture, series.measure, high)
    minus, down = _lengths(picture, low, series.measure)
    return {
        "type": "custom",
        "plus_values": plus,
        "plus_data": up,
        "minus_values": minus,
        "minus_data": down,
        "line": {"color": colour, "width": 1.5},
    }


def _lengths(picture: Picture, below: str, above: str) -> tuple[str, list[float]]:
    """Refer to how far two measures are apart: not at all where one is undefined."""
    found = []
    pairs = zip(picture.numbers(below), picture.numbers(above), strict=True)
    for (lower, least), (upper, most) in pairs:
        length = most - least
        formula = f"IF(COUNT({lower},{upper})<2,0,{upper}-{lower})"
        found.append((formula, length if isfinite(length) else 0.0))
    names = [picture.table.measure(key).title for key in (above, below)]
    values = [value for _formula, value in found]
    return picture.keep(" − ".join(names), found), values


def _scales(picture: Picture, series: Series) -> Iterator[NativeSeries]:
    for key in series.band or ():
        options: Options = {
            "name": safe_name(picture.table.measure(key).title),
            "categories": picture.categories,
            "values": picture.reference(key),
            "line": {"none": True},
            "marker": {"type": "none"},
        }
        yield NativeSeries(options, named=False, scales=True)


def _points_in_ranges(picture: Picture, series: Series, colour: str) -> Options:
    options: Options = {
        "name": safe_name(series.title),
        "categories": picture.categories,
        "values": picture.reference(series.measure),
        "line": {"none": True},
        "marker": {"type": "circle", "size": 8, "border": {"color": colour},
                   "fill": {"color": colour}},
        "data_labels": {"value": True, "position": "right", "font": {"size": 9}},
    }  # fmt: skip
    if series.band is not None:
        options["y_error_bars"] = _error_bars(picture, series, colour)
    return options


def _labels(picture: Picture, series: Series) -> Options:
    """Write the value at the last point and where one stands out, nowhere else."""
    marked = {row for row, key in picture.table.marked if key == series.measure}
    written = marked | {picture.rows[-1]}
    return {
        "value": True,
        "position": "above",
        "font": {"size": 9, "bold": True},
        "custom": [
            None if row in written else {"delete": True} for row in picture.rows
        ],
    }


def safe_name(text: str) -> str:
    """Keep a name from being read as a formula."""
    name = cells.clean(text)
    return f" {name}" if name.startswith("=") else name


def positions(picture: Picture) -> Values:
    """Give the horizontal positions of the rows shown."""
    return places(picture.chart, picture.table)[list(picture.rows)]
