"""Figures that deserve the first look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont

from churn_desktop.i18n import gettext as _
from churn_desktop.pages.formats import write_interval, write_value
from churn_desktop.pages.model import Card, Cards, Source
from churn_desktop.ui.views.button_row import ButtonRow, WordButton, words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel, QWidget


class CardButton(WordButton):
    """One figure; pressing it leads to the cell it comes from."""

    def __init__(self, card: Card, currency: str | None) -> None:
        value = write_value(card.value, card.unit, currency)
        interval = ""
        if card.interval is not None:
            interval = write_interval(*card.interval, card.unit, currency)
        if interval:
            interval = _("{interval}, 95 %").format(interval=interval)
        labels = [words(card.title, "faint"), _figure(value, card.value is not None)]
        labels += [words(line, "faint") for line in (interval, card.note) if line]
        super().__init__(labels)
        self.card = card
        self.setAccessibleName(f"{card.title}: {value}")
        self.setAccessibleDescription(" ".join(filter(None, (interval, card.note))))
        if card.source is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setToolTip(_("Show where this figure comes from"))


class CardRow(ButtonRow):
    """The cards of a page.

    Signals
    -------
    chosen(Source)
        A card was pressed whose figure comes from a cell.
    """

    chosen = Signal(object)

    def __init__(
        self, cards: Cards, currency: str | None, parent: QWidget | None = None
    ) -> None:
        self.buttons = [CardButton(card, currency) for card in cards.cards]
        super().__init__(self.buttons, parent)
        for button in self.buttons:
            button.clicked.connect(
                lambda _checked=False, source=button.card.source: self._choose(source)
            )

    def _choose(self, source: Source | None) -> None:
        if source is not None:
            self.chosen.emit(source)


def _figure(text: str, defined: bool) -> QLabel:
    label = words(text, "figure" if defined else "faint")
    label.setWordWrap(False)
    font = QFont(label.font())
    font.setPointSizeF(font.pointSizeF() * (1.9 if defined else 1.2))
    font.setWeight(QFont.Weight.DemiBold if defined else QFont.Weight.Normal)
    label.setFont(font)
    return label
