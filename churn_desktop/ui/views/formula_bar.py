"""Says how the selected number came about."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QWidget

from churn_desktop.i18n import gettext as _
from churn_desktop.pages.explain import Explanation


class FormulaBar(QFrame):
    """Shows subject, calculation and interval of one number; text can be copied."""

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
        self._expression = QLineEdit()
        self._expression.setReadOnly(True)
        self._expression.setFrame(False)
        self._expression.setAccessibleName(_("How the selected number came about"))
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
        return "  ".join(part for part in parts if part)

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

    def show_cell(self, name: str, text: str) -> None:
        """Show the full text of a cell of the user's own sheet."""
        self._show(name, " ".join(text.split()), "")

    def clear(self) -> None:
        """Show nothing."""
        self._show("", "", "")

    def _show(self, subject: str, expression: str, interval: str) -> None:
        self._subject.setText(subject)
        self._expression.setText(expression)
        self._expression.setCursorPosition(0)
        self._expression.setToolTip(expression)
        self._interval.setText(interval)
        self._sign.setVisible(bool(subject))
