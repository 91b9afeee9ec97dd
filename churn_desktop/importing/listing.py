"""A list whose columns have been read: what a builder of books works with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import Book, Codes, Mask
from churn_desktop.core.grid import Kind
from churn_desktop.core.issues import IssueCode, Severity
from churn_desktop.core.ordering import taken
from churn_desktop.core.project import Assumptions
from churn_desktop.core.schema import Role
from churn_desktop.core.table import Table, Texts
from churn_desktop.importing.columns import ParsedColumn
from churn_desktop.importing.findings import Findings
from churn_desktop.importing.flags import YES
from churn_desktop.importing.headings import is_row_number
from churn_desktop.importing.known_cells import cells_of
from churn_desktop.importing.payments import Payments


@dataclass(frozen=True, slots=True, eq=False)
class Built:
    """A book and the rows that are not in it.

    Attributes
    ----------
    book : Book
    set_aside : ndarray of bool
        One for each row of the table.
    """

    book: Book
    set_aside: Mask


@dataclass(frozen=True, slots=True, eq=False)
class Listing:
    """A list whose columns have been read.

    Attributes
    ----------
    table : Table
    columns : mapping of Role to ParsedColumn
    payments : Payments
        What each row pays.
    assumptions : Assumptions
    today : datetime.date
    findings : Findings
        Takes the doubts.
    said : str
        What names the list as a whole: its title, sheet and file.
    """

    table: Table
    columns: Mapping[Role, ParsedColumn]
    payments: Payments
    assumptions: Assumptions
    today: date
    findings: Findings
    said: str = ""

    def __len__(self) -> int:
        return len(self.table)

    def heading(self, role: Role) -> str | None:
        """Give the heading of a role, None where the list has none."""
        column = self.columns.get(role)
        return None if column is None else column.heading

    def without_id(self) -> Mask:
        """Find rows that do not say whose they are."""
        column = self.columns.get(Role.CUSTOMER_ID)
        blank = np.zeros(len(self), dtype=bool) if column is None else column.blank
        self.findings.rows(
            IssueCode.MISSING_ID,
            Severity.ERROR,
            blank,
            self.heading(Role.CUSTOMER_ID),
        )
        return blank

    def without_payment(self) -> Mask:
        """Find rows outside customers: trials, free, paid once."""
        trial = self.columns.get(Role.TRIAL)
        free = self.payments.outside | self.payments.free
        if trial is not None:
            free = free | (trial.values == YES)
        column = self.heading(Role.TRIAL) or self.heading(Role.FEE)
        if self.payments.outside.any():
            column = None
        used = "yes" if self.assumptions.include_free else "no"
        self.findings.rows(
            IssueCode.TRIAL_OR_FREE, Severity.NOTE, free, column, included=used
        )
        return np.zeros_like(free) if self.assumptions.include_free else free

    def tell_amounts(self, used: Mask) -> None:
        """Say which rows in use have an amount that cannot be counted."""
        fee = self.columns.get(Role.FEE)
        if fee is None:
            return
        missing = used & (fee.blank | fee.unreadable)
        negative = used & self.payments.negative
        warn = Severity.WARNING
        self.findings.rows(IssueCode.MISSING_AMOUNT, warn, missing, fee.heading)
        self.findings.rows(IssueCode.NEGATIVE_AMOUNT, warn, negative, fee.heading)

    def customers(self, rows: Codes) -> tuple[Codes, Texts, Texts]:
        """Give each of some rows its customer.

        Parameters
        ----------
        rows : ndarray of int32
            Positions in the table.

        Returns
        -------
        customer : ndarray of int32
            For each of the rows.
        ids, names : ndarray of object
            For each customer. Without an id column each row is a customer of its own,
            called by its file row.
        """
        import pandas as pd

        column = self.columns.get(Role.CUSTOMER_ID)
        if column is None:
            customer = np.arange(len(rows), dtype=np.int32)
            ids = _texts(self.table.rows[rows].astype(str))
            first = np.arange(len(rows))
        else:
            cells = cells_of(self.table, column.heading)
            if cells.trimmed and len({*cells.kinds.tolist()} - {Kind.BLANK}) == 1:
                # Texts are told apart already; numbers are compared faster.
                codes, first_codes = pd.factorize(cells.codes[rows])
                ids = taken(cells.texts, first_codes)
            else:
                codes, ids = pd.factorize(column.values[rows])
            customer = codes.astype(np.int32)
            first = np.full(len(ids), -1)
            first[customer[::-1]] = np.arange(len(rows))[::-1]
        return customer, _texts(ids), self._names(rows[first], _texts(ids))

    def _names(self, rows: Codes, ids: Texts) -> Texts:
        column = self.columns.get(Role.NAME)
        if column is None:
            return ids
        blank, values = column.blank[rows], taken(column.values, rows)
        return np.where(blank, ids, values) if blank.any() else values

    def repeated_rows(self, rows: Codes) -> Mask:
        """Tell which rows of the table say the same as an earlier one in every cell.

        Parameters
        ----------
        rows : ndarray of int32
            Positions of the rows that can be repetitions at all.
        """
        found = np.zeros(len(self), dtype=bool)
        headings = compared_headings(self.table)
        if len(rows) and headings:
            rows = np.sort(rows)
            cells = self.table.frame[headings].iloc[rows]
            found[rows] = cells.duplicated().to_numpy()
        return found


def compared_headings(table: Table) -> list[str]:
    """Name the columns in which two rows must agree to be the same twice."""
    return [heading for heading in table.headings if not is_row_number(heading)]


def _texts(values: npt.NDArray[np.generic] | Texts) -> Texts:
    return np.asarray(values).astype(object, copy=False)
