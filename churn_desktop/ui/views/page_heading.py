"""The title of a page, and whom its figures are about when not about everybody."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from churn_desktop.i18n import gettext as _


class PageHeading(QWidget):
    """Shows the title; a part of the customers is named beside it.

    Parameters
    ----------
    title : str
    about : str
        The customers the page is about; ``""``: all of them.

    Signals
    -------
    all_wanted()
        The page is to be about all customers again.
    """

    all_wanted = Signal()

    def __init__(self, title: str, about: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = QLabel(title)
        words.setProperty("kind", "page")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(words)
        if about:
            only = _("Only {customers}").format(customers=about)
            part = QPushButton(f"{only}  ✕".replace("&", "&&"))
            part.setObjectName("partButton")
            part.setProperty("kind", "link")
            part.setToolTip(_("Show the figures of all customers"))
            part.setAccessibleName(only)
            part.setAccessibleDescription(part.toolTip())
            part.clicked.connect(self.all_wanted)
            row.addWidget(part)
        row.addStretch(1)
