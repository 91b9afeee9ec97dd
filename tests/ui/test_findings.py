"""What is found out is what would be found out from scratch."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from churn_desktop.core import edits
from churn_desktop.core.errors import UnclearList
from churn_desktop.core.progress import silent
from churn_desktop.core.project import Project
from churn_desktop.core.schema import PeriodLength
from churn_desktop.pages.model import PageId
from churn_desktop.ui.findings import Findings, find_out, reads_the_same
from tests.ui.made import TODAY, a_list


def test_periods_do_not_need_the_list_to_be_read_again() -> None:
    project = a_list()
    first = find_out(project, None, TODAY, None, silent)
    quarterly = project.assuming(period=PeriodLength.QUARTER)
    again = find_out(quarterly, None, TODAY, first, silent)
    assert again.understanding is first.understanding
    gap = project.assuming(allowed_gap_days=30)
    assert not reads_the_same(project, gap)
    assert find_out(gap, None, TODAY, first, silent).understanding is not (
        first.understanding
    )


def test_only_the_page_on_screen_is_laid_out() -> None:
    found = find_out(a_list(), None, TODAY, None, silent, PageId.PERIODS)
    laid_out = [page for page in PageId if found.pages.known(page) is not None]
    assert laid_out == [PageId.PERIODS]
    assert [page.id for page in found.report.pages] == list(PageId)
    assert found.report.page(PageId.PERIODS) is found.pages.known(PageId.PERIODS)


TEXTS = st.sampled_from(
    ["", "2024-03-09", "30/01/2024", "05/06/2023", "12", "1,200.50", "-3", "USD 5",
     "Pro", "pro ", "Ｐｒｏ", "Shop 3", "at present", "yes", "n/a", "2099-01-01"]
)  # fmt: skip
PLACE = st.integers(0, 10_000)
EDITS = st.one_of(
    st.tuples(st.just("write"), PLACE, PLACE, TEXTS),
    st.tuples(st.just("delete"), PLACE, PLACE, TEXTS),
    st.tuples(st.just("insert"), PLACE, PLACE, TEXTS),
    st.tuples(st.just("column"), PLACE, PLACE, TEXTS),
    st.tuples(st.just("undo"), PLACE, PLACE, TEXTS),
    st.tuples(st.just("period"), PLACE, PLACE, TEXTS),
)


def edited(project: Project, edit: tuple[str, int, int, str]) -> Project:
    kind, row, column, text = edit
    table = project.table
    at, heading = row % len(table), table.headings[column % len(table.headings)]
    if kind == "write":
        return replace(project, table=edits.set_cells(table, heading, [at], [text]))
    if kind == "delete" and len(table) > 5:
        return replace(project, table=edits.delete_rows(table, [at]))
    if kind == "insert":
        return replace(project, table=edits.insert_rows(table, at))
    if kind == "column" and "Note" not in table.headings:
        return replace(project, table=edits.insert_column(table, "Note"))
    if kind == "period":
        period = list(PeriodLength)[row % len(PeriodLength)]
        return project.assuming(period=period)
    return project


def from_scratch(project: Project) -> Findings:
    """Find out about a copy of a project, whose columns nobody has ever seen."""
    table = project.table
    frame = pd.DataFrame(
        {name: table.frame[name].to_numpy(dtype=object).copy() for name in table.frame},
        index=table.frame.index,
        dtype=object,
    )
    kinds = {name: kinds.copy() for name, kinds in table.kinds.items()}
    copy = replace(project, table=replace(table, frame=frame, kinds=kinds))
    return find_out(copy, None, TODAY, None, silent)


def assert_same(found: Findings, fresh: Findings) -> None:
    mine, theirs = found.understanding, fresh.understanding
    assert mine.issues == theirs.issues
    assert mine.used.tolist() == theirs.used.tolist()
    assert mine.set_aside.tolist() == theirs.set_aside.tolist()
    assert list(mine.columns) == list(theirs.columns)
    for role, column in mine.columns.items():
        other = theirs.columns[role]
        for part in ("values", "blank", "unreadable"):
            np.testing.assert_array_equal(getattr(column, part), getattr(other, part))
        assert (column.order, column.currency) == (other.order, other.currency)
    for name, known in mine.book.attributes.groups.items():
        assert known.tolist() == theirs.book.attributes.groups[name].tolist()
    assert found.groups == fresh.groups
    for page in found.report.pages:
        for table in page.tables:
            other_frame = fresh.report.page(page.id).table(table.key).frame
            pd.testing.assert_frame_equal(table.frame, other_frame)


@given(steps=st.lists(EDITS, min_size=1, max_size=8))
@settings(max_examples=12, deadline=None)
def test_after_any_edits_all_is_as_if_found_out_from_scratch(
    steps: list[tuple[str, int, int, str]],
) -> None:
    history, found = [a_list(12)], None
    for step in steps:
        undone = step[0] == "undo" and len(history) > 1
        project = history.pop(-2) if undone else edited(history[-1], step)
        history.append(project)
        try:
            fresh = from_scratch(project)
        except UnclearList:
            with pytest.raises(UnclearList):
                find_out(project, None, TODAY, found, silent)
            continue
        found = find_out(project, None, TODAY, found, silent, PageId.OVERVIEW)
        assert_same(found, fresh)
