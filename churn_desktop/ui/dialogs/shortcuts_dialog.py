"""All keys at a glance."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import mark
from churn_desktop.ui.actions import plain

IN_TABLES = (
    ("Ctrl+Up", mark("To the edge of the filled cells, in any direction")),
    ("Ctrl+Shift+Down", mark("Select to the edge of the filled cells")),
    ("Ctrl+Home", mark("To the first cell")),
    ("Ctrl+End", mark("To the last cell")),
    ("Ctrl+Space", mark("Select the column")),
    ("Shift+Space", mark("Select the row")),
    ("Ctrl+A", mark("Select everything")),
    ("Return", mark("Show the customers behind a number")),
)


class ShortcutsDialog(QDialog):
    """Lists the keys of all actions and those that work in tables."""

    def __init__(
        self, actions: Mapping[str, QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("shortcutsDialog")
        self.setWindowTitle(_("Keyboard shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        lines = [
            (action.shortcut(), plain(action.text()))
            for action in actions.values()
            if not action.shortcut().isEmpty()
        ]
        lines += [(QKeySequence(keys), _(words)) for keys, words in IN_TABLES]
        self._table = QTableWidget(len(lines), 2)
        self._table.setHorizontalHeaderLabels([_("Keys"), _("What they do")])
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.verticalHeader().hide()
        self._table.horizontalHeader().setSectionResizeMode(
            1, QHeaderView.ResizeMode.Stretch
        )
        self._table.setColumnWidth(0, 160)
        native = QKeySequence.SequenceFormat.NativeText
        for row, (keys, words) in enumerate(lines):
            self._table.setItem(row, 0, QTableWidgetItem(keys.toString(native)))
            self._table.setItem(row, 1, QTableWidgetItem(words))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self._table)
        column.addWidget(buttons)
        self.resize(520, 560)

    @property
    def table(self) -> QTableWidget:
        """Keys and what they do."""
        return self._table
