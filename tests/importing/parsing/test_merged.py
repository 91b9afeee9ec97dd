from __future__ import annotations

from churn_desktop.importing.parsing.marks import Marks
from churn_desktop.importing.parsing.merged import area, mark_merged


def test_areas_are_read() -> None:
    assert area("A3:A5") == (2, 5, 0, 1)
    assert area("nonsense") is None


def test_rows_of_merged_areas_are_marked() -> None:
    marks = Marks()
    mark_merged([(2, 5, 0, 1), (0, 1, 1, 3)], marks)
    [[code, severity, rows, facts]] = marks.as_json()
    assert (code, severity) == ("merged_cells", "warning")
    assert rows == [4, 5]
    assert facts == {"count": "2", "areas": "A3:A5, B1:C1"}


def test_a_title_across_columns_hides_nothing() -> None:
    marks = Marks()
    mark_merged([(0, 1, 0, 9)], marks)
    assert marks.as_json()[0][1] == "note"


def test_a_column_merged_from_end_to_end_is_not_a_million_rows() -> None:
    marks = Marks()
    mark_merged([(0, 1_048_576, 0, 1)], marks)
    assert len(marks.as_json()[0][2]) == 9_999


def test_nothing_merged_is_nothing_marked() -> None:
    marks = Marks()
    mark_merged([], marks)
    assert marks.as_json() == []
