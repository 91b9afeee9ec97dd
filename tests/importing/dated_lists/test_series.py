from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from churn_desktop.core.errors import BadChoice, NotASeries
from churn_desktop.core.issues import Issue, IssueCode, Severity
from churn_desktop.core.project import Assumptions, Project
from churn_desktop.core.schema import Role, Shape
from churn_desktop.importing.dated_lists.series import names_of, strangers
from churn_desktop.importing.importer import (
    open_list,
    open_lists,
    understand,
    with_roles,
)
from churn_desktop.importing.options import ReadOptions
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
    assert project.source.paths == tuple(paths)
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
    with pytest.raises(NotASeries) as caught:
        open_lists(paths, today=TODAY)
    assert (caught.value.name, caught.value.problem) == ("customers.csv", "no_day")


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


@pytest.mark.parametrize(
    ("texts", "problem"),
    [
        ((JANUARY, "colour|price\nred|1\nblue|2"), "no_customers"),
        ((JANUARY, f"{HEAD}|end date\nA|Alpha|1|\nB|Beta|2|2024-02-03"), "says_ends"),
        ((JANUARY, "Month|New|Lost|Opening\n2024-01|5|1|10\n2024-02|5|2|14"), None),
        ((JANUARY, f"{HEAD}\nX|Xi|1\nY|Ypsilon|2\nZ|Zeta|3"), "strangers"),
    ],
)
def test_a_file_that_is_no_such_list_is_named(
    monkeypatch: pytest.MonkeyPatch, texts: tuple[str, str], problem: str | None
) -> None:
    names = ("2024-01.csv", "2024-02.csv")
    given = zip(names, texts, strict=True)
    pretend(monkeypatch, {name: {"": text} for name, text in given})
    with pytest.raises(NotASeries) as caught:
        open_lists([Path(name) for name in names], today=TODAY)
    assert caught.value.name == "2024-02.csv"
    assert problem is None or caught.value.problem == problem


def test_files_of_the_same_day_are_no_series(monkeypatch: pytest.MonkeyPatch) -> None:
    paths = files(monkeypatch, "2024-01.csv", "Jan 2024.csv")
    with pytest.raises(NotASeries) as caught:
        open_lists(paths, today=TODAY)
    assert caught.value.problem == "same_day"


def test_the_user_may_say_the_day_of_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    paths = files(monkeypatch, "2024-01.csv", "customers.csv")
    options = ReadOptions(days={"customers.csv": date(2024, 3, 1)})
    project = open_lists(paths, options, today=TODAY)
    assert [
        (part.name, part.day.isoformat(), part.told) for part in project.source.parts
    ] == [
        ("2024-01.csv", "2024-01-31", False),
        ("customers.csv", "2024-03-01", True),
    ]
    assert [part.rows for part in project.source.parts] == [3, 3]
    assert project.source.days == options.days


def test_lists_whose_days_are_all_given_need_no_customer_in_common(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = {"a.csv": {"": JANUARY}, "b.csv": {"": f"{HEAD}\nX|Xi|1\nY|Ypsilon|2"}}
    pretend(monkeypatch, texts)
    days = {"a.csv": date(2024, 1, 31), "b.csv": date(2024, 2, 29)}
    paths = [Path("a.csv"), Path("b.csv")]
    project = open_lists(paths, ReadOptions(days=days), today=TODAY)
    assert project.shape == Shape.DATED_LISTS


def test_the_user_may_say_the_day_of_a_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, {"book.xlsx": {"2024-01": JANUARY, "latest": FEBRUARY}})
    options = ReadOptions(days={"latest": date(2024, 2, 10)})
    project = open_list(Path("book.xlsx"), options, today=TODAY)
    assert [part.day for part in project.source.parts] == [
        date(2024, 1, 31),
        date(2024, 2, 10),
    ]


def test_an_option_that_does_not_fit_names_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    paths = files(monkeypatch, "2024-01.csv", "2024-02.csv")
    options = ReadOptions(columns={Role.REGION: "province"})
    with pytest.raises(BadChoice) as caught:
        open_lists(paths, options, today=TODAY)
    assert caught.value.place == "2024-01.csv"


def test_files_of_one_name_are_told_apart_by_their_folders() -> None:
    paths = [Path("2024-01/list.csv"), Path("2024-02/list.csv")]
    assert names_of(paths) == ["2024-01/list.csv", "2024-02/list.csv"]


def test_most_lists_need_customers_of_the_one_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    project = book(monkeypatch, {"2024-01": JANUARY, "2024-02": FEBRUARY})
    assert project.shape == Shape.DATED_LISTS
    assert strangers([]) is None


def test_lists_together_can_only_be_a_series(monkeypatch: pytest.MonkeyPatch) -> None:
    paths = files(monkeypatch, "2024-01.csv", "2024-02.csv")
    series = ReadOptions(assumptions=Assumptions(shape=Shape.DATED_LISTS))
    assert open_lists(paths, series, today=TODAY).shape == Shape.DATED_LISTS
    other = ReadOptions(assumptions=Assumptions(shape=Shape.SUBSCRIPTIONS))
    with pytest.raises(NotASeries) as caught:
        open_lists(paths, other, today=TODAY)
    assert caught.value.problem == "other_kind"
    pretend(monkeypatch, {"book.xlsx": {"2024-01": JANUARY, "2024-02": FEBRUARY}})
    alone = open_list(Path("book.xlsx"), other, today=TODAY)
    assert (alone.source.parts, alone.shape) == ((), None)
