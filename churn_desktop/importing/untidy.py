"""What figures do not depend on, but what could be written more tidily."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import Mask
from churn_desktop.core.grid import Kind
from churn_desktop.core.issues import IssueCode, Severity
from churn_desktop.core.schema import Role
from churn_desktop.core.table import Column, Table
from churn_desktop.importing.attributes import grouping
from churn_desktop.importing.column_memory import ColumnMemory
from churn_desktop.importing.columns import ParsedColumn
from churn_desktop.importing.distinct import Distinct
from churn_desktop.importing.findings import Findings
from churn_desktop.importing.known_cells import cells_of
from churn_desktop.importing.spellings import likely_values, same_values
from churn_desktop.importing.tidy_text import tidied, untidy

Positions: TypeAlias = npt.NDArray[np.intp]
Alike: TypeAlias = tuple[dict[str, str], Positions]

FORM, SAME, LIKELY = "form", "same", "likely"
"""A fact of `SPELLING_VARIANTS`: certain, or a question."""

_SPLITTING = frozenset(
    {
        Role.PLAN,
        Role.INDUSTRY,
        Role.REGION,
        Role.SALES_OWNER,
        Role.SERVICE_OWNER,
        Role.BILLING_TERM,
        Role.REASON,
    }
)
_MOST_VALUES = 300
"""A column with more different values holds no groups."""
_NAMED = 5
"""So many spellings are named in a sentence."""

_UNTIDY = ColumnMemory[Positions]()
_ALIKE = ColumnMemory[list[Alike]]()


def find_untidy(
    table: Table, columns: Mapping[Role, ParsedColumn], findings: Findings
) -> None:
    """Say which cells have odd spaces or letters, and which values look alike.

    Columns with a meaning and those that split customers into groups are looked at.

    Parameters
    ----------
    table : Table
    columns : mapping of Role to ParsedColumn
    findings : Findings
        Takes what is found, all of it notes.
    """
    roles = {column.heading: role for role, column in columns.items()}
    groups = dict.fromkeys(group_columns(table, roles))
    for heading in dict.fromkeys([*roles, *groups]):
        column = table.column(heading)
        odd = _UNTIDY.recall(column, partial(_odd_cells, table, heading))
        which = _mask(len(table), odd)
        findings.rows(IssueCode.UNTIDY_TEXT, Severity.NOTE, which, heading)
    for heading in groups:
        column = table.column(heading)
        for facts, cells in _ALIKE.recall(column, partial(_alike, table, heading)):
            which = _mask(len(table), cells)
            findings.rows(
                IssueCode.SPELLING_VARIANTS, Severity.NOTE, which, heading, **facts
            )


def group_columns(table: Table, roles: Mapping[str, Role]) -> Iterable[str]:
    """Name the columns of texts that split customers into groups.

    Parameters
    ----------
    table : Table
    roles : mapping of str to Role
        By heading.
    """
    yield from (heading for heading, role in roles.items() if role in _SPLITTING)
    for heading in grouping(table, roles):
        texts = np.equal(table.kinds[heading], Kind.TEXT).any()
        if heading not in roles and texts:
            yield heading


def values_of(cells: Distinct) -> dict[str, int]:
    """Count the different texts of a column, tidied; none where there are too many."""
    is_text = np.flatnonzero(cells.kinds == Kind.TEXT)
    if len(is_text) > _MOST_VALUES:
        return {}
    counts: dict[str, int] = {}
    for at in is_text.tolist():
        value = tidied(cells.texts[at])
        counts[value] = counts.get(value, 0) + int(cells.counts[at])
    counts.pop("", None)
    return counts


def cells_with(cells: Distinct, values: Iterable[str]) -> Mask:
    """Tell which texts of a column are one of some values once they are tidied."""
    wanted = set(values)
    hit = cells.each(lambda text: tidied(text) in wanted, bool)
    found: Mask = (hit & (cells.kinds == Kind.TEXT))[cells.codes]
    return found


def _odd_cells(table: Table, heading: str) -> Positions:
    cells = cells_of(table, heading)
    if cells.trimmed:
        return np.empty(0, dtype=np.intp)
    odd = untidy(Column(cells.texts, cells.kinds))
    return np.flatnonzero(odd[cells.codes] if odd.any() else odd[:0])


def _alike(table: Table, heading: str) -> list[Alike]:
    """Find the values that may be the same: the facts to tell, and their cells."""
    column = cells_of(table, heading)
    counts = values_of(column)
    found = []
    same = same_values(counts)
    if same:
        named = "; ".join(" = ".join([s.kept, *s.others]) for s in same[:_NAMED])
        which = cells_with(column, [other for s in same for other in s.others])
        found.append(({FORM: SAME, "values": named}, np.flatnonzero(which)))
    for kept, others in same:
        for other in others:
            counts[kept] += counts.pop(other)
    for kept, (other,) in likely_values(counts):
        which = cells_with(column, [other])
        facts = {FORM: LIKELY, "kept": kept, "other": other}
        found.append((facts, np.flatnonzero(which)))
    return found


def _mask(length: int, positions: Positions) -> Mask:
    mask = np.zeros(length, dtype=bool)
    mask[positions] = True
    return mask
