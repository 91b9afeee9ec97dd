from __future__ import annotations

from dataclasses import replace

from churn_desktop.core.issues import IssueCode
from churn_desktop.core.project import Mended
from churn_desktop.pages.change_log import MOST_OPEN, change_log
from churn_desktop.pages.data_check import lay_out
from tests.pages.lists import golden

LOG = (
    Mended(IssueCode.END_BEFORE_START, "since", 1200, "2024-05-01", "2024-03-01"),
    Mended(IssueCode.DUPLICATE_ROWS, None, 7, "Ann | 2024-01-01", None),
)


def test_without_a_mend_there_is_no_log() -> None:
    assert change_log(golden().project) is None
    assert [table.key for table in lay_out(golden()).tables] == ["issues", "columns"]


def test_each_change_is_a_row() -> None:
    table = change_log(replace(golden().project, mended=LOG))
    assert table is not None
    assert table.title == "What was mended: 2 changes"
    assert table.frame.to_numpy().tolist() == [
        ["Swap start and end", "1,200", "since", "2024-05-01", "2024-03-01"],
        ["Delete repeated rows", "7", None, "Ann | 2024-01-01", "row deleted"],
    ]
    assert not table.folded


def test_the_log_is_part_of_the_data_check() -> None:
    material = golden()
    material = replace(material, project=replace(material.project, mended=LOG))
    keys = [table.key for table in lay_out(material).tables]
    assert keys == ["issues", "mended", "columns"]


def test_a_long_log_is_folded() -> None:
    project = replace(golden().project, mended=LOG[:1] * (MOST_OPEN + 1))
    table = change_log(project)
    assert table is not None
    assert table.folded
