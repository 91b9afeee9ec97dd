"""The columns of a list, what each means, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHeaderView, QWidget

from churn_desktop.core.schema import Role
from churn_desktop.core.table import Table
from churn_desktop.i18n import gettext as _
from churn_desktop.pages.terms import heading_title, role_title
from churn_desktop.ui.views.choices_table import ChoicesTable

ROWS_LOOKED_AT = 200
VALUES_SHOWN = 3
SURE, LIKELY = 0.9, 0.65


class MeaningsTable(ChoicesTable):
    """One line for each column; a meaning goes to one column only.

    Signals
    -------
    changed(dict of Role to str)
        The meanings are others now.
    looked_at(str)
        The choice for a heading has got the keyboard.
    """

    changed = Signal(object)
    looked_at = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        modes = QHeaderView.ResizeMode
        columns = (
            (_("Column"), modes.Interactive),
            (_("First values"), modes.Stretch),
            (_("Means"), 210),
            (_("How sure"), modes.ResizeToContents),
        )
        super().__init__("meaningsTable", _("What each column means"), columns, parent)
        self.setColumnWidth(0, 150)
        self._headings: tuple[str, ...] = ()
        self._found: dict[str, Role] = {}

    def show_table(self, table: Table, roles: Mapping[Role, str]) -> None:
        """Show the columns of a table and their meanings."""
        meanings = {heading: role for role, heading in roles.items()}
        self._found = dict(meanings)
        self._headings = table.headings
        self.setRowCount(0)
        self.setRowCount(len(self._headings))
        for row, heading in enumerate(self._headings):
            self.put(row, 0, heading_title(heading))
            self.put(row, 1, first_values(table, heading))
            box = self._make_box(heading, meanings.get(heading))
            box.activated.connect(lambda _index, r=row: self._change(r))
            self.put_box(row, 2, box)
            self.put(row, 3, "")

    def show_sureness(self, sureness: Mapping[str, float]) -> None:
        """Say how sure the meaning of each column is, from 0 to 1."""
        meanings = {heading: role for role, heading in self.roles().items()}
        for row, heading in enumerate(self._headings):
            words = ""
            if heading in meanings and heading in sureness:
                own = meanings[heading] is not self._found.get(heading)
                words = sureness_words(sureness[heading], own=own)
            self.put(row, 3, words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QComboBox):
            self.looked_at.emit(watched.property("heading"))
        return super().eventFilter(watched, event)

    def boxes(self) -> list[QComboBox]:
        """Give the choices of all columns."""
        return [self.box(heading) for heading in self._headings]

    def box(self, heading: str) -> QComboBox:
        """Give the choice for a column."""
        box = self.cellWidget(self._headings.index(heading), 2)
        assert isinstance(box, QComboBox)
        return box

    def roles(self) -> dict[Role, str]:
        """Give the meanings that are chosen."""
        chosen = (
            (self.box(heading).currentData(), heading) for heading in self._headings
        )
        return {Role(role): heading for role, heading in chosen if role is not None}

    def choose(self, heading: str, role: Role | None) -> None:
        """Give a column a meaning."""
        box = self.box(heading)
        box.setCurrentIndex(box.findData(role))
        self._change(self._headings.index(heading))

    def _make_box(self, heading: str, role: Role | None) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(
            _("Meaning of “{column}”").format(column=heading_title(heading))
        )
        box.setProperty("heading", heading)
        box.installEventFilter(self)
        box.addItem(_("nothing that figures need"), None)
        box.insertSeparator(1)
        for known in Role:
            box.addItem(role_title(known), known)
        box.setCurrentIndex(max(box.findData(role), 0))
        return box

    def _change(self, row: int) -> None:
        role = self.box(self._headings[row]).currentData()
        for heading in self._headings:
            box = self.box(heading)
            if heading != self._headings[row] and role and box.currentData() == role:
                with QSignalBlocker(box):
                    box.setCurrentIndex(0)
        self.changed.emit(self.roles())


def sureness_words(sureness: float, *, own: bool = False) -> str:
    """Put into words how sure a meaning is.

    Parameters
    ----------
    sureness : float
        By its heading, from 0 to 1.
    own : bool
        Whether the user chose it.
    """
    if own:
        return _("your choice")
    if sureness <= 0:
        return _("by its values")
    if sureness >= SURE:
        return _("sure")
    return _("likely") if sureness >= LIKELY else _("perhaps")


def first_values(table: Table, heading: str) -> str:
    """Write the first different values of a column that are not blank."""
    cells = (str(cell) for cell in table.frame[heading].iloc[:ROWS_LOOKED_AT])
    found = list(
        dict.fromkeys(" ".join(cell.split()) for cell in cells if cell.strip())
    )
    return _(", ").join(found[:VALUES_SHOWN]) + (
        "…" if len(found) > VALUES_SHOWN else ""
    )
