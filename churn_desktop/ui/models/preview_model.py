"""The first rows of a list as they would be understood, for a table on screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QColor

from churn_desktop.core.issues import Issue, Severity
from churn_desktop.core.schema import Role
from churn_desktop.i18n import gettext as _
from churn_desktop.pages.terms import heading_title
from churn_desktop.ui.clipboard import Cell
from churn_desktop.ui.models.preview import Preview
from churn_desktop.ui.theme import Colours

Index: TypeAlias = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class PreviewModel(QAbstractTableModel):
    """Shows a `Preview`; doubtful cells are coloured, rows set aside are faint.

    Parameters
    ----------
    look : Colours
    explain : callable
        Puts an issue of one cell into words.
    title : callable
        Names the meaning of a column.
    """

    def __init__(
        self,
        look: Colours,
        explain: Callable[[Issue], str],
        title: Callable[[Role], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._explain, self._title = look, explain, title
        self._preview: Preview | None = None
        self._roles: dict[str, Role] = {}

    @property
    def preview(self) -> Preview | None:
        """What is on screen."""
        return self._preview

    def show(self, preview: Preview | None) -> None:
        """Show another preview; the columns stay as wide as they are where they can."""
        before = None if self._preview is None else self._preview.headings
        same = preview is not None and before == preview.headings
        same = same and self.rowCount() == len(preview.rows if preview else ())
        if not same:
            self.beginResetModel()
        self._preview = preview
        roles = {} if preview is None else preview.project.roles
        self._roles = {heading: role for role, heading in roles.items()}
        if not same:
            self.endResetModel()
        elif self.rowCount() and self.columnCount():
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(
                Qt.Orientation.Horizontal, 0, self.columnCount() - 1
            )

    def heading(self, column: int) -> str:
        """Give the heading of a column."""
        assert self._preview is not None
        return self._preview.headings[column]

    def text(self, row: int, column: int) -> str:
        """Give a value as it is understood."""
        assert self._preview is not None
        return self._preview.texts[self.heading(column)][row]

    def cell(self, row: int, column: int) -> Cell:
        """Give a cell as a spreadsheet reads it."""
        return Cell(self.text(row, column), number=self._is_right(column))

    def doubt(self, row: int, column: int) -> Issue | None:
        """Give the gravest doubt about a cell, notes left out."""
        assert self._preview is not None
        found = self._preview.marks.of_cell(self.heading(column), row)
        return None if found is None or found.severity is Severity.NOTE else found

    def is_aside(self, row: int) -> bool:
        """Tell whether a row would count in no figure."""
        aside = None if self._preview is None else self._preview.marks.set_aside
        return aside is not None and bool(aside[row])

    def reason(self, row: int, column: int) -> str:
        """Say why a cell is doubtful or its row set aside; ``""`` where nothing is."""
        assert self._preview is not None
        marks, number = self._preview.marks, self._preview.rows[row]
        issues = [
            *marks.reasons(self.heading(column), number),
            *(marks.reasons(None, number) if self.is_aside(row) else ()),
        ]
        told = [self._explain(issue) for issue in issues]
        if self.is_aside(row):
            told.append(_("This row would be set aside."))
        return "\n".join(dict.fromkeys(told))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        shown = 0 if self._preview is None else len(self._preview.rows)
        return 0 if parent.isValid() else shown

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        shown = 0 if self._preview is None else len(self._preview.headings)
        return 0 if parent.isValid() else shown

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or self._preview is None:
            return None
        row, column = index.row(), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.text(row, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if self._is_right(column) else _LEFT
            case Qt.ItemDataRole.BackgroundRole:
                return self._background(row, column)
            case Qt.ItemDataRole.ForegroundRole:
                faint = self.is_aside(row) or self.heading(column) not in self._roles
                return QColor(self._look.faint) if faint else None
            case (
                Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole
            ):
                return self.reason(row, column) or None
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        preview = self._preview
        if preview is None or role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(preview.rows[section]) if section < len(preview.rows) else None
        if not 0 <= section < len(preview.headings):
            return None
        heading = preview.headings[section]
        meaning = self._roles.get(heading)
        shown = heading_title(heading)
        return shown if meaning is None else f"{shown}\n{self._title(meaning)}"

    def _is_right(self, column: int) -> bool:
        return self._preview is not None and self.heading(column) in self._preview.right

    def _background(self, row: int, column: int) -> QColor | None:
        doubt = self.doubt(row, column)
        if doubt is None:
            return None
        error = doubt.severity is Severity.ERROR
        return QColor(self._look.error if error else self._look.warning)
