"""What a mend would change, a line for each row of the list, to be ticked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont

from churn_desktop.core.issues import IssueCode
from churn_desktop.core.project import Project
from churn_desktop.core.schema import Role
from churn_desktop.i18n import gettext as _
from churn_desktop.ui.clipboard import Cell

if TYPE_CHECKING:
    from churn_desktop.importing.mends import Mend

Index: TypeAlias = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()
_BETWEEN = " | "


@dataclass(frozen=True, slots=True)
class Lines:
    """A mend as a table.

    Attributes
    ----------
    headings : tuple of str
        Row, whose it is, then before and after for each column that changes.
    rows : tuple of int
        The file row of each line.
    cells : tuple of tuple of str
    fresh : frozenset of int
        Places of the headings that stand over what would be there afterwards.
    groups : tuple of str
        Lines of the same one are ticked together; empty: each by itself.
    asked : bool
        Whether each is a question, so that none is ticked before it is answered.
    """

    headings: tuple[str, ...]
    rows: tuple[int, ...]
    cells: tuple[tuple[str, ...], ...]
    fresh: frozenset[int]
    groups: tuple[str, ...] = ()
    asked: bool = False


def lines_of(project: Project, mend: Mend) -> Lines:
    """Lay a mend out, one line for each row of the list."""
    who = _names(project)
    if mend.repetitions:
        return Lines(
            (_("Row"), _("Customer"), _("Says the same as row"), _("Its cells")),
            mend.rows,
            tuple(
                (f"{one.row:,}", who.get(one.row, ""), f"{one.of:,}", text)
                for one, text in zip(
                    mend.repetitions, _whole_rows(project, mend.rows), strict=True
                )
            ),
            frozenset(),
        )
    columns = tuple(dict.fromkeys(change.column for change in mend.changes))
    by_row: dict[int, dict[str, tuple[str, str]]] = {}
    for row, column, before, after in mend.changes:
        by_row.setdefault(row, {})[column] = before, after
    headings = [_("Row"), _("Customer")]
    for column in columns:
        headings += [column, _("{column}, mended").format(column=column)]
    cells = tuple(
        (
            f"{row:,}",
            who.get(row, ""),
            *(text for column in columns for text in found.get(column, ("", ""))),
        )
        for row, found in by_row.items()
    )
    fresh = frozenset(range(3, 3 + 2 * len(columns), 2))
    renamed = mend.code is IssueCode.RENAME_LIKELY
    # Half a customer cannot be somebody else.
    groups = tuple(change.before for change in mend.changes) if renamed else ()
    return Lines(tuple(headings), tuple(by_row), cells, fresh, groups, renamed)


def _whole_rows(project: Project, rows: tuple[int, ...]) -> list[str]:
    """Write all cells of some rows."""
    table = project.table
    places = {row: at for at, row in enumerate(table.rows.tolist())}
    cells = table.frame.iloc[[places[row] for row in rows]]
    return [_BETWEEN.join(map(str, row)) for row in cells.itertuples(index=False)]


def _names(project: Project) -> dict[int, str]:
    """Give the customer of each row, by name where the list has one."""
    heading = project.heading(Role.NAME) or project.heading(Role.CUSTOMER_ID)
    if heading not in project.table.kinds:
        return {}
    texts = project.table.frame[heading].tolist()
    return dict(zip(project.table.rows.tolist(), map(str, texts), strict=True))


class MendModel(QAbstractTableModel):
    """Shows lines with a tick each.

    Signals
    -------
    ticked()
        Other lines are ticked.
    """

    ticked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines = Lines((), (), (), frozenset())
        self._ticks = np.zeros(0, dtype=bool)
        self._bold = QFont()
        self._bold.setBold(True)

    @property
    def chosen(self) -> frozenset[int]:
        """The file rows that are ticked."""
        rows = np.asarray(self._lines.rows, dtype=np.int64)
        return frozenset(rows[self._ticks].tolist())

    def show(self, lines: Lines) -> None:
        """Show other lines, all of them ticked unless each is a question."""
        self.beginResetModel()
        self._lines = lines
        self._ticks = np.full(len(lines.rows), not lines.asked)
        self.endResetModel()
        self.ticked.emit()

    def tick_all(self, *, on: bool) -> None:
        """Tick every line, or none."""
        self._ticks[:] = on
        if len(self._ticks):
            last = self.index(len(self._ticks) - 1, 0)
            self.dataChanged.emit(self.index(0, 0), last)
        self.ticked.emit()

    def toggle(self, row: int) -> None:
        """Tick a line, or take its tick away."""
        on, groups = not self._ticks[row], self._lines.groups
        rows = [row]
        if groups:
            rows = [at for at, group in enumerate(groups) if group == groups[row]]
        self._ticks[rows] = on
        self.dataChanged.emit(self.index(rows[0], 0), self.index(rows[-1], 0))
        self.ticked.emit()

    def heading(self, column: int) -> str:
        """Give the heading of a column."""
        return self._lines.headings[column]

    def cell(self, row: int, column: int) -> Cell:
        """Give a cell as a spreadsheet reads it."""
        return Cell(self._lines.cells[row][column], number=False)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines.headings)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and index.column() == 0:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        text = self._lines.cells[row][column]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _visible(text) if column > 1 else text
            case Qt.ItemDataRole.ToolTipRole:
                return text
            case Qt.ItemDataRole.CheckStateRole if column == 0:
                on = bool(self._ticks[row])
                return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.FontRole if column in self._lines.fresh:
                return self._bold
        return None

    def setData(
        self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != 0:
            return False
        on = value in (Qt.CheckState.Checked, Qt.CheckState.Checked.value)
        if on != bool(self._ticks[index.row()]):
            self.toggle(index.row())
        return True

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        across = orientation == Qt.Orientation.Horizontal
        if role == Qt.ItemDataRole.DisplayRole and across:
            known = 0 <= section < len(self._lines.headings)
            return self._lines.headings[section] if known else None
        return None


def _visible(text: str) -> str:
    """Put marks around a text whose outer spaces could not be seen."""
    return f"“{text}”" if text != text.strip() else text
