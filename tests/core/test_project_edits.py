from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from churn_desktop.core import project_edits
from churn_desktop.core.grid import Kind
from churn_desktop.core.issues import Issue, IssueCode, Severity
from churn_desktop.core.project_edits import Written
from churn_desktop.core.schema import Role
from tests.ui.made import a_project

PROJECT = a_project(4)


def positions(*rows: int) -> np.ndarray:
    return np.array(rows, dtype=np.int64)


def test_writing_what_is_there_is_no_edit() -> None:
    cells = {"Fee": Written(positions(0, 1), ["100", "200"])}
    assert project_edits.write(PROJECT, cells) is PROJECT
    assert project_edits.write(PROJECT, {}) is PROJECT


def test_rows_are_added_for_what_goes_beyond_the_end() -> None:
    after = project_edits.write(PROJECT, {"Fee": Written(positions(3, 5), ["1", "2"])})
    assert after.table.column("Fee").text.tolist()[3:] == ["1", "", "2"]
    assert len(PROJECT.table) == 4


def test_filling_copies_what_the_cell_is() -> None:
    down = project_edits.fill_down(PROJECT, ["Fee"], 0, positions(1, 2))
    assert down.table.kinds["Fee"].tolist() == [Kind.NUMBER] * 4
    assert down.table.column("Fee").text.tolist() == ["100", "100", "100", "400"]
    right = project_edits.fill_right(PROJECT, "Fee", ["Plan"], positions(0, 3))
    assert right.table.column("Plan").text.tolist() == ["100", "Pro", "Basic", "400"]
    assert right.table.kinds["Plan"][0] == Kind.NUMBER


def test_a_renamed_column_keeps_meaning_and_doubts() -> None:
    doubt = Issue(IssueCode.CANDIDATE_COLUMNS, Severity.NOTE, "Fee")
    project = replace(PROJECT, reading_issues=(doubt,))
    after = project_edits.rename_column(project, "Fee", "Price")
    assert after.roles[Role.FEE] == "Price"
    assert after.reading_issues[0].column == "Price"
    assert project_edits.rename_column(project, "Fee", "Fee") is project
    with pytest.raises(ValueError, match="Plan"):
        project_edits.rename_column(project, "Fee", "Plan")


def test_a_deleted_column_takes_its_meaning_along() -> None:
    after = project_edits.delete_column(PROJECT, "Plan")
    assert Role.PLAN not in after.roles
    assert "Plan" not in after.table.headings


def test_rows_come_and_go() -> None:
    assert len(project_edits.insert_rows(PROJECT, 1, 2).table) == 6
    assert len(project_edits.delete_rows(PROJECT, positions(0, 3)).table) == 2
    assert project_edits.delete_rows(PROJECT, positions()) is PROJECT


def test_typed_texts_are_like_the_column() -> None:
    days = np.full(3, Kind.DATE, dtype=np.uint8)
    typed = ["2024-02-29", "2024-02-30", "soon", ""]
    assert project_edits.kinds_like(days, typed).tolist() == [3, 1, 1, 0]
    assert project_edits.kinds_like(days[:0], ["1"]).tolist() == [1]
    numbers = np.full(3, Kind.NUMBER, dtype=np.uint8)
    typed = ["-0", "1.50", "0.5", "1e5", "-3", "9" * 16]
    assert project_edits.kinds_like(numbers, typed).tolist() == [1, 1, 2, 1, 2, 1]
