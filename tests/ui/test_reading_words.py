from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from churn_desktop.core.progress import silent
from churn_desktop.core.schema import Role
from churn_desktop.importing.importer import open_list, with_roles
from churn_desktop.ui.findings import find_out
from churn_desktop.ui.reading_words import read_as, rows_used
from churn_desktop.ui.segments import Segment
from tests.ui.made import TODAY, a_list


def test_the_columns_that_matter_come_first() -> None:
    text = read_as(a_list())
    assert text.startswith("Read as: subscriptions")
    assert "sheet “List”" in text
    assert "Customer = customer number, Since = start date, Until = end date" in text
    assert text.endswith("and 3 more")


def test_a_text_file_has_no_sheet() -> None:
    project = a_list()
    source = replace(project.source, path=Path("a.csv"), sheet=None, sheets=())
    assert "sheet" not in read_as(replace(project, source=source))


def test_what_is_not_clear_is_said() -> None:
    unclear = with_roles(a_list(), {Role.NAME: "Name"})
    assert read_as(unclear) == "It is not clear what kind of list this is."


def test_rows_and_customers_are_counted() -> None:
    project = a_list()
    found = find_out(project, None, TODAY, None, silent)
    assert rows_used(found) == "39 of 40 rows used · 39 customers"
    some = find_out(project, Segment(Role.PLAN, "Pro"), TODAY, found, silent)
    assert rows_used(some).startswith("39 of 40 rows used · Pro: ")


def test_a_list_of_counts_has_no_customers_to_tell(tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    lines = ["month,at start,new,lost", "2024-01,100,5,3", "2024-02,102,4,6"]
    path.write_text("\n".join(lines), encoding="utf-8")
    found = find_out(open_list(path, today=TODAY), None, TODAY, None, silent)
    assert rows_used(found) == "2 of 2 rows used"
