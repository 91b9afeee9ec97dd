"""The part of the start page about work that was not saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from churn_desktop.i18n import gettext as _
from churn_desktop.ui.views.button_row import words


@dataclass(frozen=True, slots=True)
class Recoverable:
    """One document that can be recovered.

    Attributes
    ----------
    name : str
    when : str
        When it was last changed, as a sentence.
    recover, discard : callable
    """

    name: str
    when: str
    recover: Callable[[], None]
    discard: Callable[[], None]


class RecoveryList(QFrame):
    """Offers to recover or discard each document."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lostList")
        self.setAccessibleName(_("Work that was not saved"))
        self.setProperty("kind", "notice")
        self.setProperty("tone", "warning")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 10, 14, 12)
        self._column.setSpacing(8)
        self.hide()

    def show_recoverable(self, lost: Sequence[Recoverable]) -> None:
        """Show these and no others."""
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.setVisible(bool(lost))
        if not lost:
            return
        title = _("The program ended before this was saved")
        self._column.addWidget(words(title, "title"))
        for one in lost:
            self._column.addWidget(_row(one))


def _row(one: Recoverable) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    said = QVBoxLayout()
    said.setSpacing(0)
    said.addWidget(words(one.name, ""))
    said.addWidget(words(one.when, "faint"))
    row.addLayout(said, 1)
    recover = QPushButton(_("Recover"))
    recover.setProperty("kind", "primary")
    recover.setAccessibleName(_("Recover {name}").format(name=one.name))
    recover.clicked.connect(lambda _checked=False: one.recover())
    discard = QPushButton(_("Discard…"))
    discard.setAccessibleName(_("Discard {name}").format(name=one.name))
    discard.clicked.connect(lambda _checked=False: one.discard())
    row.addWidget(recover)
    row.addWidget(discard)
    return line
