"""Several lists of customers as one table that knows which row is of which list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from churn_desktop.core.grid import Kind
from churn_desktop.core.issues import Issue
from churn_desktop.core.schema import LIST_HEADING, ROW_HEADING, Role
from churn_desktop.core.table import Kinds, Table, Texts
from churn_desktop.importing.headings import heading_key

FIRST_ROW = 2
"""The stacked table has the rows of a sheet with its headings in row 1."""


def stack(
    lists: Sequence[tuple[Table, Mapping[Role, str]]], days: Sequence[date]
) -> Table:
    """Put lists below each other, the oldest first.

    Columns belong together that mean the same or have the same heading; a list without
    a column has blank cells there.

    Parameters
    ----------
    lists : sequence of (Table, mapping of Role to str)
        Ascending by day, with what their columns mean.
    days : sequence of datetime.date

    Returns
    -------
    Table
        Its first two columns tell of each row the day of its list and its row there.
    """
    import pandas as pd

    columns: dict[str, str] = {}
    placed: list[dict[str, str]] = []
    for table, roles in lists:
        own = dict(_keys(table, roles))
        for key, heading in own.items():
            columns.setdefault(key, _free(heading, columns.values()))
        placed.append(own)
    lengths = [len(table) for table, _ in lists]
    total = sum(lengths)
    texts: dict[str, Texts] = {
        LIST_HEADING: np.repeat([day.isoformat() for day in days], lengths).astype(
            object
        ),
        ROW_HEADING: np.concatenate([table.rows for table, _ in lists])
        .astype(str)
        .astype(object),
    }
    kinds: dict[str, Kinds] = {
        LIST_HEADING: np.full(total, Kind.DATE, dtype=np.uint8),
        ROW_HEADING: np.full(total, Kind.NUMBER, dtype=np.uint8),
    }
    for key, heading in columns.items():
        parts = [
            _column(table, own.get(key))
            for (table, _), own in zip(lists, placed, strict=True)
        ]
        texts[heading] = np.concatenate([text for text, _ in parts])
        kinds[heading] = np.concatenate([kind for _, kind in parts])
    index = pd.RangeIndex(FIRST_ROW, FIRST_ROW + total)
    frame = pd.DataFrame(texts, index=pd.Index(index, dtype=np.int64), dtype=object)
    letters = {heading: number for number, heading in enumerate(texts, 1)}
    return Table(frame, kinds, letters)


def moved(
    issues: Sequence[Issue], table: Table, first: int, name: str
) -> Iterator[Issue]:
    """Give the issues of a list with the rows of the table it became a part of.

    Parameters
    ----------
    issues : sequence of Issue
    table : Table
        The list.
    first : int
        Row of its first row in the stacked table.
    name : str
        Of the sheet or file.
    """
    place = {row: first + at for at, row in enumerate(table.rows.tolist())}
    for issue in issues:
        rows = tuple(place[row] for row in issue.rows if row in place)
        facts = dict(issue.facts)
        if issue.rows and "count" not in facts:
            # Titles and totals have no row in the table but still were there.
            facts["count"] = str(len(issue.rows))
        yield replace(issue, rows=rows, sheet=name, facts=facts)


def _keys(table: Table, roles: Mapping[Role, str]) -> Iterator[tuple[str, str]]:
    """Give each heading with what makes it the same column in another list."""
    meant = {heading: role for role, heading in roles.items()}
    seen: set[str] = set()
    for heading in table.headings:
        role = meant.get(heading)
        key = heading_key(heading).whole if role is None else f"={role.value}"
        if not key or key in seen:
            key = heading
        seen.add(key)
        yield key, heading


def _free(heading: str, taken: Iterable[str]) -> str:
    """Give a heading that no other column has."""
    used = {*taken, LIST_HEADING, ROW_HEADING}
    number, found = 2, heading
    while found in used:
        found = f"{heading} ({number})"
        number += 1
    return found


def _column(table: Table, heading: str | None) -> tuple[Texts, Kinds]:
    if heading is None:
        blank = np.full(len(table), "", dtype=object)
        return blank, np.full(len(table), Kind.BLANK, dtype=np.uint8)
    return table.column(heading)
