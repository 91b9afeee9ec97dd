"""Asks what a column is called."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from churn_desktop.i18n import gettext as _


class HeadingDialog(QDialog):
    """Takes a heading that no other column has.

    Parameters
    ----------
    title : str
    present : str
        The column's heading now, ``""`` for a new column.
    taken : collection of str
        The headings of all columns.
    """

    def __init__(
        self,
        title: str,
        present: str,
        taken: Collection[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("headingDialog")
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._taken = {heading for heading in taken if heading != present}
        self._text = QLineEdit(present)
        self._text.setObjectName("headingEdit")
        self._text.selectAll()
        label = QLabel(_("&Heading:"))
        label.setBuddy(self._text)
        self._told = QLabel()
        self._told.setProperty("kind", "faint")
        kinds = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (label, self._text, self._told, self._buttons):
            column.addWidget(widget)
        self.resize(360, self.sizeHint().height())
        self._text.textChanged.connect(self._check)
        self._check()

    @property
    def heading(self) -> str:
        """What was typed, without spaces around it."""
        return self._text.text().strip()

    def _check(self) -> None:
        taken = self.heading in self._taken
        self._told.setText(_("Another column has this heading.") if taken else "")
        ok = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setEnabled(bool(self.heading) and not taken)
