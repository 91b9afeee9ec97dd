"""Answers of customers who left, taken over into the columns of the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np

from churn_desktop.core import project_edits
from churn_desktop.core.errors import BadChoice
from churn_desktop.core.progress import Progress, silent
from churn_desktop.core.project import Project
from churn_desktop.core.project_edits import Written
from churn_desktop.core.schema import Role
from churn_desktop.core.table import Table
from churn_desktop.importing.importer import open_list
from churn_desktop.importing.row_matches import key_heading, keys_of


@dataclass(frozen=True, slots=True, eq=False)
class TakenOver:
    """A list with answers in it.

    Attributes
    ----------
    project : Project
        The same one when there was nothing to take over.
    customers : int
        Of whom an answer was taken over.
    unknown : tuple of str
        Numbers with an answer that the list does not have.
    """

    project: Project
    customers: int
    unknown: tuple[str, ...]


def read_answers(
    project: Project,
    path: Path,
    headings: Sequence[str],
    *,
    today: date,
    progress: Progress = silent,
) -> TakenOver:
    """Read a file with answers and take them over; see `take_over`.

    Raises
    ------
    UnreadableFile
        If the file cannot be read.
    BadChoice
        If it lacks the column that says whom an answer is from.
    """
    answers = open_list(path, today=today, progress=progress).table
    return take_over(project, answers, headings)


def take_over(project: Project, answers: Table, headings: Sequence[str]) -> TakenOver:
    """Write answers into the columns of the same headings.

    Every row of a customer gets the answer; a reason that is given already stays. A
    column that is missing is added; the last one then says why customers leave.

    Parameters
    ----------
    project : Project
    answers : Table
        Has the list's own column of customer numbers.
    headings : sequence of str
        Of the columns with answers, the reason for leaving last.

    Raises
    ------
    BadChoice
        If the column of customer numbers is missing.
    """
    number = key_heading(project, project.table)
    if number is None or number not in answers.kinds:
        raise BadChoice("column", number or "", answers.headings)
    rows_of: dict[str, list[int]] = {}
    for position, key in enumerate(keys_of(project.table, number)):
        rows_of.setdefault(key, []).append(position)
    reason = project.heading(Role.REASON) or headings[-1]
    after, known, unknown = project, set[str](), dict[str, None]()
    keys = keys_of(answers, number).tolist()
    for heading in headings:
        if heading not in answers.kinds:
            continue
        positions: list[int] = []
        texts: list[str] = []
        for key, text in zip(keys, answers.column(heading).text, strict=True):
            said = str(text).strip()
            if not said or not key:
                continue
            if key not in rows_of:
                unknown[key] = None
                continue
            for row in rows_of[key]:
                if heading != reason or _is_blank(after, heading, row):
                    positions.append(row)
                    texts.append(said)
                    known.add(key)
        if positions:
            after = _with_column(after, heading)
            cells = Written(np.array(positions, dtype=np.int64), texts)
            after = project_edits.write(after, {heading: cells})
    added = reason in after.table.kinds and reason not in project.table.kinds
    if added and Role.REASON not in after.roles:
        after = replace(after, roles={**after.roles, Role.REASON: reason})
    if after is project:
        known.clear()
    return TakenOver(after, len(known), tuple(unknown))


def _is_blank(project: Project, heading: str, row: int) -> bool:
    if heading not in project.table.kinds:
        return True
    return not str(project.table.frame[heading].iat[row]).strip()


def _with_column(project: Project, heading: str) -> Project:
    if heading in project.table.kinds:
        return project
    return project_edits.insert_column(project, heading)
