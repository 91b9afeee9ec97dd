"""The doubts about a list, a row for each kind in each column."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from churn_desktop.core.issues import Issue, IssueCode, Severity
from churn_desktop.core.schema import Role
from churn_desktop.i18n import gettext as _
from churn_desktop.importing.mends import can_mend
from churn_desktop.pages.issue_words.variants import variant_key
from churn_desktop.pages.material import Material
from churn_desktop.pages.messages import (
    explain_issue,
    issue_count,
    issue_title,
    remedy,
)
from churn_desktop.pages.model import Measure, Table, Unit
from churn_desktop.pages.sentences import count, join
from churn_desktop.pages.terms import heading_title, measure, severity_title

if TYPE_CHECKING:
    from churn_desktop.core.book import Codes
    from churn_desktop.core.project import Project

EXAMPLES = 3
LONGEST_EXAMPLE = 30
_LOOKED_AT = 500
_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
_QUESTIONS = ("kept", "other")
"""Facts that make two issues of one kind two questions."""


def grouped(issues: Iterable[Issue]) -> list[Issue]:
    """Join the issues of one kind in one column; the gravest and largest first.

    Examples
    --------
    >>> kind = IssueCode.END_BEFORE_START, Severity.ERROR, "until"
    >>> [issue.rows for issue in grouped([Issue(*kind, (9,)), Issue(*kind, (4, 9))])]
    [(4, 9)]
    """
    groups: dict[str, Issue] = {}
    for issue in issues:
        key = issue_key(issue)
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


def issue_key(issue: Issue) -> str:
    """Name a kind of doubt in a column, the same in every language.

    Examples
    --------
    >>> issue_key(Issue(IssueCode.END_BEFORE_START, Severity.ERROR, "until"))
    'end_before_start||error|until|'
    """
    # Issues of one code can mean different things.
    variant = variant_key(issue)
    parts = [issue.code, "" if variant is None else variant[2], issue.severity]
    parts += [issue.column or "", issue.sheet or ""]
    if issue.code == IssueCode.SPELLING_VARIANTS:
        parts += [issue.facts.get(name, "") for name in _QUESTIONS]
    return "|".join(parts)


def issue_table(material: Material) -> Table:
    """Lay out what was noticed; each row is known by the key of its issue."""
    import pandas as pd

    issues = grouped(material.understanding.issues)
    frame = pd.DataFrame(
        {
            "kind": [issue_title(issue) for issue in issues],
            "sentence": [explain_issue(issue) for issue in issues],
            "examples": [examples(material.project, issue) for issue in issues],
            "column": [heading_title(i.column) if i.column else None for i in issues],
            # A doubt about a whole column or file has no rows, not zero of them.
            "rows": [count(issue_count(i)) if i.rows else "" for i in issues],
            "first_row": [count(i.rows[0]) if i.rows else "" for i in issues],
            "severity": [severity_title(issue.severity) for issue in issues],
            "remedy": [_remedy(material, issue) for issue in issues],
        },
        dtype=object,
    )
    measures = (
        measure("kind", Unit.TEXT),
        measure("sentence", Unit.TEXT),
        Measure("examples", _("Examples"), Unit.TEXT, _("The first cells concerned.")),
        measure("column", Unit.TEXT),
        measure("rows", Unit.TEXT),
        measure("first_row", Unit.TEXT, expert=True),
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
    return Table(
        "issues", title, measures, frame, marked=marked, members=members,
        row_keys=tuple(map(issue_key, issues)),
    )  # fmt: skip


def examples(project: Project, issue: Issue) -> str:
    """Quote the first different cells that a doubt is about; ``""`` without any.

    Parameters
    ----------
    project : Project
    issue : Issue
        Of rows that end before they start both dates are quoted; of whole rows, whose
        they are.
    """
    table = project.table
    role = Role.CUSTOMER_ID if Role.CUSTOMER_ID in project.roles else Role.NAME
    heading = issue.column if issue.column in table.kinds else project.heading(role)
    if heading not in table.kinds or not issue.rows:
        return issue.facts.get("cells", "")
    at = np.flatnonzero(np.isin(table.rows, issue.rows[:_LOOKED_AT]))
    texts = table.frame[heading].iloc[at].tolist()
    start = project.heading(Role.START)
    if issue.code == IssueCode.END_BEFORE_START and start in table.kinds:
        both = zip(table.frame[start].iloc[at].tolist(), texts, strict=True)
        texts = [f"{begin} → {end}" for begin, end in both]
    found = list(dict.fromkeys(_short(str(text)) for text in texts))
    told = [text for text in found if text]
    more = "…" if len(told) > EXAMPLES else ""
    return _(", ").join(told[:EXAMPLES]) + more


def _short(text: str) -> str:
    line = " ".join(text.split())
    # What is odd about a space at an end can only be seen between marks.
    line = f"“{text}”" if line != text and line else line
    return line if len(line) <= LONGEST_EXAMPLE else line[: LONGEST_EXAMPLE - 1] + "…"


def _remedy(material: Material, issue: Issue) -> str:
    told = remedy(issue)
    if not can_mend(issue, material.understanding):
        return told
    return join(told, _("“Mend…” can do it."))
