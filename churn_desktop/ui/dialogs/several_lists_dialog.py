"""Several files chosen at once: read together, each with a day, or each by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from churn_desktop.i18n import gettext as _
from churn_desktop.ui.dialogs.list_days_table import ListDaysTable

WIDTH = 620


class SeveralListsDialog(QDialog):
    """Asks of which day each of several lists is.

    Parameters
    ----------
    names : sequence of str
        Of the files.
    days : mapping of str to datetime.date
        Those that are known.
    reason : str
        Why it is asked.
    together : bool
        Whether saying the days can help at all.

    Signals
    -------
    alone_wanted()
        Each file is to be opened by itself.
    """

    alone_wanted = Signal()

    def __init__(
        self,
        names: Sequence[str],
        days: Mapping[str, date],
        reason: str,
        parent: QWidget | None = None,
        *,
        together: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("severalListsDialog")
        self.setWindowTitle(_("Several lists"))
        self._together = together
        self.reason = QLabel(reason)
        self.reason.setWordWrap(True)
        self.reason.setProperty("kind", "warning")
        self.table = ListDaysTable()
        self.table.show_lists(names, days)
        self.table.setVisible(together)
        self._warning = QLabel()
        self._warning.setObjectName("daysWarning")
        self._warning.setProperty("kind", "faint")
        self._warning.setWordWrap(True)
        self._make_buttons()
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(self.reason)
        if together:
            words = QLabel(
                _(
                    "Lists of the same customers on several dates are read together: "
                    "who is missing in a list has left before its day. Say of which "
                    "day each list is."
                )
            )
            words.setWordWrap(True)
            column.addWidget(words)
        column.addWidget(self.table)
        column.addWidget(self._warning)
        column.addStretch()
        column.addWidget(self._buttons)
        self.setMinimumWidth(WIDTH)
        # A button is a dialog's default only once it is in it.
        (self.join if self._together else self.alone).setDefault(True)
        for name in names:
            if name not in days:
                self.table.box(name).setFocus()
                break
        self.table.changed.connect(lambda _changed: self._weigh())
        self._weigh()
        order = [*self.table.boxes(), *self._buttons.buttons()]
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    @property
    def warning(self) -> str:
        """What still keeps the lists from being read together."""
        return self._warning.text()

    def _make_buttons(self) -> None:
        kinds = QDialogButtonBox.ButtonRole
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.alone = self._buttons.addButton(_("Open each by itself"), kinds.ActionRole)
        self.join = QPushButton(_("Read them together"), self)
        self.join.setVisible(self._together)
        if self._together:
            self._buttons.addButton(self.join, kinds.AcceptRole)
        self.alone.clicked.connect(self._leave)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)

    def _weigh(self) -> None:
        days = self.table.days()
        said = len(days) == self.table.rowCount()
        differ = len({*days.values()}) == len(days)
        self.join.setEnabled(said and differ)
        words = ""
        if self._together and not said:
            words = _("A day is still missing.")
        elif self._together and not differ:
            words = _("Two lists cannot be of the same day.")
        self._warning.setText(words)

    def _leave(self) -> None:
        self.reject()
        self.alone_wanted.emit()
