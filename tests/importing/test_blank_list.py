from __future__ import annotations

from datetime import date

from churn_desktop.core.calendar import to_date
from churn_desktop.core.schema import Role, Shape
from churn_desktop.importing.blank_list import blank_counts
from churn_desktop.importing.importer import understand

HEADINGS = {
    Role.PERIOD: "Period",
    Role.COUNT_OPENING: "At start",
    Role.COUNT_NEW: "New",
    Role.COUNT_LOST: "Lost",
}


def test_a_list_without_a_row_can_be_understood() -> None:
    project = blank_counts("Numbers", HEADINGS)
    found = understand(project, today=date(2024, 5, 6))
    assert project.shape is Shape.COUNTS
    assert (len(project.table), found.issues) == (0, ())
    assert found.book.as_of is not None
    assert to_date(found.book.as_of) == date(2024, 5, 6)
