from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from churn_desktop.core.calendar import to_date
from churn_desktop.core.issues import IssueCode, Severity
from churn_desktop.core.schema import Role, Shape
from churn_desktop.engine.analysis import analyse
from churn_desktop.importing.importer import Understanding
from tests.importing.lists import (
    Value,
    codes,
    iso,
    issue_of,
    project_of,
    understood,
)

LISTS = """
snapshot date|customer id|customer name|monthly fee
2024-01-31|1|Alpha|100
2024-01-31|2|Beta|50
2024-01-31|3|Gamma|10
2024-02-29|1|Alpha|120
2024-02-29|4|Delta|70
2024-03-31|1|Alpha|120
2024-03-31|2|Beta|60
2024-03-31|5|Delta Inc|70
"""


def stays(found: Understanding) -> list[tuple[str, str | None, str | None]]:
    book = found.book
    return [
        (str(book.ids[who]), iso(start), iso(end))
        for who, start, end in zip(
            book.stays.customer, book.stays.start, book.stays.end, strict=True
        )
    ]


def test_who_is_in_which_list() -> None:
    found = understood(LISTS)
    book = found.book
    assert book.shape == Shape.DATED_LISTS
    assert stays(found) == [
        ("1", "2024-01-31", "open"),
        ("2", "2024-01-31", "2024-02-29"),
        ("2", "2024-03-31", "open"),
        ("3", "2024-01-31", "2024-02-29"),
        ("4", "2024-02-29", "2024-03-31"),
        ("5", "2024-03-31", "open"),
    ]
    assert to_date(book.as_of or 0) == date(2024, 3, 31)
    assert len(book.contracts) == 8
    assert found.used.all()
    lengths = [None if np.isnan(x) else x for x in book.durations.length]
    assert lengths == [None, None, 0, None, 31, 0]


def test_movements_and_revenue_of_lists() -> None:
    found = understood(LISTS)
    analysis = analyse(found.book, project_of(LISTS).assumptions)
    assert analysis.movements is not None
    frame = analysis.movements.frame
    columns = ["opening", "new", "returned", "lost", "closing"]
    assert frame[columns].to_numpy().tolist() == [
        # January only shows who was there: nobody in it is known to be new.
        [3, 1, 0, 2, 2],
        [2, 1, 1, 1, 3],
    ]
    assert analysis.revenue is not None
    revenue = analysis.revenue.frame
    assert revenue["expansion"].tolist() == [20, 0]
    assert revenue["churned"].tolist() == [60, 70]
    assert revenue["reactivation"].tolist() == [0, 60]


def test_what_lies_between_the_lists_is_stated() -> None:
    found = understood(LISTS)
    between = issue_of(found.issues, IssueCode.LIST_DATES)
    assert between.severity == Severity.NOTE
    assert between.facts == {
        "lists": "3",
        "first": "2024-01-31",
        "last": "2024-03-31",
        "longest": "31",
    }
    unknown = issue_of(found.issues, IssueCode.STARTS_UNKNOWN)
    assert unknown.facts == {"count": "3"}


def test_likely_renames_are_asked_about_and_not_merged() -> None:
    found = understood(LISTS)
    rename = issue_of(found.issues, IssueCode.RENAME_LIKELY)
    assert rename.rows == (9,)
    assert rename.facts == {"count": "1", "examples": "Delta (4) → Delta Inc (5)"}
    assert len(found.book) == 5


def test_a_start_in_the_list_makes_the_first_stay_known() -> None:
    found = understood(
        "list date|customer id|start date\n"
        "2024-01-31|1|2020-05-05\n2024-01-31|2|\n2024-02-29|1|2020-05-05\n"
        "2024-02-29|3|2024-02-10\n2024-02-29|4|2019-01-01\n2024-02-29|5|2025-01-01"
    )
    assert stays(found) == [
        ("1", "2020-05-05", "open"),
        ("2", "2024-01-31", "2024-02-29"),
        ("3", "2024-02-10", "open"),
        # neither a start before the former list nor one after this one can be meant
        ("4", "2024-02-29", "open"),
        ("5", "2024-02-29", "open"),
    ]
    assert np.isnan(found.book.durations.length).tolist() == [False, True, *[False] * 3]


def test_rows_marked_as_left_are_no_customers() -> None:
    found = understood(
        "list date|customer id|churned\n2024-01-31|A|no\n2024-01-31|B|no\n"
        "2024-02-29|A|yes\n2024-02-29|B|no"
    )
    assert stays(found) == [
        ("A", "2024-01-31", "2024-02-29"),
        ("B", "2024-01-31", "open"),
    ]
    assert found.used.all()


def test_rows_that_belong_to_no_list() -> None:
    found = understood(
        "list date|customer id\n2024-01-31|1\n2024-02-29|1\n|2\nsoon|3\n2030-01-01|4\n"
        "2024-02-29|"
    )
    assert found.set_aside.tolist() == [False, False, *[True] * 4]
    rows = codes(found.issues)
    assert rows[IssueCode.MISSING_DATE] == (4,)
    assert rows[IssueCode.DATE_UNREADABLE] == (5,)
    assert rows[IssueCode.START_IN_FUTURE] == (6,)
    assert rows[IssueCode.MISSING_ID] == (7,)
    unreadable = issue_of(found.issues, IssueCode.DATE_UNREADABLE)
    assert unreadable.severity == Severity.ERROR


def test_lists_after_the_chosen_day_do_not_count() -> None:
    found = understood(LISTS, as_of=date(2024, 3, 1))
    assert to_date(found.book.as_of or 0) == date(2024, 2, 29)
    assert stays(found)[1] == ("2", "2024-01-31", "2024-02-29")
    assert codes(found.issues)[IssueCode.START_IN_FUTURE] == (7, 8, 9)
    nobody = understood(LISTS, as_of=date(2020, 1, 1))
    assert len(nobody.book) == 0


def test_several_rows_of_a_customer_in_one_list_add_up() -> None:
    found = understood(
        "list date|customer id|monthly fee\n2024-01-31|A|5\n2024-01-31|A|7\n"
        "2024-02-29|A|5\n2024-02-29|A|5"
    )
    assert stays(found) == [("A", "2024-01-31", "open")]
    assert codes(found.issues)[IssueCode.DUPLICATE_ROWS] == (5,)


def test_a_gap_that_is_allowed_is_no_leaving() -> None:
    assert stays(understood(LISTS, allowed_gap_days=31))[1] == (
        "2",
        "2024-01-31",
        "open",
    )


def test_the_row_of_a_list_is_no_difference() -> None:
    found = understood(
        "(list)|(row)|customer id\n2024-01-31|2|1\n2024-01-31|3|1\n2024-02-29|2|1",
        {Role.LIST_DATE: "(list)"},
    )
    assert codes(found.issues)[IssueCode.DUPLICATE_ROWS] == (3,)


def test_without_an_id_each_row_is_somebody() -> None:
    found = understood(
        "(list)|customer name\n2024-01-31|A\n2024-02-29|B",
        {Role.LIST_DATE: "(list)", Role.NAME: "customer name"},
    )
    assert len(found.book) == 2
    assert IssueCode.RENAME_LIKELY not in codes(found.issues)


def test_a_day_in_every_row_is_no_series_of_lists() -> None:
    rows = "report date|customer id|start date\n2024-01-31|1|2020-01-01\n2024-01-31|2|"
    assert project_of(rows).shape == Shape.SUBSCRIPTIONS
    rows = "report date|customer id|start date\n2024-01-31|1|2020-01-01\n2024-02-29|2|"
    assert project_of(rows).shape == Shape.SUBSCRIPTIONS


@settings(max_examples=100)
@given(st.lists(st.sets(st.sampled_from("ABCDE"), min_size=1), min_size=2, max_size=6))
def test_whoever_is_in_a_list_is_a_customer_on_its_day(lists: list[set[str]]) -> None:
    days = [date(2024, 1, 10) + timedelta(days=20 * n) for n in range(len(lists))]
    rows: list[list[Value]] = [["list", "customer id"]]
    rows += [[day, who] for day, there in zip(days, lists, strict=True)
             for who in sorted(there)]  # fmt: skip
    found = understood(rows, {Role.LIST_DATE: "list"})
    book = found.book
    for day, there in zip(days, lists, strict=True):
        number = day.toordinal() - date(1970, 1, 1).toordinal()
        here = (book.stays.start <= number) & (book.stays.end > number)
        assert {*book.ids[book.stays.customer[here]]} == there
    changes = sum(len(after - before) for before, after in pairwise(lists))
    assert len(book.stays) == len(lists[0]) + changes
