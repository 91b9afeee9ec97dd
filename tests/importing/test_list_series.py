from __future__ import annotations

from pathlib import Path

import pytest

from churn_desktop.core.errors import BadChoice
from churn_desktop.core.issues import Issue, IssueCode, Severity
from churn_desktop.core.project import Project
from churn_desktop.core.schema import Role, Shape
from churn_desktop.importing.importer import (
    ReadOptions,
    open_list,
    open_lists,
    understand,
    with_roles,
)
from tests.importing.lists import TODAY, codes, issue_of
from tests.importing.workbooks import Sheets, pretend

HEAD = "customer id|customer name|monthly fee"
JANUARY = f"{HEAD}\nA|Alpha|1\nB|Beta|2\nC|Gamma|3"
FEBRUARY = f"{HEAD}\nA|Alpha|1\nC|Gamma|4\nD|Delta|5\nTotal||10"
MARCH = f"Customers\n{HEAD}\nA|Alpha|1\nB|Beta|2\nD|Delta|5"
LEGEND = "word|meaning\na|b\nc|d"


def book(monkeypatch: pytest.MonkeyPatch, sheets: Sheets) -> Project:
    pretend(monkeypatch, {"book.xlsx": sheets})
    return open_list(Path("book.xlsx"), today=TODAY)


@pytest.mark.parametrize(
    "names",
    [
        ("2024-01", "2024-02", "2024-03"),
        ("1月", "2月", "3月"),
        ("Jan 2024", "Feb 2024", "Mar 2024"),
        ("20240131", "20240229", "20240331"),
    ],
)
def test_sheets_called_by_days(
    monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...]
) -> None:
    texts = (JANUARY, FEBRUARY, MARCH)
    sheets = {"Legend": LEGEND, **dict(zip(names, texts, strict=True))}
    pretend(monkeypatch, {"book.xlsx": sheets}).hidden = ("Legend",)
    project = open_list(Path("book.xlsx"), today=TODAY)
    assert project.shape == Shape.DATED_LISTS
    year = "2025" if names[0] == "1月" else "2024"
    days = project.table.column("(list)").text.tolist()
    assert sorted({*days}) == [
        f"{year}-01-31",
        f"{year}-02-2{'8' if year == '2025' else '9'}",
        f"{year}-03-31",
    ]
    assert project.table.column("(row)").text.tolist() == [
        *("2", "3", "4"),
        *("2", "3", "4"),
        *("3", "4", "5"),
    ]
    assert project.source.sheet is None
    assert project.source.sheets == ("Legend", *names)
    assert project.source.header_row == 1
    assert project.roles == {
        Role.LIST_DATE: "(list)",
        Role.CUSTOMER_ID: "customer id",
        Role.NAME: "customer name",
        Role.FEE: "monthly fee",
    }
    about = {issue.code: issue for issue in project.reading_issues}
    assert about[IssueCode.TOTAL_ROWS].sheet == names[1]
    assert about[IssueCode.TITLE_ROWS].sheet == names[2]
    assert (IssueCode.YEAR_ASSUMED in about) == (year == "2025")
    found = understand(project, today=TODAY)
    assert len(found.book) == 4
    assert len(found.book.stays) == 5


def test_the_order_of_the_sheets_does_not_matter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sheets = {"2024-03": MARCH, "2024-01": JANUARY, "2024-02": FEBRUARY}
    project = book(monkeypatch, sheets)
    days = project.table.column("(list)").text.tolist()
    assert days == sorted(days)


def test_titles_may_say_the_days(monkeypatch: pytest.MonkeyPatch) -> None:
    sheets = {
        "A": f"Customers, January 2024\n{JANUARY}",
        "B": f"Customers, February 2024\n{FEBRUARY}",
        "C": LEGEND,
    }
    project = book(monkeypatch, sheets)
    assert project.shape == Shape.DATED_LISTS
    assert len(project.table) == 6


def test_a_dated_sheet_that_is_no_such_list_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sheets = {"2024-01": JANUARY, "2024-02": FEBRUARY, "2024": LEGEND}
    project = book(monkeypatch, sheets)
    assert project.shape == Shape.DATED_LISTS
    left_out = issue_of(project.reading_issues, IssueCode.OTHER_SHEETS)
    assert left_out.facts == {"sheets": "2024", "count": "1"}


@pytest.mark.parametrize(
    "sheets",
    [
        # other customers in each, so that nobody can be told to have left
        {"2024-01": JANUARY, "2024-02": f"{HEAD}\nX|Xi|1\nY|Ypsilon|2\nZ|Zeta|3"},
        {"2024-01": JANUARY, "Legend": LEGEND},
        {"2024-01": JANUARY, "2024-01-31": FEBRUARY},
        {"First": JANUARY, "Second": FEBRUARY},
    ],
)
def test_sheets_that_are_no_series(
    monkeypatch: pytest.MonkeyPatch, sheets: Sheets
) -> None:
    project = book(monkeypatch, sheets)
    assert project.shape is None
    assert project.source.sheet == next(iter(sheets))


def test_lists_that_say_when_customers_left_are_read_one_by_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dated = "customer id|start date|end date\nA|2024-01-01|\nB|2024-01-01|2024-01-05"
    project = book(monkeypatch, {"2024-01": dated, "2024-02": dated})
    assert project.shape == Shape.SUBSCRIPTIONS
    assert project.source.sheet == "2024-01"


def test_orders_in_a_sheet_for_each_month_are_more_orders(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    head = "customer id|order date|order amount"
    sheets = {
        "2024-01": f"{head}\nA|2024-01-03|5\nB|2024-01-04|6",
        "2024-02": f"{head}\nC|2024-02-03|5\nD|2024-02-04|6",
    }
    project = book(monkeypatch, sheets)
    assert project.shape == Shape.PURCHASES
    assert len(understand(project, today=TODAY).book) == 4


def test_customers_may_be_known_by_their_names(monkeypatch: pytest.MonkeyPatch) -> None:
    sheets = {
        "2024-01": "姓名|月费\n王伟|1\n李静|2\n张洋|3",
        "2024-02": "姓名|月费\n王伟|1\n张洋|2",
    }
    project = book(monkeypatch, sheets)
    assert project.heading(Role.CUSTOMER_ID) == "姓名"
    assert IssueCode.CANDIDATE_COLUMNS in codes(project.reading_issues)
    assert len(understand(project, today=TODAY).book.stays) == 3


def test_what_holds_for_the_file_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    sheets = {"2024-01": JANUARY, "2024-02": FEBRUARY}
    files = pretend(monkeypatch, {"book.xlsx": sheets})
    files.issues = (
        Issue(IssueCode.MACROS_IGNORED, Severity.NOTE),
        Issue(IssueCode.HIDDEN_ROWS, Severity.NOTE, rows=(2,)),
    )
    project = open_list(Path("book.xlsx"), today=TODAY)
    told = [issue.code for issue in project.reading_issues]
    assert told.count(IssueCode.MACROS_IGNORED) == 1
    assert codes(project.reading_issues)[IssueCode.HIDDEN_ROWS] == (2, 5)


def files(monkeypatch: pytest.MonkeyPatch, *names: str) -> list[Path]:
    texts = (JANUARY, FEBRUARY, MARCH)
    given = zip(names, texts, strict=False)
    pretend(monkeypatch, {name: {"": text} for name, text in given})
    return [Path("folder") / name for name in names]


def test_several_files_given_together(monkeypatch: pytest.MonkeyPatch) -> None:
    paths = files(monkeypatch, "c 2024-01.csv", "c 2024-02.csv", "c 2024-03.csv")
    project = open_lists([paths[2], paths[0], paths[1]], today=TODAY)
    # The texts go with the names, so March has the rows of the first file.
    assert project.shape == Shape.DATED_LISTS
    assert project.source.path == paths[0]
    assert project.source.others == tuple(paths[1:])
    assert project.source.sheets == ()
    assert project.table.column("(list)").text[0] == "2024-01-31"
    assert {issue.sheet for issue in project.reading_issues} == {
        "c 2024-02.csv",
        "c 2024-03.csv",
    }
    again = with_roles(project, project.roles)
    assert again.shape == Shape.DATED_LISTS


def test_one_file_is_a_list_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    paths = files(monkeypatch, "c 2024-01.csv")
    assert open_lists(paths, today=TODAY).source.path == paths[0]


def test_options_hold_for_every_file(monkeypatch: pytest.MonkeyPatch) -> None:
    paths = files(monkeypatch, "2024-01.csv", "2024-02.csv")
    options = ReadOptions(columns={Role.REGION: "customer name"})
    project = open_lists(paths, options, today=TODAY)
    assert project.heading(Role.REGION) == "customer name"


def test_files_that_say_no_days(monkeypatch: pytest.MonkeyPatch) -> None:
    paths = files(monkeypatch, "2024-01.csv", "customers.csv")
    with pytest.raises(BadChoice) as caught:
        open_lists(paths, today=TODAY)
    assert (caught.value.option, caught.value.value) == ("list_date", "customers.csv")


def test_files_whose_titles_say_the_days(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(
        monkeypatch,
        {
            "a.csv": {"": f"Customers of January 2024\n{JANUARY}"},
            "b.csv": {"": f"Customers of February 2024\n{FEBRUARY}"},
        },
    )
    project = open_lists([Path("b.csv"), Path("a.csv")], today=TODAY)
    assert project.source.path == Path("a.csv")
