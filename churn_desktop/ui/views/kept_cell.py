"""The current cell stays the same one when other rows are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from churn_desktop.ui.sheet.arranger import SheetArranger
    from churn_desktop.ui.views.sheet_view import SheetView


class KeptCell(QObject):
    """Selects a cell again after rows came and went; the first where it went too.

    When the same rows are sorted the cursor stays where it is on the screen, as in a
    spreadsheet: it is told anew, because another cell is there.
    """

    def __init__(self, sheet: SheetView, arranger: SheetArranger) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._place: tuple[int, str] | None = None
        sheet.selected.connect(self._remember)
        arranger.changed.connect(self._restore)
        sheet.sheet().modelReset.connect(self._forget)

    def _forget(self) -> None:
        if self._sheet.sheet().table is None:
            # Another list will follow, with cells of its own.
            self._place = None

    def _remember(self) -> None:
        self._place = self._here() or self._place

    def _here(self) -> tuple[int, str] | None:
        """Give table position and heading of the current cell."""
        index, model = self._sheet.currentIndex(), self._sheet.sheet()
        inside = index.row() < len(model) and index.column() < len(model.headings)
        if not index.isValid() or not inside:
            return None
        return model.position(index.row()), model.heading(index.column())

    def _restore(self) -> None:
        sheet, model = self._sheet, self._sheet.sheet()
        if self._place is not None and not sheet.ranges() and len(model):
            position, heading = self._place
            found = np.flatnonzero(model.positions(0, len(model) - 1) == position)
            known = heading in model.headings
            column = model.headings.index(heading) if known else 0
            sheet.go_to(int(found[0]) if len(found) else 0, column)
        elif self._here() != self._place:
            sheet.selected.emit()
