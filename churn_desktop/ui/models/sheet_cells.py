"""The text of many cells of the user's sheet at once, the fast way."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from churn_desktop.core.table import Table

SLICE = 16_384
"""Work on Python objects is done in slices, or the window would stand still."""

_BETWEEN = "\0"


def cell_texts(table: Table, heading: str, rows: npt.NDArray[np.integer]) -> list[str]:
    """Give the text of some cells of a column.

    Parameters
    ----------
    table : Table
    heading : str
    rows : ndarray of int
        Table positions.
    """
    found = table.frame[heading].array.take(rows)
    texts: list[str] = np.asarray(found, dtype=object).tolist()
    return texts


def joined(texts: Sequence[str]) -> str:
    """Put many texts into one, to look at all of them in a single step."""
    return _BETWEEN.join(texts)
