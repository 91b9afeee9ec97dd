"""Write down what happened when: a price rise, a new rival, a fair."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from churn_desktop.core.project import Note
from churn_desktop.i18n import gettext as _
from churn_desktop.ui.views.controls import DateEdit

WHEN, TEXT = 0, 1


class NotesDialog(QDialog):
    """Shows the notes and lets one change them; `notes` are those on screen."""

    def __init__(
        self, notes: Iterable[Note], today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("notesDialog")
        self.setWindowTitle(_("Notes"))
        about = QLabel(_("What happened, and when. Notes are kept with the project."))
        about.setWordWrap(True)
        self.table = QTableWidget(0, 2)
        self.table.setObjectName("notesTable")
        self.table.setAccessibleName(_("Notes"))
        self.table.setHorizontalHeaderLabels([_("Date"), _("What happened")])
        self.table.horizontalHeader().setSectionResizeMode(
            TEXT, QHeaderView.ResizeMode.Stretch
        )
        self.table.verticalHeader().hide()
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.itemChanged.connect(self._check)
        for note in sorted(notes, key=lambda note: note.when):
            self._show(note)
        self.when, self.text = DateEdit(), QLineEdit()
        self.when.setAccessibleName(_("Date"))
        self.when.show_date(today)
        self.text.setPlaceholderText(_("What happened"))
        self.text.setAccessibleName(_("What happened"))
        self.add_button = QPushButton(_("Add"))
        # Enter in the line adds the note; once more, with nothing typed, is enough.
        self.add_button.setDefault(True)
        self.add_button.clicked.connect(self._add_or_finish)
        self.remove_button = QPushButton(_("Remove"))
        self.remove_button.setAutoDefault(False)
        self.remove_button.clicked.connect(self.remove)
        self.remove_button.setToolTip(_("Remove the selected notes (Del)"))
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.table)
        # Not of the text that is being typed.
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.remove)
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        for button in buttons.buttons():
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)
        buttons.accepted.connect(self._finish)
        buttons.rejected.connect(self.reject)
        line = QHBoxLayout()
        line.addWidget(self.when)
        line.addWidget(self.text, 1)
        line.addWidget(self.add_button)
        last = QHBoxLayout()
        last.addWidget(self.remove_button)
        last.addStretch(1)
        last.addWidget(buttons)
        column = QVBoxLayout(self)
        column.addWidget(about)
        column.addWidget(self.table, 1)
        column.addLayout(line)
        column.addLayout(last)
        self.resize(560, 400)
        self.text.setFocus()

    @property
    def notes(self) -> tuple[Note, ...]:
        """The notes on screen, by date."""
        found = []
        for row in range(self.table.rowCount()):
            when, text = self.table.item(row, WHEN), self.table.item(row, TEXT)
            if when is not None and text is not None and text.text().strip():
                day = date.fromisoformat(when.data(Qt.ItemDataRole.UserRole))
                found.append(Note(day, text.text().strip()))
        return tuple(sorted(found, key=lambda note: note.when))

    def add(self) -> None:
        """Take over what is in the line below the list."""
        text = self.text.text().strip()
        if text:
            self._show(Note(self.when.chosen_date(), text))
            self.text.clear()
            self.text.setFocus()

    def edit(self, note: Note) -> None:
        """Begin to edit the text of a note that is in the list."""
        for row in range(self.table.rowCount()):
            when, text = self.table.item(row, WHEN), self.table.item(row, TEXT)
            if when is None or text is None:
                continue
            if (when.text(), text.text()) == (note.when.isoformat(), note.text):
                self.table.setCurrentItem(text)
                self.table.setFocus()
                self.table.editItem(text)
                return

    def remove(self) -> None:
        """Take the selected notes away."""
        chosen = {index.row() for index in self.table.selectedIndexes()}
        for row in sorted(chosen, reverse=True):
            self.table.removeRow(row)

    def _add_or_finish(self) -> None:
        if self.text.text().strip():
            self.add()
        else:
            self.accept()

    def _finish(self) -> None:
        # A note that was typed and not added is one that was wanted.
        self.add()
        self.accept()

    def _show(self, note: Note) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        when = QTableWidgetItem(note.when.isoformat())
        when.setData(Qt.ItemDataRole.UserRole, note.when.isoformat())
        self.table.setItem(row, WHEN, when)
        self.table.setItem(row, TEXT, QTableWidgetItem(note.text))

    def _check(self, item: QTableWidgetItem) -> None:
        """Let a date only be another date."""
        if item.column() != WHEN:
            return
        known = item.data(Qt.ItemDataRole.UserRole)
        if known is None or known == item.text():
            return
        try:
            day = date.fromisoformat(item.text().strip()).isoformat()
        except ValueError:
            item.setText(known)
            return
        item.setData(Qt.ItemDataRole.UserRole, day)
        item.setText(day)
