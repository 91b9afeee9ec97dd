"""A table of a page as a table model."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QBrush, QColor, QFont

from churn_desktop.i18n import gettext as _
from churn_desktop.pages.explain import explain
from churn_desktop.pages.formats import is_defined, write_in
from churn_desktop.pages.model import Measure, Table, Unit
from churn_desktop.ui.clipboard import Cell
from churn_desktop.ui.theme import Colours

Index: TypeAlias = QModelIndex | QPersistentModelIndex

TEXTUAL = frozenset({Unit.TEXT, Unit.DATE, Unit.PERIOD})

DEEPEST = 0.5
"""The share of the accent in the deepest ground: letters on it stay readable."""

_NOWHERE = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class PageTableModel(QAbstractTableModel):
    """Shows a table of measures; expert measures only when asked to."""

    def __init__(
        self,
        table: Table,
        currency: str | None,
        colours: Colours,
        *,
        expert: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.table = table
        self._currency = currency
        self._measures = tuple(m for m in table.measures if expert or not m.expert)
        self._values: dict[str, npt.NDArray[np.object_]] = {}
        self._faint = frozenset(table.faint)
        self._italic = QFont()
        self._italic.setItalic(True)
        self._grey = QBrush(QColor(colours.faint))
        self._marked = QBrush(QColor(colours.warning))
        self._ground, self._full = QColor(colours.sheet), QColor(colours.accent)
        self._reach = _reach(table) if table.shaded else (0.0, 0.0)

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The columns on screen."""
        return self._measures

    def column(self, key: str) -> int | None:
        """Give the column of a measure, None when it is not on screen."""
        keys = [measure.key for measure in self._measures]
        return keys.index(key) if key in keys else None

    def heading(self, column: int) -> str:
        """Give the title of a column."""
        return self._measures[column].title

    def value(self, row: int, column: int) -> object:
        """Give the value behind a cell."""
        key = self._measures[column].key
        if key not in self._values:
            self._values[key] = self.table.frame[key].to_numpy(dtype=object)
        return self._values[key][row]

    def numbers(self, column: int) -> npt.NDArray[np.float64]:
        """Give a column as numbers, NaN where a cell is none."""
        measure = self._measures[column]
        if measure.unit in TEXTUAL:
            return np.full(self.rowCount(), np.nan)
        import pandas as pd

        values = pd.to_numeric(self.table.frame[measure.key], errors="coerce")
        return values.to_numpy(dtype=np.float64, na_value=np.nan)

    def filled(self, column: int, top: int, bottom: int) -> int:
        """Count the cells between two rows, both included, that have a value."""
        values = self.table.frame[self._measures[column].key].iloc[top : bottom + 1]
        return int(values.notna().sum())

    def text(self, row: int, column: int) -> str:
        """Give a cell as people read it."""
        measure, value = self._measures[column], self.value(row, column)
        return write_in(self.table, measure, row, value, self._currency)

    def cell(self, row: int, column: int) -> Cell:
        """Give a cell as a spreadsheet reads it, with all its digits."""
        unit, value = self._measures[column].unit, self.value(row, column)
        if not is_defined(value):
            return Cell("", number=True)
        if isinstance(value, date):
            return Cell(value.isoformat()[:10], number=True)
        if unit in TEXTUAL or not isinstance(value, int | float | np.number):
            return Cell(self.text(row, column), number=False)
        number = float(value)
        if unit is Unit.RATE:
            return Cell(f"{100 * number:.12g}%", number=True)
        return Cell(f"{number:.15g}", number=True)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.table.frame)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._measures)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        measure = self._measures[column]
        reason = self.table.marked.get((row, measure.key))
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT if measure.unit in TEXTUAL else _RIGHT
        if role in (
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleDescriptionRole,
        ):
            return self._tip(row, measure, reason)
        if role == Qt.ItemDataRole.BackgroundRole:
            return self._marked if reason else self._shade(row, column)
        if row in self._faint or not is_defined(self.value(row, column)):
            if role == Qt.ItemDataRole.FontRole:
                return self._italic
            if role == Qt.ItemDataRole.ForegroundRole:
                return self._grey
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation == Qt.Orientation.Vertical:
            return None
        if not 0 <= section < len(self._measures):
            return None
        measure = self._measures[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return measure.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return measure.note or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT if measure.unit in TEXTUAL else _RIGHT
        return None

    def _shade(self, row: int, column: int) -> QBrush | None:
        """Mix the ground of a rate on a map of heat."""
        low, high = self._reach
        if low == high or self._measures[column].unit is not Unit.RATE:
            return None
        value = self.value(row, column)
        if not isinstance(value, float) or not is_defined(value):
            return None
        part = DEEPEST * (value - low) / (high - low)
        ground, full = self._ground, self._full
        red, green, blue = (
            round(one + part * (other - one))
            for one, other in (
                (ground.red(), full.red()),
                (ground.green(), full.green()),
                (ground.blue(), full.blue()),
            )
        )
        return QBrush(QColor(red, green, blue))

    def _tip(self, row: int, measure: Measure, reason: str | None) -> str | None:
        lines = [reason or ""]
        if row in self._faint:
            lines.append(_("This period is not over: its figures are not final."))
        if measure.unit is Unit.TEXT:
            # A sentence may be longer than its cell is wide.
            lines.append(str(self.table.frame[measure.key].iloc[row]))
        elif measure is self.table.measures[0]:
            lines += [f"{e.sign} {e.text}" for e in self.table.events if e.row == row]
        elif measure.unit not in TEXTUAL:
            told = explain(self.table, row, measure.key, self._currency)
            lines = [told.expression, told.interval, *lines]
        return "\n".join(filter(None, lines)) or None


def _reach(table: Table) -> tuple[float, float]:
    """Give the lowest and the highest rate of a table."""
    keys = [measure.key for measure in table.measures if measure.unit is Unit.RATE]
    values = table.frame[keys].to_numpy(dtype=np.float64)
    known = values[np.isfinite(values)]
    return (float(known.min()), float(known.max())) if len(known) else (0.0, 0.0)
