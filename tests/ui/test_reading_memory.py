from __future__ import annotations

from pathlib import Path

import pytest

from churn_desktop.core.issues import Issue, IssueCode, Severity
from churn_desktop.core.progress import silent
from churn_desktop.core.project import Project
from churn_desktop.core.schema import DateOrder, Role, Shape
from churn_desktop.importing.importer import open_list, with_roles, with_shape
from churn_desktop.importing.options import ReadOptions
from churn_desktop.storage.reading_choices import recall
from churn_desktop.ui.reading_memory import (
    FirstReading,
    keep,
    open_question,
    read_as_before,
)
from tests.ui.made import TODAY

ROWS = ("id,joined,gone,fee", "C1,03/04/2023,,100", "C2,05/06/2023,07/08/2023,90")


def write(folder: Path, *lines: str, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def read(path: Path) -> tuple[Project, FirstReading]:
    return read_as_before([path], today=TODAY, progress=silent)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write(tmp_path, *ROWS)


ROLES = {Role.CUSTOMER_ID: "id", Role.START: "joined", Role.END: "gone"}


def test_an_unknown_list_is_read_as_it_is(path: Path) -> None:
    project, first = read(path)
    assert not first.recalled
    assert first.headings == ("id", "joined", "gone", "fee")
    assert project.assumptions.date_order is None


def test_meanings_and_answers_hold_for_the_next_list(
    path: Path, tmp_path: Path
) -> None:
    project, first = read(path)
    chosen = with_roles(project, {**ROLES, Role.ACQUISITION_COST: "fee"})
    chosen = chosen.assuming(
        date_order=DateOrder.MDY, last_day_of_service=True, currency="USD"
    )
    keep(first, chosen)
    other = write(tmp_path, ROWS[0], "C7,01/02/2024,,5", name="other.csv")
    again, first = read(other)
    assert first.recalled
    assert dict(again.roles) == {**ROLES, Role.ACQUISITION_COST: "fee"}
    assert again.assumptions == chosen.assumptions
    keep(first, project)
    assert read(other)[0].assumptions == project.assumptions


def test_an_answer_never_goes_before_what_the_dates_show(
    path: Path, tmp_path: Path
) -> None:
    project, first = read(path)
    keep(first, with_roles(project, ROLES).assuming(date_order=DateOrder.MDY))
    clear = write(tmp_path, ROWS[0], "C7,25/02/2024,,5", "C8,01/02/2024,,5")
    again, first = read(clear)
    assert first.recalled
    assert again.assumptions.date_order is None


def test_other_headings_are_another_list(path: Path, tmp_path: Path) -> None:
    project, first = read(path)
    keep(first, with_roles(project, ROLES).assuming(currency="USD"))
    other = write(tmp_path, "id,joined,gone,cost", "C7,01/02/2024,,5")
    assert not read(other)[1].recalled


def test_heading_row_and_delimiter_hold_too(tmp_path: Path) -> None:
    lines = ("id;x|start;end", "a;b|c;d", "id;start date;end date", "C1;2023-01-05;")
    path = write(tmp_path, *lines)
    _found, first = read(path)
    options = ReadOptions(header_row=3, delimiter=";")
    wanted = open_list(path, options, today=TODAY)
    keep(first, wanted)
    kept = recall(first.headings)
    assert kept is not None
    again, first = read(path)
    assert first.recalled
    assert again.source == wanted.source
    assert again.table.headings == wanted.table.headings


def test_a_list_that_has_become_unclear_is_read_as_it_is(path: Path) -> None:
    project, first = read(path)
    unclear = with_roles(project, {Role.CUSTOMER_ID: "id"})
    keep(first, unclear)
    again, first = read(path)
    assert not first.recalled
    assert dict(again.roles) == dict(project.roles)


def test_only_an_undecided_order_is_a_question() -> None:
    code = IssueCode.DATE_AMBIGUOUS
    decided = Issue(code, Severity.NOTE, "joined", (2,))
    undecided = Issue(code, Severity.WARNING, "gone", (2,))
    assert open_question([decided]) is None
    assert open_question([decided, undecided]) is undecided


def test_the_kind_of_list_holds_for_the_next_one(path: Path, tmp_path: Path) -> None:
    project, first = read(path)
    keep(first, with_shape(with_roles(project, ROLES), Shape.PURCHASES))
    again, first = read(write(tmp_path, *ROWS, name="other.csv"))
    assert first.recalled
    assert again.shape is again.assumptions.shape is Shape.PURCHASES
