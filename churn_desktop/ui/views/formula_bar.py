"""Says how the selected number came about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from churn_desktop.i18n import gettext as _
from churn_desktop.ui.views.cell_line import CellLine

if TYPE_CHECKING:
    from churn_desktop.pages.explain import Explanation


class FormulaBar(QFrame):
    """Shows subject, calculation and interval of one number; text can be copied.

    Of a cell of the user's own sheet it shows the whole text, which can be edited here.

    Signals
    -------
    cell_typed(object, str)
        A text is to stand in a cell, as it was named when it was shown.
    cell_left(int, bool)
        The cell was left with this key, and with Shift; 0: it stays as it was.
    """

    cell_typed = Signal(object, str)
    cell_left = Signal(int, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("formulaBar")
        self.setProperty("kind", "bar")
        self._subject = QLabel()
        self._subject.setProperty("kind", "title")
        self._subject.setMinimumWidth(180)
        self._subject.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self._sign = QLabel("=")
        self._sign.setProperty("kind", "faint")
        self._cell: object = None
        self._locked = False
        self._expression = CellLine()
        self._expression.typed.connect(self._tell_typed)
        self._expression.left.connect(self.cell_left)
        self._expression.setPlaceholderText(
            _("Select a number to see how it came about.")
        )
        self._interval = QLabel()
        self._interval.setProperty("kind", "faint")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 3, 10, 3)
        row.setSpacing(8)
        row.addWidget(self._subject)
        row.addWidget(self._sign)
        row.addWidget(self._expression, 1)
        row.addWidget(self._interval)
        self.clear()

    @property
    def text(self) -> str:
        """All it says, in one line."""
        parts = (self._subject.text(), self._expression.text(), self._interval.text())
        return "  ".join(" ".join(part.split()) for part in parts if part)

    @property
    def formula(self) -> str:
        """The calculation alone."""
        return self._expression.text()

    def show_explanation(self, explanation: Explanation) -> None:
        """Show how a number came about."""
        interval = explanation.interval
        self._show(
            explanation.subject,
            explanation.expression,
            _("({interval})").format(interval=interval) if interval else "",
        )

    def show_cell(self, name: str, text: str, cell: object) -> None:
        """Show the whole text of a cell of the user's own sheet, to be edited.

        Parameters
        ----------
        name : str
            What people call the cell.
        text : str
        cell : object
            What `cell_typed` tells: the cell is this one wherever it goes meanwhile.
        """
        if self._expression.editing and cell == self._cell:
            return
        self._show(name, text, "", cell)

    def set_locked(self, locked: bool) -> None:
        """Let no cell be edited for a while."""
        self._locked = locked
        if self._cell is not None:
            self._expression.setReadOnly(locked)

    def finish(self) -> None:
        """Take what is being typed."""
        if self._cell is not None:
            self._expression.finish()

    def clear(self) -> None:
        """Show nothing."""
        self._show("", "", "")

    def _tell_typed(self, text: str) -> None:
        self.cell_typed.emit(self._cell, text)

    def _show(
        self, subject: str, expression: str, interval: str, cell: object = None
    ) -> None:
        self.finish()
        self._cell = cell
        editable = cell is not None and not self._locked
        self._subject.setText(subject)
        self._expression.show_text(expression, editable=editable)
        words = _("How the selected number came about")
        if cell is not None:
            words = _("Text of the selected cell")
        self._expression.setAccessibleName(words)
        self._interval.setText(interval)
        self._sign.setVisible(bool(subject and expression) and cell is None)
