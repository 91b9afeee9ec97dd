"""Find the list on a sheet: headings, rows, and what is neither."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from churn_desktop.core.errors import BadChoice
from churn_desktop.core.grid import Grid, Kind, column_letters
from churn_desktop.core.issues import Issue, IssueCode, Severity
from churn_desktop.core.table import Table
from churn_desktop.importing.distinct import Distinct, tidy
from churn_desktop.importing.heading_rows import (
    Filled,
    HeadingRows,
    find_heading_rows,
)
from churn_desktop.importing.headings import meanings
from churn_desktop.importing.row_kinds import sort_rows

Mask = npt.NDArray[np.bool_]

_NAMED = 20
_LOOKED_AT = 200
"""So many headings are asked for a meaning."""
_TITLE = 500
"""So many characters of the title are kept."""
_UNIT = re.compile(r"单位\s*[:：]\s*([^\s,，;；)）]+)")


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """A list found on a sheet.

    Attributes
    ----------
    table : Table
    header_row : int
        File row of the last heading row; 0 where the sheet has no headings.
    issues : tuple of Issue
        What was left out of the table, and doubtful headings.
    title : str
        What stands above the headings, ``""`` where nothing does.
    """

    table: Table
    header_row: int
    issues: tuple[Issue, ...]
    title: str = ""


def find_list(
    grid: Grid, header_row: int | None = None, cells: Sequence[Distinct] = ()
) -> Layout:
    """Find the list on a sheet.

    Title rows, blank rows, totals, repeated headings and notes below the list are left
    out. Headings become unique: a second ``Amount`` is ``Amount (2)``, a column without
    heading is called by its letter, ``(B)``.

    Parameters
    ----------
    grid : Grid
    header_row : int, optional
        File row of the (last) heading row, from 1; found if not given.
    cells : sequence of Distinct
        The different cells of each column, where they are known.

    Raises
    ------
    BadChoice
        If there is no such row.
    """
    if header_row is not None and not 1 <= header_row <= grid.height:
        raise BadChoice("header_row", str(header_row), ("1", str(grid.height)))
    filled = _filled(grid)
    forced = None if header_row is None else header_row - 1
    heads = find_heading_rows(grid, filled, forced)
    top = heads.last + 1
    kinds = sort_rows(grid, filled, heads, cells)
    titles = np.zeros(grid.height, dtype=bool)
    titles[: max(heads.first, 0)] = filled[: max(heads.first, 0)].any(axis=1)
    body: Mask = np.asarray(filled.any(axis=1))
    body[:top] = False
    for outside in kinds:
        body &= ~outside
    issues: list[Issue] = []

    def add(code: IssueCode, which: Mask, **facts: str) -> None:
        if which.any():
            found = tuple((np.flatnonzero(which) + 1).tolist())
            severity = Severity.WARNING if facts.get("kind") else Severity.NOTE
            issues.append(Issue(code, severity, None, found, grid.sheet, facts))

    add(IssueCode.TITLE_ROWS, titles, **_unit(grid, titles))
    add(IssueCode.TITLE_ROWS, kinds.repeated_headings, kind="repeated_headings")
    add(IssueCode.TOTAL_ROWS, kinds.totals)
    add(IssueCode.NOTE_ROWS, kinds.notes)
    add(IssueCode.NOTE_ROWS, kinds.second_list, kind="second_list")
    columns = np.flatnonzero(filled[body].any(axis=0) | _headed(filled, heads))
    written = [_written(grid, heads, int(c)) for c in columns]
    # What is odd about words that mean nothing here is odd about no customer list.
    known = any(meanings(text) for text in written[:_LOOKED_AT])
    severity = Severity.WARNING if known else Severity.NOTE
    headings, doubts = _headings(grid, columns, written, severity)
    if heads.last < 0:
        doubts = [replace(d, facts={**d.facts, "kind": "none"}) for d in doubts]
    if not body.any():
        issues.append(Issue(IssueCode.NO_ROWS, severity, sheet=grid.sheet))
    table = _table(grid, columns, headings, body)
    if heads.last < 0 and _is_form(table):
        issues.append(Issue(IssueCode.NO_LIST, Severity.NOTE, sheet=grid.sheet))
    return Layout(
        table, heads.last + 1, (*issues, *doubts), _texts_of(grid, titles, filled)
    )


def _filled(grid: Grid) -> Filled:
    cells: Filled = np.zeros((grid.height, grid.width), dtype=bool, order="F")
    for column, kinds in enumerate(grid.kinds):
        cells[:, column] = np.frombuffer(kinds, dtype=np.uint8) != Kind.BLANK
    return cells


def _headed(filled: Filled, heads: HeadingRows) -> Mask:
    if heads.last < 0:
        return np.zeros(filled.shape[1], dtype=bool)
    return np.asarray(filled[heads.first : heads.last + 1].any(axis=0))


def _unit(grid: Grid, titles: Mask) -> dict[str, str]:
    """Find the unit that a title row gives for all amounts."""
    for row in np.flatnonzero(titles).tolist():
        for column in grid.columns:
            if found := _UNIT.search(column[row]):
                return {"unit": found[1]}
    return {}


def _texts_of(grid: Grid, rows: Mask, filled: Filled) -> str:
    """Join what stands in some rows, as far as there is room."""
    texts: list[str] = []
    for row in np.flatnonzero(rows).tolist():
        columns = np.flatnonzero(filled[row])[:_NAMED].tolist()
        texts += [tidy(grid.columns[column][row]) for column in columns]
    return " ".join(texts)[:_TITLE]


def _is_form(table: Table) -> bool:
    """Tell whether a sheet without headings mixes texts and values in its columns."""
    mixed = []
    for kinds in table.kinds.values():
        held = kinds[kinds != Kind.BLANK]
        if len(held) > 1:
            texts = np.count_nonzero(held == Kind.TEXT)
            mixed.append(bool(0 < texts < len(held)))
    return sum(mixed) * 2 > len(mixed)


def _headings(
    grid: Grid,
    columns: npt.NDArray[np.intp],
    written: list[str],
    severity: Severity,
) -> tuple[list[str], list[Issue]]:
    """Make the headings unique and say which were not."""
    taken = {text for text in written if text}
    headings: list[str] = []
    used: set[str] = set()
    blank, doubled = [], []
    for column, text in zip(columns, written, strict=True):
        letters = column_letters(int(column) + 1)
        heading = text or f"({letters})"
        number = 2
        while heading in used or (not text and heading in taken):
            heading = f"{text or letters} ({number})"
            number += 1
        if not text:
            blank.append(heading)
        elif heading != text:
            doubled.append(heading)
        headings.append(heading)
        used.add(heading)
    issues = [
        Issue(code, severity, None, (), grid.sheet, {"headings": _some(names)})
        for code, names in (
            (IssueCode.BLANK_HEADINGS, blank),
            (IssueCode.DUPLICATE_HEADINGS, doubled),
        )
        if names
    ]
    return headings, issues


def _some(names: list[str]) -> str:
    return ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")


def _written(grid: Grid, heads: HeadingRows, column: int) -> str:
    """Give a column's heading, with its group before it."""
    if heads.last < 0:
        return ""
    own = tidy(grid.columns[column][heads.last])
    if heads.first == heads.last:
        return own
    group = tidy(grid.columns[column][heads.first])
    left = column
    while own and not group and left > 0:
        left -= 1
        group = tidy(grid.columns[left][heads.first])
        if group and not tidy(grid.columns[left][heads.last]):
            # A heading of its own, over both rows, groups nothing.
            group = ""
            break
    return "·".join(part for part in (group, own) if part)


def _table(
    grid: Grid,
    columns: Sequence[int] | npt.NDArray[np.intp],
    headings: list[str],
    body: Mask,
) -> Table:
    import pandas as pd

    rows = np.flatnonzero(body)
    taken: slice | npt.NDArray[np.intp] = rows
    if len(rows) and rows[-1] - rows[0] + 1 == len(rows):
        # Rows without a gap need not be copied.
        taken = slice(int(rows[0]), int(rows[-1]) + 1)
    texts, kinds = {}, {}
    for column, heading in zip(columns, headings, strict=True):
        text = np.asarray(grid.columns[column], dtype=object)
        kind = np.frombuffer(grid.kinds[column], dtype=np.uint8)
        texts[heading], kinds[heading] = text[taken], kind[taken]
    index = pd.Index(rows + 1, dtype=np.int64)
    frame = pd.DataFrame(texts, index=index, dtype=object, copy=False)
    letters = {h: int(c) + 1 for c, h in zip(columns, headings, strict=True)}
    return Table(frame, kinds, letters)
