"""Asks which of two days a date means."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from churn_desktop.core.schema import DateOrder
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import mark, ngettext
from churn_desktop.ui.models.preview import Question

DATE_ORDERS = {
    DateOrder.YMD: mark("year, month, day"),
    DateOrder.DMY: mark("day, month, year"),
    DateOrder.MDY: mark("month, day, year"),
}


class OrderQuestion(QFrame):
    """Shows one date of the list in every order in which it can be read.

    Signals
    -------
    answered(DateOrder)
    """

    answered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("orderQuestion")
        self.setProperty("kind", "notice")
        self.setProperty("tone", "warning")
        self._question: Question | None = None
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._group = QButtonGroup(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 8, 12, 8)
        self._column.addWidget(self._words)
        self.hide()

    @property
    def text(self) -> str:
        """What is asked."""
        return self._words.text()

    @property
    def answers(self) -> list[QRadioButton]:
        """The answers one can give."""
        return self.findChildren(QRadioButton)

    def ask(self, question: Question) -> None:
        """Ask; once asked, the question stays."""
        if question != self._question:
            self._question = question
            self._show(question)
        self.show()

    def show_answer(self, answer: DateOrder | None) -> None:
        """Show which answer was given; None: none yet."""
        # Radio buttons that exclude each other cannot all be off.
        self._group.setExclusive(False)
        for button in self.answers:
            at = self._group.id(button)
            button.setChecked(answer is not None and list(DateOrder)[at] is answer)
        self._group.setExclusive(True)

    def drop(self) -> None:
        """Ask no more: the list is another one."""
        self._question = None
        self.hide()

    def focus_first(self) -> None:
        """Give the keyboard to the first answer."""
        if self.answers:
            self.answers[0].setFocus()

    def _show(self, question: Question) -> None:
        self._words.setText(
            ngettext(
                "“{example}” in the column “{column}” can be read in two ways, and "
                "nothing in the list decides. Which one is right?",
                "“{example}” and {more} more in the column “{column}” can be read in "
                "two ways, and nothing in the list decides. Which one is right?",
                question.cells,
            ).format(
                example=question.example,
                more=f"{question.cells - 1:,}",
                column=question.heading,
            )
        )
        for button in self.answers:
            self._group.removeButton(button)
            button.setParent(None)
            button.deleteLater()
        for order, day in question.readings.items():
            written = self.locale().toString(
                QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat
            )
            button = QRadioButton(
                _("{date} ({order})").format(date=written, order=_(DATE_ORDERS[order]))
            )
            self._group.addButton(button, list(DateOrder).index(order))
            button.clicked.connect(lambda _on, o=order: self.answered.emit(o))
            self._column.addWidget(button)
