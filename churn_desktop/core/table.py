"""The user's own sheet, immutable, with the original text of every cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from churn_desktop.core.grid import Kind

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

Texts: TypeAlias = "npt.NDArray[np.object_]"
Kinds: TypeAlias = "npt.NDArray[np.uint8]"
Rows: TypeAlias = "npt.NDArray[np.int64]"


class Column(NamedTuple):
    """One column: the text of each cell and what it is in the file (`Kind`)."""

    text: Texts
    kinds: Kinds


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A list as the user wrote it.

    Attributes
    ----------
    frame : pandas.DataFrame
        Text of every cell, a column for each heading (unique), indexed by file row
        (1-based). Title, heading and total rows are not in it.
    kinds : mapping of str to ndarray of uint8
        For each heading the `Kind` of each cell, in the frame's row order.
    letters : mapping of str to int
        For each heading its file column, from 1.
    last_gone : int
        The highest file row of a row that was deleted, 0 when none was: a number is
        never given to another row.
    """

    frame: pd.DataFrame
    kinds: Mapping[str, Kinds]
    letters: Mapping[str, int]
    last_gone: int = 0

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings, in the user's order."""
        return tuple(self.frame.columns)

    @property
    def rows(self) -> Rows:
        """File row of each row, in order."""
        return self.frame.index.to_numpy(dtype="int64")

    def __len__(self) -> int:
        return len(self.frame)

    def column(self, heading: str) -> Column:
        """Give one column.

        Raises
        ------
        KeyError
            If there is no such heading.
        """
        text = self.frame[heading].to_numpy(dtype=object)
        return Column(text, self.kinds[heading])

    def blank(self, heading: str) -> npt.NDArray[np.bool_]:
        """Tell which cells of a column hold nothing at all."""
        import numpy as np

        return np.equal(self.kinds[heading], Kind.BLANK)
