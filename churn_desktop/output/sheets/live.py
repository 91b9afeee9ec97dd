"""The seam between drawing a sheet and knowing what stands behind its numbers."""

from __future__ import annotations

from typing import Protocol

from churn_desktop.pages.model import Measure, PageId, Source, Table


class LiveSource(Protocol):
    """Knows the formula of a cell, if there is one."""

    def formula(
        self, page: PageId, table: Table, row: int, measure: Measure
    ) -> str | None:
        """Give the formula of a table's cell without its equals sign, or None."""
        ...

    def origin(self, source: Source) -> str | None:
        """Give the reference of the cell a card's figure comes from, or None."""
        ...


class Fixed:
    """Nothing is live: every cell holds its value."""

    def formula(
        self,
        page: PageId,  # noqa: ARG002
        table: Table,  # noqa: ARG002
        row: int,  # noqa: ARG002
        measure: Measure,  # noqa: ARG002
    ) -> str | None:
        return None

    def origin(self, source: Source) -> str | None:  # noqa: ARG002
        return None
