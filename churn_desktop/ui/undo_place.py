"""What was undone or done again is brought into sight, as in a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from churn_desktop.pages.model import PageId

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QAction

    from churn_desktop.core.table import Table
    from churn_desktop.ui.main_window import MainWindow


class UndoPlace(QObject):
    """Selects the first cell that an undo or redo changed, where the sheet is shown."""

    def __init__(self, window: MainWindow, actions: Iterable[QAction]) -> None:
        super().__init__(window)
        self._window, self._document = window, window.document
        self._former: Table | None = None
        self._table: Table | None = None
        self._document.project_changed.connect(self._follow)
        for action in actions:
            # After Qt's own connection: by now it is undone.
            action.triggered.connect(self._show)

    def _follow(self) -> None:
        project = self._document.project
        self._former = self._table
        self._table = None if project is None else project.table

    def _show(self) -> None:
        former, table = self._former, self._table
        if former is None or table is None or former is table:
            return
        if self._window.pages.chosen is not PageId.CUSTOMERS:
            return
        import numpy as np

        from churn_desktop.core.first_difference import first_difference

        found, customers = first_difference(former, table), self._window.pages.customers
        model = customers.model
        if found is None or model.table is not table:
            return
        position, heading = found
        shown = np.flatnonzero(model.positions(0, len(model) - 1) == position)
        if len(shown) and heading in model.headings:
            customers.sheet.go_to(int(shown[0]), model.headings.index(heading))
