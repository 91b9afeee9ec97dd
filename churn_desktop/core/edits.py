"""The changes one can make to a sheet, each a pure function from table to table.

Columns are replaced, never written into, so that every earlier table stays as it was
and undo is keeping it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from churn_desktop.core.grid import Kind
from churn_desktop.core.table import Kinds, Rows, Table, Texts

if TYPE_CHECKING:
    import pandas as pd


def set_cells(
    table: Table,
    heading: str,
    positions: Iterable[int],
    texts: Iterable[str],
    kinds: Iterable[int] | None = None,
) -> Table:
    """Write texts into cells of one column.

    Parameters
    ----------
    table : Table
    heading : str
        The column; `KeyError` when there is none.
    positions : iterable of int
        Positions of the rows in the table, from 0.
    texts : iterable of str
        What to write, one for each position; ``""`` clears the cell.
    kinds : iterable of int, optional
        What each cell holds from now on, by default text, whatever it looks like; a
        cleared cell is always blank.
    """
    where = np.fromiter(positions, dtype=np.int64)
    written = np.empty(len(where), dtype=object)
    written[:] = list(texts)
    held = table.kinds[heading].copy()
    held[where] = _kinds_of(written, kinds)
    text = table.frame[heading].to_numpy(dtype=object).copy()
    text[where] = written
    frame = table.frame.assign(**{heading: _series(text, table.frame)})
    return replace(table, frame=frame, kinds={**table.kinds, heading: held})


def set_block(table: Table, columns: Mapping[str, Mapping[int, str]]) -> Table:
    """Write a block of cells, as pasting does.

    Parameters
    ----------
    table : Table
    columns : mapping of str to mapping of int to str
        For each heading the text for each position.
    """
    for heading, cells in columns.items():
        table = set_cells(table, heading, cells.keys(), cells.values())
    return table


def delete_rows(table: Table, positions: Iterable[int]) -> Table:
    """Take rows away; their numbers go with them."""
    kept = np.ones(len(table), dtype=bool)
    kept[np.fromiter(positions, dtype=np.int64)] = False
    last = int(table.rows[~kept].max(initial=0))
    return replace(
        table,
        frame=_arranged(table, table.rows[kept], lambda text: text[kept]),
        kinds={heading: kinds[kept] for heading, kinds in table.kinds.items()},
        last_gone=max(last, table.last_gone),
    )


def insert_rows(table: Table, at: int, count: int = 1) -> Table:
    """Put blank rows before a position.

    Their row numbers come after every row there is or was: no row changes its number,
    and none is taken for one that was deleted.
    """
    blank = np.full(count, "", dtype=object)
    rows = np.concatenate([table.rows[:at], _new_rows(table, count), table.rows[at:]])
    frame = _arranged(
        table, rows, lambda text: np.concatenate([text[:at], blank, text[at:]])
    )
    nothing = np.full(count, Kind.BLANK, dtype=np.uint8)
    kinds = {
        heading: np.concatenate([kinds[:at], nothing, kinds[at:]])
        for heading, kinds in table.kinds.items()
    }
    return replace(table, frame=frame, kinds=kinds)


def insert_column(table: Table, heading: str, at: int | None = None) -> Table:
    """Add a blank column before a position, last by default.

    Raises
    ------
    ValueError
        If there is a column of that heading.
    """
    if heading in table.kinds:
        raise ValueError(heading)
    place = len(table.headings) if at is None else at
    frame = table.frame.copy(deep=False)
    frame.insert(place, heading, _series("", frame))
    blank = np.full(len(table), Kind.BLANK, dtype=np.uint8)
    return replace(table, frame=frame, kinds={**table.kinds, heading: blank})


def delete_column(table: Table, heading: str) -> Table:
    """Take a column away."""
    return replace(
        table,
        frame=table.frame.drop(columns=heading),
        kinds={name: kinds for name, kinds in table.kinds.items() if name != heading},
        letters={name: at for name, at in table.letters.items() if name != heading},
    )


def rename_column(table: Table, old: str, new: str) -> Table:
    """Give a column another heading.

    Raises
    ------
    ValueError
        If another column has that heading.
    """
    if new in table.kinds and new != old:
        raise ValueError(new)

    def named(heading: str) -> str:
        return new if heading == old else heading

    return replace(
        table,
        frame=table.frame.rename(columns={old: new}),
        kinds={named(heading): kinds for heading, kinds in table.kinds.items()},
        letters={named(heading): at for heading, at in table.letters.items()},
    )


def _kinds_of(text: Texts, known: Iterable[int] | None = None) -> Kinds:
    filled = Kind.TEXT if known is None else np.fromiter(known, dtype=np.uint8)
    return np.where(text == "", Kind.BLANK, filled).astype(np.uint8)


def _series(text: Texts | str, frame: pd.DataFrame) -> pd.Series:
    import pandas as pd

    return pd.Series(text, index=frame.index, dtype=object)


def _arranged(
    table: Table, rows: Rows, change: Callable[[Texts], Texts]
) -> pd.DataFrame:
    """Change each column in the same way; one by one, or the window would stand."""
    import pandas as pd

    columns = {
        heading: change(column.to_numpy(dtype=object))
        for heading, column in table.frame.items()
    }
    index = pd.Index(rows, dtype=np.int64)
    return pd.DataFrame(
        columns, index=index, columns=table.frame.columns, dtype=object, copy=False
    )


def _new_rows(table: Table, count: int) -> Rows:
    following = max(int(table.rows.max(initial=0)), table.last_gone) + 1
    return np.arange(following, following + count, dtype=np.int64)
