"""Hand-made tables and charts, with everything a renderer has to cope with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import numpy as np
import pandas as pd
from openpyxl import Workbook, load_workbook
from xlsxwriter.workbook import Workbook as XlsxWorkbook
from xlsxwriter.worksheet import Worksheet

from churn_desktop.core import project
from churn_desktop.core.formula import Formula
from churn_desktop.core.grid import Kind
from churn_desktop.core.project import Project
from churn_desktop.core.schema import Role, Shape
from churn_desktop.core.table import Table as Sheet
from churn_desktop.engine.analysis import Analysis, analyse
from churn_desktop.importing.importer import Understanding, understand
from churn_desktop.output.sheets.live import Fixed, LiveSource
from churn_desktop.output.sheets.sheet_setup import Setting, add_sheet
from churn_desktop.output.sheets.styles import Styles
from churn_desktop.pages.model import (
    Chart,
    ChartKind,
    Measure,
    Report,
    Series,
    Table,
    Tone,
    Unit,
)
from churn_desktop.pages.report import lay_out

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


HEADINGS = ("id", "name", "start", "end", "fee")
ROLES = {
    Role.CUSTOMER_ID: "id",
    Role.NAME: "name",
    Role.START: "start",
    Role.END: "end",
    Role.FEE: "fee",
}
TODAY = date(2024, 6, 30)


def a_project(rows: Sequence[Sequence[str]], **assumed: object) -> Project:
    """Make a project of rows with id, name, start, end and fee as text."""
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(HEADINGS)
    frame = pd.DataFrame(
        {h: np.array(c, dtype=object) for h, c in zip(HEADINGS, columns, strict=True)},
        index=pd.RangeIndex(2, len(rows) + 2),
        dtype=object,
    )
    kinds = {
        heading: np.array(
            [Kind.TEXT if text else Kind.BLANK for text in frame[heading]],
            dtype=np.uint8,
        )
        for heading in HEADINGS
    }
    table = Sheet(frame, kinds, {h: at for at, h in enumerate(HEADINGS, start=1)})
    source = project.Source(Path("list.csv"), None, (), 1, "utf-8")
    assumptions = project.Assumptions(**assumed)
    return Project(table, source, Shape.SUBSCRIPTIONS, ROLES, assumptions)


def parts_of(made: Project) -> tuple[Report, Project, Understanding, Analysis]:
    """Analyse a project and lay out its pages: what the workbook is made from."""
    understanding = understand(made, today=TODAY)
    analysis = analyse(understanding.book, made.assumptions)
    return lay_out(made, understanding, analysis), made, understanding, analysis


def a_list() -> list[tuple[str, str, str, str, str]]:
    """Make a list with everything that makes counting difficult.

    A customer with three stays within a quarter, one with contracts that overlap, one
    whose contracts touch, one who came back after a year, raises and cuts, amounts that
    are missing or negative, an end after the as-of date, a row that is set aside.
    """
    rows = [
        ("X1", "three stays", "2023-11-03", "2024-01-10", "100"),
        ("X1", "three stays", "2024-01-20", "2024-02-02", "100"),
        ("X1", "three stays", "2024-02-20", "", "120"),
        ("X2", "overlap", "2023-10-01", "2024-02-15", "50"),
        ("X3", "touch", "2023-10-05", "2024-01-15", "80"),
        ("X2", "overlap", "2023-12-01", "", "30.35"),
        ("X3", "touch", "2024-01-15", "2024-03-31", "60"),
        ("X4", "back", "2022-03-01", "2022-12-31", "70"),
        ("X4", "back", "2024-03-10", "", "75"),
        ("X5", "brief", "2024-02-03", "2024-02-09", "10"),
        ("X5", "brief", "2024-03-03", "2024-03-09", "10"),
        ("X6", "no amount", "2023-01-15", "", ""),
        ("X7", "refund", "2023-02-15", "", "-40"),
        ("X8", "notice given", "2023-02-15", "2024-08-01", "45"),
        ("X9", "wrong way round", "2024-02-15", "2024-01-01", "45"),
        ("=1+1", "@formula", "2023-05-05", "2024-06-01", "99.99"),
    ]
    for number in range(40):
        start = date(2022, 9, 1) + timedelta(days=17 * number)
        end = start + timedelta(days=61 + 31 * (number % 11))
        left = "" if number % 3 == 0 or end > date(2024, 6, 1) else end.isoformat()
        fee = f"{50 + 7 * (number % 5)}.{number % 10}"
        rows.append((f"N{number:02}", f"客户{number}", start.isoformat(), left, fee))
    rows.append(("LAST", "last", "2024-06-16", "", "20"))
    return rows


def opened(made: bytes, *, formulas: bool = False) -> Workbook:
    """Open a workbook as openpyxl reads it: stored values, or formulas."""
    return load_workbook(BytesIO(made), data_only=not formulas)


def on_paper(write: Callable[[XlsxWorkbook, Worksheet, Setting], object]) -> bytes:
    """Write one sheet, named ``Sheet``, and give the workbook."""
    target = BytesIO()
    workbook = XlsxWorkbook(target, {"in_memory": True})
    setting = a_setting(workbook)
    write(workbook, add_sheet(workbook, "Sheet"), setting)
    workbook.add_worksheet("Contents")
    workbook.close()
    return target.getvalue()


def a_setting(workbook: XlsxWorkbook, live: LiveSource | None = None) -> Setting:
    """Give what all sheets share."""
    return Setting(
        Styles(workbook), live or Fixed(), "CNY", "As of 2024-06-30 · list.csv",
        "Contents", "report & co.xlsx", lambda _cells: None,
    )  # fmt: skip
