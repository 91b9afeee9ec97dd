"""Figures that deserve the first look."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from churn_desktop.i18n import gettext as _
from churn_desktop.pages.formats import write_interval, write_value
from churn_desktop.pages.model import Card, Cards, Source

NARROWEST = 172
GAP = 10


class CardButton(QPushButton):
    """One figure; pressing it leads to the cell it comes from."""

    def __init__(self, card: Card, currency: str | None) -> None:
        super().__init__()
        self.card = card
        self.setProperty("kind", "card")
        self.setEnabled(True)
        value = write_value(card.value, card.unit, currency)
        interval = (
            write_interval(*card.interval, card.unit, currency) if card.interval else ""
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(2)
        column.addWidget(_label(card.title, "faint"))
        column.addWidget(_figure(value, defined=card.value is not None))
        if interval:
            column.addWidget(
                _label(_("{interval}, 95 %").format(interval=interval), "faint")
            )
        if card.note:
            column.addWidget(_label(card.note, "faint"))
        column.addStretch()
        self.setAccessibleName(f"{card.title}: {value}")
        self.setAccessibleDescription(" ".join(filter(None, (interval, card.note))))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        if card.source is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setToolTip(_("Show where this figure comes from"))

    def sizeHint(self) -> QSize:
        return QSize(NARROWEST, self.heightForWidth(max(self.width(), NARROWEST)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return 80 if layout is None else layout.totalHeightForWidth(width)


class CardRow(QWidget):
    """Cards side by side, in as many lines as they need.

    Signals
    -------
    chosen(Source)
        A card was pressed whose figure comes from a cell.
    """

    chosen = Signal(object)

    def __init__(
        self, cards: Cards, currency: str | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self._buttons = [CardButton(card, currency) for card in cards.cards]
        self._across = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for button in self._buttons:
            source = button.card.source
            if source is not None:
                button.clicked.connect(lambda _checked=False, s=source: self._choose(s))
        self._place(len(self._buttons))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(max((self.width() + GAP) // (NARROWEST + GAP), 1))
        # A button is as high as its words need at the width it has now.
        width = (self.width() - (self._across - 1) * GAP) // max(self._across, 1)
        height = max((b.heightForWidth(width) for b in self._buttons), default=0)
        for button in self._buttons:
            button.setFixedHeight(height)

    def minimumSizeHint(self) -> QSize:
        return QSize(NARROWEST, super().minimumSizeHint().height())

    def _choose(self, source: Source) -> None:
        self.chosen.emit(source)

    def _place(self, across: int) -> None:
        across = min(across, len(self._buttons))
        if across == self._across or not across:
            return
        # Lines of even length look calmer than a full one and a rest.
        lines = -(-len(self._buttons) // across)
        across = -(-len(self._buttons) // lines)
        self._across = across
        for number, button in enumerate(self._buttons):
            self._grid.addWidget(button, number // across, number % across)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < across else 0)


def _label(text: str, kind: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("kind", kind)
    label.setWordWrap(True)
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return label


def _figure(text: str, *, defined: bool) -> QLabel:
    label = _label(text, "figure" if defined else "faint")
    label.setWordWrap(False)
    font = QFont(label.font())
    font.setPointSizeF(font.pointSizeF() * (1.9 if defined else 1.2))
    font.setWeight(QFont.Weight.DemiBold if defined else QFont.Weight.Normal)
    label.setFont(font)
    return label
