"""What can be typed on a page, in lines of fields with their names above."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from churn_desktop.pages.editing import Input, Inputs
from churn_desktop.pages.model import Unit
from churn_desktop.ui.views.controls import DateEdit
from churn_desktop.ui.views.number_edit import NumberEdit
from churn_desktop.ui.views.wheel_guard import WheelGuard

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

FIELD, GAP, WIDEST = 148, 10, 220


@dataclass(frozen=True, slots=True)
class Typing:
    """Where somebody is typing, to go on there on the page as it is afterwards."""

    key: str
    text: str
    cursor: int


class InputForm(QFrame):
    """Shows inputs that belong together and asks for other values.

    Signals
    -------
    told(Input, float or str or date or None)
    """

    told = Signal(object, object)

    def __init__(
        self, inputs: Inputs, *alike: Inputs, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self.setObjectName("inputForm")
        self.setAccessibleName(inputs.title)
        self._guard = WheelGuard(self)
        self.fields: dict[str, QWidget] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(4)
        if alike:
            column.addWidget(self._make_grid((inputs, *alike)))
        else:
            self._add_lines(column, inputs)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def _add_lines(self, column: QVBoxLayout, inputs: Inputs) -> None:
        if inputs.title:
            title = QLabel(inputs.title)
            title.setProperty("kind", "title")
            title.setWordWrap(True)
            column.addWidget(title)
        column.addWidget(_Lines([self._make(each) for each in inputs.inputs]))

    def _make_grid(self, rows: tuple[Inputs, ...]) -> QWidget:
        """Put forms that ask for the same below one another, each on one line."""
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(4)
        for at, shown in enumerate(rows[0].inputs):
            grid.addWidget(_label(shown), 0, at)
            grid.setColumnStretch(at, 1)
        for row, inputs in enumerate(rows, 1):
            for at, shown in enumerate(inputs.inputs):
                field = self._named(shown)
                field.setAccessibleName(f"{inputs.title}: {shown.title}")
                field.setMaximumWidth(WIDEST)
                grid.addWidget(field, row, at)
        return box

    def typing(self) -> Typing | None:
        """Tell where somebody is typing; None when elsewhere."""
        for key, field in self.fields.items():
            if field.hasFocus():
                if isinstance(field, NumberEdit) and field.pending:
                    return Typing(key, field.text(), field.cursorPosition())
                return Typing(key, "", -1)
        return None

    def resume(self, typing: Typing) -> bool:
        """Go on typing where somebody was; False when that field is not here."""
        field = self.fields.get(typing.key)
        if field is None:
            return False
        field.setFocus()
        if isinstance(field, NumberEdit):
            if typing.cursor >= 0:
                field.resume(typing.text, typing.cursor)
            else:
                field.selectAll()
        return True

    def silence(self) -> None:
        """Tell nothing any more: what is half typed goes on in another form."""
        for field in self.fields.values():
            field.blockSignals(True)

    def _named(self, shown: Input) -> QWidget:
        field = self._field(shown)
        field.setObjectName(f"{shown.key}Input")
        field.setAccessibleName(shown.title)
        field.setToolTip(shown.note)
        self.fields[shown.key] = field
        return field

    def _make(self, shown: Input) -> QWidget:
        field, label = self._named(shown), _label(shown)
        label.setBuddy(field)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addStretch(1)
        column.addWidget(label)
        column.addWidget(field)
        return box

    def _field(self, shown: Input) -> QWidget:
        if shown.unit is Unit.DATE:
            dated = DateEdit()
            if isinstance(shown.value, date):
                dated.show_date(shown.value)
            dated.dateChanged.connect(
                lambda: self.told.emit(shown, dated.chosen_date())
            )
            self._guard.watch(dated)
            return dated
        if shown.unit is Unit.TEXT:
            line = QLineEdit(str(shown.value or ""))
            line.editingFinished.connect(lambda: self._tell_text(shown, line.text()))
            return line
        number = NumberEdit(shown)
        number.told.connect(lambda value: self.told.emit(shown, value))
        return number

    def _tell_text(self, shown: Input, text: str) -> None:
        if text.strip() != str(shown.value or ""):
            self.told.emit(shown, text.strip())


def _label(shown: Input) -> QLabel:
    label = QLabel(shown.title)
    label.setProperty("kind", "faint")
    label.setWordWrap(True)
    label.setToolTip(shown.note)
    return label


class _Lines(QWidget):
    """Fields of one width, in as many lines as they need."""

    def __init__(self, boxes: list[QWidget]) -> None:
        super().__init__()
        self._boxes, self._across = boxes, 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(6)
        # A line that is too narrow becomes two: its first width is not its least.
        self._grid.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for box in boxes:
            box.setFixedWidth(FIELD)
        self._place(len(boxes))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(max((self.width() + GAP) // (FIELD + GAP), 1))

    def sizeHint(self) -> QSize:
        return self._grid.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(FIELD, self._grid.sizeHint().height())

    def _place(self, across: int) -> None:
        across = max(min(across, len(self._boxes)), 1)
        if across == self._across:
            return
        self._across = across
        for number, box in enumerate(self._boxes):
            self._grid.addWidget(box, number // across, number % across)
        for column in range(self._grid.columnCount() + 1):
            self._grid.setColumnStretch(column, 0)
        self._grid.setColumnStretch(across, 1)
        self.updateGeometry()
