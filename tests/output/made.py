"""Hand-made tables and charts, with everything a renderer has to cope with."""

from __future__ import annotations

import pandas as pd

from churn_desktop.core.formula import Formula
from churn_desktop.pages.model import (
    Chart,
    ChartKind,
    Measure,
    Series,
    Table,
    Tone,
    Unit,
)

MONTHS = ("Jan 2024", "Feb 2024", "Mar 2024", "Apr 2024")


def a_table() -> Table:
    """Four months; the rate of the first is not defined, the last is not final."""
    frame = pd.DataFrame(
        {
            "period": MONTHS,
            "opening": [0, 100, 108, 110],
            "new": [100, 20, 12, 4],
            "lost": [0, 12, 10, 2],
            "opening_base": [None, 0.12, 10 / 108, 2 / 110],
            "low": [None, 0.07, 0.051, 0.005],
            "high": [None, 0.198, 0.162, 0.064],
            "usual": [0.1, 0.1, 0.1, 0.1],
            "mrr": [0.0, 9800.0, 10584.5, 10900.0],
        }
    )
    rate = Formula("lost / opening")
    measures = (
        Measure("period", "Period", Unit.PERIOD, "The month."),
        Measure("opening", "At start", Unit.COUNT, "Customers at the start."),
        Measure("new", "New", Unit.COUNT, "Customers who came."),
        Measure("lost", "Lost", Unit.COUNT, "Customers who left."),
        Measure(
            "opening_base", "Churn rate", Unit.RATE, "Lost ÷ at start.",
            formula=rate, interval=("low", "high"),
        ),
        Measure("low", "Lower limit", Unit.RATE),
        Measure("high", "Upper limit", Unit.RATE),
        Measure("usual", "Average", Unit.RATE),
        Measure("mrr", "MRR at start", Unit.MONEY),
    )  # fmt: skip
    return Table(
        "periods", "Months", measures, frame,
        faint=(3,), marked={(1, "opening_base"): "higher than usual"},
    )  # fmt: skip


def a_curve() -> Table:
    """A survival curve with months as its scale."""
    frame = pd.DataFrame(
        {"time": [0.0, 1.5, 4.0, 7.0], "survival": [1.0, 0.8, 0.5, 0.25]}
    )
    time = Measure("time", "Months", Unit.MONTHS)
    return Table("curve", "", (time, Measure("survival", "S", Unit.RATE)), frame)


def a_chart(kind: ChartKind, title: str = "Fewer leave than in February") -> Chart:
    """Show the table in one of the ways there are."""
    if kind is ChartKind.LINE:
        rate = Series("opening_base", "Churn rate", Tone.LOST, band=("low", "high"))
        usual = Series("usual", "average", Tone.NEUTRAL, dashed=True)
        return Chart("line", title, kind, "periods", (rate, usual), "churn rate")
    if kind is ChartKind.STEP:
        series = (Series("survival", "Still customers"),)
        return Chart("step", title, kind, "curve", series)
    if kind is ChartKind.RANGE:
        rate = Series("opening_base", "Churn rate", Tone.LOST, band=("low", "high"))
        return Chart("range", title, kind, "periods", (rate,))
    series = (
        Series("new", "New", Tone.GAINED),
        Series("lost", "Lost", Tone.LOST, negative=kind is ChartKind.STACKED),
    )
    return Chart(kind.value, title, kind, "periods", series, "customers")


def table_of(kind: ChartKind) -> Table:
    """Give the table that `a_chart` of this kind shows."""
    return a_curve() if kind is ChartKind.STEP else a_table()
