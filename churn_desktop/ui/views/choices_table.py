"""A table with a choice on each line, gone through by Tab."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from churn_desktop.ui.views.wheel_guard import WheelGuard


class ChoicesTable(QTableWidget):
    """Shows texts and boxes; the boxes take the keyboard, never the table itself."""

    def __init__(
        self,
        name: str,
        says: str,
        widths: Sequence[tuple[str, int | QHeaderView.ResizeMode]],
        parent: QWidget | None = None,
    ) -> None:
        """Make it.

        Parameters
        ----------
        name : str
            By which it is found.
        says : str
            What it is about, for those who hear it.
        widths : sequence of (str, int or QHeaderView.ResizeMode)
            Heading and width of each column; a number of pixels is fixed.
        parent : QWidget, optional
        """
        super().__init__(0, len(widths), parent)
        self.setObjectName(name)
        self.setAccessibleName(says)
        self.setHorizontalHeaderLabels([heading for heading, _width in widths])
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # Tab goes through the choices, and then on.
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 14)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        for column, (_heading, width) in enumerate(widths):
            if isinstance(width, int):
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
                self.setColumnWidth(column, width)
            else:
                header.setSectionResizeMode(column, width)
        self._guard = WheelGuard(self)

    def put(self, row: int, column: int, text: str) -> None:
        """Show a text, in full where one points at it."""
        item = QTableWidgetItem(text)
        item.setToolTip(text)
        self.setItem(row, column, item)

    def put_box(self, row: int, column: int, box: QWidget) -> None:
        """Show a choice, which the wheel does not change by the way."""
        self._guard.watch(box)
        self.setCellWidget(row, column, box)
