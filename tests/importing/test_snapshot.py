from __future__ import annotations

import numpy as np
import pytest

from churn_desktop.core.issues import IssueCode, Severity
from churn_desktop.core.schema import Role, Shape, TimeUnit
from tests.importing.lists import codes, issue_of, understood

ROLES = {Role.TENURE: "tenure", Role.STATUS: "churn"}


def test_durations_of_a_snapshot() -> None:
    found = understood(
        "customerID|tenure|Churn|MonthlyCharges\nA|1|No|29.85\nB|34|Yes|56.95"
    )
    book = found.book
    assert book.shape == Shape.SNAPSHOT
    assert book.ids.tolist() == ["A", "B"]
    assert book.durations.length.tolist() == [1, 34]
    assert book.durations.ended.tolist() == [False, True]
    assert book.durations.unit == TimeUnit.MONTHS
    assert book.durations.entry.tolist() == [0, 0]
    assert book.amounts is not None
    assert book.amounts.tolist() == [29.85, 56.95]
    assert (book.has_amounts, book.as_of, book.dated) == (True, None, False)
    assert len(book.contracts) == len(book.stays) == 0
    assert book.rows_of(np.array([1], dtype=np.int32)).tolist() == [1]
    assert found.used.all()
    assert found.issues == ()


def test_rows_that_say_too_little_are_set_aside() -> None:
    text = "id|tenure|churn\nA|5|1\n|5|1\nC||1\nD|5|\nE|x|1\nF|5|maybe\nG|-1|0"
    found = understood(text)
    assert found.used.tolist() == [True, False, True, *[False] * 4]
    assert (found.used ^ found.set_aside).all()
    assert found.book.ids.tolist() == ["A", "C"]
    assert found.book.durations.known.length.tolist() == [5]
    assert codes(found.issues) == {
        IssueCode.MISSING_ID: (3,),
        IssueCode.MISSING_TENURE: (4,),
        IssueCode.MISSING_FLAG: (5,),
        IssueCode.NUMBER_UNREADABLE: (6, 8),
        IssueCode.FLAG_UNREADABLE: (7,),
    }


def test_a_tenure_of_nothing_that_ended_counts_half() -> None:
    found = understood("id|tenure|churn\nA|0|1\nB|0|0\nC|2|1")
    assert found.book.durations.length.tolist() == [0.5, 0, 2]
    assert codes(found.issues) == {IssueCode.ZERO_DURATION: (2,)}


def test_ids_that_repeat_are_customers_of_their_own() -> None:
    found = understood("id|tenure|churn\nA|1|1\nA|2|0\nB|3|0\nA|1|1")
    assert found.book.ids.tolist() == ["A", "A", "B", "A"]
    assert found.book.durations.customer.tolist() == [0, 1, 2, 3]
    assert codes(found.issues) == {
        IssueCode.DUPLICATE_IDS: (2, 3, 5),
        IssueCode.DUPLICATE_ROWS: (5,),
    }


def test_no_ids_and_the_users_own_columns() -> None:
    found = understood(
        "weeks|relapse|group\n6|1|a\n10|0|b",
        {Role.TENURE: "weeks", Role.STATUS: "relapse"},
    )
    assert found.book.ids.tolist() == ["2", "3"]
    assert found.book.durations.unit == TimeUnit.WEEKS
    assert not found.book.has_amounts
    assert found.book.amounts is None


def test_one_and_two_are_stayed_and_left() -> None:
    found = understood("id|tenure|status\nA|5|1\nB|6|2")
    assert found.book.durations.ended.tolist() == [False, True]
    assert issue_of(found.issues, IssueCode.FLAG_CODED).facts == {
        "left": "2",
        "stayed": "1",
    }


def test_free_rows_are_no_customers() -> None:
    text = "id|tenure|churn|monthly fee\nA|5|1|0\nB|6|0|5"
    assert understood(text).book.ids.tolist() == ["B"]
    assert understood(text, include_free=True).book.ids.tolist() == ["A", "B"]


def tenures(*values: float) -> str:
    return "tenure|churn\n" + "\n".join(f"{value:g}|1" for value in values)


def test_a_list_in_which_nobody_is_young_was_entered_late() -> None:
    found = understood(tenures(*[12 + n % 40 for n in range(200)]), ROLES)
    assert found.book.durations.entry.tolist() == [12] * 200
    issue = issue_of(found.issues, IssueCode.ENTRY_LEFT_TRUNCATED)
    assert issue.facts == {"shortest": "12"}


@pytest.mark.parametrize(
    "values",
    [
        [12 + n % 40 for n in range(99)],
        [2 + n % 40 for n in range(200)],
        [5 + 10 * (n % 40) for n in range(200)],
        [n % 40 for n in range(200)],
    ],
    ids=["too few rows", "short enough", "short by chance", "some young"],
)
def test_other_lists_were_seen_from_the_start(values: list[int]) -> None:
    found = understood(tenures(*values), ROLES)
    assert not found.book.durations.entry.any()
    assert IssueCode.ENTRY_LEFT_TRUNCATED not in codes(found.issues)


def test_nothing_is_left() -> None:
    found = understood("id|tenure|churn\nA|5|")
    assert len(found.book) == len(found.book.durations) == 0
    assert found.set_aside.tolist() == [True]


def test_a_list_that_only_says_who_left_has_a_share_and_no_rate() -> None:
    found = understood("id|signup date|status\nA|2024-01-01|active\nB|2024-02-01|lost")
    assert found.book.shape == Shape.SNAPSHOT
    assert not found.book.dated
    assert found.used.all()
    assert found.book.durations.ended.tolist() == [False, True]
    assert np.isnan(found.book.durations.length).all()
    assert issue_of(found.issues, IssueCode.NO_TENURE).severity == Severity.WARNING
