"""The choices that decide how a list is read, apart from what its columns mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QLabel,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from churn_desktop.core.project import Project
from churn_desktop.core.schema import Content, DateOrder, FeeTerm, Role, Shape, TimeUnit
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import mark
from churn_desktop.pages.words.shapes import shape_sentence
from churn_desktop.ui.dialogs.order_question import DATE_ORDERS
from churn_desktop.ui.views.wheel_guard import WheelGuard

_Kind = TypeVar("_Kind", bound=StrEnum)

LAST_HEADER_ROW = 1000
LONGEST_SILENCE = 3650

KINDS = {
    Shape.SUBSCRIPTIONS: mark("subscriptions"),
    Shape.SNAPSHOT: mark("snapshot without dates"),
    Shape.PURCHASES: mark("purchases"),
    Shape.MONTHLY: mark("monthly payments"),
    Shape.COUNTS: mark("numbers of customers"),
    Shape.DATED_LISTS: mark("lists of several dates"),
}
UNITS = {
    TimeUnit.DAYS: mark("days"),
    TimeUnit.WEEKS: mark("weeks"),
    TimeUnit.MONTHS: mark("months"),
    TimeUnit.YEARS: mark("years"),
}
FEE_TERMS = {
    FeeTerm.WEEK: mark("a week"),
    FeeTerm.MONTH: mark("a month"),
    FeeTerm.QUARTER: mark("a quarter"),
    FeeTerm.HALF_YEAR: mark("half a year"),
    FeeTerm.YEAR: mark("a year"),
    FeeTerm.CONTRACT: mark("the whole contract"),
}
ENCODINGS = ("utf-8", "gb18030", "big5", "shift_jis", "cp1252", "utf-16")
DELIMITERS = {
    ",": mark("comma ,"),
    ";": mark("semicolon ;"),
    "\t": mark("tab"),
    "|": mark("bar |"),
    "，": mark("full-width comma ，"),
    " ": mark("spaces"),
}
AMOUNT_UNITS = {
    1.0: mark("ones (1 is 1)"),
    1000.0: mark("thousands (1 is 1,000)"),
    10_000.0: mark("ten thousands (1 is 10,000)"),
    1_000_000.0: mark("millions (1 is 1,000,000)"),
}
CURRENCIES = ("CNY", "USD", "EUR", "GBP", "JPY", "HKD", "TWD", "SGD", "AUD", "CAD")

_PAYING = (Shape.SUBSCRIPTIONS, Shape.SNAPSHOT, None)


class ReadingForm(QScrollArea):
    """Asks about the file and about its values, but only what matters for this list.

    Signals
    -------
    read_wanted(dict)
        The file is to be read again: ``sheet``, ``header_row``, ``encoding`` or
        ``delimiter``.
    assumed(dict)
        Other assumptions are wanted.
    """

    read_wanted = Signal(object)
    assumed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("readingForm")
        self.setProperty("kind", "scroll")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._guard = WheelGuard(self)
        self._whole: Path | None = None
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 10, 0)
        self._form = QFormLayout()
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self._form.setVerticalSpacing(4)
        column.addLayout(self._form)
        column.addStretch()
        self._add_file()
        self._add_values()
        self.setWidget(self._body)

    def boxes(self) -> list[QWidget]:
        """Give the choices in their order."""
        rows = range(self._form.rowCount())
        role = QFormLayout.ItemRole.FieldRole
        items = [self._form.itemAt(row, role) for row in rows]
        found = [None if item is None else item.widget() for item in items]
        return [box for box in found if box is not None]

    def natural_width(self) -> int:
        """Give the width that shows every choice, with room for a scroll bar."""
        bar = self.verticalScrollBar().sizeHint().width()
        return self._body.sizeHint().width() + bar

    def show_project(self, project: Project, currencies: Sequence[str] = ()) -> None:
        """Show how a list is read, without telling anyone."""
        with ExitStack() as quiet:
            for box in self.findChildren(QWidget):
                quiet.enter_context(QSignalBlocker(box))
            self._show_file(project)
            self._show_values(project, currencies)
        self._show_needed(project)

    def _add_file(self) -> None:
        self._kind = self._choice(_("Kind of list"))
        _fill(self._kind, ((_(w), s) for s, w in KINDS.items()),
              _("as its columns show"))  # fmt: skip
        for at, sentence in enumerate(map(shape_sentence, KINDS), start=1):
            self._kind.setItemData(at, sentence, Qt.ItemDataRole.ToolTipRole)
        self._kind.activated.connect(
            lambda: self._assume(shape=_one_of(Shape, self._kind))
        )
        self._sheet = self._choice(_("Sheet"))
        self._sheet.activated.connect(
            lambda: self._read(sheet=self._sheet.currentData())
        )
        self._header_row = QSpinBox()
        self._header_row.setRange(1, LAST_HEADER_ROW)
        self._header_row.setKeyboardTracking(False)
        self._header_row.valueChanged.connect(lambda row: self._read(header_row=row))
        self._add(_("Headings are in row"), self._header_row)
        self._encoding = self._choice(_("Text encoding"))
        self._encoding.activated.connect(
            lambda: self._read(encoding=self._encoding.currentText())
        )
        self._delimiter = self._choice(_("Cells are separated by"))
        self._delimiter.activated.connect(
            lambda: self._read(delimiter=self._delimiter.currentData())
        )

    def _add_values(self) -> None:
        self._order = self._choice(_("Dates are written as"))
        _fill(self._order, ((_(w), o) for o, w in DATE_ORDERS.items()),
              _("as the column shows"))  # fmt: skip
        self._order.activated.connect(
            lambda: self._assume(date_order=_one_of(DateOrder, self._order))
        )
        self._end = self._choice(_("An end date is"))
        self._end.addItem(_("the first day gone"), False)
        self._end.addItem(_("the last day of service"), True)
        self._end.activated.connect(
            lambda: self._assume(last_day_of_service=self._end.currentData())
        )
        self._free = self._choice(_("Trial and free rows"))
        self._free.addItem(_("are set aside"), False)
        self._free.addItem(_("count as customers"), True)
        self._free.activated.connect(
            lambda: self._assume(include_free=self._free.currentData())
        )
        self._unit = self._choice(_("Time as a customer is in"))
        _fill(self._unit, ((_(w), u) for u, w in UNITS.items()),
              _("as the heading says"))  # fmt: skip
        self._unit.activated.connect(
            lambda: self._assume(tenure_unit=_one_of(TimeUnit, self._unit))
        )
        self._fee_term = self._choice(_("A fee is for"))
        _fill(self._fee_term, ((_(w), t) for t, w in FEE_TERMS.items()),
              _("as the columns show"))  # fmt: skip
        self._fee_term.activated.connect(
            lambda: self._assume(fee_term=_one_of(FeeTerm, self._fee_term))
        )
        self._currency = self._choice(_("Currency"))
        self._currency.activated.connect(
            lambda: self._assume(currency=self._currency.currentData())
        )
        self._amounts = self._choice(_("Amounts count in"))
        _fill(self._amounts, ((_(w), u) for u, w in AMOUNT_UNITS.items()),
              _("as the heading says"))  # fmt: skip
        self._amounts.activated.connect(
            lambda: self._assume(amount_unit=self._amounts.currentData())
        )
        self._lapse = QSpinBox()
        self._lapse.setRange(0, LONGEST_SILENCE)
        self._lapse.setSuffix(_(" days"))
        self._lapse.setSpecialValueText(_("three times the usual gap"))
        self._lapse.setKeyboardTracking(False)
        self._lapse.valueChanged.connect(
            lambda days: self._assume(lapse_days=days or None)
        )
        self._add(_("A customer is lost after a silence of"), self._lapse)

    def _show_file(self, project: Project) -> None:
        source = project.source
        self._sheet.clear()
        if source.parts:
            self._whole = source.path
        # Having looked at one of them, one can go back to all.
        whole = _("all lists together") if self._whole == source.path else ""
        _fill(self._sheet, ((name, name) for name in source.sheets), whole)
        self._sheet.setCurrentIndex(self._sheet.findData(source.sheet))
        # A list without headings says so until a row is chosen.
        self._header_row.setRange(min(source.header_row, 1), LAST_HEADER_ROW)
        self._header_row.setSpecialValueText(_("none") if source.header_row < 1 else "")
        self._header_row.setValue(source.header_row)
        self._encoding.clear()
        known = dict.fromkeys((source.encoding or "", *ENCODINGS))
        self._encoding.addItems([name for name in known if name])
        self._delimiter.clear()
        words = {sign: _(word) for sign, word in DELIMITERS.items()}
        if source.delimiter is not None:
            words.setdefault(source.delimiter, source.delimiter)
        _fill(self._delimiter, ((word, sign) for sign, word in words.items()))
        self._delimiter.setCurrentIndex(self._delimiter.findData(source.delimiter))

    def _show_values(self, project: Project, currencies: Sequence[str]) -> None:
        told = project.assumptions
        self._currency.clear()
        listed = [told.currency, *currencies, *CURRENCIES]
        codes = dict.fromkeys(code for code in listed if code)
        _fill(self._currency, ((c, c) for c in codes), _("as the cells say"))
        for box, value in (
            (self._kind, told.shape),
            (self._order, told.date_order),
            (self._end, told.last_day_of_service),
            (self._free, told.include_free),
            (self._unit, told.tenure_unit),
            (self._fee_term, told.fee_term),
            (self._currency, told.currency),
            (self._amounts, told.amount_unit),
        ):
            box.setCurrentIndex(box.findData(value))
        self._lapse.setValue(told.lapse_days or 0)

    def _show_needed(self, project: Project) -> None:
        """Hide the questions that the list does not raise."""
        roles, source, shape = project.roles, project.source, project.shape
        content = {role.content for role in roles}
        paid = Content.AMOUNT in content or shape is Shape.MONTHLY
        # Of several lists read as one, each has headings of its own.
        single = not source.parts
        for box, needed in (
            (self._sheet, len(source.sheets) > 1),
            (self._header_row, single),
            (self._encoding, single and source.encoding is not None),
            (self._delimiter, single and source.encoding is not None),
            (self._order, Content.DATE in content),
            (self._end, Role.END in roles),
            (self._free, shape in _PAYING and (paid or Role.TRIAL in roles)),
            (self._unit, Role.TENURE in roles),
            (self._fee_term, Role.FEE in roles and shape in _PAYING),
            (self._currency, paid),
            (self._amounts, paid),
            (self._lapse, shape is Shape.PURCHASES),
        ):
            self._form.setRowVisible(box, needed)

    def _choice(self, words: str) -> QComboBox:
        box = QComboBox()
        # A long name must not make the whole dialog wider.
        box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        box.setMinimumContentsLength(18)
        self._add(words, box)
        return box

    def _add(self, words: str, box: QWidget) -> None:
        label = QLabel(words)
        label.setBuddy(box)
        box.setAccessibleName(words)
        box.setMinimumHeight(self.fontMetrics().height() + 10)
        self._guard.watch(box)
        self._form.addRow(label, box)

    def _read(self, **changes: object) -> None:
        self.read_wanted.emit(changes)

    def _assume(self, **changes: object) -> None:
        self.assumed.emit(changes)


def _fill(box: QComboBox, items: Iterable[tuple[str, object]], first: str = "") -> None:
    if first:
        box.addItem(first, None)
    for words, value in items:
        box.addItem(words, value)


def _one_of(kind: type[_Kind], box: QComboBox) -> _Kind | None:
    # What is kept in a box comes back as a plain text.
    chosen = box.currentData()
    return None if chosen is None else kind(chosen)
