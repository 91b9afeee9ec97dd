"""How tables of different widths share the columns of one sheet.

The first column holds the names of rows; all others are equally wide, and a long text
runs across as many of them as it needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil

from churn_desktop import i18n
from churn_desktop.output.widths import width
from churn_desktop.pages.formats import write_value
from churn_desktop.pages.model import Measure, Table, Unit

_NAME = (20.0, 40.0)
_CELL = (10.5, 17.0)
_MOST_COLUMNS = 5
_LEAST_COLUMNS = 2
_WIDEST = 175.0
"""What is wider would be too small on paper."""
_BOLD = 1.05
"""Bold letters on a unit of width."""
_SAMPLE = 500
_LONGEST_WORD = 16


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a measure stands: its first column, from 0, and how many it takes."""

    first: int
    count: int

    @property
    def after(self) -> int:
        """The first column to the right."""
        return self.first + self.count


@dataclass(frozen=True, slots=True)
class ColumnGrid:
    """The columns of a sheet.

    Attributes
    ----------
    name, cell : float
        Width of the first column and of every other, in letters.
    """

    name: float
    cell: float

    @classmethod
    def of(cls, tables: Iterable[Table], titles: Iterable[str] = ()) -> ColumnGrid:
        """Choose widths that suit all tables of a sheet, and titles in bold letters."""
        names, numbers = [_NAME[0]], [_CELL[0]]
        names += [min(width(title) / _BOLD, _NAME[1]) for title in titles]
        for table in tables:
            first, *others = in_order(table)
            names.append(min(_wanted(table, first), _NAME[1]))
            numbers += [
                min(_wanted(table, other), _CELL[1])
                for other in others
                if other.unit is not Unit.TEXT
            ]
        return cls(max(names), max(numbers))

    def columns(self, table: Table) -> Mapping[str, Columns]:
        """Give each measure of a table its columns, from left to right."""
        found, at = {}, 0
        for measure in in_order(table):
            count = 1
            if at and measure.unit is Unit.TEXT:
                needed = ceil(_wanted(table, measure) / letters(self.cell) - 0.15)
                count = min(max(needed, 1), _MOST_COLUMNS)
            found[measure.key] = Columns(at, count)
            at += count
        return self._narrowed(table, found)

    def _narrowed(
        self, table: Table, found: dict[str, Columns]
    ) -> Mapping[str, Columns]:
        """Take columns from the longest texts until results fit on paper.

        Their rows become higher instead.
        """
        counts = {key: columns.count for key, columns in found.items()}
        results = [m.key for m in table.measures if not m.expert]
        most = (_WIDEST - self.name) / self.cell + 1
        while sum(counts[key] for key in results) > most:
            longest = max(results, key=lambda key: counts[key])
            if counts[longest] <= _LEAST_COLUMNS:
                break
            counts[longest] -= 1
        narrowed, at = {}, 0
        for key, count in counts.items():
            narrowed[key] = Columns(at, count)
            at += count
        return narrowed

    def width(self, columns: Columns) -> float:
        """Give the width of some columns together."""
        first = self.name if columns.first == 0 else self.cell
        return first + self.cell * (columns.count - 1)

    def pixels(self, count: int) -> int:
        """Give the width of the first columns on a screen."""
        # A cell has five pixels of margin, a digit seven.
        widths = [self.name, *[self.cell] * (count - 1)]
        return sum(int(7 * wide + 5) for wide in widths)

    def across(self, wanted: float) -> int:
        """Count the columns that are together so wide."""
        return 1 + max(ceil((wanted - self.name) / self.cell), 1)


def in_order(table: Table) -> list[Measure]:
    """List the measures from left to right: those for experts at the end."""
    return sorted(table.measures, key=lambda measure: measure.expert)


def letters(cell_width: float) -> int:
    """Count how much text fits on a line of so wide a cell.

    The width of a cell counts digits. Latin letters are narrower on average, Chinese
    ones take two digits' room, as `widths.width` counts them.
    """
    fitting = 0.97 if i18n.language() == "zh_CN" else 1.2
    return max(int(cell_width * fitting), 4)


def _wanted(table: Table, measure: Measure) -> float:
    """Give the width of the longest value, or of the longest word above it."""
    words = max((width(word) for word in measure.title.split()), default=0)
    # A heading may take three lines.
    heading = max(min(words, _LONGEST_WORD), width(measure.title) / 3)
    sample = table.frame[measure.key].iloc[:_SAMPLE]
    written = (write_value(value, measure.unit, "CNY") for value in sample)
    return max(heading, max(map(width, written), default=0)) + 2.5
