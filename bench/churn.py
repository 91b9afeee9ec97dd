"""Churn and cohorts of sixty months, beside a loop over months and beside groupby."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from bench.lists import FIRST, MONTHS, Made, make
from bench.timing import Row, in_turns, rounds_for
from churn_desktop.core.project import Assumptions
from churn_desktop.engine.cohorts import Cohorts, follow_cohorts
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
    yield _cohorts(made, size)


def _cohorts(made: Made, size: int) -> Row:
    """Compare customers of each month of start by how long they stay."""
    book = replace(made.book, has_amounts=False)

    def ours() -> Cohorts:
        found = follow_cohorts(book, Assumptions())
        assert found is not None
        return found

    taken = in_turns(
        {"ours": ours, "groupby": lambda: group_by_cohort(made.frame)},
        rounds_for(size),
    )
    mine, theirs = ours().counts, group_by_cohort(made.frame).to_numpy()
    known = np.isfinite(mine)
    same = bool((mine[known] == theirs[:, : mine.shape[1]][known]).all())
    work = f"cohorts, {MONTHS} x {MONTHS}"
    peer = "pandas groupby"
    return Row(work, size, taken["ours"], peer, taken["groupby"], "15x", same)


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


def group_by_cohort(frame: pd.DataFrame) -> pd.DataFrame:
    """Count who stays for so many months: group by month of start and months stayed."""
    begin = frame["start"].dt.year * 12 + frame["start"].dt.month
    begin -= FIRST.year * 12 + 1
    until = frame["end"].dt.year * 12 + frame["end"].dt.month - FIRST.year * 12 - 1
    # Whole months by calendar, from the 31st to the last day of a shorter month.
    due = np.minimum(frame["start"].dt.day, frame["end"].dt.days_in_month)
    months = until - begin - (frame["end"].dt.day < due)
    stayed = months.fillna(MONTHS).clip(0, MONTHS).astype(int)
    size = frame.groupby([begin, stayed]).size().unstack(fill_value=0)
    size = size.reindex(range(MONTHS), fill_value=0)
    size = size.reindex(columns=range(MONTHS + 1), fill_value=0)
    # Who stays for k months is still there after each month up to it.
    return size.iloc[:, ::-1].cumsum(axis=1).iloc[:, ::-1]


def _same(mine: pd.DataFrame, theirs: pd.DataFrame) -> bool:
    return bool(np.allclose(mine, theirs[mine.columns], equal_nan=True))
