"""Which rows of one list are which rows of a later reading of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from churn_desktop.core.project import Project
from churn_desktop.core.schema import LIST_HEADING, ROW_HEADING, Role
from churn_desktop.core.table import Table

if TYPE_CHECKING:
    import pandas as pd

Positions: TypeAlias = npt.NDArray[np.int64]
NOWHERE = -1


def key_heading(project: Project, table: Table) -> str | None:
    """Give the column that says whom a row is about; None where there is no column.

    The customer number, else the name, else the first column.
    """
    for role in (Role.CUSTOMER_ID, Role.NAME):
        heading = project.heading(role)
        if heading in table.kinds:
            return heading
    return next(iter(table.headings), None)


def keys_of(table: Table, heading: str | None) -> pd.Series:
    """Give whom each row is about, by position."""
    import pandas as pd

    if heading is None:
        return pd.Series("", index=range(len(table)), dtype=object)
    return pd.Series([str(cell).strip() for cell in table.column(heading).text])


def shared_headings(one: Table, other: Table) -> list[str]:
    """Name the columns in which rows of two readings can agree.

    The row that a list had in its own file is no part of what it says.
    """
    return [h for h in one.headings if h in other.kinds and h != ROW_HEADING]


def match_rows(
    one: Table, other: Table, heading: str | None, compared: Sequence[str]
) -> tuple[Positions, npt.NDArray[np.bool_]]:
    """Find each row of a list in a later reading of it.

    Parameters
    ----------
    one, other : Table
    heading : str or None
        The column, of both, that says whom a row is about.
    compared : sequence of str
        Columns of both.

    Returns
    -------
    found : ndarray of int64
        For each row of ``one`` its position in ``other``, `NOWHERE` if it has gone.
        Rows of a customer that did not change are found first, wherever they are;
        the others of that customer are taken in their order. Of several lists read
        together, rows are only looked for in the list of the same day.
    same : ndarray of bool
        Whether it did not change.
    """
    import pandas as pd

    of_lists = LIST_HEADING in one.kinds and LIST_HEADING in other.kinds
    rows, later = (
        _rows(table, heading, compared, of_lists=of_lists) for table in (one, other)
    )
    exact = _join(rows, later, ["key", "cells"])
    same = exact != NOWHERE
    taken = np.zeros(len(other), dtype=bool)
    taken[exact[same]] = True
    left, still = rows[~same], later[~taken]
    found = exact.copy()
    found[~same] = _join(
        pd.DataFrame({"key": left["key"]}), pd.DataFrame({"key": still["key"]}), ["key"]
    )
    return found, same


def _rows(
    table: Table, heading: str | None, compared: Sequence[str], *, of_lists: bool
) -> pd.DataFrame:
    """Give whom each row is about and a number for what it says."""
    import pandas as pd

    cells = pd.DataFrame(
        {at: table.column(name).text for at, name in enumerate(compared)},
        index=range(len(table)),
        dtype=object,
    ).fillna("")
    says = (
        pd.util.hash_pandas_object(cells, index=False).to_numpy()
        if len(compared)
        else np.zeros(len(table), dtype=np.uint64)
    )
    keys = keys_of(table, heading)
    if of_lists:
        keys = keys.str.cat(table.column(LIST_HEADING).text.astype(str), sep="\0")
    return pd.DataFrame({"key": keys.to_numpy(), "cells": says})


def _join(one: pd.DataFrame, other: pd.DataFrame, by: list[str]) -> Positions:
    """Find rows by their values, the first with the first where there are several."""
    numbered = one.assign(turn=one.groupby(by, sort=False).cumcount())
    places = other.assign(
        turn=other.groupby(by, sort=False).cumcount(), place=other.index
    )
    joined = numbered.merge(places, on=[*by, "turn"], how="left")
    return joined["place"].fillna(NOWHERE).to_numpy(dtype=np.int64)
