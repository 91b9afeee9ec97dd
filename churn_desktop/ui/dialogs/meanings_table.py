"""The columns of a list, their first values, and a choice of meaning for each."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from churn_desktop.core.schema import Role
from churn_desktop.core.table import Table
from churn_desktop.i18n import gettext as _
from churn_desktop.pages.terms import role_title
from churn_desktop.ui.views.wheel_guard import WheelGuard

ROWS_LOOKED_AT = 200
VALUES_SHOWN = 3


class MeaningsTable(QTableWidget):
    """One line for each column; a meaning goes to one column only.

    Signals
    -------
    changed(dict of Role to str)
        The meanings are others now.
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 3, parent)
        self.setObjectName("meaningsTable")
        self.setAccessibleName(_("What each column means"))
        self.setHorizontalHeaderLabels([_("Column"), _("First values"), _("Means")])
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 14)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Fixed)
        self.setColumnWidth(0, 170)
        self.setColumnWidth(2, 230)
        self._headings: tuple[str, ...] = ()
        self._guard = WheelGuard(self)

    def show_table(self, table: Table, roles: Mapping[Role, str]) -> None:
        """Show the columns of a table and their meanings."""
        meanings = {heading: role for role, heading in roles.items()}
        self._headings = table.headings
        self.setRowCount(0)
        self.setRowCount(len(self._headings))
        for row, heading in enumerate(self._headings):
            self.setItem(row, 0, _item(heading))
            self.setItem(row, 1, _item(first_values(table, heading)))
            box = self._make_box(heading, meanings.get(heading))
            box.activated.connect(lambda _index, r=row: self._change(r))
            self.setCellWidget(row, 2, box)

    def box(self, heading: str) -> QComboBox:
        """Give the choice for a column."""
        box = self.cellWidget(self._headings.index(heading), 2)
        assert isinstance(box, QComboBox)
        return box

    def roles(self) -> dict[Role, str]:
        """Give the meanings that are chosen."""
        chosen = (
            (self.box(heading).currentData(), heading) for heading in self._headings
        )
        return {Role(role): heading for role, heading in chosen if role is not None}

    def choose(self, heading: str, role: Role | None) -> None:
        """Give a column a meaning."""
        box = self.box(heading)
        box.setCurrentIndex(box.findData(role))
        self._change(self._headings.index(heading))

    def _make_box(self, heading: str, role: Role | None) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(_("Meaning of “{column}”").format(column=heading))
        self._guard.watch(box)
        box.addItem(_("nothing that figures need"), None)
        box.insertSeparator(1)
        for known in Role:
            box.addItem(role_title(known), known)
        box.setCurrentIndex(max(box.findData(role), 0))
        return box

    def _change(self, row: int) -> None:
        role = self.box(self._headings[row]).currentData()
        for heading in self._headings:
            box = self.box(heading)
            if heading != self._headings[row] and role and box.currentData() == role:
                with QSignalBlocker(box):
                    box.setCurrentIndex(0)
        self.changed.emit(self.roles())


def first_values(table: Table, heading: str) -> str:
    """Write the first different values of a column that are not blank."""
    cells = (str(cell) for cell in table.frame[heading].iloc[:ROWS_LOOKED_AT])
    found = list(
        dict.fromkeys(" ".join(cell.split()) for cell in cells if cell.strip())
    )
    return _(", ").join(found[:VALUES_SHOWN]) + (
        "…" if len(found) > VALUES_SHOWN else ""
    )


def _item(text: str) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setToolTip(text)
    return item
