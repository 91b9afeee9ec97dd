"""What each row pays a month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from churn_desktop.core.issues import IssueCode, Severity
from churn_desktop.core.schema import Role
from churn_desktop.core.table import Table
from churn_desktop.importing.billing import read_terms
from churn_desktop.importing.columns import ParsedColumn
from churn_desktop.importing.distinct import cells_of
from churn_desktop.importing.findings import Findings
from churn_desktop.importing.headings import heading_key
from churn_desktop.importing.money import currency_of
from churn_desktop.importing.vocabulary import CURRENCY_HEADINGS

Mask: TypeAlias = npt.NDArray[np.bool_]
Numbers: TypeAlias = npt.NDArray[np.float64]


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

    monthly_amount: Numbers
    term_months: Numbers
    free: Mask
    negative: Mask
    outside: Mask
    currency: str | None

    @property
    def known(self) -> bool:
        """Whether any row says what is paid."""
        return bool(np.isfinite(self.monthly_amount).any())


def read_payments(
    table: Table,
    columns: Mapping[Role, ParsedColumn],
    findings: Findings,
    currency: str | None = None,
) -> Payments:
    """Bring every row's fee to an amount a month.

    A fee whose heading says for how long it is (月费, MRR, annual fee) is divided by
    that; any other by the row's billing term. A year is 12 months, a week 12/52.

    Parameters
    ----------
    table : Table
    columns : mapping of Role to ParsedColumn
    findings : Findings
        Takes the doubts.
    currency : str, optional
        The user's choice.
    """
    n = len(table)
    term, outside = _terms(table, columns)
    fee = columns.get(Role.FEE)
    nothing = np.zeros(n, dtype=bool)
    if fee is None:
        unknown = np.full(n, np.nan)
        return Payments(unknown, term, nothing, nothing, outside, currency)
    amount, code = _one_currency(table, fee, findings, currency)
    has_term = columns.get(Role.BILLING_TERM)
    unclear = nothing
    if fee.months is not None:
        months: Numbers = np.full(n, fee.months)
    elif has_term is not None:
        months = term
        unclear = np.isnan(term) & ~outside & np.isfinite(amount) & (amount != 0)
        if _is_contract(has_term.heading):
            findings.whole(
                IssueCode.UNKNOWN_BILLING_TERM,
                Severity.WARNING,
                fee.heading,
                form="contract",
            )
    else:
        months = np.ones(n)
        findings.whole(
            IssueCode.UNKNOWN_BILLING_TERM, Severity.WARNING, fee.heading, months="1"
        )
    if has_term is not None:
        findings.rows(
            IssueCode.UNKNOWN_BILLING_TERM,
            Severity.WARNING,
            unclear,
            has_term.heading,
        )
    free, negative = amount == 0, amount < 0
    monthly = np.where(negative, np.nan, np.where(free, 0.0, amount / months))
    return Payments(monthly, term, free, negative, outside, code)


def _is_contract(heading: str) -> bool:
    """Tell whether terms are those of a contract, which may be paid more often."""
    words = heading_key(heading).words
    return any(word in words for word in ("contract", "duration", "合同", "期限"))


def _terms(table: Table, columns: Mapping[Role, ParsedColumn]) -> tuple[Numbers, Mask]:
    column = columns.get(Role.BILLING_TERM)
    if column is None:
        return np.full(len(table), np.nan), np.zeros(len(table), dtype=bool)
    cells = cells_of(table, column.heading)
    terms = cells.once(read_terms)
    return terms.months[cells.codes], terms.outside[cells.codes]


def _one_currency(
    table: Table, fee: ParsedColumn, findings: Findings, wanted: str | None
) -> tuple[Numbers, str | None]:
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
