"""Says which rows are on screen when not all are, and leads back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)

from churn_desktop.i18n import gettext as _


class TrailBar(QFrame):
    """Names a filter, clears it and goes back to where it came from.

    Signals
    -------
    cleared()
        All rows are wanted again.
    back_wanted()
        The page the filter came from is wanted.
    """

    cleared = Signal()
    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trailBar")
        self.setProperty("kind", "notice")
        self.setProperty("tone", "note")
        self._back = QPushButton()
        self._back.setProperty("kind", "link")
        self._back.setAccessibleName(_("Back"))
        self._back.setToolTip(_("Back to where these rows came from (Esc)"))
        self._back.clicked.connect(self.back_wanted)
        self._subject = QLabel()
        self._clear = QToolButton()
        self._clear.setText("✕")
        self._clear.setObjectName("clearFilterButton")
        self._clear.setAutoRaise(True)
        self._clear.setToolTip(_("Show all rows again"))
        self._clear.setAccessibleName(_("Show all rows again"))
        self._clear.clicked.connect(self.cleared)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.addWidget(self._back)
        row.addWidget(self._subject)
        row.addWidget(self._clear)
        row.addStretch()
        self.hide()

    @property
    def text(self) -> str:
        """What is on screen, in words."""
        return self._subject.text()

    def show_trail(self, subject: str, came_from: str) -> None:
        """Say what is on screen; ``came_from`` may be ``""``."""
        self._subject.setText(subject)
        self._back.setText(_("‹ Back to {page}").format(page=came_from))
        self._back.setAccessibleName(self._back.text().removeprefix("‹ "))
        self._back.setVisible(bool(came_from))
        self.show()
