"""Says what would become of a list's rows, and what the last choices changed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
from churn_desktop.ui.models.preview import Counts

MARGIN = 6


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
        # A padding of the style sheet that comes later is not drawn.
        self._words.setMargin(MARGIN if wrong else 0)

    def show_counts(self, counts: Counts, note: str = "") -> None:
        """Show counts; the first ones are what later ones are compared with."""
        if self._first is None:
            self._first = counts
        first = self._first
        used = ngettext(
            "{used} of {total} row used", "{used} of {total} rows used", counts.total
        ).format(used=f"{counts.used:,}", total=f"{counts.total:,}")
        aside = ngettext("{count} set aside", "{count} set aside", counts.aside)
        doubtful = ngettext("{count} doubtful", "{count} doubtful", counts.doubtful)
        found = ngettext("{count} customer", "{count} customers", counts.customers)
        parts = [_moved(used, counts.used - first.used)]
        for words, now, then in (
            (aside, counts.aside, first.aside),
            (doubtful, counts.doubtful, first.doubtful),
            (found, counts.customers, first.customers),
        ):
            parts.append(_moved(words.format(count=f"{now:,}"), now - then))
        text = " · ".join(parts)
        self.tell(f"{text}\n{note}" if note else text)


def _moved(words: str, by: int) -> str:
    """Add how far a count has moved, where it has."""
    if not by:
        return words
    change = f"+{by:,}" if by > 0 else f"−{-by:,}"
    return _("{words} ({change})").format(words=words, change=change)
