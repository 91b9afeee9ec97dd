"""The choices in the tool bar: period, as-of date, group of customers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QDate, QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QLabel, QWidget

from churn_desktop.core.schema import PeriodLength, Role
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import mark
from churn_desktop.pages.terms import role_title
from churn_desktop.ui.segments import Segment
from churn_desktop.ui.views.wheel_guard import WheelGuard

PERIODS = {
    PeriodLength.MONTH: mark("Month"),
    PeriodLength.QUARTER: mark("Quarter"),
    PeriodLength.YEAR: mark("Year"),
}


class DateEdit(QDateEdit):
    """A date that is told once it is complete."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCalendarPopup(True)
        self.setDisplayFormat("yyyy-MM-dd")
        self.setKeyboardTracking(False)

    def show_date(self, when: date) -> None:
        """Show a date without telling anyone."""
        with QSignalBlocker(self):
            self.setDate(QDate(when.year, when.month, when.day))

    def chosen_date(self) -> date:
        """Give the date."""
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())


class Controls(QWidget):
    """Shows and changes what the figures are about.

    Signals
    -------
    period_chosen(PeriodLength)
    as_of_chosen(date)
    segment_chosen(Segment or None)
    """

    period_chosen = Signal(object)
    as_of_chosen = Signal(object)
    segment_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.period = QComboBox()
        self.period.setObjectName("periodBox")
        self.period.setAccessibleName(_("Length of a period"))
        self.period.setToolTip(_("Length of a period"))
        for length, words in PERIODS.items():
            self.period.addItem(_(words), length)
        self.as_of = DateEdit()
        self.as_of.setObjectName("asOfEdit")
        self.as_of.setAccessibleName(_("As of"))
        self.as_of.setToolTip(_("The day at whose end the list is read"))
        self.segment = QComboBox()
        self.segment.setObjectName("segmentBox")
        self.segment.setAccessibleName(_("Which customers"))
        self.segment.setToolTip(_("Which customers the figures are about"))
        self.segment.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.segment.setMaximumWidth(260)
        self.segment.addItem(_("All customers"), None)
        guard = WheelGuard(self)
        for box in (self.period, self.as_of, self.segment):
            guard.watch(box)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 6, 0)
        row.setSpacing(6)
        row.addWidget(self.period)
        row.addSpacing(6)
        self._as_of_label = QLabel(_("As of"))
        self._as_of_label.setBuddy(self.as_of)
        row.addWidget(self._as_of_label)
        row.addWidget(self.as_of)
        row.addSpacing(6)
        row.addWidget(self.segment)
        self.forget()
        self.period.activated.connect(self._tell_period)
        self.as_of.dateChanged.connect(self._tell_as_of)
        self.segment.activated.connect(self._tell_segment)

    def forget(self) -> None:
        """Show what can be chosen for any list, until one is understood."""
        self._show_dated(dated=False)
        self._show_groups({})

    def show_choices(
        self,
        period: PeriodLength,
        as_of: date | None,
        groups: Mapping[Role, tuple[str, ...]],
        segment: Segment | None,
    ) -> None:
        """Show what holds; ``as_of`` None: the list has no dates."""
        self.setEnabled(True)
        self.period.setCurrentIndex(self.period.findData(period))
        self._show_dated(dated=as_of is not None)
        if as_of is not None:
            self.as_of.show_date(as_of)
        self._show_groups(groups)
        self._show_segment(segment)

    def _show_dated(self, *, dated: bool) -> None:
        for box in (self.period, self._as_of_label, self.as_of):
            box.setVisible(dated)

    def _show_groups(self, groups: Mapping[Role, tuple[str, ...]]) -> None:
        self.segment.clear()
        self.segment.addItem(_("All customers"), None)
        for role, values in groups.items():
            self.segment.insertSeparator(self.segment.count())
            for value in values:
                words = _("{column}: {value}").format(
                    column=role_title(role), value=value
                )
                self.segment.addItem(words, Segment(role, value))
        self.segment.setVisible(bool(groups))

    def _show_segment(self, segment: Segment | None) -> None:
        for index in range(self.segment.count()):
            if self.segment.itemData(index) == segment:
                self.segment.setCurrentIndex(index)
                return

    def _tell_period(self) -> None:
        self.period_chosen.emit(PeriodLength(self.period.currentData()))

    def _tell_as_of(self) -> None:
        self.as_of_chosen.emit(self.as_of.chosen_date())

    def _tell_segment(self) -> None:
        self.segment_chosen.emit(self.segment.currentData())
