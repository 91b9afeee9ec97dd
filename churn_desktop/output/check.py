"""How a file was read, cell by cell: what the ``check`` command prints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from churn_desktop.core.calendar import NO_DAY, OPEN_END, to_date
from churn_desktop.core.errors import ChurnDesktopError, UnclearList, UnreadableFile
from churn_desktop.core.grid import Kind, cell_name, column_letters
from churn_desktop.core.issues import Issue, Severity
from churn_desktop.core.project import Project
from churn_desktop.core.schema import Content
from churn_desktop.core.table import Column, Table
from churn_desktop.importing.importer import (
    ParsedColumn,
    ReadOptions,
    open_list,
    typed_columns,
    understand,
)
from churn_desktop.pages.messages import explain_error, explain_issue

_KINDS = {
    Kind.BLANK: "blank",
    Kind.TEXT: "text",
    Kind.NUMBER: "number",
    Kind.DATE: "date",
    Kind.FLAG: "flag",
    Kind.ERROR: "error",
}


@dataclass(frozen=True, slots=True)
class Check:
    """What became of a file.

    Attributes
    ----------
    outcome : str
        ``"ok"``, ``"ok_warn"`` (readable, something is doubtful) or ``"refuse"``.
    set_aside : int
        Rows that no figure counts.
    data : dict
        Everything ``check --json`` prints.
    """

    outcome: str
    set_aside: int
    data: dict[str, Any]


def check_file(
    path: Path, options: ReadOptions, *, today: date, cells: bool = False
) -> Check:
    """Read a file as opening it does and say how it went; a refusal is a finding.

    Parameters
    ----------
    path : Path
    options : ReadOptions
    today : datetime.date
    cells : bool
        Whether every cell is listed with what it is taken for.

    Raises
    ------
    BadChoice
        If an option names a sheet or a heading that does not exist.
    """
    try:
        project = open_list(path, options, today=today)
    except UnreadableFile as error:
        refusal = {"outcome": "refuse", "error": _error(error, error.problem)}
        return Check("refuse", 0, {**refusal, "sheets": [], "issues": []})
    issues, set_aside, unclear = _understood(project, today)
    sheet: dict[str, Any] = {
        "name": project.source.sheet,
        "hidden": False,
        "header_row": project.source.header_row,
        "columns": list(project.table.headings),
        "rows": len(project.table),
        "meanings": dict(project.roles),
    }
    if cells:
        typed, doubts = typed_columns(
            project.table,
            project.roles,
            project.assumptions,
            sheet=project.source.sheet,
        )
        known = {(issue.code, issue.column) for issue in issues}
        issues += tuple(i for i in doubts if (i.code, i.column) not in known)
        sheet["cells"] = dict(_cells(project.table, typed))
    doubtful = any(issue.severity != Severity.NOTE for issue in issues)
    outcome = "ok_warn" if doubtful else "ok"
    others = [
        {"name": name} for name in project.source.sheets if name != project.source.sheet
    ]
    data = {
        "outcome": outcome,
        "error": unclear,
        "shape": project.shape,
        "sheets": [sheet, *others],
        "rows_set_aside": set_aside,
        "issues": [entry for issue in issues for entry in _entries(issue, project)],
    }
    return Check(outcome, set_aside, data)


def as_text(check: Check) -> str:
    """Write a check for people: how the file was read, then every kind of issue.

    Parameters
    ----------
    check : Check

    Returns
    -------
    str
        Lines, each ended.
    """
    lines = [check.outcome]
    if error := check.data.get("error"):
        lines.append(f"{error['message']} {error['remedy']}".rstrip())
    for sheet in check.data["sheets"][:1]:
        meanings = {heading: role for role, heading in sheet["meanings"].items()}
        lines += [
            f"{heading}: {meanings[heading]}"
            for heading in sheet["columns"]
            if heading in meanings
        ]
    seen = dict.fromkeys(
        (issue["severity"], issue["message"]) for issue in check.data["issues"]
    )
    lines += [f"{severity}: {message}" for severity, message in seen]
    return "".join(f"{line}\n" for line in lines)


def _understood(
    project: Project, today: date
) -> tuple[tuple[Issue, ...], int, dict[str, str] | None]:
    """Give the issues, the rows set aside and what is missing for an analysis."""
    try:
        understanding = understand(project, today=today)
    except UnclearList as error:
        return project.reading_issues, 0, _error(error, error.code)
    return understanding.issues, int(understanding.set_aside.sum()), None


def _error(error: ChurnDesktopError, code: str) -> dict[str, str]:
    advice = explain_error(error)
    return {"code": code, "message": advice.title, "remedy": advice.text}


def _entries(issue: Issue, project: Project) -> Iterator[dict[str, Any]]:
    """Write an issue as one entry for each row, or one when it has no row."""
    shared = {
        "code": issue.code,
        "severity": issue.severity,
        "sheet": issue.sheet,
        "message": explain_issue(issue),
    }
    columns = _columns_by_row(issue)
    headings = {at: heading for heading, at in project.table.letters.items()}
    for row in issue.rows or (None,):
        for letters in columns.get(row, [""]):
            heading = next(
                (h for at, h in headings.items() if column_letters(at) == letters),
                letters or None,
            )
            yield {**shared, "row": row, "column": issue.column or heading}


def _columns_by_row(issue: Issue) -> dict[int | None, list[str]]:
    """Sort the cells a reading issue names ("C2, C9") by their row."""
    found: dict[int | None, list[str]] = {}
    for cell in issue.facts.get("cells", "").split(", "):
        letters = cell.rstrip("0123456789")
        if letters and letters != cell:
            found.setdefault(int(cell[len(letters) :]), []).append(letters)
    return found


def _cells(
    table: Table, typed: dict[str, ParsedColumn]
) -> Iterator[tuple[str, dict[str, Any]]]:
    rows = table.rows.tolist()
    for heading, parsed in typed.items():
        column, at = table.column(heading), table.letters[heading]
        for position, row in enumerate(rows):
            yield cell_name(row, at), _cell(column, parsed, position)


def _cell(column: Column, parsed: ParsedColumn, position: int) -> dict[str, Any]:
    text, kind = column.text[position], Kind(column.kinds[position])
    plain = {"kind": _KINDS[kind], "value": text}
    if kind in (Kind.BLANK, Kind.ERROR, Kind.FLAG) or parsed.unreadable[position]:
        return plain
    value = parsed.values[position]
    if parsed.content == Content.DATE and value not in (NO_DAY, OPEN_END):
        return {"kind": "date", "value": to_date(value).isoformat()}
    numeric = parsed.content in (Content.AMOUNT, Content.NUMBER)
    if numeric and np.isfinite(value):
        return {"kind": "number", "value": float(value)}
    if kind == Kind.NUMBER:
        return {"kind": "number", "value": float(text)}
    return plain
