"""Every choice that changes a number, in one place."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from churn_desktop.core.project import Assumptions
from churn_desktop.core.schema import PeriodLength
from churn_desktop.i18n import gettext as _
from churn_desktop.ui.views.controls import PERIODS, DateEdit
from churn_desktop.ui.views.money_form import MoneyForm
from churn_desktop.ui.views.wheel_guard import WheelGuard

LONGEST_GAP, LATEST_STAGE, LONGEST_SILENCE = 730, 600, 3650


class AssumptionsPanel(QScrollArea):
    """Shows the assumptions and asks for others.

    Signals
    -------
    changed(str, str, object)
        What the change is called, which assumption, and its new value.
    """

    changed = Signal(str, str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("assumptionsPanel")
        self.setAccessibleName(_("Assumptions"))
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self._guard = WheelGuard(self)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(12, 10, 12, 10)
        self._form = QFormLayout()
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self._form.setVerticalSpacing(6)
        column.addLayout(self._form)
        column.addStretch()
        self._add_time()
        self._add_reading()
        self._add_stages()
        self._money = MoneyForm(self._guard)
        self._money.changed.connect(self._tell)
        self._form.addRow(self._money)
        self.setWidget(body)
        self.setMinimumWidth(230)

    def show_assumptions(
        self, told: Assumptions, as_of: date | None, *, silence: bool = False
    ) -> None:
        """Show what holds.

        Parameters
        ----------
        told : Assumptions
        as_of : datetime.date or None
            The date that results; None without dates.
        silence : bool
            Whether only silence says that a customer has left.
        """
        with ExitStack() as quiet:
            for box in self.findChildren(QWidget):
                quiet.enter_context(QSignalBlocker(box))
            self._show(told)
        dated = as_of is not None
        for box in (
            self._as_of,
            self._latest,
            self._period,
            self._year_start,
        ):
            self._form.setRowVisible(box, dated)
        for box in (self._end_meaning, self._gap):
            self._form.setRowVisible(box, dated and not silence)
        self._form.setRowVisible(self._free, not silence)
        self._form.setRowVisible(self._lapse, silence)
        if as_of is not None:
            self._as_of.show_date(as_of)
        self._latest.setEnabled(told.as_of is not None)

    def _show(self, told: Assumptions) -> None:
        _select(self._period, told.period)
        _select(self._year_start, told.fiscal_year_start)
        _select(self._end_meaning, told.last_day_of_service)
        self._gap.setValue(told.allowed_gap_days)
        self._lapse.setValue(told.lapse_days or 0)
        self._free.setChecked(told.include_free)
        # The ranges come first: a value outside of the old ones would be cut.
        self._early.setRange(1, told.mid_months - 1)
        self._mid.setRange(told.early_months + 1, LATEST_STAGE)
        self._early.setValue(told.early_months)
        self._mid.setValue(told.mid_months)
        self._reactivation.setChecked(told.reactivation_in_nrr)
        self._money.show_assumptions(told)

    def _add_time(self) -> None:
        self._as_of = DateEdit()
        self._as_of.dateChanged.connect(
            lambda: self._tell(_("as-of date"), "as_of", self._as_of.chosen_date())
        )
        self._add(_("As of"), self._as_of)
        self._latest = QPushButton(_("Use the latest date of the list"))
        self._latest.clicked.connect(lambda: self._tell(_("as-of date"), "as_of", None))
        self._form.addRow(self._latest)
        self._period = QComboBox()
        for length, words in PERIODS.items():
            self._period.addItem(_(words), length)
        self._period.activated.connect(
            lambda: self._tell(
                _("period"), "period", PeriodLength(self._period.currentData())
            )
        )
        self._add(_("Period"), self._period)
        self._year_start = QComboBox()
        for month in range(1, 13):
            name = self.locale().standaloneMonthName(month)
            self._year_start.addItem(name, month)
        self._year_start.activated.connect(
            lambda: self._tell(
                _("start of the year"),
                "fiscal_year_start",
                self._year_start.currentData(),
            )
        )
        self._add(_("The year starts in"), self._year_start)

    def _add_reading(self) -> None:
        self._end_meaning = QComboBox()
        self._end_meaning.addItem(_("the first day gone"), False)
        self._end_meaning.addItem(_("the last day of service"), True)
        self._end_meaning.activated.connect(
            lambda: self._tell(
                _("meaning of end dates"),
                "last_day_of_service",
                self._end_meaning.currentData(),
            )
        )
        self._add(_("An end date is"), self._end_meaning)
        self._gap = _spin(0, LONGEST_GAP, _(" days"))
        self._gap.valueChanged.connect(
            lambda days: self._tell(_("allowed gap"), "allowed_gap_days", days)
        )
        self._add(_("A gap this long is no loss"), self._gap)
        self._free = QCheckBox(_("Count free and trial rows"))
        self._free.toggled.connect(
            lambda on: self._tell(_("free and trial rows"), "include_free", on)
        )
        self._form.addRow(self._free)
        self._lapse = _spin(0, LONGEST_SILENCE, _(" days"))
        self._lapse.setSpecialValueText(_("three times the usual gap"))
        self._lapse.valueChanged.connect(
            lambda days: self._tell(_("days of silence"), "lapse_days", days or None)
        )
        self._add(_("A customer is lost after a silence of"), self._lapse)

    def _add_stages(self) -> None:
        self._early = _spin(1, LATEST_STAGE, _(" months"))
        self._early.valueChanged.connect(
            lambda months: self._tell(_("early stage"), "early_months", months)
        )
        self._add(_("The early stage ends after"), self._early)
        self._mid = _spin(2, LATEST_STAGE, _(" months"))
        self._mid.valueChanged.connect(
            lambda months: self._tell(_("middle stage"), "mid_months", months)
        )
        self._add(_("The middle stage ends after"), self._mid)
        self._reactivation = QCheckBox(_("Count reactivation in net retention"))
        self._reactivation.toggled.connect(
            lambda on: self._tell(
                _("reactivation in net retention"), "reactivation_in_nrr", on
            )
        )
        self._form.addRow(self._reactivation)

    def _add(self, words: str, box: QWidget) -> None:
        label = QLabel(words)
        label.setBuddy(box)
        box.setAccessibleName(words)
        self._guard.watch(box)
        self._form.addRow(label, box)

    def _tell(self, words: str, name: str, value: object) -> None:
        text = _("change of {what}").format(what=words)
        self.changed.emit(text, name, value)


def _spin(least: int, most: int, unit: str) -> QSpinBox:
    box = QSpinBox()
    box.setRange(least, most)
    box.setSuffix(unit)
    # Each value typed on the way would be an edit of its own.
    box.setKeyboardTracking(False)
    return box


def _select(box: QComboBox, value: object) -> None:
    box.setCurrentIndex(box.findData(value))
