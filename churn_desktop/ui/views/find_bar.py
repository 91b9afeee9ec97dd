"""A line to look for text in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QWidget,
)

from churn_desktop.i18n import gettext as _

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


class FindBar(QFrame):
    """Asks for the next or the former cell that contains a text.

    Signals
    -------
    wanted(str, bool)
        The text, and whether to look backwards.
    closed()
        Nobody looks for anything any more.
    """

    wanted = Signal(str, bool)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "bar")
        self._text = QLineEdit()
        self._text.setObjectName("findEdit")
        self._text.setAccessibleName(_("Find"))
        self._text.setPlaceholderText(_("Find in all columns"))
        self._text.setClearButtonEnabled(True)
        self._text.setMinimumWidth(220)
        self._text.returnPressed.connect(self.find_next)
        self._outcome = QLabel()
        self._outcome.setProperty("kind", "faint")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.addWidget(QLabel(_("Find:")))
        row.addWidget(self._text)
        row.addWidget(_button("▲", _("Find the former one"), self.find_former))
        row.addWidget(_button("▼", _("Find the next one"), self.find_next))
        row.addWidget(self._outcome)
        row.addStretch()
        row.addWidget(_button("✕", _("Close"), self.close_bar))
        self.hide()

    @property
    def outcome(self) -> str:
        """What it says about the last search."""
        return self._outcome.text()

    def open_bar(self) -> None:
        """Show it and wait for text."""
        self.show()
        self._text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._text.selectAll()

    def close_bar(self) -> None:
        """Hide it."""
        self.hide()
        self.closed.emit()

    def find_next(self) -> None:
        """Ask for the next one."""
        self._ask(backwards=False)

    def find_former(self) -> None:
        """Ask for the one before."""
        self._ask(backwards=True)

    def tell(self, *, found: bool) -> None:
        """Say whether there was any."""
        self._outcome.setText("" if found else _("Not found."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def _ask(self, *, backwards: bool) -> None:
        if self._text.text():
            self.wanted.emit(self._text.text(), backwards)


def _button(sign: str, name: str, slot: Callable[[], None]) -> QToolButton:
    button = QToolButton()
    button.setText(sign)
    button.setToolTip(name)
    button.setAccessibleName(name)
    button.setAutoRaise(True)
    button.clicked.connect(slot)
    return button
