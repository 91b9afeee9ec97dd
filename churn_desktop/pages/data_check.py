"""How the list was read, and what is doubtful about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from churn_desktop.core.issues import Issue, Severity
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
from churn_desktop.pages.issue_variants import variant_key
from churn_desktop.pages.material import Material
from churn_desktop.pages.messages import (
    explain_issue,
    issue_count,
    issue_title,
    remedy,
)
from churn_desktop.pages.model import Block, Page, PageId, Table, Text, Unit
from churn_desktop.pages.sentences import count, join
from churn_desktop.pages.terms import (
    measure,
    page_title,
    role_title,
    severity_title,
    shape_title,
)

if TYPE_CHECKING:
    from churn_desktop.core.book import Codes

_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def lay_out(material: Material) -> Page:
    """Say how the list was read and what was noticed, the gravest first."""
    blocks: tuple[Block, ...] = (
        Text(_how_read(material)),
        *(Text(text) for text in _rows_used(material)),
        _issues(material),
        _columns(material),
    )
    return Page(PageId.DATA_CHECK, page_title(PageId.DATA_CHECK), blocks)


def grouped(issues: Iterable[Issue]) -> list[Issue]:
    """Join the issues of one kind in one column; the gravest and largest first.

    Examples
    --------
    >>> from churn_desktop.core.issues import IssueCode
    >>> kind = IssueCode.END_BEFORE_START, Severity.ERROR, "until"
    >>> [issue.rows for issue in grouped([Issue(*kind, (9,)), Issue(*kind, (4, 9))])]
    [(4, 9)]
    """
    groups: dict[tuple[object, ...], Issue] = {}
    for issue in issues:
        # Issues of one code can mean different things.
        kind = variant_key(issue)
        key = (issue.code, kind, issue.severity, issue.column, issue.sheet)
        known = groups.get(key)
        if known is None:
            groups[key] = issue
        elif known.rows != issue.rows:
            facts = {**known.facts, **issue.facts}
            if "count" in known.facts and "count" in issue.facts:
                facts["count"] = str(issue_count(known) + issue_count(issue))
            rows = tuple(sorted({*known.rows, *issue.rows}))
            groups[key] = replace(known, rows=rows, facts=facts)
    return sorted(groups.values(), key=lambda i: (_WEIGHT[i.severity], -issue_count(i)))


def _how_read(material: Material) -> str:
    source, shape = material.project.source, material.project.shape
    kind = _("an unclear list") if shape is None else shape_title(shape)
    if source.sheet is None:
        text = _("{file} was read as {shape}.")
    else:
        text = _("Sheet “{sheet}” of {file} was read as {shape}.")
    said = text.format(file=source.path.name, sheet=source.sheet, shape=kind)
    if source.header_row < 1:
        return join(said, _("It has no headings."))
    return join(said, _("The headings are in row {row}.").format(row=source.header_row))


def _rows_used(material: Material) -> list[str]:
    understanding, book = material.understanding, material.book
    total, used = len(material.project.table), int(understanding.used.sum())
    aside = int(understanding.set_aside.sum())
    rows = ngettext(
        "{used} of {count} row is used.", "{used} of {count} rows are used.", total
    ).format(used=count(used), count=count(total))
    left_out = ngettext(
        "{count} row is set aside: the table below says why.",
        "{count} rows are set aside: the table below says why.",
        aside,
    ).format(count=count(aside))
    texts = [join(rows, left_out if aside else "")]
    if material.as_of:
        ends = (
            _("An end date is the last day of service.")
            if material.assumptions.last_day_of_service
            else _("An end date is the first day the customer is gone.")
        )
        texts.append(
            join(
                _("The list is read as of the end of {date}.").format(
                    date=material.as_of
                ),
                ends,
            )
        )
    if book.currency is not None:
        texts.append(_("Amounts are in {currency}.").format(currency=book.currency))
    return texts


def _issues(material: Material) -> Table:
    import pandas as pd

    issues = grouped(material.understanding.issues)
    frame = pd.DataFrame(
        {
            "kind": [issue_title(issue) for issue in issues],
            "sentence": [explain_issue(issue) for issue in issues],
            "column": [issue.column for issue in issues],
            # A doubt about a whole column or file has no rows, not zero of them.
            "rows": [count(issue_count(i)) if i.rows else "" for i in issues],
            "first_row": [count(i.rows[0]) if i.rows else "" for i in issues],
            "severity": [severity_title(issue.severity) for issue in issues],
            "remedy": [remedy(issue) for issue in issues],
        },
        dtype=object,
    )
    measures = (
        measure("kind", Unit.TEXT),
        measure("sentence", Unit.TEXT),
        measure("column", Unit.TEXT),
        measure("rows", Unit.TEXT),
        measure("first_row", Unit.TEXT),
        measure("severity", Unit.TEXT),
        measure("remedy", Unit.TEXT),
    )
    rows = material.project.table.rows

    def members(row: int, key: str) -> Codes | None:
        if key not in {"rows", "first_row"} or not issues[row].rows:
            return None
        wanted = issues[row].rows[:1] if key == "first_row" else issues[row].rows
        return np.flatnonzero(np.isin(rows, wanted)).astype(np.int32)

    marked = {
        (row, "severity"): remedy(issue)
        for row, issue in enumerate(issues)
        if issue.severity is Severity.ERROR
    }
    title = (
        _("What was noticed") if issues else _("What was noticed: nothing is doubtful")
    )
    return Table("issues", title, measures, frame, marked=marked, members=members)


def _columns(material: Material) -> Table:
    import pandas as pd

    project = material.project
    meanings = {heading: role for role, heading in project.roles.items()}
    frame = pd.DataFrame(
        {
            "column": list(project.table.headings),
            "meaning": [
                role_title(meanings[heading]) if heading in meanings else _("not used")
                for heading in project.table.headings
            ],
        },
        dtype=object,
    )
    measures = (measure("column", Unit.TEXT), measure("meaning", Unit.TEXT))
    return Table("columns", _("What the columns mean"), measures, frame)
