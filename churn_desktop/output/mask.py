"""A list as it may be handed on: the same figures, and nobody can be recognised."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import Book
from churn_desktop.core.choices import Contacted
from churn_desktop.core.errors import NotMasked
from churn_desktop.core.grid import Kind
from churn_desktop.core.issues import Issue
from churn_desktop.core.progress import Progress, silent
from churn_desktop.core.project import ListPart, Mended, Note, Project, Source
from churn_desktop.core.table import Column, Table
from churn_desktop.importing.importer import Understanding, understand
from churn_desktop.output.mask_cells import MASKED, Masking

_TELLING_NOTHING = frozenset(
    {"as_of", "cells", "contracts", "count", "encoding", "first", "form", "included",
     "kind", "latest", "lists", "longest", "order", "role", "scale", "shortest",
     "stays", "unit", "year"}
)  # fmt: skip
"""Facts of an issue that never hold a word of the list."""
_NUMBERS = re.compile(r"[\d.,:;\s-]*|[A-Z]{3}(?:, [A-Z]{3})*")
_LIST = "List"


def masked(
    project: Project,
    understanding: Understanding,
    *,
    today: date,
    progress: Progress = silent,
) -> tuple[Project, Understanding]:
    """Give a list in which nobody can be recognised, and what was understood of it.

    Customers are called C00001 and so on, owners P001 and so on. Contacts, notes, the
    words of columns that mean nothing, cells that cannot be read, and what was mended
    are not shown. Of plans, regions, reasons and the like only those are shown that
    `mask_cells.SHARED` customers have in common. The names of the file and its sheets
    are not shown either.

    Parameters
    ----------
    project : Project
    understanding : Understanding
        Of the project.
    today : datetime.date
    progress : Progress
        May raise `Cancelled`.

    Raises
    ------
    NotMasked
        If the list would be understood otherwise without the names.
    """
    masking = Masking(project, understanding)
    table, headings = _table(project.table, masking)
    roles = {role: headings[heading] for role, heading in project.roles.items()}
    told = ((masking.word(why), how) for why, how in project.assumptions.avoidable)
    avoidable = tuple((why, how) for why, how in told if why != MASKED)
    assumptions = replace(
        project.assumptions,
        avoidable=avoidable,
        scenarios=tuple(
            replace(each, name=f"{number}")
            for number, each in enumerate(project.assumptions.scenarios, start=1)
        ),
    )
    # The name of the file may say the year of a month: it is read with it, then gone.
    begun = replace(project, table=table, roles=roles, assumptions=assumptions)
    again = understand(begun, today=today, progress=progress)
    if not _same(understanding.book, again.book):
        raise NotMasked(project.source.path)
    sheet = _LIST if project.source.sheet is not None else None
    done = _contacted(project.assumptions.contacted, understanding.book, again.book)
    hidden = replace(
        begun,
        assumptions=replace(assumptions, contacted=done),
        source=_source(project.source, sheet),
        reading_issues=tuple(
            _issue(i, headings, sheet) for i in project.reading_issues
        ),
        notes=tuple(Note(note.when, MASKED) for note in project.notes),
        mended=tuple(_mended(one, headings) for one in project.mended),
    )
    issues = tuple(_issue(issue, headings, sheet) for issue in understanding.issues)
    return hidden, replace(again, issues=issues)


def masked_path(path: Path) -> Path:
    """Give the path of a file by another name and without its folders.

    Examples
    --------
    >>> masked_path(Path("/home/ann/Customers of Ann.xlsx")).as_posix()
    'list.xlsx'
    """
    return Path(f"list{path.suffix.lower()[:5]}")


def masked_unread(project: Project) -> Project:
    """Give a list without any of its cells, where nothing is understood of it."""
    table = project.table
    headings = {h: _column(at) for at, h in enumerate(table.headings, start=1)}
    sheet = _LIST if project.source.sheet is not None else None
    nothing = np.full(len(table), MASKED, dtype=object)
    columns = {
        shown: Column(np.where(table.blank(heading), "", nothing), table.kinds[heading])
        for heading, shown in headings.items()
    }
    return replace(
        project,
        table=_made(table, headings, columns),
        source=_source(project.source, sheet),
        roles={role: headings[heading] for role, heading in project.roles.items()},
        reading_issues=tuple(
            _issue(i, headings, sheet) for i in project.reading_issues
        ),
    )


def _table(table: Table, masking: Masking) -> tuple[Table, dict[str, str]]:
    """Give the table without names, and what each heading is called in it."""
    headings = {
        heading: masking.heading(heading, number)
        for number, heading in enumerate(table.headings, start=1)
    }
    columns = {shown: masking.column(own) for own, shown in headings.items()}
    return _made(table, headings, columns), headings


def _made(
    table: Table, headings: Mapping[str, str], columns: Mapping[str, Column]
) -> Table:
    import pandas as pd

    texts = {heading: column.text for heading, column in columns.items()}
    kinds = {
        heading: np.where(column.text == MASKED, Kind.TEXT, column.kinds)
        for heading, column in columns.items()
    }
    frame = pd.DataFrame(texts, index=table.frame.index, dtype=object)
    letters = {headings[heading]: at for heading, at in table.letters.items()}
    return Table(frame, kinds, letters, table.last_gone)


def _column(number: int) -> str:
    return f"Column {number}"


def _source(source: Source, sheet: str | None) -> Source:
    path = masked_path(source.path)
    parts = (
        ListPart(f"{_LIST} {number}", path, part.day, part.rows, part.told)
        for number, part in enumerate(source.parts, start=1)
    )
    sheets = () if sheet is None else (sheet,)
    return replace(
        source, path=path, sheet=sheet, sheets=sheets, title="", parts=tuple(parts)
    )


def _issue(issue: Issue, headings: Mapping[str, str], sheet: str | None) -> Issue:
    facts = {
        name: fact if name in _TELLING_NOTHING or _NUMBERS.fullmatch(fact) else MASKED
        for name, fact in issue.facts.items()
    }
    column = issue.column if issue.column is None else headings.get(issue.column)
    place = sheet if issue.sheet is not None else None
    return replace(issue, column=column, sheet=place, facts=facts)


def _contacted(
    contacted: Iterable[Contacted], shown: Book, hidden: Book
) -> tuple[Contacted, ...]:
    """Say which follow-ups are done, by the numbers that customers have now."""
    names = dict(zip(map(str, shown.ids), map(str, hidden.ids), strict=True))
    return tuple(
        replace(
            one,
            customer=names[one.customer],
            outcome=MASKED if one.outcome else "",
        )
        for one in contacted
        if one.customer in names
    )


def _mended(one: Mended, headings: Mapping[str, str]) -> Mended:
    column = None if one.column is None else headings.get(one.column, MASKED)
    after = None if one.after is None else MASKED
    return replace(one, column=column, before=MASKED, after=after)


def _same(one: Book, other: Book) -> bool:
    """Tell whether two books have the same customers, days and amounts."""
    alike: list[tuple[npt.NDArray[Any], npt.NDArray[Any]]] = [
        (one.stays.customer, other.stays.customer),
        (one.stays.start, other.stays.start),
        (one.stays.end, other.stays.end),
        (one.contracts.start, other.contracts.start),
        (one.contracts.end, other.contracts.end),
        (one.contracts.monthly_amount, other.contracts.monthly_amount),
        (one.durations.customer, other.durations.customer),
        (one.durations.length, other.durations.length),
        (one.durations.ended, other.durations.ended),
    ]
    return len(one) == len(other) and all(
        np.array_equal(a, b, equal_nan=a.dtype.kind == "f") for a, b in alike
    )
