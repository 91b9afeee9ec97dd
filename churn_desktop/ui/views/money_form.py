"""The assumptions about money, folded until somebody wants them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from churn_desktop.core.project import Assumptions
from churn_desktop.i18n import gettext as _
from churn_desktop.pages.terms import in_text, title
from churn_desktop.ui.views.wheel_guard import WheelGuard

MOST_MONEY, MOST_MONTHS, MOST_NUMBER = 1e9, 600.0, 1_000.0
PERCENT = 100.0

_SHARES = {"margin": (-100.0, 100.0), "discount_annual": (0.0, 100.0)}
_MOST = {
    "lifetime_cap": MOST_MONTHS,
    "replacement_factor": MOST_NUMBER,
    "hours_per_loss": MOST_NUMBER,
    "referred_customers": MOST_NUMBER,
    "word_of_mouth_customers": MOST_NUMBER,
    "low_multiplier": MOST_NUMBER,
    "high_multiplier": MOST_NUMBER,
    "commission_months": MOST_NUMBER,
}
NUMBERS = (
    "margin", "cac", "replacement_factor", "refund_per_loss", "fee_per_loss",
    "hours_per_loss", "hourly_cost", "review_cost", "upsell_monthly",
    "cross_sell_monthly", "referred_customers", "word_of_mouth_customers",
    "discount_annual", "lifetime_cap", "low_multiplier", "high_multiplier",
    "commission_months",
)  # fmt: skip
"""Assumptions with a number, in the order of the form."""


class MoneyForm(QWidget):
    """Shows the assumptions about money and asks for others.

    Signals
    -------
    changed(str, str, object)
        What is changed, as it stands in a sentence, which assumption, its new value.
    """

    changed = Signal(str, str, object)

    def __init__(self, guard: WheelGuard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.unfold = QToolButton()
        self.unfold.setObjectName("unfoldMoney")
        self.unfold.setText(_("Money"))
        self.unfold.setCheckable(True)
        self.unfold.setAutoRaise(True)
        self.unfold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.unfold.toggled.connect(self._fold)
        column.addWidget(self.unfold)
        self._body = QWidget()
        self._form = QFormLayout(self._body)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self._form.setVerticalSpacing(6)
        column.addWidget(self._body)
        self._boxes = {name: self._add_number(name, guard) for name in NUMBERS}
        self._replacement = QCheckBox(_("Count the replacement, not the lost margin"))
        self._replacement.toggled.connect(
            lambda on: self.changed.emit(
                _("what the cost of churn counts"), "headline_replacement", on
            )
        )
        self._form.addRow(self._replacement)
        self._fold(wanted=False)

    def show_assumptions(self, told: Assumptions) -> None:
        """Show what holds; the caller keeps the boxes quiet."""
        for name, box in self._boxes.items():
            value = getattr(told, name) or 0.0
            box.setValue(value * PERCENT if name in _SHARES else value)
        self._replacement.setChecked(told.headline_replacement)

    def _fold(self, wanted: bool) -> None:
        arrow = Qt.ArrowType.DownArrow if wanted else Qt.ArrowType.RightArrow
        self.unfold.setArrowType(arrow)
        self._body.setVisible(wanted)

    def _add_number(self, name: str, guard: WheelGuard) -> QDoubleSpinBox:
        box = QDoubleSpinBox()
        box.setObjectName(name)
        # Each value typed on the way would be an edit of its own.
        box.setKeyboardTracking(False)
        box.setGroupSeparatorShown(True)
        low, high = _SHARES.get(name, (0.0, _MOST.get(name, MOST_MONEY)))
        box.setRange(1.0 if name == "lifetime_cap" else low, high)
        if name in _SHARES:
            box.setDecimals(1)
            box.setSuffix(_(" %"))
        if name == "cac":
            box.setSpecialValueText(_("as the list says"))
        box.setAccessibleName(title(name))
        box.valueChanged.connect(lambda value: self._tell(name, value))
        guard.watch(box)
        label = QLabel(title(name))
        label.setBuddy(box)
        self._form.addRow(label, box)
        return box

    def _tell(self, name: str, shown: float) -> None:
        value: float | None = shown / PERCENT if name in _SHARES else shown
        if name == "cac" and not shown:
            value = None
        self.changed.emit(in_text(title(name)), name, value)
