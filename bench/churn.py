"""Churn of sixty months, beside a loop over months and beside one groupby."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from bench.lists import FIRST, MONTHS, make
from bench.timing import Row, in_turns, rounds_for
from churn_desktop.core.project import Assumptions
from churn_desktop.engine.movements import count_movements
from churn_desktop.engine.rates import rate_table

COLUMNS = ["opening", "new", "lost", "joined_and_left", "closing"]
SAMPLE = 100_000
"""The loop is measured on so many customers at most, and its time scaled up."""


def rows(size: int) -> Iterator[Row]:
    """Compare counting and dividing for every month."""
    made = make(size)

    def ours() -> pd.DataFrame:
        movements = count_movements(made.book, Assumptions())
        assert movements is not None
        return movements.frame.assign(rate=rate_table(movements).opening_base)

    def counts() -> object:
        return count_movements(made.book, Assumptions())

    sample = made.frame.head(SAMPLE)
    taken = in_turns(
        {
            "ours": ours,
            "counts": counts,
            "groupby": lambda: group_by_months(made.frame),
            "loop": lambda: loop_over_months(sample),
        },
        rounds_for(size),
    )
    mine = ours()[[*COLUMNS, "rate"]]
    same = _same(mine, group_by_months(made.frame))
    scaled = taken["loop"] * size / len(sample)
    work = f"churn, {MONTHS} months"
    named = "pandas loop" + (" (scaled)" if size > SAMPLE else "")
    yield Row(work, size, taken["ours"], named, scaled, "", same)
    yield Row(work, size, taken["ours"], "pandas groupby", taken["groupby"], "", same)
    counted = f"{work}, counts only"
    yield Row(counted, size, taken["counts"], "pandas groupby", taken["groupby"], "15x")


def loop_over_months(frame: pd.DataFrame) -> pd.DataFrame:
    """Filter the whole list for every month, as one does by hand."""
    found = []
    for first in pd.date_range(FIRST, periods=MONTHS, freq="MS"):
        after = first + pd.offsets.MonthBegin()
        start, end = frame["start"], frame["end"]
        opening = (start < first) & (end.isna() | (end >= first))
        closing = (start < after) & (end.isna() | (end >= after))
        new = (start >= first) & (start < after)
        found.append(
            {
                "opening": opening.sum(),
                "new": new.sum(),
                "lost": (opening & ~closing).sum(),
                "joined_and_left": (new & ~closing).sum(),
                "closing": closing.sum(),
            }
        )
    months = pd.DataFrame(found)
    return months.assign(rate=months["lost"] / months["opening"])


def group_by_months(frame: pd.DataFrame) -> pd.DataFrame:
    """Group by the months of start and end, then add up: one pass over the list."""
    begin, end = (
        frame[name].dt.year * 12 + frame[name].dt.month - FIRST.year * 12 - 1
        for name in ("start", "end")
    )
    size = frame.groupby([begin, end.fillna(MONTHS).astype(int)]).size()
    months = range(MONTHS)
    new = size.groupby(level=0).sum().reindex(months, fill_value=0)
    left = size.groupby(level=1).sum().reindex(months, fill_value=0)
    first, last = size.index.get_level_values(0), size.index.get_level_values(1)
    brief = size[first == last].droplevel(1).reindex(months, fill_value=0)
    closing = (new - left).cumsum()
    opening = closing.shift(fill_value=0)
    lost = left - brief
    return pd.DataFrame(
        {
            "opening": opening,
            "new": new,
            "lost": lost,
            "joined_and_left": brief,
            "closing": closing,
            "rate": lost / opening,
        }
    )


def _same(mine: pd.DataFrame, theirs: pd.DataFrame) -> bool:
    return bool(np.allclose(mine, theirs[mine.columns], equal_nan=True))
