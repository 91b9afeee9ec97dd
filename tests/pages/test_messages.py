from __future__ import annotations

from pathlib import Path
from string import Formatter

import pytest

from churn_desktop.core import errors
from churn_desktop.core.errors import (
    BadChoice,
    ChurnDesktopError,
    FileProblem,
    NotASeries,
    UnclearList,
    UnreadableFile,
    UnwritableFile,
)
from churn_desktop.core.issues import Issue, IssueCode, Severity
from churn_desktop.pages.messages import (
    explain_error,
    explain_issue,
    issue_count,
    issue_title,
    remedy,
)

LIST = Path("/home/ann/客户 list.xlsx")


@pytest.mark.parametrize("problem", FileProblem)
def test_every_unreadable_file_names_itself_and_a_way_out(problem: FileProblem) -> None:
    advice = explain_error(UnreadableFile(LIST, problem, sheet="客户", row=1200))
    assert advice.title.endswith(".")
    assert advice.text.startswith("客户 list.xlsx, sheet “客户”, row 1,200: ")
    assert "/home/ann" not in advice.text


def test_what_is_not_known_is_not_named() -> None:
    text = explain_error(UnreadableFile(LIST, FileProblem.EMPTY)).text
    assert text.startswith("客户 list.xlsx: ")


@pytest.mark.parametrize(
    ("problem", "word"),
    [
        ("in_use", "open in another program"),
        ("not_permitted", "may not be written"),
        ("disk_full", "disk is full"),
        ("failed", "could not be written"),
        ("never heard of", "could not be written"),
    ],
)
def test_every_unwritable_file_says_why(problem: str, word: str) -> None:
    advice = explain_error(UnwritableFile(Path("churn.xlsx"), problem))
    assert word in advice.title
    assert advice.text.startswith("churn.xlsx: ")


def test_an_unclear_list_names_the_columns_it_needs() -> None:
    advice = explain_error(UnclearList(LIST, None, ("start", "tenure")))
    assert "start date, time as a customer" in advice.text
    assert "客户 list.xlsx: " in advice.text


def test_a_bad_choice_lists_what_there_is() -> None:
    advice = explain_error(BadChoice("sheet", "Sheet9", ("Sheet1", "Sheet2")))
    assert advice.title == "There is no sheet “Sheet9”."
    assert advice.text == "Possible are: Sheet1, Sheet2."
    many = explain_error(BadChoice("column", "x", tuple("abcdefghij")))
    assert many.text == "Possible are: a, b, c, d, e, f, g, h and 2 more."
    other = explain_error(BadChoice("colour", "x"))
    assert other.title == "“x” is not possible for colour."
    assert other.text


def test_every_kind_of_error_has_words_of_its_own() -> None:
    path = Path("some.file")
    made: dict[type[ChurnDesktopError], ChurnDesktopError] = {
        UnreadableFile: UnreadableFile(path, FileProblem.DAMAGED),
        UnclearList: UnclearList(path, "list", ("start",)),
        BadChoice: BadChoice("sheet", "list"),
        UnwritableFile: UnwritableFile(path, "in_use"),
        NotASeries: NotASeries("some.file", "no_day"),
    }
    kinds = [
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, ChurnDesktopError)
    ]
    for kind in set(kinds) - {ChurnDesktopError, errors.FileFailure}:
        error = made.get(kind) or kind(path)
        assert explain_error(error).title != "This did not work.", kind


def test_it_is_said_where_a_project_is_open() -> None:
    path = Path("list.churn")
    titles = [
        explain_error(error).title
        for error in (
            errors.OpenElsewhere(path),
            errors.OpenElsewhere(path, "desk-2", here=False),
            errors.OpenElsewhere(path, here=False),
        )
    ]
    assert titles == [
        "The project is open in another window.",
        "The project is open on the computer “desk-2”.",
        "The project is open elsewhere.",
    ]


def test_an_error_of_the_future_still_says_something() -> None:
    class SomethingElse(ChurnDesktopError):
        pass

    advice = explain_error(SomethingElse("out of luck"))
    assert (advice.title, advice.text) == ("This did not work.", "out of luck")


@pytest.mark.parametrize("code", IssueCode)
@pytest.mark.parametrize("rows", [(), (17,), (17, 20, 31)])
def test_every_issue_is_one_sentence(code: IssueCode, rows: tuple[int, ...]) -> None:
    issue = Issue(code, Severity.WARNING, "until", rows)
    sentence = explain_issue(issue)
    assert sentence.endswith(".")
    assert not [name for _, name, _, _ in Formatter().parse(sentence) if name]
    assert len(issue_title(code)) <= 40
    assert remedy(code) == "" or remedy(code).endswith((".", "?"))


def test_numbers_of_rows_are_in_the_sentence() -> None:
    kind = IssueCode.END_BEFORE_START, Severity.ERROR, "until"
    assert explain_issue(Issue(*kind, (17,))).startswith("1 row ends before it starts")
    many = Issue(*kind, tuple(range(2, 1202)))
    assert explain_issue(many).startswith("1,200 rows end before they start")


def test_facts_are_put_into_words() -> None:
    order = Issue(
        IssueCode.DATE_AMBIGUOUS,
        Severity.WARNING,
        "since",
        (2, 3),
        facts={"order": "dmy"},
    )
    assert "day, month, year" in explain_issue(order)
    role = Issue(
        IssueCode.CANDIDATE_COLUMNS,
        Severity.NOTE,
        facts={"role": "fee", "columns": "a, b"},
    )
    assert "holds the fee; possible: a, b." in explain_issue(role)


def test_cells_are_counted_where_the_reader_counted_them() -> None:
    issue = Issue(
        IssueCode.ERROR_CELLS, Severity.WARNING, rows=(2, 3), facts={"count": "5"}
    )
    assert issue_count(issue) == 5
    assert explain_issue(issue).startswith("5 cells show an error")
    assert issue_count(Issue(IssueCode.NO_ROWS, Severity.WARNING)) == 1
