"""Where doubts about a list are collected while it is being understood."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from churn_desktop.core.issues import Issue, IssueCode, Severity
from churn_desktop.core.table import Rows

Mask = npt.NDArray[np.bool_]


class Findings:
    """Collect issues of one sheet.

    Parameters
    ----------
    rows : ndarray of int64
        File row of each row of the table.
    sheet : str or None
    """

    def __init__(self, rows: Rows, sheet: str | None) -> None:
        self._rows = rows
        self._sheet = sheet
        self._issues: list[Issue] = []

    @property
    def issues(self) -> tuple[Issue, ...]:
        """All that was found, in the order in which it was found."""
        return tuple(self._issues)

    def rows(
        self,
        code: IssueCode,
        severity: Severity,
        wrong: Mask,
        column: str | None = None,
        **facts: str,
    ) -> None:
        """Add an issue about some rows; nothing when there are none.

        Parameters
        ----------
        wrong : ndarray of bool
            One for each row of the table.
        """
        if wrong.any():
            # Rows that were put in between have numbers after all others.
            rows = tuple(np.sort(self._rows[wrong]).tolist())
            self._issues.append(Issue(code, severity, column, rows, self._sheet, facts))

    def whole(
        self,
        code: IssueCode,
        severity: Severity,
        column: str | None = None,
        **facts: str,
    ) -> None:
        """Add an issue about a whole column or the whole list."""
        self._issues.append(Issue(code, severity, column, (), self._sheet, facts))
