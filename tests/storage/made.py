"""Sheets and projects of every odd form, and ways to compare and to edit them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from churn_desktop.core import edits
from churn_desktop.core.grid import Kind
from churn_desktop.core.issues import Issue, IssueCode, Severity
from churn_desktop.core.project import Assumptions, Mended, Note, Project, Source
from churn_desktop.core.schema import (
    DateOrder,
    FeeTerm,
    PeriodLength,
    Role,
    Shape,
    TimeUnit,
)
from churn_desktop.core.table import Table
from churn_desktop.storage.revisions import state_between

# Half a surrogate pair cannot be written into a cell by hand, only be in a file.
WRITTEN = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
IN_A_FILE = st.text(max_size=12) | st.sampled_from(["", "\0", "\1\3", "客户", "000007"])


def a_table(
    columns: Mapping[str, Sequence[str]], rows: Sequence[int] | None = None
) -> Table:
    """Make a sheet of texts, as the importer does."""
    height = len(next(iter(columns.values()), rows or ()))
    numbers = range(2, height + 2) if rows is None else rows
    frame = pd.DataFrame(
        {heading: np.array(texts, dtype=object) for heading, texts in columns.items()},
        index=pd.Index(list(numbers), dtype=np.int64),
        dtype=object,
    )
    kinds = {
        heading: np.array([Kind.TEXT if t else Kind.BLANK for t in texts], np.uint8)
        for heading, texts in columns.items()
    }
    return Table(frame, kinds, {name: at for at, name in enumerate(columns, start=1)})


def a_project(
    rows: int = 3, columns: Mapping[str, Sequence[str]] | None = None
) -> Project:
    """Make a project with something in each of its fields."""
    table = a_table(
        columns
        or {
            "编号": [f"{n:06}" for n in range(rows)],
            "Start": [f"2024-0{1 + n % 9}-01" for n in range(rows)],
            "Fee": [str(n * 100) if n % 3 else "" for n in range(rows)],
        }
    )
    return Project(
        table,
        Source(Path("客户.xlsx"), "Sheet1", ("Sheet1", "Notes"), 1),
        Shape.SUBSCRIPTIONS,
        {Role.CUSTOMER_ID: "编号", Role.START: "Start"},
        Assumptions(
            as_of=date(2024, 3, 31),
            period=PeriodLength.QUARTER,
            date_order=DateOrder.DMY,
            tenure_unit=TimeUnit.WEEKS,
            fee_term=FeeTerm.YEAR,
            currency="CNY",
        ),
        (Issue(IssueCode.HIDDEN_ROWS, Severity.NOTE, rows=(3, 4), facts={"a": "b"}),),
        (Note(date(2024, 2, 1), "涨价 \ud800"),),
        (
            Mended(IssueCode.UNTIDY_TEXT, "Fee", 2, " 100", "100"),
            Mended(IssueCode.DUPLICATE_ROWS, None, 9, "000001 | 2024-02-01", None),
        ),
    )


def write(project: Project, text: str, row: int = 0, heading: str = "Fee") -> Project:
    """Write one cell."""
    return replace(
        project, table=edits.set_cells(project.table, heading, [row], [text])
    )


def cells(table: Table) -> dict[str, object]:
    """Give all that a sheet says, to be compared."""
    return {
        "rows": table.rows.tolist(),
        "headings": table.headings,
        "letters": dict(table.letters),
        "texts": [table.frame[name].tolist() for name in table.headings],
        "kinds": [table.kinds[name].tolist() for name in table.headings],
    }


def content(project: Project) -> tuple[object, ...]:
    """Give all that a project says, to be compared."""
    return cells(project.table), state_between(None, project)


@st.composite
def tables(draw: st.DrawFn, texts: st.SearchStrategy[str] = IN_A_FILE) -> Table:
    """Sheets with 0 or more rows and columns, odd headings, rows in any order."""
    headings = draw(st.lists(texts, unique=True, max_size=4))
    rows = draw(st.lists(st.integers(1, 99), unique=True, max_size=6))
    cell = st.lists(texts, min_size=len(rows), max_size=len(rows))
    table = a_table({heading: draw(cell) for heading in headings}, rows)
    kind = st.lists(st.sampled_from(list(Kind)), min_size=len(rows), max_size=len(rows))
    kinds = {name: np.array(draw(kind), dtype=np.uint8) for name in headings}
    letters = draw(
        st.lists(
            st.none() | st.integers(1, 9),
            min_size=len(headings),
            max_size=len(headings),
        )
    )
    known = {
        name: letter
        for name, letter in zip(headings, letters, strict=True)
        if letter is not None
    }
    return replace(table, kinds=kinds, letters=known)


@st.composite
def edited(draw: st.DrawFn, table: Table) -> Table:
    """Edit a sheet in one of the ways there are."""
    ways = ["insert rows", "insert column"]
    ways += ["delete rows"] * bool(len(table))
    ways += ["delete column", "rename"] * bool(table.headings)
    ways += ["write"] * 3 * bool(len(table) and table.headings)
    way = draw(st.sampled_from(ways))
    position = st.integers(0, max(len(table) - 1, 0))
    if way == "insert rows":
        return edits.insert_rows(
            table, draw(st.integers(0, len(table))), draw(st.integers(1, 3))
        )
    fresh = WRITTEN.filter(lambda name: name not in table.kinds)
    if way == "insert column":
        at = draw(st.none() | st.integers(0, len(table.headings)))
        return edits.insert_column(table, draw(fresh), at)
    if way == "delete rows":
        return edits.delete_rows(table, draw(st.sets(position)))
    heading = draw(st.sampled_from(table.headings))
    if way == "delete column":
        return edits.delete_column(table, heading)
    if way == "rename":
        return edits.rename_column(table, heading, draw(fresh | st.just(heading)))
    block = draw(st.dictionaries(position, WRITTEN, max_size=4))
    return edits.set_block(table, {heading: block})
