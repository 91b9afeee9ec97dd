"""Undo and redo, which say what they undo and wait while something is being done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from shiboken6 import isValid

from churn_desktop.i18n import gettext as _
from churn_desktop.ui.document import Document

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget


class UndoActions(QObject):
    """Makes both actions of one window.

    Attributes
    ----------
    actions : dict of str to QAction
        By name.
    """

    def __init__(self, document: Document, window: QWidget) -> None:
        super().__init__(window)
        self._stack, self._edits = document.undo_stack, document.long_edits
        undo = self._stack.createUndoAction(window, _("&Undo"))
        redo = self._stack.createRedoAction(window, _("&Redo"))
        self.actions: dict[str, QAction] = {"undo": undo, "redo": redo}
        for name, keys in (("undo", "Ctrl+Z"), ("redo", "Ctrl+Y")):
            action = self.actions[name]
            action.setObjectName(f"{name}Action")
            action.setShortcut(keys)
            window.addAction(action)
        # After Qt's own connections, which know of no edit under way.
        self._stack.canUndoChanged.connect(self._enable)
        self._stack.canRedoChanged.connect(self._enable)
        self._edits.changed.connect(self._enable)
        self._enable()

    def _enable(self) -> None:
        # A stack tells once more that it is empty while it goes.
        if isValid(self._stack):
            free = not self._edits.busy
            self.actions["undo"].setEnabled(free and self._stack.canUndo())
            self.actions["redo"].setEnabled(free and self._stack.canRedo())
