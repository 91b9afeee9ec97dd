"""Ask when something was done, and what came of it."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QWidget,
)

from churn_desktop.i18n import gettext as _
from churn_desktop.pages.editing import Act, Answer
from churn_desktop.ui.views.controls import DateEdit


class OutcomeDialog(QDialog):
    """Asks for a day and a few words; `answer` is what is on screen."""

    def __init__(self, act: Act, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outcomeDialog")
        self.setWindowTitle(act.text.replace("…", ""))
        self.when = DateEdit()
        self.when.show_date(today)
        self.outcome = QComboBox()
        self.outcome.setEditable(True)
        self.outcome.addItems(["", *act.outcomes])
        self.outcome.setMinimumWidth(300)
        form = QFormLayout(self)
        for words, field in (
            (_("Done on"), self.when),
            (_("What came of it"), self.outcome),
        ):
            field.setAccessibleName(words)
            form.addRow(words, field)
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form.addRow(buttons)
        self.outcome.setFocus()

    @property
    def answer(self) -> Answer:
        """What was said."""
        return Answer(self.when.chosen_date(), self.outcome.currentText().strip())
