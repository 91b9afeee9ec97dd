"""What the cells of understood columns are worth, for sorting and adding up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from churn_desktop.core.calendar import NO_DAY
from churn_desktop.core.schema import Content
from churn_desktop.ui.models.sheet_order import Numbers

if TYPE_CHECKING:
    from churn_desktop.importing.columns import ParsedColumn


@dataclass(frozen=True, slots=True, eq=False)
class SheetValues:
    """Numbers by heading, one for each table row, NaN where a cell has none.

    Attributes
    ----------
    to_sort : mapping of str to ndarray of float64
        Dates as days, amounts and numbers.
    to_add : mapping of str to ndarray of float64
        Amounts and numbers only: a sum of dates means nothing.
    """

    to_sort: Mapping[str, Numbers] = field(default_factory=dict)
    to_add: Mapping[str, Numbers] = field(default_factory=dict)


def sheet_values(columns: Iterable[ParsedColumn]) -> SheetValues:
    """Take over what the import found in the columns it understood."""
    days: dict[str, Numbers] = {}
    numbers: dict[str, Numbers] = {}
    for column in columns:
        if column.content is Content.DATE:
            known = column.values.astype(np.float64)
            days[column.heading] = np.where(column.values == NO_DAY, np.nan, known)
        elif column.content in (Content.AMOUNT, Content.NUMBER):
            numbers[column.heading] = column.values.astype(np.float64, copy=False)
    return SheetValues({**days, **numbers}, numbers)
