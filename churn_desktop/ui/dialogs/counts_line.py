"""Says what would become of a list's rows, and what the last choices changed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
from churn_desktop.ui.models.preview import Counts


class CountsLine(QWidget):
    """Four counts with how far each is from what it was when the dialog opened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("countsLine")
        self._first: Counts | None = None
        self._words = QLabel()
        self._words.setObjectName("outcomeLabel")
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setSizePolicy(
            QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum
        )
        self._words.setAccessibleName(_("What becomes of the rows"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._words)

    @property
    def text(self) -> str:
        """What it says."""
        return self._words.text()

    def tell(self, words: str, *, wrong: bool = False) -> None:
        """Say something else in place of counts."""
        self._words.setText(words)
        self._words.setProperty("kind", "warning" if wrong else "sentence")
        self._words.style().unpolish(self._words)
        self._words.style().polish(self._words)

    def show_counts(self, counts: Counts, note: str = "") -> None:
        """Show counts; the first ones are what later ones are compared with."""
        if self._first is None:
            self._first = counts
        first = self._first
        parts = [
            ngettext("{used} of {total} row used", "{used} of {total} rows used",
                     counts.total).format(
                used=f"{counts.used:,}", total=f"{counts.total:,}"
            ) + _change(counts.used - first.used),
            ngettext("{count} set aside", "{count} set aside", counts.aside).format(
                count=f"{counts.aside:,}"
            ) + _change(counts.aside - first.aside),
            ngettext("{count} doubtful", "{count} doubtful", counts.doubtful).format(
                count=f"{counts.doubtful:,}"
            ) + _change(counts.doubtful - first.doubtful),
            ngettext("{count} customer", "{count} customers", counts.customers).format(
                count=f"{counts.customers:,}"
            ) + _change(counts.customers - first.customers),
        ]  # fmt: skip
        text = " · ".join(parts)
        self.tell(f"{text}\n{note}" if note else text)


def _change(by: int) -> str:
    """Write how far a count has moved; ``""`` where it has not."""
    if not by:
        return ""
    return f" (+{by:,})" if by > 0 else f" (−{-by:,})"
