"""A line for one number, which is typed as into a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from churn_desktop.i18n import gettext as _
from churn_desktop.pages.editing import Input, read_number, write_number

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent


class NumberEdit(QLineEdit):
    """Shows a number and tells another one once it is complete.

    Signals
    -------
    told(float or None)
    """

    told = Signal(object)

    def __init__(self, shown: Input, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._input = shown
        value = shown.value if isinstance(shown.value, int | float) else None
        self._text = write_number(value, shown.unit)
        self.setText(self._text)
        self.setPlaceholderText(shown.empty)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.editingFinished.connect(self._finish)
        self.textEdited.connect(lambda: self._complain(""))

    @property
    def pending(self) -> bool:
        """Whether something was typed that is not told yet."""
        return self.text() != self._text

    def resume(self, text: str, cursor: int) -> None:
        """Go on with what was being typed."""
        self.setText(text)
        self.setCursorPosition(cursor)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, _BACK):
            self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.pending:
            self.setText(self._text)
            self._complain("")
            return
        super().keyPressEvent(event)

    def _finish(self) -> None:
        if not self.pending:
            return
        asked = self._input
        try:
            value = read_number(self.text(), asked.unit)
        except ValueError:
            self._complain(_("This is no number."))
            return
        if value is None and not asked.empty:
            # There has to be a value: the one that was.
            self.setText(self._text)
            return
        if value is not None and not asked.low <= value <= asked.high:
            low, high = (write_number(end, asked.unit) for end in _ends(asked))
            text = _("From {low}.").format(low=low)
            if high:
                text = _("From {low} to {high}.").format(low=low, high=high)
            self._complain(text)
            return
        self._text = write_number(value, asked.unit)
        self.setText(self._text)
        self.told.emit(value)

    def _complain(self, text: str) -> None:
        self.setProperty("wrong", "true" if text else "false")
        self.style().unpolish(self)
        self.style().polish(self)
        self.setToolTip(text or self._input.note)
        self.setAccessibleDescription(text or self._input.note)


_BACK = Qt.FocusReason.BacktabFocusReason


def _ends(asked: Input) -> tuple[float, float]:
    return asked.low, asked.high
