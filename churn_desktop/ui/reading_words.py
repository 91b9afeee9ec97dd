"""How a list was read, in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from churn_desktop.core.project import Project
from churn_desktop.core.schema import Role
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
from churn_desktop.pages.sentences import join
from churn_desktop.pages.terms import heading_title, role_title, shape_title

if TYPE_CHECKING:
    from churn_desktop.ui.findings import Findings

COLUMNS_TOLD = 3
"""More would not fit on a line."""

FIRST = (
    Role.CUSTOMER_ID,
    Role.START,
    Role.END,
    Role.TENURE,
    Role.STATUS,
    Role.FEE,
)
"""What figures rest on."""


def read_as(project: Project, *, recalled: bool = False) -> str:
    """Say what a list was taken for: kind, sheet, columns.

    Parameters
    ----------
    project : Project
    recalled : bool
        Whether choices for lists with the same headings were used.
    """
    if project.shape is None:
        return _("It is not clear what kind of list this is.")
    if recalled:
        return join(read_as(project), _("Your choices of last time are used."))
    known = [
        _("{heading} = {meaning}").format(
            heading=heading_title(heading), meaning=role_title(role)
        )
        for role, heading in sorted(project.roles.items(), key=_weight)
    ]
    columns = _(", ").join(known[:COLUMNS_TOLD])
    if len(known) > COLUMNS_TOLD:
        more = len(known) - COLUMNS_TOLD
        columns = ngettext(
            "{columns} and {count} more", "{columns} and {count} more", more
        ).format(columns=columns, count=more)
    shape = shape_title(project.shape, project.roles)
    if project.source.parts:
        parts = len(project.source.parts)
        return ngettext(
            "Read as: {shape}; {count} list; columns: {columns}",
            "Read as: {shape}; {count} lists; columns: {columns}",
            parts,
        ).format(shape=shape, count=parts, columns=columns)
    if project.source.sheet is None:
        return _("Read as: {shape}; columns: {columns}").format(
            shape=shape, columns=columns
        )
    return _("Read as: {shape}; sheet “{sheet}”; columns: {columns}").format(
        shape=shape, sheet=project.source.sheet, columns=columns
    )


def rows_used(findings: Findings) -> str:
    """Say how many rows count and how many customers they are."""
    used = int(findings.understanding.used.sum())
    total = len(findings.project.table)
    rows = ngettext(
        "{used} of {total} row used", "{used} of {total} rows used", total
    ).format(used=f"{used:,}", total=f"{total:,}")
    if findings.analysis.book.ledger is not None:
        # Such a list counts customers and knows none of them.
        return rows
    customers = len(findings.analysis.book)
    people = ngettext("{count} customer", "{count} customers", customers).format(
        count=f"{customers:,}"
    )
    if findings.segment is not None:
        people = _("{value}: {people}").format(
            value=findings.segment.value, people=people
        )
    return _("{rows} · {people}").format(rows=rows, people=people)


def _weight(meaning: tuple[Role, str]) -> int:
    return FIRST.index(meaning[0]) if meaning[0] in FIRST else len(FIRST)
