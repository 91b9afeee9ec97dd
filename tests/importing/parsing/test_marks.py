from __future__ import annotations

from churn_desktop.core.issues import IssueCode, Severity
from churn_desktop.importing.parsing.marks import CELLS_NAMED, Marks


def test_cells_are_counted_and_some_are_named() -> None:
    marks = Marks()
    for row in range(30):
        marks.cell(IssueCode.ERROR_CELLS, row, 2)
    [[code, severity, rows, facts]] = marks.as_json()
    assert (code, severity) == ("error_cells", "warning")
    assert rows == list(range(1, 31))
    assert facts["count"] == "30"
    assert facts["cells"].startswith("C1, C2, ")
    assert facts["cells"].endswith(f"C{CELLS_NAMED}, …")


def test_files_and_rows() -> None:
    marks = Marks()
    marks.file(IssueCode.ENCODING_GUESSED, Severity.WARNING, encoding="big5")
    marks.rows(IssueCode.RAGGED_ROWS, [4, 2])
    marks.rows(IssueCode.RAGGED_ROWS, [2])
    assert marks.as_json() == [
        ["encoding_guessed", "warning", [], {"encoding": "big5"}],
        ["ragged_rows", "warning", [3, 5], {"count": "2"}],
    ]


def test_marks_of_others_are_taken_over() -> None:
    marks, aside = Marks(), Marks()
    marks.cell(IssueCode.PRECISION_LOST, 0, 0)
    aside.cell(IssueCode.PRECISION_LOST, 1, 0)
    marks.update(aside)
    [[_, _, rows, facts]] = marks.as_json()
    assert rows == [1, 2]
    assert facts == {"cells": "A1, A2", "count": "2"}
