"""Figures that deserve the first look."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QFont
from PySide6.QtWidgets import QMenu

from churn_desktop.i18n import gettext as _
from churn_desktop.pages.formats import write_interval, write_value
from churn_desktop.pages.model import Card, Cards, Source, Table
from churn_desktop.ui.views.button_row import ButtonRow, WordButton, words
from churn_desktop.ui.views.cell_menu import CellOfPage, add_copies, add_customers

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QLabel, QWidget

FindCell = Callable[[Source], CellOfPage | None]


def _nowhere(_source: Source) -> CellOfPage | None:
    return None


class CardButton(WordButton):
    """One figure; pressing it leads to the cell it comes from.

    Signals
    -------
    entered()
        It got the keyboard.
    menu_wanted(QPoint)
        What can be done with the figure is asked for, at a place of the screen.
    """

    entered = Signal()
    menu_wanted = Signal(object)

    def __init__(
        self, card: Card, currency: str | None, find: FindCell = _nowhere
    ) -> None:
        value = write_value(card.value, card.unit, currency)
        interval = ""
        if card.interval is not None:
            interval = write_interval(*card.interval, card.unit, currency)
        if interval:
            interval = _("{interval}, 95 %").format(interval=interval)
        labels = [words(card.title, "faint"), _figure(value, card.value is not None)]
        labels += [words(line, "faint") for line in (interval, card.note) if line]
        super().__init__(labels)
        self.card, self.value, self._find = card, value, find
        self.setAccessibleName(f"{card.title}: {value}")
        self.setAccessibleDescription(" ".join(filter(None, (interval, card.note))))
        if card.source is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setToolTip(_("Show where this figure comes from (Esc leads back)"))

    @property
    def cell(self) -> CellOfPage | None:
        """The cell its figure comes from, where that is known."""
        return None if self.card.source is None else self._find(self.card.source)

    @property
    def formula(self) -> str:
        """How the figure came about, in one line."""
        cell = self.cell
        return self._in_words if cell is None else cell.formula

    @property
    def _in_words(self) -> str:
        told, note = self.value, self.card.note
        if note:
            told = _("{value} ({note})").format(value=told, note=note)
        return f"{self.card.title} = {told}"

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())


class CardRow(ButtonRow):
    """The cards of a page.

    Parameters
    ----------
    cards : Cards
    currency : str or None
    find : callable
        Gives the cell that a source names; None for one that is not known.

    Signals
    -------
    chosen(Source)
        A card was pressed whose figure comes from a cell.
    explained(Table, int, str)
        How the figure of a card came about is wanted: its cell.
    opened(Table, int, str)
        The customers behind the figure of a card are wanted: its cell.
    """

    chosen = Signal(object)
    explained = Signal(object, int, str)
    opened = Signal(object, int, str)

    def __init__(
        self,
        cards: Cards,
        currency: str | None,
        find: FindCell = _nowhere,
        parent: QWidget | None = None,
    ) -> None:
        self.buttons = [CardButton(card, currency, find) for card in cards.cards]
        super().__init__(self.buttons, parent)
        for button in self.buttons:
            button.clicked.connect(lambda _checked=False, b=button: self._choose(b))
            button.entered.connect(lambda b=button: self._explain(b))
            button.menu_wanted.connect(lambda at, b=button: self._pop_up(b, at))

    def menu(self, button: CardButton) -> QMenu:
        """Make the menu of a card."""
        menu, cell = QMenu(self), button.cell
        add_copies(menu, button)
        if button.card.source is not None:
            menu.addAction(
                _("Show where this figure comes from"), lambda: self._choose(button)
            )
        if cell is not None:
            add_customers(menu, cell, lambda: self.opened.emit(*_place(cell)))
        return menu

    def _pop_up(self, button: CardButton, where: QPoint) -> None:
        menu = self.menu(button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(where)

    def _choose(self, button: CardButton) -> None:
        if button.card.source is not None:
            self.chosen.emit(button.card.source)

    def _explain(self, button: CardButton) -> None:
        cell = button.cell
        if cell is not None:
            self.explained.emit(*_place(cell))


def _place(cell: CellOfPage) -> tuple[Table, int, str]:
    return cell.table, cell.row, cell.measure


def _figure(text: str, defined: bool) -> QLabel:
    label = words(text, "figure" if defined else "faint")
    label.setWordWrap(False)
    font = QFont(label.font())
    font.setPointSizeF(font.pointSizeF() * (1.9 if defined else 1.2))
    font.setWeight(QFont.Weight.DemiBold if defined else QFont.Weight.Normal)
    label.setFont(font)
    return label
