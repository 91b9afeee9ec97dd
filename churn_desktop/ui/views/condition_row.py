"""A condition that the cells of a column are to meet."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import mark
from churn_desktop.ui.models.sheet_filter import (
    DATE_TESTS,
    NUMBER_TESTS,
    TEXT_TESTS,
    Condition,
    Filter,
    Worth,
)

TESTS = {Worth.TEXT: TEXT_TESTS, Worth.NUMBER: NUMBER_TESTS, Worth.DATE: DATE_TESTS}

TEXT_WORDS = {
    Condition.EQUALS: mark("equals"),
    Condition.DIFFERS: mark("does not equal"),
    Condition.CONTAINS: mark("contains"),
    Condition.LACKS: mark("does not contain"),
    Condition.BEGINS: mark("begins with"),
    Condition.ENDS: mark("ends with"),
    Condition.ABOVE: mark("is greater than"),
    Condition.AT_LEAST: mark("is at least"),
    Condition.BELOW: mark("is less than"),
    Condition.AT_MOST: mark("is at most"),
    Condition.BETWEEN: mark("is between"),
    Condition.TOP: mark("is among the largest"),
    Condition.BOTTOM: mark("is among the smallest"),
    Condition.BLANK: mark("is blank"),
    Condition.FILLED: mark("is not blank"),
}
DATE_WORDS = {
    Condition.EQUALS: mark("is on"),
    Condition.ABOVE: mark("is after"),
    Condition.BELOW: mark("is before"),
}

_ALONE = (Condition.BLANK, Condition.FILLED)
_COUNTED = (Condition.TOP, Condition.BOTTOM)


class ConditionRow(QWidget):
    """Asks for a test and what to compare with.

    Signals
    -------
    accepted()
        Enter was pressed in one of its fields.
    """

    accepted = Signal()

    def __init__(
        self, worth: Worth, present: Filter | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._worth = worth
        self.tests = QComboBox()
        self.tests.setObjectName("conditionBox")
        self.tests.setAccessibleName(_("Condition"))
        self.tests.addItem(_("No condition"), None)
        for test in TESTS[worth]:
            words = TEXT_WORDS[test]
            if worth is Worth.DATE:
                words = DATE_WORDS.get(test, words)
            self.tests.addItem(_(words), test)
        self.low, self.high = self._field("low"), self._field("high")
        fields = QHBoxLayout()
        fields.addWidget(self.low)
        fields.addWidget(self.high)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tests)
        column.addLayout(fields)
        if present is not None and present.test is not None:
            self.tests.setCurrentIndex(self.tests.findData(present.test))
            _fill(self.low, present.low)
            _fill(self.high, present.high)
        self.tests.currentIndexChanged.connect(self._show_fields)
        self._show_fields()

    @property
    def test(self) -> Condition | None:
        """The test that is chosen."""
        chosen = self.tests.currentData()
        # Qt gives back the text of what it was given.
        return None if chosen is None else Condition(chosen)

    def wanted(self) -> tuple[Condition | None, str, str]:
        """Give the test and what it compares with; no test when nothing was typed."""
        test = self.test
        low, high = _text(self.low), _text(self.high)
        if test is None or (test not in _ALONE and not low):
            return None, "", ""
        return test, low, high if test is Condition.BETWEEN else ""

    def _field(self, which: str) -> QLineEdit | QDateEdit:
        field: QLineEdit | QDateEdit
        if self._worth is Worth.DATE:
            field = QDateEdit(QDate.currentDate())
            field.setCalendarPopup(True)
            field.setLocale(QLocale.c())
            field.setDisplayFormat("yyyy-MM-dd")
        else:
            field = QLineEdit()
            field.returnPressed.connect(self.accepted)
        field.setObjectName(f"{which}Edit")
        field.setAccessibleName(_("From") if which == "low" else _("To"))
        return field

    def _show_fields(self) -> None:
        test = self.test
        self.low.setVisible(test is not None and test not in _ALONE)
        self.high.setVisible(test is Condition.BETWEEN)
        if test in _COUNTED and not _text(self.low):
            _fill(self.low, "10")
        if self.low.isVisible():
            self.low.setFocus(Qt.FocusReason.OtherFocusReason)


def _text(field: QLineEdit | QDateEdit) -> str:
    if isinstance(field, QDateEdit):
        return field.date().toString(Qt.DateFormat.ISODate)
    return field.text()


def _fill(field: QLineEdit | QDateEdit, text: str) -> None:
    if isinstance(field, QLineEdit):
        field.setText(text)
    elif text:
        field.setDate(QDate.fromString(text, Qt.DateFormat.ISODate))
