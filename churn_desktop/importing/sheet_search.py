"""Which sheet of a workbook is the list, when nobody says so."""

from __future__ import annotations

from datetime import date

from churn_desktop.core.issues import Issue, IssueCode, Severity
from churn_desktop.core.progress import Progress
from churn_desktop.core.project import Project
from churn_desktop.importing.dated_lists.series import dated_sheets
from churn_desktop.importing.open_sheet import Opened, try_sheet
from churn_desktop.importing.options import ReadOptions
from churn_desktop.importing.readers import SheetInfo

_WIDER = 6
"""So many columns more or fewer has another sheet of the same customers."""
_MOST_CELLS = 2_000_000
"""Larger sheets are not read only to be named."""
_TRIED = 8
"""So many further sheets are read to find a list that says who stayed how long."""


def choose_sheet(
    opened: Opened, options: ReadOptions, today: date, progress: Progress
) -> Project:
    """Take the sheet that was read, another one that says more, or several together.

    Sheets that list the customers of several days make one list. Where the sheet that
    looks most like a list does not say who stayed how long, the other visible sheets
    are tried. Sheets that could be the list as well are named.

    Parameters
    ----------
    opened : Opened
        The sheet that looks most like a list.
    options : ReadOptions
        Without a sheet.
    today : datetime.date
    progress : Progress
        May raise `Cancelled`.
    """
    others = _others(opened)
    if others and (series := dated_sheets(opened, others, options, today, progress)):
        return series
    if opened.shape is not None:
        alike = _alike(opened, others)
        more = [info for info in others if info.name not in alike]
        alike += _more_customers(opened, more, options, progress)
        order = [info.name for info in others if info.name in alike]
        return opened.project(options, *_left_out(opened, order))
    rivals = []
    for info in others[:_TRIED]:
        other = try_sheet(opened.path, info.name, options, progress)
        if other is None:
            continue
        if other.shape is not None:
            return other.project(options)
        if other.knows_customers and opened.knows_customers:
            rivals.append(info.name)
    return opened.project(options, *_left_out(opened, rivals))


def _others(opened: Opened) -> list[SheetInfo]:
    """List the other visible sheets that have rows."""
    return [
        info
        for info in opened.raw.sheets
        if not info.hidden and info.rows > 1 and info.name != opened.raw.grid.sheet
    ]


def _alike(opened: Opened, others: list[SheetInfo]) -> list[str]:
    """Name the sheets as wide as a list: they may well hold more of it."""
    width = opened.raw.grid.width
    return [info.name for info in others if info.columns == width > 1]


def _more_customers(
    opened: Opened, others: list[SheetInfo], options: ReadOptions, progress: Progress
) -> list[str]:
    """Name sheets of another width that tell of customers as well.

    Whoever has left often moves to a sheet with a column more.
    """
    width, found, cells = opened.raw.grid.width, [], 0
    for info in others[:_TRIED]:
        cells += info.rows * info.columns
        if abs(info.columns - width) > _WIDER or cells > _MOST_CELLS:
            continue
        other = try_sheet(opened.path, info.name, options, progress)
        if other is None or not (other.knows_customers and opened.knows_customers):
            continue
        if other.shape is not None and set(other.roles.values()) & set(
            opened.layout.table.headings
        ):
            found.append(info.name)
    return found


def _left_out(opened: Opened, names: list[str]) -> list[Issue]:
    if not names:
        return []
    facts = {"sheets": ", ".join(names), "count": str(len(names))}
    sheet = opened.raw.grid.sheet
    code = IssueCode.OTHER_SHEETS
    return [Issue(code, Severity.WARNING, sheet=sheet, facts=facts)]
