"""Asks by which columns the rows are sorted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import mark
from churn_desktop.pages.terms import heading_title
from churn_desktop.ui.sheet.arranger import SortKey

LINES = (
    mark("Sort by"), mark("then by"), mark("then by"), mark("then by"),
)  # fmt: skip


class SortDialog(QDialog):
    """Lets the user choose up to four columns, the most important first.

    Parameters
    ----------
    headings : sequence of str
    sorting : sequence of SortKey
        What the rows are sorted by now.
    """

    def __init__(
        self,
        headings: Sequence[str],
        sorting: Sequence[SortKey],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("sortDialog")
        self.setWindowTitle(_("Sort by several columns"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        grid = QGridLayout()
        self._lines: list[tuple[QComboBox, QComboBox]] = []
        for row, words in enumerate(LINES):
            column, direction = QComboBox(), QComboBox()
            column.setObjectName(f"sortColumnBox{row + 1}")
            column.addItem(_("(nothing)"), None)
            for heading in headings:
                column.addItem(heading_title(heading), heading)
            direction.setObjectName(f"sortDirectionBox{row + 1}")
            direction.addItem(_("ascending"), False)
            direction.addItem(_("descending"), True)
            direction.setAccessibleName(_("Direction"))
            label = QLabel(_(words))
            label.setBuddy(column)
            column.setAccessibleName(label.text())
            if row < len(sorting):
                column.setCurrentIndex(max(column.findData(sorting[row].heading), 0))
                direction.setCurrentIndex(int(sorting[row].descending))
            grid.addWidget(label, row, 0)
            grid.addWidget(column, row, 1)
            grid.addWidget(direction, row, 2)
            self._lines.append((column, direction))
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        outer = QVBoxLayout(self)
        outer.addLayout(grid)
        outer.addWidget(buttons)

    @property
    def keys(self) -> tuple[SortKey, ...]:
        """What was chosen; a column named twice counts once."""
        found: dict[str, bool] = {}
        for column, direction in self._lines:
            heading = column.currentData()
            if heading is not None:
                found.setdefault(heading, bool(direction.currentData()))
        return tuple(SortKey(heading, down) for heading, down in found.items())
