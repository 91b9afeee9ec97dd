"""How a file was read, cell by cell: what the ``check`` command prints."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from churn_desktop.core.calendar import NO_DAY, OPEN_END, to_date
from churn_desktop.core.errors import (
    ChurnDesktopError,
    NotASeries,
    UnclearList,
    UnreadableFile,
)
from churn_desktop.core.grid import Kind, column_letters
from churn_desktop.core.issues import Issue, IssueCode, Severity
from churn_desktop.core.project import Project
from churn_desktop.core.schema import Content, Role
from churn_desktop.core.table import Column
from churn_desktop.importing.columns import ParsedColumn, typed_columns
from churn_desktop.importing.headings import is_made_up
from churn_desktop.importing.importer import open_lists, understand
from churn_desktop.importing.options import ReadOptions
from churn_desktop.importing.values import time_of_day
from churn_desktop.output.json_data.document import list_parts
from churn_desktop.output.mask import masked, masked_path, masked_unread
from churn_desktop.pages.messages import explain_error, explain_issue

_KINDS = {int(kind): kind.name.lower() for kind in Kind}
_TEXT, _NUMBER = int(Kind.TEXT), int(Kind.NUMBER)
_NO_VALUE = frozenset(map(int, (Kind.BLANK, Kind.ERROR, Kind.FLAG)))
_NOT_A_DAY = frozenset(map(int, (NO_DAY, OPEN_END)))
_TELLING = frozenset(
    {IssueCode.TITLE_ROWS, IssueCode.MACROS_IGNORED, IssueCode.TOO_TALL_FOR_EXCEL}
)
"""Notes of what one would expect to be there and is not."""
_AMOUNTS = frozenset({Role.FEE, Role.PURCHASE_AMOUNT})
# No id, name or code is written with a minus before plain digits.
_NEGATIVE = re.compile(r"-(?:0|[1-9][0-9]{0,14})(?:\.[0-9]+)?")


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
    paths: Sequence[Path],
    options: ReadOptions,
    *,
    today: date,
    cells: bool = False,
    mask: bool = False,
    read: Callable[..., Project] = open_lists,
) -> Check:
    """Read files as opening them does and say how it went; a refusal is a finding.

    Parameters
    ----------
    paths : sequence of Path
        Several are lists of different days.
    options : ReadOptions
    today : datetime.date
    cells : bool
        Whether every cell is listed with what it is taken for.
    mask : bool
        Whether nobody may be recognised.
    read : callable
        Takes what `open_lists` takes.

    Raises
    ------
    BadChoice
        If an option names a sheet or a heading that does not exist.
    """
    try:
        project = read(paths, options, today=today)
    except (UnreadableFile, NotASeries) as error:
        if mask and isinstance(error, UnreadableFile):
            error.path = masked_path(error.path)
        refusal = {"outcome": "refuse", "error": _error(error, error.problem)}
        return Check("refuse", 0, {**refusal, "sheets": [], "issues": []})
    project, issues, set_aside, unclear = _understood(project, today, mask=mask)
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
        issues += _beyond(issues, doubts)
        sheet["cells"] = dict(_cells(project, typed))
    outcome = "ok_warn" if _doubtful(issues, project) else "ok"
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
    if lists := list_parts(project.source):
        data["lists"] = lists
    return Check(outcome, set_aside, data)


def as_text(check: Check) -> str:
    """Write a check for people: how the file was read, then every kind of issue.

    Returns
    -------
    str
        Lines, each ended.
    """
    lines = [check.outcome]
    if error := check.data.get("error"):
        lines.append(f"{error['message']} {error['remedy']}".rstrip())
    lines += [f"{one['name']}: {one['day']}" for one in check.data.get("lists", ())]
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
    project: Project, today: date, *, mask: bool
) -> tuple[Project, tuple[Issue, ...], int, dict[str, str] | None]:
    """Give the list, the issues, the rows set aside and what an analysis lacks."""
    try:
        found = understand(project, today=today)
    except UnclearList as error:
        if not mask:
            return project, project.reading_issues, 0, _error(error, error.code)
        hidden = masked_unread(project)
        error = UnclearList(
            hidden.source.path, hidden.source.sheet, error.missing, error.shape
        )
        return hidden, hidden.reading_issues, 0, _error(error, error.code)
    if mask:
        project, found = masked(project, found, today=today)
    return project, found.issues, int(found.set_aside.sum()), None


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


def _beyond(issues: tuple[Issue, ...], doubts: tuple[Issue, ...]) -> tuple[Issue, ...]:
    """Keep what is only doubtful about columns that no figure needs."""
    if any(issue.code == IssueCode.NO_LIST for issue in issues):
        return ()  # the columns of a form promise nothing
    known = {(issue.code, issue.column) for issue in issues}
    return tuple(each for each in doubts if (each.code, each.column) not in known)


def _doubtful(issues: tuple[Issue, ...], project: Project) -> bool:
    """Tell whether anything is not as one would expect, opening the file."""
    codes = {issue.code for issue in issues}
    telling = set(_TELLING)
    if IssueCode.NO_LIST not in codes:
        # Where there is a list, a hidden sheet may hold more of it.
        telling.add(IssueCode.HIDDEN_SHEETS)
    if project.shape is not None or _AMOUNTS & set(project.roles):
        # A total among the rows would have counted twice.
        telling.add(IssueCode.TOTAL_ROWS)
    notes = all(issue.severity == Severity.NOTE for issue in issues)
    return not notes or bool(codes & telling)


def _cells(
    project: Project, typed: dict[str, ParsedColumn]
) -> Iterator[tuple[str, dict[str, Any]]]:
    table, header = project.table, project.source.header_row
    rows = table.rows.tolist()
    for heading, at in table.letters.items():
        letters = column_letters(at)
        if header > 0 and not is_made_up(heading):
            yield f"{letters}{header}", {"kind": "text", "value": heading}
        cells = _column_cells(table.column(heading), typed.get(heading))
        for row, cell in zip(rows, cells, strict=True):
            yield f"{letters}{row}", cell


def _column_cells(
    column: Column, parsed: ParsedColumn | None
) -> Iterator[dict[str, Any]]:
    """Tell what each cell is taken for."""
    texts, kinds = column.text.tolist(), column.kinds.tolist()
    if parsed is None:
        for text, kind in zip(texts, kinds, strict=True):
            yield _as_it_stands(text, kind)
        return
    values, wrong = parsed.values.tolist(), parsed.unreadable.tolist()
    for text, kind, value, unreadable in zip(texts, kinds, values, wrong, strict=True):
        read = None
        if kind not in _NO_VALUE and not unreadable:
            read = _as_read(text, kind, value, parsed.content)
        yield read or _as_it_stands(text, kind)


def _as_it_stands(text: str, kind: int) -> dict[str, Any]:
    if kind == _NUMBER:
        return {"kind": "number", "value": _whole(float(text))}
    return {"kind": _KINDS[kind], "value": text}


def _as_read(
    text: str, kind: int, value: Any, content: Content
) -> dict[str, Any] | None:
    """Write a cell as the value of its column; None where it has none."""
    match content:
        case Content.DATE if value not in _NOT_A_DAY:
            return {"kind": "date", "value": _moment(to_date(value), text)}
        case Content.AMOUNT | Content.NUMBER if math.isfinite(value):
            return {"kind": "number", "value": _whole(value)}
        case Content.TEXT if kind == _TEXT and _NEGATIVE.fullmatch(text):
            return {"kind": "number", "value": _whole(float(text))}
    return None


def _moment(day: date, text: str) -> str:
    """Write a day with the time that its cell has."""
    time = time_of_day(text)
    return day.isoformat() if time is None else f"{day.isoformat()}T{time}"


def _whole(number: float) -> int | float:
    """Write numbers without decimals as such: a telephone number ends in no .0."""
    return int(number) if number.is_integer() and abs(number) < 1e15 else number
