"""Grids, tables and projects made from rows written in a test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import numpy as np

from churn_desktop.core.calendar import NO_DAY, OPEN_END, to_date
from churn_desktop.core.grid import Grid, Kind
from churn_desktop.core.issues import Issue, IssueCode
from churn_desktop.core.project import Assumptions, Project, Source
from churn_desktop.core.schema import Role
from churn_desktop.core.table import Column, Table
from churn_desktop.importing.distinct import Distinct, distinct
from churn_desktop.importing.importer import Understanding, understand
from churn_desktop.importing.layout import find_list
from churn_desktop.importing.recognise import recognise
from churn_desktop.importing.shapes import decide_shape, fitting, settle_roles

TODAY = date(2026, 1, 1)

Value = str | int | float | bool | date | None


def cell(value: Value) -> tuple[str, Kind]:
    """Write a value as a reader does."""
    if value is None or value == "":
        return "", Kind.BLANK
    if isinstance(value, bool):
        return str(value).upper(), Kind.FLAG
    if isinstance(value, int | float):
        return f"{value:.15g}", Kind.NUMBER
    if isinstance(value, datetime | date):
        return value.isoformat(), Kind.DATE
    return value, Kind.ERROR if value.startswith("#") else Kind.TEXT


def column_of(*values: Value) -> Column:
    cells = [cell(value) for value in values]
    texts = np.empty(len(cells), dtype=object)
    texts[:] = [text for text, _ in cells]
    return Column(texts, np.array([kind for _, kind in cells], dtype=np.uint8))


def cells_of(*values: Value) -> Distinct:
    """Every value once, in the order given."""
    return distinct(column_of(*values))


def grid_of(rows: Sequence[Sequence[Value]], sheet: str | None = None) -> Grid:
    width = max((len(row) for row in rows), default=0)
    padded = [[*row, *[None] * (width - len(row))] for row in rows]
    columns = [[cell(row[c]) for row in padded] for c in range(width)]
    return Grid(
        sheet,
        tuple([text for text, _ in column] for column in columns),
        tuple(bytes(kind for _, kind in column) for column in columns),
    )


def text_grid(text: str) -> Grid:
    """Cells of lines with ``|`` between them."""
    lines = text.strip("\n").splitlines()
    return grid_of([[part.strip() for part in line.split("|")] for line in lines])


def table_of(rows: Sequence[Sequence[Value]]) -> Table:
    """A table whose first row is its headings."""
    return find_list(grid_of(rows), header_row=1).table


def text_table(text: str) -> Table:
    return find_list(text_grid(text), header_row=1).table


def project_of(
    rows: Sequence[Sequence[Value]] | str,
    roles: Mapping[Role, str] | None = None,
    **assumptions: object,
) -> Project:
    table = text_table(rows) if isinstance(rows, str) else table_of(rows)
    chosen = dict(roles or {})
    found, issues = recognise(table, chosen)
    fitted = fitting(found, chosen)
    shape = decide_shape(table, fitted)
    return Project(
        table=table,
        source=Source(Path("list.csv"), None, (), 1),
        shape=shape,
        roles=settle_roles(fitted, shape),
        assumptions=Assumptions(**assumptions),
        reading_issues=issues,
    )


def understood(
    rows: Sequence[Sequence[Value]] | str,
    roles: Mapping[Role, str] | None = None,
    **assumptions: object,
) -> Understanding:
    return understand(project_of(rows, roles, **assumptions), today=TODAY)


def codes(issues: Sequence[Issue]) -> dict[IssueCode, tuple[int, ...]]:
    """The rows of each kind of issue."""
    found: dict[IssueCode, tuple[int, ...]] = {}
    for issue in issues:
        found[issue.code] = tuple(sorted({*found.get(issue.code, ()), *issue.rows}))
    return found


def issue_of(issues: Sequence[Issue], code: IssueCode) -> Issue:
    (found,) = [issue for issue in issues if issue.code == code]
    return found


def iso(day: int) -> str | None:
    """A day as text, ``"open"`` for an open end, None for none."""
    if day == NO_DAY:
        return None
    return "open" if day == OPEN_END else to_date(int(day)).isoformat()
