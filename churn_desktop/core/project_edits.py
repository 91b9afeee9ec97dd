"""The changes one can make to a project's sheet, each from project to project."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import numpy as np

from churn_desktop.core import edits
from churn_desktop.core.grid import Kind
from churn_desktop.core.project import Project
from churn_desktop.core.table import Kinds, Rows, Table

_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{0,9}[1-9])?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Written(NamedTuple):
    """What is written into one column.

    Attributes
    ----------
    positions : ndarray of int64
        Table positions; those after the last row are rows to be added.
    texts : sequence of str
        One for each position.
    kinds : ndarray of uint8 or None
        What the cells hold; None: what the column's other cells suggest.
    """

    positions: Rows
    texts: Sequence[str]
    kinds: Kinds | None = None


def write(project: Project, cells: Mapping[str, Written]) -> Project:
    """Write into cells, adding rows at the end where they are missing.

    Parameters
    ----------
    project : Project
    cells : mapping of str to Written
        By heading.

    Returns
    -------
    Project
        The same one when every cell already holds what is written.
    """
    table = project.table
    last = max((int(w.positions.max(initial=-1)) for w in cells.values()), default=-1)
    if last >= len(table):
        table = edits.insert_rows(table, len(table), last + 1 - len(table))
    for heading, written in cells.items():
        table = _write(table, heading, written)
    return project if table is project.table else replace(project, table=table)


def fill_down(
    project: Project, headings: Iterable[str], source: int, targets: Rows
) -> Project:
    """Copy the cells of one row into other rows, column by column."""
    cells = {}
    for heading in headings:
        text = str(project.table.frame[heading].iat[source])
        kind = np.full(len(targets), project.table.kinds[heading][source])
        cells[heading] = Written(targets, [text] * len(targets), kind)
    return write(project, cells)


def fill_right(
    project: Project, source: str, headings: Iterable[str], rows: Rows
) -> Project:
    """Copy the cells of one column into other columns, row by row."""
    texts = project.table.frame[source].array.take(rows).tolist()
    kinds = project.table.kinds[source][rows]
    return write(project, {name: Written(rows, texts, kinds) for name in headings})


def insert_rows(project: Project, at: int, count: int = 1) -> Project:
    """Put blank rows before a position."""
    return replace(project, table=edits.insert_rows(project.table, at, count))


def delete_rows(project: Project, positions: Rows) -> Project:
    """Take rows away."""
    if not len(positions):
        return project
    return replace(project, table=edits.delete_rows(project.table, positions))


def insert_column(project: Project, heading: str, at: int | None = None) -> Project:
    """Add a blank column before a position, last by default.

    Raises
    ------
    ValueError
        If there is a column of that heading.
    """
    return replace(project, table=edits.insert_column(project.table, heading, at))


def delete_column(project: Project, heading: str) -> Project:
    """Take a column and its meaning away; the kind of list is not decided anew."""
    return replace(
        project,
        table=edits.delete_column(project.table, heading),
        roles={role: name for role, name in project.roles.items() if name != heading},
        reading_issues=tuple(i for i in project.reading_issues if i.column != heading),
    )


def rename_column(project: Project, old: str, new: str) -> Project:
    """Give a column another heading; it keeps its meaning and its doubts.

    Raises
    ------
    ValueError
        If another column has that heading.
    """
    if old == new:
        return project
    return replace(
        project,
        table=edits.rename_column(project.table, old, new),
        roles={r: new if name == old else name for r, name in project.roles.items()},
        reading_issues=tuple(
            replace(issue, column=new) if issue.column == old else issue
            for issue in project.reading_issues
        ),
    )


def kinds_like(column: Kinds, texts: Sequence[str]) -> Kinds:
    """Tell what texts typed into a column are: like most of its cells, else text.

    A number counts as one only where its digits are the shortest for it: ``007`` keeps
    its zeros and is text, also among numbers.

    Parameters
    ----------
    column : ndarray of uint8
        What the column's cells hold.
    texts : sequence of str

    Examples
    --------
    >>> import numpy as np
    >>> kinds_like(np.array([2, 2, 1], dtype=np.uint8), ["39", "007", ""]).tolist()
    [2, 1, 0]
    """
    counts = np.bincount(column, minlength=len(Kind))
    counts[Kind.BLANK] = 0
    usual = Kind(int(counts.argmax())) if counts.any() else Kind.TEXT
    fits = {Kind.NUMBER: _is_number, Kind.DATE: _is_day}.get(usual)
    kinds = np.full(len(texts), Kind.TEXT, dtype=np.uint8)
    if fits is not None:
        kinds[[fits(text) for text in texts]] = usual
    kinds[[not text for text in texts]] = Kind.BLANK
    return kinds


def _write(table: Table, heading: str, written: Written) -> Table:
    positions, texts = written.positions, written.texts
    old = table.frame[heading].array.take(positions).tolist()
    kinds = written.kinds
    if kinds is None:
        kinds = kinds_like(table.kinds[heading], texts)
    elif old == list(texts) and np.array_equal(kinds, table.kinds[heading][positions]):
        return table
    if written.kinds is None and old == list(texts):
        return table
    return edits.set_cells(table, heading, positions, texts, kinds)


def _is_number(text: str) -> bool:
    return text != "-0" and _NUMBER.fullmatch(text) is not None


def _is_day(text: str) -> bool:
    if _DAY.fullmatch(text) is None:
        return False
    try:
        return date.fromisoformat(text).year >= 1900
    except ValueError:
        return False
