"""Small hand-made values of core and pages for the window's tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from churn_desktop.core.book import Codes
from churn_desktop.core.formula import Formula
from churn_desktop.core.grid import Kind
from churn_desktop.core.project import Project, Source
from churn_desktop.core.schema import Role, Shape
from churn_desktop.core.table import Table as Sheet
from churn_desktop.pages import model


def a_table(
    columns: Mapping[str, Sequence[str]],
    kinds: Mapping[str, Sequence[Kind]] | None = None,
    first_row: int = 2,
) -> Sheet:
    """Make a sheet; what looks like a number is one."""
    height = len(next(iter(columns.values()), ()))
    frame = pd.DataFrame(
        {name: np.array(texts, dtype=object) for name, texts in columns.items()},
        index=pd.RangeIndex(first_row, first_row + height),
        dtype=object,
    )
    known = kinds or {}
    return Sheet(
        frame,
        {
            name: np.array(known.get(name) or [_kind(t) for t in texts], dtype=np.uint8)
            for name, texts in columns.items()
        },
        {name: letter for letter, name in enumerate(columns, start=1)},
    )


def _kind(text: str) -> Kind:
    if not text:
        return Kind.BLANK
    try:
        float(text)
    except ValueError:
        return Kind.TEXT
    return Kind.NUMBER


def a_project(rows: int = 4) -> Project:
    """Make a subscription list of a few customers."""
    numbers = range(1, rows + 1)
    table = a_table(
        {
            "Customer": [f"C{n:03}" for n in numbers],
            "Since": [f"2024-0{1 + n % 3}-01" for n in numbers],
            "Until": ["" if n % 2 else "2024-05-01" for n in numbers],
            "Fee": [str(100 * n) for n in numbers],
            "Plan": ["Basic" if n % 2 else "Pro" for n in numbers],
        }
    )
    return Project(
        table,
        Source(Path("customers.xlsx"), "Sheet1", ("Sheet1", "Notes"), 1),
        Shape.SUBSCRIPTIONS,
        {
            Role.CUSTOMER_ID: "Customer",
            Role.START: "Since",
            Role.END: "Until",
            Role.FEE: "Fee",
            Role.PLAN: "Plan",
        },
    )


def members(row: int, measure: str) -> Codes | None:
    """Give the customers behind the lost of any period."""
    return np.array([1, 3], dtype=np.int32) if measure == "lost" else None


def a_page_table(rows: int = 3, *, folded: bool = False) -> model.Table:
    """Make a table of periods with churn."""
    opening = [100, 108, 0][:rows] + [50] * (rows - 3)
    lost = [10, 9, 0][:rows] + [5] * (rows - 3)
    frame = pd.DataFrame(
        {
            "period": [f"2024-{n + 1:02}" for n in range(rows)],
            "opening": opening,
            "lost": lost,
            "opening_base": [
                a / b if b else np.nan for a, b in zip(lost, opening, strict=True)
            ],
            "low": [0.05] * rows,
            "high": [0.17] * rows,
        }
    )
    unit = model.Unit
    return model.Table(
        key="periods",
        title="Month by month",
        measures=(
            model.Measure("period", "Period", unit.TEXT),
            model.Measure("opening", "At start", unit.COUNT, "Customers at the start."),
            model.Measure("lost", "Lost", unit.COUNT),
            model.Measure(
                "opening_base",
                "Churn rate",
                unit.RATE,
                "Customers lost, divided by customers at the start.",
                Formula("lost / opening"),
                ("low", "high"),
            ),
            model.Measure("low", "From", unit.RATE, expert=True),
            model.Measure("high", "To", unit.RATE, expert=True),
        ),
        frame=frame,
        faint=(rows - 1,),
        marked={(1, "opening_base"): "More than usual variation."},
        members=members,
        folded=folded,
    )


def a_chart() -> model.Chart:
    """Make a chart of the table above."""
    return model.Chart(
        "trend",
        "Churn is steady",
        model.ChartKind.LINE,
        "periods",
        (model.Series("opening_base", "Churn rate", band=("low", "high")),),
        "Churn rate",
    )


def a_page(page_id: model.PageId = model.PageId.OVERVIEW) -> model.Page:
    """Make a page with one of everything."""
    return model.Page(
        page_id,
        "Overview",
        (
            model.Cards(
                (
                    model.Card(
                        "opening_base",
                        "Churn rate",
                        0.1,
                        model.Unit.RATE,
                        (0.055, 0.174),
                        "Mar 2024",
                        model.Source(
                            model.PageId.PERIODS, "periods", 0, "opening_base"
                        ),
                    ),
                    model.Card("nrr", "Net retention", None, model.Unit.RATE),
                )
            ),
            model.Text("Ten of 100 customers left."),
            model.Text("Few customers: read the interval.", warning=True),
            a_chart(),
            a_page_table(),
        ),
    )


def a_report() -> model.Report:
    """Make a report of two pages with figures and one that lacks a column."""
    return model.Report(
        "customers",
        "31 March 2024",
        "customers.xlsx, 4 rows",
        None,
        (
            model.Page(model.PageId.CUSTOMERS, "Customers", ()),
            a_page(),
            model.Page(
                model.PageId.PERIODS, "Periods", (a_chart(), a_page_table(rows=12))
            ),
            model.Page(model.PageId.REVENUE, "Revenue", (), (Role.FEE,)),
        ),
    )


TODAY = date(2024, 6, 30)


def a_list(customers: int = 40) -> Project:
    """Make a subscription list over some months, with a few doubtful rows."""
    numbers = range(customers)
    starts = [date(2023, 1 + n % 9, 1 + n % 27) for n in numbers]
    ends = [f"2024-0{1 + n % 3}-15" if n % 4 == 0 else "" for n in numbers]
    ends[1] = "soon"
    table = a_table(
        {
            "Customer": [f"C{n:03}" for n in numbers],
            "Name": [f"Shop {n}" for n in numbers],
            "Since": [start.isoformat() for start in starts],
            "Until": ends,
            "Fee": [str(100 + n) for n in numbers],
            "Plan": ["Pro" if n % 3 else "Basic" for n in numbers],
        }
    )
    return Project(
        table,
        Source(Path("shops.xlsx"), "List", ("List", "Notes"), 1),
        Shape.SUBSCRIPTIONS,
        {
            Role.CUSTOMER_ID: "Customer",
            Role.NAME: "Name",
            Role.START: "Since",
            Role.END: "Until",
            Role.FEE: "Fee",
            Role.PLAN: "Plan",
        },
    )


def a_csv(folder: Path, name: str = "shops.csv") -> Path:
    """Write the list above as a file."""
    table = a_list().table
    path = folder / name
    table.frame.to_csv(path, index=False, encoding="utf-8")
    return path
