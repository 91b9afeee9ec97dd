"""The columns that mean something, as days, amounts, flags or texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import Mask
from churn_desktop.core.calendar import NO_DAY
from churn_desktop.core.grid import Kind
from churn_desktop.core.issues import Issue, IssueCode, Severity
from churn_desktop.core.project import Assumptions
from churn_desktop.core.schema import Content, DateOrder, Role, Shape, TimeUnit
from churn_desktop.core.table import Kinds, Table, Texts
from churn_desktop.importing.date_columns import DateReading, read_date_columns
from churn_desktop.importing.distinct import Distinct, plain
from churn_desktop.importing.findings import Findings
from churn_desktop.importing.flags import (
    UNKNOWN,
    YES,
    read_status,
    read_undone,
    read_yes_no,
)
from churn_desktop.importing.heading_units import time_unit
from churn_desktop.importing.headings import (
    names_codes,
    promised_content,
    yes_means_left,
)
from churn_desktop.importing.known_cells import cells_of
from churn_desktop.importing.money import AmountReading, read_money
from churn_desktop.importing.profiles import profile_columns
from churn_desktop.importing.values import read_dates

_NEEDED = {
    Shape.SUBSCRIPTIONS: frozenset({Role.START, Role.END}),
    Shape.SNAPSHOT: frozenset({Role.TENURE, Role.STATUS}),
    Shape.PURCHASES: frozenset({Role.PURCHASE_DATE}),
    Shape.DATED_LISTS: frozenset({Role.LIST_DATE}),
    None: frozenset({Role.START, Role.END, Role.TENURE, Role.STATUS}),
}
"""A row says nothing about who stayed while a cell of one of these is unreadable."""


_SURE = 0.9
"""With so many values among its cells, a column without a meaning is one of values."""
_TYPED = 1_000
"""So many columns without a meaning are read; no customer list has more."""


class _Wanted(NamedTuple):
    """A column to read; what is unreadable is only said where it is sure."""

    heading: str
    role: Role | None
    content: Content
    sure: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class ParsedColumn:
    """A column's values, one for each row of the table.

    Attributes
    ----------
    heading : str
    role : Role or None
        None for a column without a meaning.
    content : Content
    values : ndarray
        Days as int32, `NO_DAY` where there is none, `OPEN_END` where a cell says that
        nothing has ended; amounts and numbers as float64, NaN where there is none;
        flags as int8, 1 for yes or left, 0 for no or stayed, -1 for neither;
        texts as object, without spaces around them.
    blank : ndarray of bool
        The cell holds nothing.
    unreadable : ndarray of bool
        The cell holds something that is no such value.
    order : DateOrder or None
        In which order its dates were read, where that matters.
    currency : str or None
    months : float or None
        For how many months an amount is, where the heading says so.
    """

    heading: str
    role: Role | None
    content: Content
    values: npt.NDArray[Any]
    blank: Mask
    unreadable: Mask
    order: DateOrder | None = None
    currency: str | None = None
    months: float | None = None


@dataclass(slots=True)
class _Reading:
    """What all columns of one list are read with."""

    table: Table
    roles: Mapping[Role, str]
    assumptions: Assumptions
    findings: Findings
    shape: Shape | None

    def distinct(self, heading: str) -> Distinct:
        return cells_of(self.table, heading)

    def severity(self, role: Role | None) -> Severity:
        return (
            Severity.ERROR
            if role in _NEEDED.get(self.shape, frozenset())
            else Severity.WARNING
        )


def parse_columns(
    table: Table,
    roles: Mapping[Role, str],
    assumptions: Assumptions,
    *,
    shape: Shape | None = None,
    sheet: str | None = None,
) -> tuple[dict[Role, ParsedColumn], tuple[Issue, ...]]:
    """Read every column that has a role.

    Parameters
    ----------
    table : Table
    roles : mapping of Role to str
    assumptions : Assumptions
    shape : Shape, optional
        Decides which unreadable cells cost a row, and what codes mean.
    sheet : str, optional
        Named in the issues.

    Returns
    -------
    columns : dict of Role to ParsedColumn
    issues : tuple of Issue
        Cells that could not be read, and everything that was not said by the cells
        themselves: the order of dates, the meaning of codes, the currency.
    """
    findings = Findings(table.rows, sheet)
    reading = _Reading(table, roles, assumptions, findings, shape)
    wanted = [_Wanted(heading, role, role.content) for role, heading in roles.items()]
    parsed = _parse(reading, wanted)
    return dict(zip(roles, parsed, strict=True)), findings.issues


def typed_columns(
    table: Table,
    roles: Mapping[Role, str],
    assumptions: Assumptions,
    *,
    sheet: str | None = None,
) -> tuple[dict[str, ParsedColumn], tuple[Issue, ...]]:
    """Read every column of a table, whatever it means, by what its cells hold.

    Returns
    -------
    columns : dict of str to ParsedColumn
        By heading; of a very wide table only the first columns and those with a role.
    issues : tuple of Issue
        What cannot be read is only said of columns that are sure to be dates or
        numbers, by their role, their heading or nearly all of their cells.
    """
    findings = Findings(table.rows, sheet)
    reading = _Reading(table, roles, assumptions, findings, None)
    named = {heading: role for role, heading in roles.items()}
    others = [heading for heading in table.headings if heading not in named]
    wanted = []
    for heading, seen in profile_columns(table, [*named, *others[:_TYPED]]).items():
        role = named.get(heading)
        if role is not None:
            wanted.append(_Wanted(heading, role, role.content))
            continue
        content = Content.TEXT if names_codes(heading) else seen.content
        promised = content == promised_content(heading)
        share = seen.dates if content == Content.DATE else seen.numbers
        wanted.append(_Wanted(heading, None, content, promised or share >= _SURE))
    parsed = _parse(reading, wanted)
    return {column.heading: column for column in parsed}, findings.issues


def tenure_unit(heading: str, assumptions: Assumptions) -> TimeUnit:
    """Give the unit of a column of durations: the user's, the heading's, else months.

    Examples
    --------
    >>> tenure_unit("Tenure", Assumptions()), tenure_unit("weeks", Assumptions())
    (<TimeUnit.MONTHS: 'months'>, <TimeUnit.WEEKS: 'weeks'>)
    """
    return assumptions.tenure_unit or time_unit(heading) or TimeUnit.MONTHS


def _parse(reading: _Reading, wanted: Sequence[_Wanted]) -> list[ParsedColumn]:
    dates = _read_dates(reading, wanted)
    parsed = []
    for column in wanted:
        match column.content:
            case Content.DATE:
                found = _date(column.heading, column.role, dates[column.heading])
            case Content.AMOUNT | Content.NUMBER:
                found = _amount(reading, column)
            case Content.FLAG:
                found = _flag(reading, column.heading, column.role)
            case Content.TEXT:
                found = _text(reading, column.heading, column.role)
        parsed.append(found)
    return parsed


def _read_dates(reading: _Reading, wanted: Sequence[_Wanted]) -> dict[str, DateReading]:
    """Read all date columns together, so that they agree on one order."""
    roles = reading.roles
    severity = {
        column.heading: reading.severity(column.role) if column.sure else None
        for column in wanted
        if column.content == Content.DATE
    }
    ends = []
    if Role.START in roles and Role.END in roles:
        ends.append((roles[Role.START], roles[Role.END]))

    def others() -> dict[str, Distinct]:
        profiles = profile_columns(reading.table)
        return {
            heading: reading.distinct(heading)
            for heading, seen in profiles.items()
            if seen.content == Content.DATE and heading not in severity
        }

    return read_date_columns(
        {heading: reading.distinct(heading) for heading in severity},
        reading.findings,
        severity=severity,
        forced=reading.assumptions.date_order,
        end=roles.get(Role.END),
        ends=ends,
        others=others,
        meaningless=[column.heading for column in wanted if column.role is None],
    )


def _date(heading: str, role: Role | None, dates: DateReading) -> ParsedColumn:
    return ParsedColumn(
        heading,
        role,
        Content.DATE,
        dates.days,
        dates.blank,
        dates.unreadable,
        order=dates.order,
    )


def _amount(reading: _Reading, column: _Wanted) -> ParsedColumn:
    heading, role, content, sure = column
    cells = reading.distinct(heading)
    money: AmountReading = read_money(
        cells,
        heading,
        reading.findings,
        severity=reading.severity(role) if sure else None,
        percent=content == Content.NUMBER or (role is None and _in_percent(cells)),
        meaningless=role is None,
        time=tenure_unit(heading, reading.assumptions) if role == Role.TENURE else None,
        currency=reading.assumptions.currency,
        unit=reading.assumptions.amount_unit if _is_money(column) else None,
    )
    return ParsedColumn(
        heading,
        role,
        content,
        money.values,
        money.blank,
        money.unreadable,
        currency=money.currency,
        months=money.months,
    )


def _is_money(column: _Wanted) -> bool:
    """Tell whether a column holds amounts that figures use."""
    return column.role is not None and column.content == Content.AMOUNT


def _in_percent(cells: Distinct) -> bool:
    """Tell whether most cells of a column are a percentage."""
    percent = cells.once(_with_percent)
    return bool(cells.counts[percent].sum() * 2 > cells.counts[~cells.blank].sum())


def _flag(reading: _Reading, heading: str, role: Role | None) -> ParsedColumn:
    cells = reading.distinct(heading)
    if role == Role.STATUS:
        means = yes_means_left(heading)
        one_two = reading.shape == Shape.SNAPSHOT
        read = cells.once(read_status, yes_means_left=means, one_two=one_two)
    elif role == Role.CANCELLED:
        read = cells.once(read_undone)
    else:
        read = cells.once(read_yes_no)
    answers = read.values
    if role == Role.CANCELLED:
        # The day on which it was cancelled says so as well.
        dated = (cells.once(read_dates).days != NO_DAY).any(axis=1)
        answers = np.where((answers == UNKNOWN) & dated, YES, answers)
    blank = cells.blank[cells.codes]
    values = np.where(blank, UNKNOWN, answers[cells.codes])
    unreadable = (values == UNKNOWN) & ~blank
    if read.coded is not None:
        yes, no = read.coded
        reading.findings.whole(
            IssueCode.FLAG_CODED, Severity.WARNING, heading, left=yes, stayed=no
        )
    reading.findings.rows(
        IssueCode.FLAG_UNREADABLE, reading.severity(role), unreadable, heading
    )
    return ParsedColumn(heading, role, Content.FLAG, values, blank, unreadable)


def _text(reading: _Reading, heading: str, role: Role | None) -> ParsedColumn:
    cells = reading.distinct(heading)
    # One customer may be written in full width here and in half width there.
    error = cells.kinds == Kind.ERROR
    stripped = cells.texts
    if not cells.trimmed or error.any():
        (stripped,) = cells.read_each(_stripped, is_id=role == Role.CUSTOMER_ID)
    blank = cells.blank | error
    as_written = stripped is cells.texts
    texts = reading.table.column(heading).text
    return ParsedColumn(
        heading,
        role,
        Content.TEXT,
        texts if as_written else stripped[cells.codes],
        blank[cells.codes],
        error[cells.codes],
    )


def _stripped(texts: Texts, kinds: Kinds, is_id: bool) -> tuple[Texts]:
    error = kinds == Kind.ERROR
    stripped = np.empty(len(texts), dtype=object)
    stripped[:] = [
        "" if wrong else text.strip() if text.isascii() or not is_id else plain(text)
        for text, wrong in zip(texts, error, strict=True)
    ]
    return (stripped,)


def _with_percent(cells: Distinct) -> Mask:
    return cells.each(lambda text: "%" in text or "％" in text, bool)
