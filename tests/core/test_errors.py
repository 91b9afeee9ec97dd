from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from churn_desktop.core.errors import (
    BadChoice,
    ChangedOnDisk,
    ChurnDesktopError,
    DamagedProject,
    FileProblem,
    NotAProject,
    NotWrittenBack,
    OpenElsewhere,
    ProjectTooNew,
    UnclearList,
    UnreadableFile,
    UnwritableFile,
)


def test_an_unreadable_file_says_where() -> None:
    error = UnreadableFile(
        Path("/lists/客户.xlsx"),
        FileProblem.DAMAGED,
        sheet="客户",
        row=17,
        detail="crc",
    )
    assert (error.problem, error.sheet, error.row) == (FileProblem.DAMAGED, "客户", 17)
    assert str(error) == "damaged: 客户.xlsx crc"
    assert str(UnreadableFile(Path("a.csv"), FileProblem.EMPTY)) == "empty: a.csv"


def test_an_unclear_list_says_what_is_missing() -> None:
    error = UnclearList(Path("a.csv"), None, ("start", "tenure"))
    assert error.missing == ("start", "tenure")
    assert str(error) == "a.csv: no column for start or tenure"


def test_a_bad_choice_says_what_could_be_chosen() -> None:
    error = BadChoice("sheet", "Sheet9", ("Sheet1",))
    assert (error.option, error.value, error.known) == ("sheet", "Sheet9", ("Sheet1",))
    assert str(error) == "sheet: 'Sheet9'"


def test_an_unwritable_file_says_why() -> None:
    error = UnwritableFile(Path("/out/report.xlsx"), "in_use")
    assert str(error) == "in_use: report.xlsx"
    assert error.path.name == "report.xlsx"


def test_a_project_that_cannot_be_opened_says_why() -> None:
    path = Path("/lists/list.churn")
    assert str(NotAProject(path)) == "list.churn"
    assert str(DamagedProject(path, "checksum")) == "list.churn checksum"
    newer = ProjectTooNew(path, program="9.1", detail="format 2")
    assert (newer.program, newer.detail) == ("9.1", "format 2")
    assert str(newer) == "list.churn 9.1 format 2"
    assert str(ProjectTooNew(path)) == "list.churn"


def test_a_project_that_cannot_be_saved_says_who_is_in_the_way() -> None:
    path = Path("/lists/list.churn")
    assert str(ChangedOnDisk(path)) == "list.churn"
    other = OpenElsewhere(path, "desk-2", here=False)
    assert (other.host, other.since, other.here) == ("desk-2", None, False)
    assert OpenElsewhere(path).here


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (ChurnDesktopError, "failed"),
        (UnreadableFile, "unreadable_file"),
        (UnclearList, "unclear_list"),
        (BadChoice, "bad_choice"),
        (UnwritableFile, "unwritable_file"),
        (NotAProject, "not_a_project"),
        (DamagedProject, "damaged_project"),
        (ProjectTooNew, "project_too_new"),
        (ChangedOnDisk, "changed_on_disk"),
        (OpenElsewhere, "open_elsewhere"),
        (NotWrittenBack, "not_written_back"),
    ],
)
def test_each_failure_has_a_code(kind: type[ChurnDesktopError], code: str) -> None:
    assert kind.code == code
    assert issubclass(kind, ChurnDesktopError)


def test_a_failure_without_arguments_travels_between_processes() -> None:
    assert isinstance(
        pickle.loads(pickle.dumps(ChurnDesktopError())), ChurnDesktopError
    )
