"""The cells of one sheet as a file holds them, before anyone knows what they mean.

Free of numpy and pandas, because the import worker uses it too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum


class Kind(IntEnum):
    """What a cell holds in the file."""

    BLANK = 0
    TEXT = 1
    NUMBER = 2
    DATE = 3
    FLAG = 4
    ERROR = 5


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet's cells, column by column from A1; trailing blank cells are cut.

    Attributes
    ----------
    sheet : str or None
        None for text files.
    columns : tuple of sequence of str
        Text of each cell: text as it stands, numbers as the shortest digits that
        give the same number (``"39"``, ``"0.1"``), dates as ``"2024-03-05"`` or
        ``"2024-03-05T14:30:00"``, flags as ``"TRUE"``/``"FALSE"``, errors as
        ``"#N/A"``. All columns have the same length.
    kinds : tuple of bytes
        The `Kind` of each cell, in the same order.
    """

    sheet: str | None
    columns: tuple[Sequence[str], ...]
    kinds: tuple[bytes, ...]

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.columns[0]) if self.columns else 0

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.columns)


def cell_name(row: int, column: int) -> str:
    """Name a cell as Excel does.

    Parameters
    ----------
    row : int
        File row, from 1.
    column : int
        File column, from 1.

    Examples
    --------
    >>> cell_name(17, 28)
    'AB17'
    """
    return f"{column_letters(column)}{row}"


def column_letters(column: int) -> str:
    """Letters of a file column counted from 1.

    Examples
    --------
    >>> column_letters(1), column_letters(703)
    ('A', 'AAA')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
