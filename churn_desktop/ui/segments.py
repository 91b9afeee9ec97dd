"""Groups of customers by the columns that split a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from churn_desktop.core.schema import SEGMENT_ROLES, Role

if TYPE_CHECKING:
    from churn_desktop.core.book import Book
    from churn_desktop.core.project import Project

MOST_GROUPS = 60
"""A column with more values than this does not split customers into groups."""


@dataclass(frozen=True, slots=True)
class Segment:
    """The customers with one value in one column.

    Attributes
    ----------
    role : Role
        One of `SEGMENT_ROLES`.
    value : str
        As it stands in the list.
    """

    role: Role
    value: str


def plain_segment(segment: Segment | None) -> list[str] | None:
    """Give the customers looked at as JSON gives them back."""
    return None if segment is None else [segment.role.value, segment.value]


def segment_of(plain: object) -> Segment | None:
    """Read which customers were looked at; None: all, or nothing that is known."""
    if not isinstance(plain, list) or len(plain) != 2:
        return None
    role = next((one for one in SEGMENT_ROLES if one == plain[0]), None)
    value = plain[1]
    return Segment(role, value) if role and isinstance(value, str) else None


def groups(project: Project) -> Mapping[Role, tuple[str, ...]]:
    """List the values of every column that splits customers into groups."""
    from churn_desktop.importing.known_cells import cells_of

    found = {}
    for role in SEGMENT_ROLES:
        heading = project.heading(role)
        if heading is None or heading not in project.table.frame:
            continue
        values = {text.strip() for text in cells_of(project.table, heading).texts}
        values.discard("")
        if 1 < len(values) <= MOST_GROUPS:
            found[role] = tuple(sorted(values))
    return found


def only(book: Book, project: Project, segment: Segment) -> Book:
    """Keep the customers that have a segment's value in any of their rows.

    A customer who went from one plan to another is in both groups.
    """
    import numpy as np

    from churn_desktop.importing.known_cells import cells_of

    heading = project.heading(segment.role)
    if heading is None:
        return book
    cells = cells_of(project.table, heading)
    hit = cells.each(lambda text: text.strip() == segment.value, bool)
    has_value = hit[cells.codes]
    wanted = np.zeros(len(book), dtype=bool)
    if book.dated:
        wanted[book.contracts.customer[has_value[book.contracts.position]]] = True
    else:
        wanted[book.durations.customer[has_value[book.positions]]] = True
    return book.only(wanted)
