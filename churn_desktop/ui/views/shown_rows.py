"""Says in the status bar that not all rows are on screen, and brings them back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext


class ShownRows(QToolButton):
    """A button that is there while rows are hidden; a click asks for all of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shownRowsButton")
        self.setAutoRaise(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(_("Show all rows again"))
        self.hide()

    def tell(self, shown: int, total: int) -> None:
        """Say how many rows are on screen, of how many."""
        words = ngettext(
            "{shown} of {total} row shown", "{shown} of {total} rows shown", total
        ).format(shown=f"{shown:,}", total=f"{total:,}")
        self.setText(f"{words}  ✕")
        self.setAccessibleName(words)
        self.setVisible(shown < total)
