"""The amount columns of a sheet: each row's value, its currency, every doubt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import Mask
from churn_desktop.core.grid import Kind
from churn_desktop.core.issues import IssueCode, Severity
from churn_desktop.core.schema import TimeUnit
from churn_desktop.importing.amounts import (
    CURRENCIES,
    SCALES,
    AmountTexts,
    read_amounts,
)
from churn_desktop.importing.distinct import Distinct, plain
from churn_desktop.importing.findings import Findings
from churn_desktop.importing.heading_units import months_paid_for
from churn_desktop.importing.headings import heading_key

Numbers: TypeAlias = npt.NDArray[np.float64]

_TIMED = re.compile(
    r"(\d+(?:\.\d+)?)\s*(?:(天|日|days?)|(周|weeks?|wks?)|(个?月|months?|mos?)|"
    r"(年|years?|yrs?))",
    re.IGNORECASE,
)
_NUMBER_LIKE = re.compile(
    r"\d|^\s*[-–—]+\s*$|∞|^\s*nan\s*$|^[零一二三四五六七八九十百千万亿两]+$",
    re.IGNORECASE,
)
_CHINESE_MONEY = [name for name in CURRENCIES if not name.isascii() and len(name) > 1]
_YUAN = re.compile(r"(?:[百千]?万|亿|千)?元(?:每|月|季|年|$)")
_UNITS = (TimeUnit.DAYS, TimeUnit.WEEKS, TimeUnit.MONTHS, TimeUnit.YEARS)


@dataclass(frozen=True, slots=True, eq=False)
class AmountReading:
    """A column's amounts.

    Attributes
    ----------
    values : ndarray of float64
        NaN where there is none.
    blank, unreadable : ndarray of bool
    currency : str or None
        ISO code.
    months : float or None
        For how many months an amount is, where the heading says so.
    """

    values: Numbers
    blank: Mask
    unreadable: Mask
    currency: str | None
    months: float | None


def read_money(  # noqa: PLR0913 - each says one thing about the column
    cells: Distinct,
    heading: str,
    findings: Findings,
    *,
    severity: Severity | None,
    percent: bool = False,
    meaningless: bool = False,
    time: TimeUnit | None = None,
    currency: str | None = None,
    unit: float | None = None,
) -> AmountReading:
    """Read a column of amounts or numbers.

    Amounts in another currency than the column's are left out: they are never added.

    Parameters
    ----------
    cells : Distinct
    heading : str
    findings : Findings
        Takes the doubts.
    severity : Severity or None
        Of a cell that cannot be read; None: nothing is said of it.
    percent : bool
        Whether ``85%`` is 0.85; then it is no money.
    meaningless : bool
        The column has no role: a cell without a digit is a text of its own right.
    time : TimeUnit, optional
        For durations their unit: ``"2年"`` is 24 in a column of months.
    currency : str, optional
        The user's choice where several are in the column.
    unit : float, optional
        What the amounts count in, as the user chose; else as the heading says. A cell
        that names its own unit, ``1.2万``, is written in full.
    """
    read = cells.once(read_amounts, percent=percent)
    values, blank = read.values, cells.blank
    if time is not None:
        values = _durations(cells, values, time)
        values = np.where(values < 0, np.nan, values)
    unreadable = np.isnan(values) & ~blank
    spread = cells.codes

    def note(code: IssueCode, level: Severity, which: Mask, **facts: str) -> None:
        if which.any():
            findings.rows(code, level, which[spread], heading, **facts)

    doubtful = unreadable
    if meaningless:
        doubtful = unreadable & cells.each(looks_like_number, bool)
    if severity is not None:
        note(IssueCode.NUMBER_UNREADABLE, severity, doubtful)
    note(IssueCode.NUMBER_AS_TEXT, Severity.WARNING, read.free, form="free")
    note(IssueCode.NUMBER_AS_TEXT, Severity.NOTE, read.scaled, form="scale")
    if read.three_decimals:
        findings.whole(
            IssueCode.NUMBER_AS_TEXT, Severity.WARNING, heading, form="decimals"
        )
    if (cells.kinds == Kind.NUMBER).any():
        as_text = (cells.kinds == Kind.TEXT) & np.isfinite(values)
        as_text &= ~(read.free | read.scaled)
        note(IssueCode.NUMBER_AS_TEXT, Severity.NOTE, as_text, form="text")
    kept = _currency(read, cells, heading, currency)
    foreign = _foreign(read, kept)
    if foreign.any():
        others = ", ".join(sorted({*read.currency[foreign]}))
        note(
            IssueCode.MIXED_CURRENCIES, Severity.WARNING, foreign,
            kept=kept or "", others=others,
        )  # fmt: skip
        values = np.where(foreign, np.nan, values)
    scale = _scale(heading, findings) if unit is None else unit
    return AmountReading(
        np.where(read.scaled, values, values * scale)[spread],
        blank[spread],
        unreadable[spread],
        None if percent else kept,
        None if percent else months_paid_for(heading),
    )


def looks_like_number(text: str) -> bool:
    """Tell whether a text may be meant as a number although it is none.

    Examples
    --------
    >>> [looks_like_number(text) for text in ("3万5", "一千二百", "甲")]
    [True, True, False]
    """
    return _NUMBER_LIKE.search(text) is not None


def currency_of(text: str) -> str | None:
    """Give the currency that a heading or a cell names.

    Examples
    --------
    >>> currency_of("月费（元）"), currency_of("refund_amount_usd"), currency_of("Fee")
    ('CNY', 'USD', None)
    """
    key = heading_key(text)
    for part in (key.note, key.words):
        words = [part, *part.split()]
        found = [CURRENCIES.get(word.strip("百千万亿")) for word in words]
        found += [CURRENCIES[name] for name in _CHINESE_MONEY if name in part]
        if _YUAN.match(part):
            found.append("CNY")
        if code := next(filter(None, found), None):
            return code
    return None


def _scale(heading: str, findings: Findings) -> float:
    """Give what amounts count in, where the heading's brackets say: 万元."""
    note = heading_key(heading).note
    unit = next((u for u in sorted(SCALES, key=len, reverse=True) if u in note), None)
    scale = SCALES[unit] if unit and "元" in note else 1.0
    if note == "分" or f"{heading_key(heading).whole} ".find("cents ") >= 0:
        scale = 0.01
    if scale != 1:
        findings.whole(
            IssueCode.NUMBER_AS_TEXT, Severity.NOTE, heading, form="heading_scale",
            scale=f"{scale:.10g}",
        )  # fmt: skip
    return scale


def _currency(
    read: AmountTexts, cells: Distinct, heading: str, wanted: str | None
) -> str | None:
    """Choose the currency of a column: the user's, else that of the most cells."""
    counts: dict[str, int] = {}
    for at in np.flatnonzero(read.currency != ""):
        code = read.currency[at]
        counts[code] = counts.get(code, 0) + int(cells.counts[at])
    if wanted is not None and (wanted in counts or len(counts) < 2):
        return wanted
    named = currency_of(heading)
    if counts:
        # A heading settles which of equally frequent currencies it is.
        return max(counts, key=lambda code: (counts[code], code == named, code))
    return named


def _foreign(read: AmountTexts, kept: str | None) -> Mask:
    named = set(read.currency[read.currency != ""])
    if len(named) < 2:
        return np.zeros(len(read.currency), dtype=bool)
    foreign: Mask = (read.currency != "") & (read.currency != kept)
    return foreign


def _durations(cells: Distinct, values: Numbers, unit: TimeUnit) -> Numbers:
    """Read what carries a unit of its own: ``12个月``, ``2 years``."""
    values = values.copy()
    for i in np.flatnonzero(np.isnan(values) & (cells.kinds == Kind.TEXT)):
        found = _TIMED.fullmatch(plain(cells.texts[i]))
        if found:
            named = zip(_UNITS, found.groups()[1:], strict=True)
            own = next(of for of, text in named if text)
            number = float(found[1])
            same = own == unit
            values[i] = number if same else number * own.in_months / unit.in_months
    return values
