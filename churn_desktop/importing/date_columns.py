"""The date columns of a sheet: each row's day, and every doubt about it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import Mask
from churn_desktop.core.calendar import NO_DAY, OPEN_END, Days, to_day
from churn_desktop.core.issues import IssueCode, Severity
from churn_desktop.core.schema import DateOrder
from churn_desktop.importing.dateorder import DateColumn, Settled, settle
from churn_desktop.importing.distinct import Distinct
from churn_desktop.importing.findings import Findings
from churn_desktop.importing.flags import is_no_day, is_open_mark
from churn_desktop.importing.values import read_dates

FAR_FUTURE = to_day(date(2050, 1, 1))
"""From this day on an end means that there is none yet."""
_MARKS_NAMED = 5
_SECONDS = 10
"""So many digits have the seconds since 1970, at least."""


@dataclass(frozen=True, slots=True, eq=False)
class DateReading:
    """A column's days.

    Attributes
    ----------
    days : ndarray of int32
        `NO_DAY` where there is none; `OPEN_END` in a column of ends where the cell says
        that nothing has ended.
    blank, unreadable : ndarray of bool
    order : DateOrder or None
        Where the cells' meaning depends on one.
    """

    days: Days
    blank: Mask
    unreadable: Mask
    order: DateOrder | None


def read_date_columns(
    columns: Mapping[str, Distinct],
    findings: Findings,
    *,
    severity: Mapping[str, Severity | None],
    forced: DateOrder | None = None,
    end: str | None = None,
    ends: Sequence[tuple[str, str]] = (),
    others: Callable[[], Mapping[str, Distinct]] = dict,
    meaningless: Collection[str] = (),
) -> dict[str, DateReading]:
    """Read the date columns of a sheet together, so that they agree on one order.

    Parameters
    ----------
    columns : mapping of str to Distinct
        By heading.
    findings : Findings
        Takes the doubts.
    severity : mapping of str to Severity or None
        Of a cell that cannot be read, for each heading; None: nothing is said of it.
    forced : DateOrder, optional
        The user's choice.
    end : str, optional
        The heading of the column of ends.
    ends : sequence of (str, str)
        Headings of a start and of an end that belongs to it.
    others : callable
        Gives further date columns of the sheet, asked only if nothing else decides.
    meaningless : collection of str
        Headings of columns without a role: there a cell without a digit is a text of
        its own right.
    """
    texts = {
        heading: DateColumn(c, c.once(read_dates)) for heading, c in columns.items()
    }
    settled = settle(texts, forced, ends)
    if any(found.by == "default" for found in settled.values()):
        more = {h: DateColumn(c, c.once(read_dates)) for h, c in others().items()}
        settled = settle({**more, **texts}, forced, ends)
    return {
        heading: _read(
            heading, column, settled[heading], findings, severity[heading],
            is_end=heading == end, only_digits=heading in meaningless,
        )
        for heading, column in texts.items()
    }  # fmt: skip


def _read(
    heading: str,
    column: DateColumn,
    settled: Settled,
    findings: Findings,
    severity: Severity | None,
    *,
    is_end: bool,
    only_digits: bool,
) -> DateReading:
    cells = column.cells
    days = column.days(settled.order, mixed=settled.mixed)
    serial = (days == NO_DAY) & (column.texts.serial != NO_DAY)
    days = np.where(serial, column.texts.serial, days).astype(np.int32)
    marks = np.zeros(len(cells), dtype=bool)
    no_day = (days == NO_DAY) & cells.once(_no_days) & bool((days != NO_DAY).any())
    if is_end:
        marks = (cells.once(_open_marks) | no_day) & ~cells.blank
        marks |= (days != NO_DAY) & (days >= FAR_FUTURE)
        days[marks] = OPEN_END
    blank = cells.blank | (no_day & ~marks)
    unreadable = (days == NO_DAY) & ~blank
    spread = cells.codes

    def note(code: IssueCode, level: Severity, which: Mask, **facts: str) -> None:
        if which.any():
            findings.rows(code, level, which[spread], heading, **facts)

    doubtful = unreadable
    if only_digits:
        doubtful = unreadable & cells.each(lambda t: any(map(str.isdigit, t)), bool)
    if severity is not None:
        note(IssueCode.DATE_UNREADABLE, severity, doubtful)
    likely = _among_others(days, serial, cells.counts)
    seconds = serial & cells.each(lambda text: len(text) >= _SECONDS, bool)
    note(IssueCode.DATE_MIXED, Severity.NOTE, seconds, form="seconds")
    counted = serial & ~seconds & ~column.texts.month_only
    note(IssueCode.DATE_MIXED, Severity.NOTE, counted & likely, form="serial")
    note(IssueCode.DATE_MIXED, Severity.WARNING, counted & ~likely, form="serial")
    month_only = column.texts.month_only & (days != NO_DAY) & ~marks
    # Nobody leaves on the first of a month because the day is missing.
    level = Severity.WARNING if is_end else Severity.NOTE
    note(IssueCode.DATE_MIXED, level, month_only, form="month")
    if not only_digits:
        short = column.texts.short_year & (days != NO_DAY) & ~marks
        note(IssueCode.SHORT_YEAR, Severity.NOTE, short)
    if settled.mixed:
        findings.whole(IssueCode.DATE_MIXED, Severity.WARNING, heading, form="order")
    named = ", ".join(list(dict.fromkeys(cells.texts[marks]))[:_MARKS_NAMED])
    note(IssueCode.OPEN_END_MARK, Severity.NOTE, marks, marks=named)
    _tell_order(heading, column, settled, findings)
    return DateReading(days[spread], blank[spread], unreadable[spread], settled.order)


def _open_marks(cells: Distinct) -> Mask:
    return cells.each(is_open_mark, bool)


def _no_days(cells: Distinct) -> Mask:
    return cells.each(is_no_day, bool)


def _among_others(days: Days, serial: Mask, counts: npt.NDArray[np.int64]) -> Mask:
    """Tell which day counts lie among the days of a column written as dates."""
    written = days[~serial & (days != NO_DAY) & (days != OPEN_END)]
    sure = counts[~serial & (days != NO_DAY)].sum() > counts[serial].sum()
    if not len(written) or not sure:
        return np.zeros(len(days), dtype=bool)
    among: Mask = (days >= written.min()) & (days <= written.max())
    return among


def _tell_order(
    heading: str, column: DateColumn, settled: Settled, findings: Findings
) -> None:
    """Say in which order dates were read that could be read in another."""
    if settled.order is None or settled.by in ("column", "user"):
        return
    days = column.texts.days
    known = np.where(days == NO_DAY, days.max(axis=1, keepdims=True), days)
    open_question = np.ptp(known, axis=1) > 0
    open_to = [order.value for order in settled.other]
    if not open_to:
        all_orders = (DateOrder.DMY, DateOrder.MDY)
        open_to = [order.value for order in all_orders if order != settled.order]
    findings.rows(
        IssueCode.DATE_AMBIGUOUS,
        Severity.WARNING if settled.by == "default" else Severity.NOTE,
        open_question[column.cells.codes],
        heading,
        order=settled.order.value,
        other=", ".join(open_to),
        by=settled.by,
    )
