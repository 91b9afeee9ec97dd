"""The line of the formula bar: a calculation to read, or a cell to write into."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent

_STAYING = (
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)
"""Reasons for which what is being typed is not finished."""

_LEAVING = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
)


class CellLine(QLineEdit):
    """Takes what is typed with Enter, Tab or a click elsewhere, as spreadsheets do.

    Signals
    -------
    typed(str)
        This is to stand in the cell.
    left(int, bool)
        It was left with this key, and with Shift; 0: with Esc.
    """

    typed = Signal(str)
    left = Signal(int, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self.setFrame(False)
        self.show_text("", editable=False)

    @property
    def editing(self) -> bool:
        """Whether somebody is writing another text."""
        return self.isModified() and not self.isReadOnly() and self.hasFocus()

    def show_text(self, text: str, *, editable: bool) -> None:
        """Show a text; one that is being written stays."""
        if self.editing and editable:
            return
        self._shown = text
        self.setReadOnly(not editable)
        self.setText(text)
        self.setCursorPosition(0)
        self.setToolTip(text)

    def finish(self) -> None:
        """Take what was typed."""
        if self.isModified() and not self.isReadOnly():
            self.setModified(False)
            if self.text() != self._shown:
                self._shown = self.text()
                self.typed.emit(self.text())

    def event(self, event: QEvent) -> bool:
        # Before Qt goes on to the next widget with Tab, or to a shortcut with Esc.
        kind = event.type()
        if kind in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            key, held = event.key(), event.modifiers()  # type: ignore[attr-defined]
            ours = key in _LEAVING or key == Qt.Key.Key_Escape
            if ours and not self.isReadOnly():
                event.accept()
                if kind == QEvent.Type.KeyPress:
                    self._leave(key, bool(held & Qt.KeyboardModifier.ShiftModifier))
                return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() not in _STAYING:
            self.finish()
        super().focusOutEvent(event)

    def _leave(self, key: int, back: bool) -> None:
        if key == Qt.Key.Key_Escape:
            self.setText(self._shown)
            self.left.emit(0, False)
            return
        self.finish()
        self.left.emit(int(key), back)
