"""Paints the cells of the user's sheet, nothing asked twice, and lets one type."""

from __future__ import annotations

from typing import TypeAlias

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from churn_desktop.core.issues import Severity
from churn_desktop.ui.models.sheet_model import SheetModel
from churn_desktop.ui.theme import colours
from churn_desktop.ui.views.sheet_steps import ARROWS, STEPS

Index: TypeAlias = QModelIndex | QPersistentModelIndex

MARGIN = 6

_FLAGS = Qt.TextFlag.TextSingleLine | Qt.AlignmentFlag.AlignVCenter
_RIGHT = int(_FLAGS | Qt.AlignmentFlag.AlignRight)
_LEFT = int(_FLAGS | Qt.AlignmentFlag.AlignLeft)
_ELIDE = Qt.TextElideMode.ElideRight


class SheetDelegate(QStyledItemDelegate):
    """Draws a cell straight from the model, which is what keeps scrolling smooth.

    Signals
    -------
    left(int, bool)
        The cell was left with this key, and with Shift.
    same_wanted(str)
        A text is to be written into every selected cell.
    """

    left = Signal(int, bool)
    same_wanted = Signal(str)

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self._editor: QLineEdit | None = None
        self._filled = self._arrows_leave = False
        self.dress()

    def dress(self) -> None:
        """Take over colours and font of the view once, not for every cell."""
        look = colours(self._view.palette())
        self._text, self._faint = QColor(look.text), QColor(look.faint)
        self._selected, self._frame = (
            QColor(look.selected),
            QPen(QColor(look.accent), 2),
        )
        self._grounds = {
            Severity.ERROR: QColor(look.error),
            Severity.WARNING: QColor(look.warning),
            Severity.NOTE: QColor(look.note),
        }
        self._metrics = QFontMetrics(self._view.font())
        self._widest = self._metrics.maxWidth()

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        model = index.model()
        assert isinstance(model, SheetModel)
        column, state = index.column(), option.state
        # A copy: the frame goes around the whole cell.
        rect = QRect(option.rect)
        text, doubt, aside = model.look(index.row(), column)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._selected)
        elif doubt is not None:
            painter.fillRect(rect, self._grounds[doubt])
        if text:
            rect.adjust(MARGIN, 0, -MARGIN, 0)
            # Measuring costs more than drawing; most cells are plainly short enough.
            if len(text) * self._widest > rect.width():
                plain = " ".join(text.split()) if "\n" in text else text
                text = self._metrics.elidedText(plain, _ELIDE, rect.width())
            painter.setPen(self._faint if aside else self._text)
            painter.drawText(rect, _RIGHT if model.is_numeric(column) else _LEFT, text)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(self._frame)
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))

    # --- typing ---------------------------------------------------------------------

    def createEditor(
        self,
        parent: QWidget,
        _option: QStyleOptionViewItem,
        index: Index,
    ) -> QWidget:
        editor = QLineEdit(parent)
        editor.setObjectName("cellEdit")
        editor.setProperty("kind", "cell")
        editor.setFont(self._view.font())
        heading = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        editor.setAccessibleName(str(heading))
        editor.setTextMargins(MARGIN - 2, 0, MARGIN - 2, 0)
        self._editor, self._filled = editor, False
        editor.destroyed.connect(self._forget_editor)
        # As in spreadsheets: after typing the arrows go on, after F2 they stay inside.
        self._arrows_leave = False
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        # Asked again whenever figures arrive; what is being typed must stay.
        if isinstance(editor, QLineEdit) and not self._filled:
            self._filled = True
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: Index
    ) -> None:
        if isinstance(editor, QLineEdit) and editor.isModified():
            model.setData(index, editor.text())

    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        _index: Index,
    ) -> None:
        editor.setGeometry(option.rect)

    def _forget_editor(self) -> None:
        self._editor = None

    def begin(self, *, typing: bool) -> None:
        """Say whether typing opened the cell: the arrows leave it then."""
        if self._editor is not None:
            self._arrows_leave = typing
            if not typing:
                self._editor.end(False)

    def clear_editor(self) -> None:
        """Begin with an empty cell."""
        if self._editor is not None:
            self._editor.selectAll()
            self._editor.del_()
            self._arrows_leave = True

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(editor, QLineEdit)
            and self._leave(editor, event)
        ):
            return True
        return super().eventFilter(editor, event)

    def _leave(self, editor: QLineEdit, event: QKeyEvent) -> bool:
        """Take what was typed and go on, when a key says so."""
        key, held = Qt.Key(event.key()), event.modifiers()
        control = bool(held & Qt.KeyboardModifier.ControlModifier)
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and control:
            text = editor.text()
            self.closeEditor.emit(editor, self.EndEditHint.RevertModelCache)
            self.same_wanted.emit(text)
            return True
        if key not in STEPS and not (self._arrows_leave and key in ARROWS):
            return False
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, self.EndEditHint.NoHint)
        back = key not in ARROWS and bool(held & Qt.KeyboardModifier.ShiftModifier)
        self.left.emit(int(key), back)
        return True
