"""The user's own list, as it stands in the file."""

from __future__ import annotations

from churn_desktop.pages.material import Material
from churn_desktop.pages.model import Measure, Page, PageId, Table, Unit
from churn_desktop.pages.terms import page_title, role_title


def lay_out(material: Material) -> Page:
    """Show every row and column of the list, in the user's order.

    Returns
    -------
    Page
        One table whose measures are the headings; each note says what the column was
        taken for.
    """
    project = material.project
    meanings = {heading: role for role, heading in project.roles.items()}
    measures = tuple(
        Measure(
            heading,
            heading,
            Unit.TEXT,
            role_title(meanings[heading]) if heading in meanings else "",
        )
        for heading in project.table.headings
    )
    table = Table(
        "list",
        page_title(PageId.CUSTOMERS),
        measures,
        project.table.frame.reset_index(drop=True),
    )
    return Page(
        PageId.CUSTOMERS, page_title(PageId.CUSTOMERS), (table,) if measures else ()
    )
