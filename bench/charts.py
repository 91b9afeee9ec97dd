"""Drawing a chart of sixty months, made anew and painted, as after every edit."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg

from bench.timing import Row, in_turns
from churn_desktop.output.figures import draw
from churn_desktop.pages.model import (
    Chart,
    ChartKind,
    Measure,
    Series,
    Table,
    Tone,
    Unit,
)

MONTHS = 60
TONES = (Tone.GAINED, Tone.MAIN, Tone.LOST, Tone.NEUTRAL)
ROUNDS = 9


def rows() -> Iterator[Row]:
    """Measure each kind of chart against the time a person does not notice."""
    table = _table()
    rate = Series("rate", "Churn rate", Tone.MAIN, band=("low", "high"))
    parts = tuple(
        Series(f"part{n}", f"Part {n}", tone, negative=n > 1)
        for n, tone in enumerate(TONES)
    )
    title = "Churn in December 2024 was 2.1 %: within usual variation"
    charts = {
        "chart: line": Chart("line", title, ChartKind.LINE, "t", (rate,), "Share"),
        f"chart: stacked, {MONTHS} x {len(TONES)}": Chart(
            "stacked", title, ChartKind.STACKED, "t", parts, "Customers"
        ),
    }

    def paint(chart: Chart) -> None:
        FigureCanvasAgg(draw(chart, table, dpi=96)).draw()

    taken = in_turns(
        {name: lambda c=chart: paint(c) for name, chart in charts.items()}, ROUNDS, min
    )
    for (work, seconds), target in zip(
        taken.items(), ("0.04 s", "0.06 s"), strict=True
    ):
        yield Row(work, 0, seconds, target=target)


def _table() -> Table:
    random = np.random.default_rng(MONTHS)
    rate = random.uniform(0.01, 0.05, MONTHS)
    columns = {
        "period": [f"{2020 + n // 12}-{n % 12 + 1:02}" for n in range(MONTHS)],
        "rate": rate,
        "low": rate / 2,
        "high": rate * 2,
    }
    columns |= {f"part{n}": random.uniform(1, 99, MONTHS) for n in range(len(TONES))}
    measures = (
        Measure("period", "Period", Unit.PERIOD),
        *(Measure(name, name, Unit.RATE) for name in ("rate", "low", "high")),
        *(Measure(f"part{n}", f"Part {n}", Unit.COUNT) for n in range(len(TONES))),
    )
    return Table("t", "Months", measures, pd.DataFrame(columns))
