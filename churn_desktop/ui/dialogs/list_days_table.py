"""The lists that are read together, and the day of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QDate, QSignalBlocker, Signal
from PySide6.QtWidgets import QDateEdit, QHeaderView, QWidget

from churn_desktop.i18n import gettext as _
from churn_desktop.ui.views.choices_table import ChoicesTable

NOT_KNOWN = QDate(1900, 1, 1)
"""Stands for no day; no list is that old."""
ROWS_SHOWN = 4


class ListDaysTable(ChoicesTable):
    """One line for each list, with a day that can be changed.

    Signals
    -------
    changed(dict of str to datetime.date)
        The user gave a list another day; only that one.
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        modes = QHeaderView.ResizeMode
        columns = (
            (_("List"), modes.Stretch),
            (_("Is of the day"), 170),
            (_("Rows"), modes.ResizeToContents),
        )
        super().__init__("listDaysTable", _("The day of each list"), columns, parent)
        self._names: tuple[str, ...] = ()

    def show_lists(
        self,
        names: Sequence[str],
        days: Mapping[str, date],
        rows: Mapping[str, int] | None = None,
    ) -> None:
        """Show lists and their days, without telling anyone."""
        self.setColumnHidden(2, rows is None)
        if tuple(names) != self._names:
            self._names = tuple(names)
            self.setRowCount(0)
            self.setRowCount(len(names))
            for row, name in enumerate(names):
                self.put(row, 0, name)
                self.put_box(row, 1, self._make_box(name))
        for row, name in enumerate(names):
            with QSignalBlocker(self.box(name)):
                self.box(name).setDate(_date(days.get(name)))
            if rows is not None:
                self.put(row, 2, f"{rows[name]:,}")
        line = self.verticalHeader().defaultSectionSize()
        shown = min(len(names), ROWS_SHOWN)
        frame = 2 * self.frameWidth() + 2
        top = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(top + shown * line + frame)

    def boxes(self) -> list[QDateEdit]:
        """Give the days in their order."""
        return [self.box(name) for name in self._names]

    def box(self, name: str) -> QDateEdit:
        """Give the day of a list."""
        box = self.cellWidget(self._names.index(name), 1)
        assert isinstance(box, QDateEdit)
        return box

    def days(self) -> dict[str, date]:
        """Give the days that are known."""
        chosen = {name: self.box(name).date() for name in self._names}
        return {
            name: date(day.year(), day.month(), day.day())
            for name, day in chosen.items()
            if day != NOT_KNOWN
        }

    def _make_box(self, name: str) -> QDateEdit:
        box = QDateEdit()
        box.setAccessibleName(_("Day of “{list}”").format(list=name))
        box.setDisplayFormat("yyyy-MM-dd")
        box.setMinimumDate(NOT_KNOWN)
        box.setSpecialValueText(_("not known"))
        box.setCalendarPopup(True)
        # Half a year typed is no day yet.
        box.setKeyboardTracking(False)
        box.dateChanged.connect(lambda _day, n=name: self._tell(n))
        return box

    def _tell(self, name: str) -> None:
        day = self.days().get(name)
        if day is not None:
            self.changed.emit({name: day})


def _date(day: date | None) -> QDate:
    return NOT_KNOWN if day is None else QDate(day.year, day.month, day.day)
