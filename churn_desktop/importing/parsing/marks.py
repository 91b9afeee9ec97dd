"""What is doubtful about single cells while a file is read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from churn_desktop.core.grid import cell_name
from churn_desktop.core.issues import IssueCode, Severity

CELLS_NAMED = 20
"""So many cells an issue names at most; it counts all of them."""

_SEVERITY = {
    IssueCode.ERROR_CELLS: Severity.WARNING,
    IssueCode.FORMULA_WITHOUT_VALUE: Severity.WARNING,
    IssueCode.EXTERNAL_LINK: Severity.WARNING,
    IssueCode.PRECISION_LOST: Severity.WARNING,
    IssueCode.DATE_UNREADABLE: Severity.WARNING,
    IssueCode.CONTROL_CHARACTERS: Severity.WARNING,
    IssueCode.CELL_TOO_LONG: Severity.WARNING,
    IssueCode.SCIENTIFIC_NOTATION: Severity.WARNING,
    IssueCode.TRUNCATED: Severity.WARNING,
    IssueCode.RAGGED_ROWS: Severity.WARNING,
    IssueCode.STRAY_CELLS: Severity.WARNING,
    IssueCode.EXTENSION_MISMATCH: Severity.WARNING,
}


class Marks:
    """Gathers marked cells, one entry for each kind of doubt."""

    def __init__(self) -> None:
        self._rows: dict[IssueCode, set[int]] = {}
        self._cells: dict[IssueCode, list[str]] = {}
        self._count: dict[IssueCode, int] = {}
        self._facts: dict[IssueCode, dict[str, str]] = {}
        self._severity: dict[IssueCode, Severity] = {}
        self.hidden_rows: set[int] = set()

    def cell(self, code: IssueCode, row: int, column: int) -> None:
        """Mark a cell, row and column counted from 0."""
        self._rows.setdefault(code, set()).add(row + 1)
        self._count[code] = self._count.get(code, 0) + 1
        cells = self._cells.setdefault(code, [])
        if len(cells) < CELLS_NAMED:
            cells.append(cell_name(row + 1, column + 1))

    def rows(self, code: IssueCode, rows: Iterable[int]) -> None:
        """Mark whole rows, counted from 0."""
        marked = self._rows.setdefault(code, set())
        before = len(marked)
        marked.update(row + 1 for row in rows)
        self._count[code] = self._count.get(code, 0) + len(marked) - before

    def file(
        self, code: IssueCode, severity: Severity | None = None, /, **facts: str
    ) -> None:
        """Mark the whole sheet or file, if need be with another severity."""
        if severity is not None:
            self._severity[code] = severity
        self._rows.setdefault(code, set())
        self._facts.setdefault(code, {}).update(facts)

    def update(self, others: Marks) -> None:
        """Take over the cells and rows that were marked elsewhere."""
        for code, rows in others._rows.items():
            self._rows.setdefault(code, set()).update(rows)
            cells = self._cells.setdefault(code, [])
            cells += others._cells.get(code, [])[: CELLS_NAMED - len(cells)]
            count = others._count.get(code, 0)
            self._count[code] = self._count.get(code, 0) + count

    def as_json(self) -> list[list[Any]]:
        """Give every mark as ``[code, severity, rows, facts]``."""
        entries: list[list[Any]] = []
        for code, rows in self._rows.items():
            facts = {}
            count = self._count.get(code, 0)
            if cells := self._cells.get(code):
                facts["cells"] = ", ".join(cells)
                if count > len(cells):
                    facts["cells"] += ", …"
            if count:
                facts["count"] = str(count)
            facts.update(self._facts.get(code, {}))
            severity = self._severity.get(code) or _SEVERITY.get(code, Severity.NOTE)
            entries.append([code.value, severity.value, sorted(rows), facts])
        return entries
