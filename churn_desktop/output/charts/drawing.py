"""What every kind of chart starts from: an empty figure and the numbers to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from churn_desktop.output.charts.layout import ChartLayout
from churn_desktop.output.charts.style import Theme
from churn_desktop.pages.formats import write_value
from churn_desktop.pages.model import Chart, ChartKind, Series, Table, Tone, Unit

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Values = npt.NDArray[np.float64]

SCALES = {Unit.MONTHS, Unit.DAYS, Unit.RATIO, Unit.COUNT}
"""Units of a first column that is a scale rather than a row of names."""


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """A chart on its way to becoming a picture.

    Attributes
    ----------
    axes, layout
        Where to draw.
    chart, table, currency
        What to draw.
    """

    axes: Axes
    layout: ChartLayout
    chart: Chart
    table: Table
    currency: str | None

    @property
    def theme(self) -> Theme:
        """The colours."""
        return self.layout.theme

    @property
    def coloured(self) -> list[tuple[Series, str]]:
        """Each series with its colour."""
        series = self.chart.series
        colours = self.theme.colours([s.tone for s in series])
        # Lines to compare with are not told apart by colour, and must be readable.
        reference = [s.dashed and s.tone is Tone.NEUTRAL for s in series]
        colours = [
            self.theme.muted if plain else colour
            for plain, colour in zip(reference, colours, strict=True)
        ]
        return list(zip(series, colours, strict=True))

    def marked(self, measure: str) -> list[int]:
        """List the rows where a measure stands out."""
        return [row for row, key in self.table.marked if key == measure]

    def write(self, value: float, measure: str) -> str:
        """Write a value of a measure."""
        return write_value(value, self.table.measure(measure).unit, self.currency)

    def reach(self, *more: Values) -> tuple[float, float]:
        """Give the lowest and the highest value shown, zero included."""
        keys = [series.measure for series in self.chart.series]
        keys += [key for series in self.chart.series for key in series.band or ()]
        shown = np.concatenate([*(values(self.table, key) for key in keys), *more])
        shown = shown[np.isfinite(shown)]
        return float(shown.min(initial=0)), float(shown.max(initial=0))


def values(table: Table, measure: str) -> Values:
    """Give a column as numbers, NaN for what is not defined."""
    import pandas as pd

    column = pd.to_numeric(table.frame[measure], errors="coerce")
    return column.to_numpy(dtype=float, na_value=np.nan)


def on_scale(chart: Chart, table: Table) -> bool:
    """Tell whether rows lie along a scale, such as months since the start."""
    lines = chart.kind in (ChartKind.LINE, ChartKind.STEP)
    return lines and table.measures[0].unit in SCALES


def places(chart: Chart, table: Table) -> Values:
    """Give the position of each row: its own value on a scale, else its number."""
    if on_scale(chart, table):
        return values(table, table.measures[0].key)
    return np.arange(len(table.frame), dtype=float)


def names(table: Table, currency: str | None) -> list[str]:
    """Write the first column, which names the rows."""
    first = table.measures[0]
    return [write_value(v, first.unit, currency) for v in table.frame[first.key]]
