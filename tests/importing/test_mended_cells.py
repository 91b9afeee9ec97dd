from __future__ import annotations

from datetime import date

import pytest

from churn_desktop.core.schema import Content
from churn_desktop.importing.importer import understand
from churn_desktop.importing.mended_cells import (
    CellChange,
    full_years,
    respelled,
    swapped,
    tidier,
)
from tests.importing.lists import TODAY, project_of, table_of

HEADINGS = ["customer id", "start date", "end date"]


def swaps(*rows: tuple[object, object], **assumptions: object) -> list[CellChange]:
    lines = [[f"C{n}", *row] for n, row in enumerate(rows)]
    project = project_of([HEADINGS, *lines], **assumptions)
    everything = range(len(rows))
    return swapped(project.table, understand(project, today=TODAY), everything)


def test_start_and_end_change_places_as_they_are_written() -> None:
    first, second = swaps(("2024-05-01", "2024.3.1"), ("2024-01-01", "2024-02-01"))
    assert first == CellChange(2, "start date", "2024-05-01", "2024.3.1")
    assert second == CellChange(2, "end date", "2024.3.1", "2024-05-01")


def test_dates_of_a_spreadsheet_are_written_in_full() -> None:
    first, second = swaps((date(2024, 5, 1), 45352), ("2024-01-01", date(2024, 2, 1)))
    assert (first.after, second.after) == ("2024-03-01", "2024-05-01")


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2024-05-01", ""),
        ("2024-05-01", "至今"),
        ("2024-05-01", "soon"),
        ("", "2024-03-01"),
        ("2042-05-01", "2024-03-01"),
        ("2024-05-01", "2024-05-01"),
    ],
)
def test_rows_that_are_wrong_in_another_way_are_left_alone(
    start: str, end: str
) -> None:
    assert swaps((start, end), ("2023-01-01", "2023-06-01")) == []


def test_years_are_written_as_they_were_read() -> None:
    rows = [HEADINGS, ["C1", "25/3/24", "13/04/98 14:30"], ["C2", "5/6/2024", "x"]]
    project = project_of(rows)
    read = understand(project, today=TODAY)
    starts = full_years(project.table, read, "start date", [0])
    ends = full_years(project.table, read, "end date", [0, 1])
    assert starts == [CellChange(2, "start date", "25/3/24", "2024-03-25")]
    assert [change.after for change in ends] == ["1998-04-13 14:30:00"]
    assert full_years(project.table, read, "customer id", [0]) == []
    assert full_years(project.table, read, None, [0]) == []


def test_cells_are_tidied_by_what_they_hold() -> None:
    table = table_of([["a"], [" Ａ "], ["１，２００"], ["B"]])
    assert tidier(table, "a", [0, 2], Content.TEXT) == [CellChange(2, "a", " Ａ ", "A")]
    assert tidier(table, "a", [1], Content.AMOUNT)[0].after == "1,200"
    assert tidier(table, None, [0], Content.TEXT) == []


def test_one_spelling_is_written_in_every_cell_of_the_other() -> None:
    table = table_of([["pay"], ["CC"], ["Credit Card"], [" CC"], ["cc"], ["CC"]])
    kept = respelled(table, "pay", ("Credit Card", "CC"))
    assert [(c.row, c.after) for c in kept] == [
        (2, "Credit Card"), (4, "Credit Card"), (6, "Credit Card"),
    ]  # fmt: skip
    assert [(c.row, c.before, c.after) for c in respelled(table, "pay", None)] == [
        (5, "cc", "CC")
    ]
    assert respelled(table, "none", None) == []
