"""What can be done with one number of a page, in its table or in its chart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtGui import QGuiApplication

from churn_desktop.i18n import gettext as _
from churn_desktop.pages.explain import explain
from churn_desktop.pages.formats import write_in
from churn_desktop.pages.model import Page, Source, Table, Unit

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu


class Figure(Protocol):
    """Any number: what it is as it is written, and how it came about."""

    @property
    def value(self) -> str: ...

    @property
    def formula(self) -> str: ...


@dataclass(frozen=True, slots=True, eq=False)
class CellOfPage:
    """A number: a cell of a table, or a point of a chart of it."""

    table: Table
    row: int
    measure: str
    currency: str | None

    @property
    def has_members(self) -> bool:
        """Whether it knows the customers behind it."""
        members = self.table.members
        found = None if members is None else members(self.row, self.measure)
        return found is not None and len(found) > 0

    @property
    def value(self) -> str:
        """The value as it is written."""
        measure = self.table.measure(self.measure)
        value = self.table.frame[self.measure].iloc[self.row]
        return write_in(self.table, measure, self.row, value, self.currency)

    @property
    def formula(self) -> str:
        """How it came about, in one line."""
        told = explain(self.table, self.row, self.measure, self.currency)
        return " = ".join(filter(None, (told.subject, told.expression)))

    @property
    def tip(self) -> str:
        """What to say of it when it is pointed at: value, base, interval, notes."""
        told = explain(self.table, self.row, self.measure, self.currency)
        reason = self.table.marked.get((self.row, self.measure), "")
        notes = [
            f"{event.sign} {event.text}"
            for event in self.table.events
            if event.row == self.row
        ]
        lines = (told.subject, told.expression, told.interval, reason, *notes)
        return "\n".join(filter(None, lines))


def cell_of(
    page: Page | None, source: Source, currency: str | None
) -> CellOfPage | None:
    """Find the cell a figure comes from; None on a page that is not there."""
    tables = () if page is None else page.tables
    table = next((table for table in tables if table.key == source.table), None)
    if table is None or source.row >= len(table.frame):
        return None
    return CellOfPage(table, source.row, source.measure, currency)


def add_copies(menu: QMenu, figure: Figure) -> None:
    """Offer to copy a number and how it came about."""
    copy = QGuiApplication.clipboard().setText
    menu.addAction(_("Copy value"), lambda: copy(figure.value))
    menu.addAction(_("Copy how it came about"), lambda: copy(figure.formula))


def add_customers(menu: QMenu, cell: CellOfPage, show: Callable[[], None]) -> None:
    """Offer to show the customers behind a number, where they are known."""
    if cell.has_members:
        menu.addSeparator()
        menu.addAction(_("Show these customers"), show)


def add_notes(
    menu: QMenu, cell: CellOfPage, write: Callable[[date, str], None]
) -> None:
    """Offer to note what happened in the time of a row, or to edit what is noted.

    Parameters
    ----------
    menu : QMenu
    cell : CellOfPage
    write : callable
        Takes the day and the text of the note; ``""`` for a new one.
    """
    table, row = cell.table, cell.row
    if row >= len(table.days):
        return
    menu.addSeparator()
    first, day = table.measures[0], table.days[row]
    name = str(table.frame[first.key].iloc[row])
    if first.unit is not Unit.PERIOD:
        text = name.partition(" ")[2]
        menu.addAction(_("Edit this note…"), lambda: write(day, text))
        return
    menu.addAction(
        _("Note what happened in {period}…").format(period=name.replace("&", "&&")),
        lambda: write(day, ""),
    )
    for event in table.events:
        if event.row == row:
            menu.addAction(
                _("Edit note {sign}…").format(sign=event.sign),
                partial(write, event.when, event.text),
            )
