"""Several lists of customers, each of a day, in the sheets of a file or in files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from churn_desktop.core.errors import BadChoice, NotASeries
from churn_desktop.core.issues import Issue, IssueCode, Severity
from churn_desktop.core.progress import Progress
from churn_desktop.core.project import ListPart, Project, Source
from churn_desktop.core.schema import LIST_HEADING, Role, Shape
from churn_desktop.importing.dated_lists.days import ListDays, days_named, says_day
from churn_desktop.importing.dated_lists.stack import FIRST_ROW, moved, stack
from churn_desktop.importing.open_sheet import Opened, existing, open_sheet, try_sheet
from churn_desktop.importing.options import ReadOptions
from churn_desktop.importing.readers import SheetInfo
from churn_desktop.importing.recognise import recognise
from churn_desktop.importing.shapes import fitting, settled

_KEPT = 0.3
"""So many customers of a list are in the next one, or it is no later list of them."""


_OF_FILE = frozenset(
    {
        IssueCode.HIDDEN_SHEETS,
        IssueCode.MACROS_IGNORED,
        IssueCode.EXTENSION_MISMATCH,
    }
)
"""Said of each sheet of a file, and of the file once."""
_KINDS = (None, Shape.DATED_LISTS, Shape.PURCHASES)
"""What the user may say several lists together are."""
_MOST = 120
"""So many further sheets are read: ten years of months."""


class _Part(NamedTuple):
    """A list of the series."""

    name: str
    day: date
    opened: Opened


def dated_sheets(
    opened: Opened,
    others: Sequence[SheetInfo],
    options: ReadOptions,
    today: date,
    progress: Progress,
) -> Project | None:
    """Read the sheets of a workbook as lists of customers, each of a day.

    The names of the sheets say the days, or else the titles above their headings.

    Parameters
    ----------
    opened : Opened
        The sheet that looks most like a list.
    others : sequence of SheetInfo
        The other visible sheets that have rows.
    options : ReadOptions
    today : datetime.date
    progress : Progress

    Returns
    -------
    Project or None
        None unless at least two sheets have days and the same id, say of no customer
        when they left, and most customers of one are in the next.
    """
    own = opened.raw.grid.sheet or ""
    by_name = _told_or_says(own, options)
    if options.assumptions.shape not in _KINDS:
        return None
    if not _may_be_one(opened) or not (by_name or says_day(opened.layout.title)):
        return None
    names = [i.name for i in others if _told_or_says(i.name, options) or not by_name]
    read, skipped = {own: opened}, names[_MOST:]
    for name in names[:_MOST]:
        other = try_sheet(opened.path, name, options, progress)
        if other is not None and _may_be_one(other) and _same_id(opened, other):
            read[name] = other
        elif by_name:
            skipped.append(name)
    titles = {name: name if by_name else one.layout.title for name, one in read.items()}
    every = [info.name for info in opened.raw.sheets]
    order = [
        name for name in every if name in options.days or says_day(titles.get(name, ""))
    ]
    said = f"{opened.layout.title} {opened.path.stem}"
    found = _days(order, [titles.get(n, "") for n in order], options, today, said)
    if found is None or len(order) < 2:
        return None
    days = zip(order, found.days, strict=True)
    parts = sorted((_Part(n, day, read[n]) for n, day in days), key=_day)
    if strangers(parts) and not options.days.keys() >= set(order):
        return None
    project = _project(parts, options, found.assumed_year, skipped)
    return project if project.shape is not None else None


def dated_files(
    paths: Sequence[Path], options: ReadOptions, today: date, progress: Progress
) -> Project:
    """Read files as lists of customers, each of the day that its name says.

    Raises
    ------
    NotASeries
        If nothing says different days, or a file is no such list. Files whose days the
        user gave need not have customers in common.
    BadChoice
        If an option does not fit a file.
    """
    names = names_of(paths)
    if options.assumptions.shape not in _KINDS:
        raise NotASeries(names[0], "other_kind")
    # What they are together is no kind that one of them is.
    each = replace(options, assumptions=replace(options.assumptions, shape=None))
    read = [_open(path, each, progress) for path in paths]
    stems = [path.stem for path in paths]
    titles = [opened.layout.title for opened in read]
    found = _days(names, stems, options, today) or _days(names, titles, options, today)
    if found is None:
        open_names = zip(names, stems, strict=True)
        silent = [n for n, s in open_names if n not in options.days and not says_day(s)]
        if silent:
            raise NotASeries(silent[0], "no_day")
        raise NotASeries(names[-1], "same_day")
    for name, opened in zip(names, read, strict=True):
        if problem := _problem(opened):
            raise NotASeries(name, problem)
    named = zip(names, found.days, read, strict=True)
    parts = sorted((_Part(*one) for one in named), key=_day)
    stranger = strangers(parts)
    if stranger is not None and not options.days.keys() >= set(names):
        raise NotASeries(stranger, "strangers")
    return _project(parts, options, found.assumed_year)


def names_of(paths: Sequence[Path]) -> list[str]:
    """Tell files apart by their names, and by their folders where that takes it.

    Examples
    --------
    >>> names_of([Path("2024/list.csv"), Path("2025/list.csv"), Path("2025/b.csv")])
    ['2024/list.csv', '2025/list.csv', 'b.csv']
    """
    plain = [path.name for path in paths]
    return [
        name if plain.count(name) == 1 else f"{path.parent.name}/{name}"
        for name, path in zip(plain, paths, strict=True)
    ]


def strangers(parts: Sequence[_Part]) -> str | None:
    """Name the first list that most customers of the one before are not in.

    None where most lists have them. Lists of orders need not: they are orders all the
    same.
    """
    if all(Role.PURCHASE_DATE in part.opened.roles for part in parts):
        return None
    customers = [
        {*part.opened.layout.table.column(_id_heading(part.opened)).text} - {""}
        for part in parts
    ]
    kept = [
        len(before & after) >= _KEPT * min(len(before), len(after))
        for before, after in pairwise(customers)
    ]
    return None if sum(kept) * 2 > len(kept) else parts[kept.index(False) + 1].name


def _open(path: Path, options: ReadOptions, progress: Progress) -> Opened:
    try:
        return open_sheet(path, options.sheet, options, progress)
    except BadChoice as error:
        # Which of the files has no such sheet or heading is half of the message.
        raise BadChoice(error.option, error.value, error.known, path.name) from error


def _days(
    names: Sequence[str],
    said: Sequence[str],
    options: ReadOptions,
    today: date,
    together: str = "",
) -> ListDays | None:
    """Give the day of each list: the one the user gave, else the one that is said."""
    told = options.days
    unsaid = [text for name, text in zip(names, said, strict=True) if name not in told]
    found = days_named(unsaid, today, together)
    if found is None:
        return None
    read = iter(found.days)
    days = tuple(told[name] if name in told else next(read) for name in names)
    return ListDays(days, found.assumed_year) if len({*days}) == len(days) else None


def _told_or_says(name: str, options: ReadOptions) -> bool:
    return name in options.days or says_day(name)


def _problem(opened: Opened) -> str | None:
    """Tell why a file cannot be one of several lists; None where it can."""
    if not opened.knows_customers:
        return "no_customers"
    if Role.END in opened.roles:
        return "says_ends"
    return None if _may_be_one(opened) else "other_kind"


def _day(part: _Part) -> date:
    return part.day


def _may_be_one(opened: Opened) -> bool:
    """Tell whether a sheet is a list of customers that says of nobody when they left.

    Orders have days of their own, so several sheets of them are simply more of them.
    """
    undated = not {Role.END, Role.LIST_DATE} & set(opened.roles)
    other = opened.shape in (Shape.COUNTS, Shape.MONTHLY)
    return opened.knows_customers and undated and not other


def _same_id(one: Opened, other: Opened) -> bool:
    """Tell whether two lists know their customers by the same heading."""
    return _id_heading(one) == _id_heading(other)


def _id_heading(opened: Opened) -> str:
    return opened.roles.get(Role.CUSTOMER_ID) or opened.roles[Role.NAME]


def _project(
    parts: Sequence[_Part],
    options: ReadOptions,
    assumed_year: int | None,
    skipped: Sequence[str] = (),
) -> Project:
    """Put lists together and find out what the columns of the whole mean."""
    first, last = parts[0].opened, parts[-1].opened
    lists = [(part.opened.layout.table, part.opened.roles) for part in parts]
    table = stack(lists, [part.day for part in parts])
    chosen = {**existing(table, options.columns), Role.LIST_DATE: LIST_HEADING}
    roles, doubts = recognise(table, chosen)
    roles, shape = settled(table, fitting(roles, chosen), options.assumptions.shape)
    several = first.path != last.path
    source = Source(
        path=first.path,
        sheet=None,
        sheets=() if several else tuple(s.name for s in first.raw.sheets),
        header_row=FIRST_ROW - 1,
        encoding=first.raw.encoding,
        delimiter=first.raw.delimiter,
        parts=tuple(
            ListPart(
                part.name,
                part.opened.path,
                part.day,
                len(part.opened.layout.table),
                part.name in options.days,
            )
            for part in parts
        ),
    )
    return Project(
        table=table,
        source=source,
        shape=shape,
        roles=roles,
        assumptions=options.assumptions,
        reading_issues=(*_issues(parts, assumed_year, skipped), *doubts),
    )


def _issues(
    parts: Sequence[_Part], assumed_year: int | None, skipped: Sequence[str]
) -> Iterator[Issue]:
    """Give what was doubtful about each list, and about all of them together."""
    row, told = FIRST_ROW, set()
    for part in parts:
        own = part.opened.layout.table
        for issue in moved(part.opened.about_file, own, row, part.name):
            about_file = issue.code, part.opened.path
            if about_file not in told:
                yield issue
            if issue.code in _OF_FILE:
                told.add(about_file)
        row += len(own)
    if assumed_year is not None:
        facts = {"last": parts[-1].name, "year": str(assumed_year)}
        code = IssueCode.YEAR_ASSUMED
        yield Issue(code, Severity.WARNING, LIST_HEADING, facts=facts)
    if skipped:
        facts = {"sheets": ", ".join(skipped), "count": str(len(skipped))}
        yield Issue(IssueCode.OTHER_SHEETS, Severity.WARNING, facts=facts)
