"""A line to replace text in many cells, with the number of them told beforehand."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
from churn_desktop.ui.models.sheet_replace import Found, Wanted

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

WAIT = 150
"""Milliseconds after the last key before cells are counted."""


class Scope(StrEnum):
    """Where to look; hidden rows and columns are left alone."""

    ALL = "all"
    COLUMN = "column"
    SELECTION = "selection"


class ReplaceBar(QFrame):
    """Asks what to replace by what.

    Signals
    -------
    count_wanted(Wanted, str)
        Cells are to be found, in a `Scope`.
    replace_wanted(Found)
        They are to be replaced.
    closed()
    """

    count_wanted = Signal(object, str)
    replace_wanted = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("replaceBar")
        self.setProperty("kind", "bar")
        self.text = _line("replaceFindEdit", _("Text to replace"))
        self.instead = _line("replaceWithEdit", _("Replace with"))
        self.scope = QComboBox()
        self.scope.setAccessibleName(_("Where to replace"))
        for scope, words in (
            (Scope.ALL, _("In all columns")),
            (Scope.COLUMN, _("In this column")),
            (Scope.SELECTION, _("In the selection")),
        ):
            self.scope.addItem(words, scope)
        self.match_case = QCheckBox(_("Match &case"))
        self.whole_cell = QCheckBox(_("&Whole cell"))
        self._told = QLabel()
        self._told.setProperty("kind", "faint")
        self._button = QPushButton(_("&Replace all"))
        self._button.setObjectName("replaceAllButton")
        self._button.setEnabled(False)
        self._found: Found | None = None
        self._waiting = QTimer(self, singleShot=True, interval=WAIT)
        self._build()
        self.hide()

    def _build(self) -> None:
        close = QToolButton()
        close.setText("✕")
        close.setAutoRaise(True)
        close.setAccessibleName(_("Close"))
        close.clicked.connect(self.close_bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.addWidget(QLabel(_("Replace:")))
        row.addWidget(self.text)
        row.addWidget(QLabel(_("with:")))
        for widget in (self.instead, self.scope, self.match_case, self.whole_cell,
                       self._button, self._told):  # fmt: skip
            row.addWidget(widget)
        row.addStretch()
        row.addWidget(close)
        self._waiting.timeout.connect(self._ask)
        for signal in (
            self.text.textChanged,
            self.instead.textChanged,
            self.scope.currentIndexChanged,
            self.match_case.toggled,
            self.whole_cell.toggled,
        ):
            signal.connect(self.count_again)
        for line in (self.text, self.instead):
            line.returnPressed.connect(self._replace)
        self._button.clicked.connect(self._replace)

    @property
    def told(self) -> str:
        """What it says about the cells."""
        return self._told.text()

    def open_bar(self) -> None:
        """Show it and wait for text."""
        self.show()
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.text.selectAll()
        self.count_again()

    def close_bar(self) -> None:
        """Hide it."""
        self.hide()
        self.closed.emit()

    def count_again(self) -> None:
        """Find the cells anew, soon: text, sheet or selection have changed."""
        self._found = None
        self._button.setEnabled(False)
        if self.isVisible():
            self._waiting.start()

    def tell(self, found: Found) -> None:
        """Say how many cells there are."""
        self._found = found
        self._button.setEnabled(bool(found.count))
        if not found.wanted.text:
            self._told.clear()
            return
        count, columns = found.count, len(found.cells)
        if not count:
            self._told.setText(_("Not found."))
        else:
            cells = ngettext("{count} cell", "{count} cells", count)
            places = ngettext("in {count} column", "in {count} columns", columns)
            self._told.setText(
                _("{cells} {places}").format(
                    cells=cells.format(count=f"{count:,}"),
                    places=places.format(count=columns),
                )
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        wanted = Wanted(
            self.text.text(),
            self.instead.text(),
            self.match_case.isChecked(),
            self.whole_cell.isChecked(),
        )
        self.count_wanted.emit(wanted, self.scope.currentData())

    def _replace(self) -> None:
        """Replace what was counted; never what nobody has seen the number of."""
        if self._found is not None and self._found.count:
            self.replace_wanted.emit(self._found)


def _line(name: str, words: str) -> QLineEdit:
    line = QLineEdit()
    line.setObjectName(name)
    line.setAccessibleName(words)
    line.setPlaceholderText(words)
    line.setMinimumWidth(130)
    return line
