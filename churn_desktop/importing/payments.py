"""What each row pays a month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from churn_desktop.core.book import Amounts, Codes, Mask
from churn_desktop.core.calendar import NO_DAY, OPEN_END, months_between
from churn_desktop.core.issues import IssueCode, Severity
from churn_desktop.core.schema import FeeTerm, Role
from churn_desktop.core.table import Table
from churn_desktop.importing.columns import ParsedColumn
from churn_desktop.importing.findings import Findings
from churn_desktop.importing.heading_units import is_for_contract
from churn_desktop.importing.headings import heading_key
from churn_desktop.importing.known_cells import cells_of
from churn_desktop.importing.money import currency_of
from churn_desktop.importing.term_columns import read_term_columns
from churn_desktop.importing.vocabulary.words import CURRENCY_HEADINGS


@dataclass(frozen=True, slots=True, eq=False)
class Payments:
    """What each row pays; all arrays have one value for each row of the table.

    Attributes
    ----------
    monthly_amount : ndarray of float64
        NaN where it is not known.
    term_months : ndarray of float64
        Length of the billing term; NaN where it is not known.
    free : ndarray of bool
        The amount is 0.
    negative : ndarray of bool
        The amount is below 0, so that it is no payment.
    outside : ndarray of bool
        A trial by its billing term, or paid once.
    currency : str or None
    """

    monthly_amount: Amounts
    term_months: Amounts
    free: Mask
    negative: Mask
    outside: Mask
    currency: str | None

    def known(self, rows: Codes) -> bool:
        """Tell whether any of some rows says what is paid."""
        return bool(np.isfinite(self.monthly_amount[rows]).any())


def read_payments(
    table: Table,
    columns: Mapping[Role, ParsedColumn],
    findings: Findings,
    currency: str | None = None,
    fee_term: FeeTerm | None = None,
) -> Payments:
    """Bring every row's fee to an amount a month.

    A fee whose heading says for how long it is (月费, MRR, annual fee) is divided by
    that; an amount for a contract (合同金额) by the months from its start to its end;
    any other by the row's billing term. A year is 12 months, a week 12/52.

    Parameters
    ----------
    table : Table
    columns : mapping of Role to ParsedColumn
    findings : Findings
        Takes the doubts.
    currency : str, optional
        The user's choice.
    fee_term : FeeTerm, optional
        The user's choice; it goes before what headings say.
    """
    n = len(table)
    term, outside = _terms(table, columns)
    fee = columns.get(Role.FEE)
    nothing = np.zeros(n, dtype=bool)
    if fee is None:
        unknown = np.full(n, np.nan)
        return Payments(unknown, term, nothing, nothing, outside, currency)
    amount, code = _one_currency(table, fee, findings, currency)
    asked = np.isfinite(amount) & (amount != 0) & ~outside
    months = _months_paid(columns, fee, fee_term, term, asked, findings)
    free, negative = amount == 0, amount < 0
    monthly = np.where(negative, np.nan, np.where(free, 0.0, amount / months))
    return Payments(monthly, term, free, negative, outside, code)


def _months_paid(
    columns: Mapping[Role, ParsedColumn],
    fee: ParsedColumn,
    told: FeeTerm | None,
    term: Amounts,
    asked: Mask,
    findings: Findings,
) -> Amounts:
    """Give the months that each row's fee is for, and say what is not clear."""

    def tell(severity: Severity, **facts: str) -> None:
        code = IssueCode.UNKNOWN_BILLING_TERM
        findings.whole(code, severity, fee.heading, **facts)

    def tell_rows(which: Mask, heading: str, **facts: str) -> None:
        code = IssueCode.UNKNOWN_BILLING_TERM
        findings.rows(code, Severity.WARNING, which & asked, heading, **facts)

    unsaid = told is None and fee.months is None
    if told is FeeTerm.CONTRACT or (unsaid and is_for_contract(fee.heading)):
        lengths = _contract_months(columns, len(term))
        if told is None and np.isfinite(lengths).any():
            tell(Severity.NOTE, form="whole_contract")
        tell_rows(np.isnan(lengths), fee.heading, form="no_length")
        return lengths
    months = fee.months if told is None else told.months
    if months is not None:
        return np.full(len(term), months)
    column = columns.get(Role.BILLING_TERM)
    # A column in which nothing was filled in says no more than none.
    if column is None or column.blank.all():
        tell(Severity.WARNING, months="1")
        return np.ones(len(term))
    if _is_contract(column.heading):
        tell(Severity.WARNING, form="contract")
    tell_rows(np.isnan(term), column.heading)
    return term


def _contract_months(columns: Mapping[Role, ParsedColumn], rows: int) -> Amounts:
    """Measure each row's contract; NaN where start or end is not known.

    One that ends a day before whole months are over says its last day: 1 January to 31
    December is 12 months, too.
    """
    months = np.full(rows, np.nan)
    start, end = columns.get(Role.START), columns.get(Role.END)
    if start is None or end is None:
        return months
    known = (start.values != NO_DAY) & (end.values != NO_DAY)
    known &= ~end.blank & (end.values != OPEN_END) & (end.values >= start.values)
    first, last = start.values[known], end.values[known]
    found, with_last_day = months_between(first, last), months_between(first, last + 1)
    is_last_day = with_last_day == np.round(with_last_day)
    found = np.where(is_last_day, with_last_day, found)
    months[known] = np.where(found > 0, found, np.nan)
    return months


def _is_contract(heading: str) -> bool:
    """Tell whether terms are those of a contract, which may be paid more often."""
    words = heading_key(heading).words
    return any(word in words for word in ("contract", "duration", "合同", "期限"))


def _terms(table: Table, columns: Mapping[Role, ParsedColumn]) -> tuple[Amounts, Mask]:
    column = columns.get(Role.BILLING_TERM)
    if column is None:
        return np.full(len(table), np.nan), np.zeros(len(table), dtype=bool)
    return read_term_columns(table, column.heading)


def _one_currency(
    table: Table, fee: ParsedColumn, findings: Findings, wanted: str | None
) -> tuple[Amounts, str | None]:
    """Leave out amounts that a currency column beside the fee says are others."""
    heading = next(
        (h for h in table.headings if heading_key(h).words in CURRENCY_HEADINGS), None
    )
    if heading is None:
        return fee.values, fee.currency
    cells = cells_of(table, heading)
    codes = cells.each(lambda text: currency_of(text) or text.strip().upper(), object)
    counts: dict[str, int] = dict.fromkeys(codes, 0)
    for code, count in zip(codes, cells.counts, strict=True):
        counts[code] += int(count)
    counts.pop("", None)
    if not counts:
        return fee.values, fee.currency
    if len(counts) == 1:
        return fee.values, wanted or next(iter(counts))
    most = max(counts, key=lambda code: (counts[code], code))
    kept = wanted if wanted is not None and wanted in counts else most
    other = (codes != kept)[cells.codes] & np.isfinite(fee.values)
    findings.rows(
        IssueCode.MIXED_CURRENCIES,
        Severity.WARNING,
        other,
        heading,
        kept=kept,
        others=", ".join(sorted(set(counts) - {kept})),
    )
    return np.where(other, np.nan, fee.values), kept
